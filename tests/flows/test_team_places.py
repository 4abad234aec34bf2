"""A team that works in a place of its own: a Slack channel, a Teams channel, a Google space.

Each conversation is one thread there, begun by its card; whoever presses first has it, and all see who.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import pytest

from attendance.destinations import actions
from attendance.destinations.schemas import NewWorkAddress
from attendance.kernel.ids import new_id
from tests.fakes.teams import CHANNEL
from tests.flows.people import GoogleChat, Place, Slack, Teams
from tests.flows.product import Product, until
from tests.flows.town import Person, Town


class Room(ABC):
    """One place of a team at a vendor. `card` is the message that began the thread."""

    name: str

    @property
    @abstractmethod
    def shown(self) -> list[Mapping[str, Any]]:
        """Our messages in it as they are now, oldest first."""

    @abstractmethod
    async def press(self, who: str, card: Mapping[str, Any]) -> None:
        """The button that accepts."""

    @abstractmethod
    async def says(self, who: str, text: str, card: Mapping[str, Any]) -> None:
        """In the card's thread."""

    async def shows(self, words: str) -> Mapping[str, Any]:
        """Wait for it; returns the message."""
        message: Mapping[str, Any] = await until(
            lambda: next((one for one in self.shown if words in _text(one)), None)
        )
        return message


def _text(message: Mapping[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False)


class SlackChannel(Room):
    def __init__(self, place: Place) -> None:
        assert isinstance(place, Slack)
        self.fake, self.name = place.fake, f"C0{new_id().hex[-6:].upper()}"

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        return [one for one in self.fake.sent if one["channel"] == self.name]

    async def press(self, who: str, card: Mapping[str, Any]) -> None:
        assert (await self.fake.presses(who, card, "Aceitar")).status_code == 200

    async def says(self, who: str, text: str, card: Mapping[str, Any]) -> None:
        await self.fake.writes(who, text, channel=self.name, thread_ts=card["ts"])


class TeamsChannel(Room):
    name = CHANNEL

    def __init__(self, place: Place) -> None:
        assert isinstance(place, Teams)
        self.fake = place.fake

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        return [one for one in self.fake.sent if one["conversation"].startswith(CHANNEL)]

    async def press(self, who: str, card: Mapping[str, Any]) -> None:
        assert (await self.fake.deliver(self.fake.press(who, card, "Aceitar"))).status_code == 200

    async def says(self, who: str, text: str, card: Mapping[str, Any]) -> None:
        body = self.fake.activity(text, user=who, conversation=card["conversation"])
        assert (await self.fake.deliver(body)).status_code == 200


class GoogleSpace(Room):
    name = "spaces/LOJA"

    def __init__(self, place: Place) -> None:
        assert isinstance(place, GoogleChat)
        self.fake = place.fake

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        return [one for one in self.fake.sent if one["space"]["name"] == self.name]

    async def press(self, who: str, card: Mapping[str, Any]) -> None:
        body = self.fake.press(card, "Aceitar", user=_google_user(who))
        assert (await self.fake.deliver(body)).status_code == 200

    async def says(self, who: str, text: str, card: Mapping[str, Any]) -> None:
        thread = card["thread"]["name"].rpartition("/")[2]
        user = _google_user(who)
        said = self.fake.message(text, space=self.name, thread=thread, sender=user)
        body = self.fake.event(space=self.name, message=said, user=user)
        assert (await self.fake.deliver(body)).status_code == 200


def _google_user(name: str) -> dict[str, str]:
    return {"name": name, "displayName": "Ana Lima", "type": "HUMAN"}


ROOMS: Mapping[str, type[Room]] = {
    "slack": SlackChannel,
    "teams": TeamsChannel,
    "google_chat": GoogleSpace,
}


@pytest.mark.parametrize("channel", ROOMS)
async def test_a_team_works_in_its_own_place(channel: str, town: Town, company: Product) -> None:
    place, shop = town.places[channel], town.places["telegram"]
    room = ROOMS[channel](place)  # type: ignore[call-arg]
    for one in (channel, "telegram"):
        await town.connect(company.world, one)
    maria, joana = await company.attendant("Maria Santos"), await company.attendant("Joana Lima")
    at = {maria: place.newcomer(), joana: place.newcomer()}
    queue_id = await company.queue(maria, joana, channels=["telegram"], auto_assign=False)
    async with company.world.tx() as tx:
        [inbox] = await tx.fetch("select id from inboxes where channel = $1", channel)
        able = company.services.channels[channel].capabilities
        for user_id, name in at.items():
            new = NewWorkAddress(inbox_id=inbox["id"], external_id=name, user_id=user_id)
            await actions.add(tx, new, channel, able)
        new = NewWorkAddress(inbox_id=inbox["id"], external_id=room.name, queue_id=queue_id)
        await actions.add(tx, new, channel, able)
    customer = Person(shop, shop.newcomer())

    # a card for all, whose button two press
    await customer.writes("Quero falar com um atendente")
    card = await room.shows("Aceitar")
    original = dict(card)
    await room.press(at[maria], original)
    await room.press(at[joana], original)
    taken = await room.shows("pegou às")
    winner = maria if "Maria Santos" in _text(taken) else joana
    name = "Maria Santos" if winner == maria else "Joana Lima"
    assert "Aceitar" not in _text(taken)
    await room.shows(f"{name} pegou esta conversa")

    # the thread and the customer talk; what others say there stays there
    loser = joana if winner == maria else maria
    await room.says(at[loser], "eu também ajudo", card)
    await room.says(at[winner], "Olá, em que posso ajudar?", card)
    await customer.hears("Olá, em que posso ajudar?")
    await customer.writes("Meu pedido não chegou")
    await room.shows("Meu pedido não chegou")
    await room.says(at[winner], "/resolver", card)
    await room.shows("encerrada")

    texts = await customer.place.texts(customer.name)
    assert not any("eu também ajudo" in text or "/resolver" in text for text in texts)
    assert len([one for one in room.shown if "Aceitar" in _text(one)]) == 0
