"""Places and people of ours, as the vendors take them."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from attendance.channels.base import Capabilities, InboxConfig, MessageKind, Outgoing
from attendance.channels.sharing import (
    NotShareable,
    Person,
    Place,
    check_shareable,
    people_content,
    people_of,
    place_of,
)
from attendance.channels.telegram.channel import TelegramChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.kernel.errors import Rejected
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.telegram import TelegramClient
from tests.channels.sending import ANSWER
from tests.fakes.graph import FakeGraph
from tests.fakes.telegram import FakeTelegram

SHOP = Place(-23.55, -46.63, name="Loja", address="Rua A, 10")
POINT = Place(-23.55, -46.63)
ANA, BOB = Person("Ana", "+5511988887777", "Loja"), Person("Bob", "0800 123 4567")


def a_place(place: Place, recipient: str) -> Outgoing:
    return replace(
        ANSWER, kind=MessageKind.LOCATION, text=place.words, content=place.content(), recipient=recipient
    )


def people(recipient: str, *some: Person) -> Outgoing:
    return replace(ANSWER, kind=MessageKind.CONTACTS, content=people_content(some), recipient=recipient)


def test_what_is_kept_is_read_again() -> None:
    assert [place_of(one.content()) for one in (SHOP, POINT)] == [SHOP, POINT]
    assert people_of(people_content([ANA, BOB])) == [ANA, BOB]


@pytest.mark.parametrize(
    ("place", "words"),
    [(SHOP, "Loja, Rua A, 10"), (POINT, "-23.55000, -46.63000"), (replace(SHOP, address=""), "Loja")],
    ids=["whole", "point", "name"],
)
def test_a_place_has_words_where_no_map_is_shown(place: Place, words: str) -> None:
    assert place.words == words


def test_a_channel_without_them_says_so() -> None:
    check_shareable(MessageKind.LOCATION, Capabilities(1, shares=frozenset({MessageKind.LOCATION})))

    with pytest.raises(NotShareable):
        check_shareable(MessageKind.CONTACTS, Capabilities(1, shares=frozenset({MessageKind.LOCATION})))


WHATSAPP: dict[str, tuple[Outgoing, dict[str, Any]]] = {
    "place": (
        a_place(SHOP, "5511987654321"),
        {"location": {"latitude": -23.55, "longitude": -46.63, "name": "Loja", "address": "Rua A, 10"}},
    ),
    "point": (a_place(POINT, "5511987654321"), {"location": {"latitude": -23.55, "longitude": -46.63}}),
    "people": (
        people("5511987654321", ANA, BOB),
        {
            "contacts": [
                {
                    "name": {"formatted_name": "Ana", "first_name": "Ana"},
                    "phones": [{"phone": "+5511988887777", "type": "CELL", "wa_id": "5511988887777"}],
                    "org": {"company": "Loja"},
                },
                {
                    "name": {"formatted_name": "Bob", "first_name": "Bob"},
                    "phones": [{"phone": "0800 123 4567", "type": "CELL"}],
                },
            ]
        },
    ),
}


@pytest.mark.parametrize(("message", "part"), WHATSAPP.values(), ids=WHATSAPP.keys())
async def test_whatsapp_gets_them_as_such(message: Outgoing, part: dict[str, Any]) -> None:
    fake = FakeGraph()
    credentials = {"phone_number_id": fake.phone_number_id, "access_token": fake.token}
    inbox = InboxConfig(new_id(), new_id(), "whatsapp", "Loja", credentials, {})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fake.app)) as http:
        channel = WhatsAppChannel(GraphClient(http, base_url="http://graph.test"))
        await channel.send(inbox, replace(message, reply_to="wamid.1"))

    [call] = fake.sent
    [kind] = part
    assert (call.body["type"], call.body[kind]) == (kind, part[kind])
    assert call.body["context"] == {"message_id": "wamid.1"}


TELEGRAM: dict[str, tuple[Outgoing, list[tuple[str, dict[str, Any]]]]] = {
    "place": (
        a_place(SHOP, "7001"),
        [("sendVenue", {"latitude": -23.55, "longitude": -46.63, "title": "Loja", "address": "Rua A, 10"})],
    ),
    "point": (a_place(POINT, "7001"), [("sendLocation", {"latitude": -23.55, "longitude": -46.63})]),
    "named point": (
        a_place(replace(SHOP, address=""), "7001"),
        [("sendLocation", {"latitude": -23.55, "longitude": -46.63})],
    ),
    "people": (
        people("7001", ANA, BOB),
        [
            ("sendContact", {"phone_number": "+5511988887777", "first_name": "Ana"}),
            ("sendContact", {"phone_number": "0800 123 4567", "first_name": "Bob"}),
        ],
    ),
}


@pytest.mark.parametrize(("message", "calls"), TELEGRAM.values(), ids=TELEGRAM.keys())
async def test_telegram_gets_them_as_such(message: Outgoing, calls: list[tuple[str, dict[str, Any]]]) -> None:
    fake = FakeTelegram()
    inbox = InboxConfig(new_id(), new_id(), "telegram", "Loja", {"bot_token": fake.token}, {})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fake.app)) as http:
        channel = TelegramChannel(TelegramClient(http, "http://telegram.test"))
        receipt = await channel.send(inbox, message)

    assert [(call.method, call.body) for call in fake.calls] == [
        (method, {"chat_id": 7001, **body}) for method, body in calls
    ]
    assert receipt.external_id == f"7001:{fake.sent[-1]['message_id']}"


async def test_a_customer_without_an_address_is_told_before_anything_is_called() -> None:
    inbox = InboxConfig(new_id(), new_id(), "telegram", "Loja", {"bot_token": "1:a"}, {})
    async with httpx.AsyncClient() as http:
        with pytest.raises(Rejected):
            await TelegramChannel(TelegramClient(http)).send(inbox, a_place(POINT, "nobody"))
