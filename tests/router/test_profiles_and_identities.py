"""Who somebody is: names asked for once, numbers that change, the ninth digit, refusals and their end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from attendance.channels.base import (
    Channel,
    Identity,
    InboxConfig,
    IncomingConsent,
    IncomingMessage,
    IncomingMove,
    MessageKind,
)
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations.models import Conversation
from attendance.conversations.posting import Arrival
from attendance.conversations.rules import OptedOut, Sender
from attendance.crm import contacts
from attendance.crm.models import Contact, ContactIdentity
from attendance.kernel import clock, phones
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import Rejected
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from attendance.router import profiles
from tests.factories.world import VAULT, World
from tests.router.talking import TEMPLATE, conversation, write

AREAS = [
    *range(11, 20), 21, 22, 24, 27, 28, *range(31, 36), 37, 38, *range(41, 50), 51, 53, 54, 55, *range(61, 70),
    71, 73, 74, 75, 77, 79, *range(81, 90), *range(91, 100),
]  # fmt: skip
MARKETING = {"template": {**TEMPLATE["template"], "category": "marketing"}}


@pytest.mark.parametrize("area", AREAS)
async def test_a_mobile_with_and_without_the_ninth_digit_is_one_contact(world: World, area: int) -> None:
    """P24: all 67 areas, whichever spelling comes first; a landline never gets a ninth digit."""
    long, short, landline = f"55{area}987654321", f"55{area}87654321", f"55{area}32654321"
    pair = [Identity(number, phone=f"+{number}") for number in (short, long)]
    if area % 2:
        pair.reverse()
    async with world.tx() as tx:
        first, second = [(await contacts.identify(tx, "whatsapp", [one]))[0] for one in pair]
        [fixed] = await contacts.identify(tx, "whatsapp", [Identity(landline, phone=f"+{landline}")])
        told = await tx.scalar(select(Contact.phone).where(Contact.id == first.id))

    assert first.id == second.id != fixed.id
    assert told == f"+{long}"
    assert phones.normalise(f"+{landline}") == f"+{landline}"


def test_these_are_the_areas() -> None:
    assert len(AREAS) == len(set(AREAS)) == 67


async def test_a_changed_number_keeps_contact_and_conversation(world: World) -> None:
    inbox = await world.inbox("whatsapp")
    old, new = "5511987654321", "5511911112222"
    async with world.tx() as tx:
        before = await world.says(tx, inbox, "Oi", who=old, channel="whatsapp")
        moved = Identity("BR.999", phone=f"+{new}", aliases=(new,))
        await contacts.move(tx, "whatsapp", [IncomingMove(old, (old, "BR.111"), moved)])
        after = await world.says(tx, inbox, "Número novo", who=new, channel="whatsapp")
        phone = await tx.scalar(select(Contact.phone))
        recipient = await tx.scalar(select(Conversation.recipient))
        names = {row.external_id for row in await tx.rows(select(ContactIdentity.external_id))}

    assert after.conversation_id == before.conversation_id
    assert (phone, recipient) == (f"+{new}", "BR.999")
    assert names == {"BR.999", new}


async def test_a_new_id_that_was_taken_for_somebody_else_leads_to_the_known_contact(world: World) -> None:
    """The first message from the new id may overtake the news of the move."""
    async with world.tx() as tx:
        [known] = await contacts.identify(tx, "whatsapp", [Identity("BR.1", name="Ana")])
        await contacts.identify(tx, "whatsapp", [Identity("BR.2", name="Ana")])
        await contacts.move(tx, "whatsapp", [IncomingMove("BR.1", ("BR.1",), Identity("BR.2"))])
        [again] = await contacts.identify(tx, "whatsapp", [Identity("BR.2", name="Ana")])

    assert again.id == known.id


async def test_usernames_are_kept_and_change(world: World) -> None:
    async with world.tx() as tx:
        for name in ("ana", "ana.lima"):
            await contacts.identify(tx, "whatsapp", [Identity("BR.1", username=name)])
        kept = await tx.scalar(select(ContactIdentity.username))

    assert kept == "ana.lima"


async def test_who_refuses_everything_is_answered_only_by_people_and_only_when_they_write(
    world: World,
) -> None:
    with clock.frozen(clock.now()) as time:
        conversation_id, maria = await conversation(world)
        time.advance(timedelta(minutes=1))
        await refuse(world, "all")
        with pytest.raises(OptedOut):
            await write(world, conversation_id, Sender("attendant", maria))
        time.advance(timedelta(minutes=1))
        async with world.tx() as tx:
            inbox = await tx.scalar(select(Conversation.inbox_id))
            await world.says(tx, inbox, "Mas e o meu pedido?")
        await write(world, conversation_id, Sender("attendant", maria))
        with pytest.raises(OptedOut):
            await write(world, conversation_id, Sender("system"))
        await refuse(world, None)
        time.advance(timedelta(minutes=1))
        await write(world, conversation_id, Sender("system"))


async def test_who_refuses_marketing_still_gets_answers_and_what_people_send(world: World) -> None:
    with clock.frozen(clock.now()) as time:
        conversation_id, maria = await conversation(world)
        await refuse(world, "marketing")
        await write(world, conversation_id, Sender("attendant", maria))
        with pytest.raises(OptedOut):
            await write(world, conversation_id, Sender("attendant", maria), content=MARKETING)
        time.advance(timedelta(days=9))
        await write(world, conversation_id, Sender("attendant", maria), content=TEMPLATE)
        with pytest.raises(OptedOut):
            await write(world, conversation_id, Sender("system"), content=TEMPLATE)


async def refuse(world: World, what: object) -> None:
    async with world.tx() as tx:
        person = await tx.scalar(select(ContactIdentity.external_id))
        consent = IncomingConsent(person, person, what)  # type: ignore[arg-type]  # a word of the tests
        await contacts.note_consents(tx, "echo", [consent])


@dataclass
class Services:
    database: Database
    channels: Mapping[str, Channel]
    vault: Vault = VAULT


class Knows(EchoChannel):
    """A vendor that tells who somebody is, when asked."""

    def __init__(self, people: Mapping[str, Identity]) -> None:
        super().__init__()
        self.people = people
        self.asked: list[str] = []

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        self.asked.append(external_id)
        if external_id not in self.people:
            raise Rejected("private", reason="unknown_recipient")
        return self.people[external_id]


async def run_profiles(world: World, channels: Mapping[str, Channel]) -> None:
    async with world.tx() as tx:
        rows = await tx.fetch("select id, payload::text from jobs where kind = $1", profiles.PROFILE)
        await tx.fetch("delete from jobs where kind = $1", profiles.PROFILE)
    for row in rows:
        job = Job(row["id"], world.tenant_id, profiles.PROFILE, None, row["payload"].encode(), 1, 5)
        await profiles.ask(Services(world.database, channels), job)


async def test_a_new_contact_without_a_name_is_asked_for_once(world: World) -> None:
    inbox = await world.inbox()
    channel = Knows({"7001": Identity("7001", name="Ana Lima", username="ana")})
    channels: dict[str, Channel] = {"echo": channel}
    for who in ("7001", "7001", "7002"):
        async with world.tx() as tx:
            person = Identity(who)
            [known] = await contacts.identify(tx, "echo", [person])
            message = IncomingMessage(who, new_id().hex, person, MessageKind.TEXT, "Oi")
            arrival = Arrival(message, inbox, "echo", None, known.id, known.name, known.is_new, 0)
            await profiles.plan(tx, channels, [arrival])
        await run_profiles(world, channels)

    async with world.tx() as tx:
        names = [row.name for row in await tx.rows(select(Contact.name).order_by(Contact.created_at))]
    assert channel.asked == ["7001", "7002"]
    assert "Ana Lima" in names
