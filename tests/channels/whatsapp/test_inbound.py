"""WhatsApp's webhooks, as documented and as damaged as can be: everything is read or kept, nothing is lost."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import Ignored, IncomingMessage
from attendance.channels.whatsapp import inbound
from attendance.kernel.errors import InvalidInput
from tests.channels.damage import ANYTHING, damaged_samples
from tests.channels.golden import WHATSAPP


def test_lanes_are_the_customers_in_order_of_appearance() -> None:
    body = (WHATSAPP / "fixtures" / "batch_two_customers.json").read_bytes()

    assert inbound.lanes(body) == ["5511987654321", "5521912345678"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"entry": {}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a": 1} b',
    ],
)
def test_what_is_no_webhook_of_whatsapp_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        inbound.lanes(body)
    with pytest.raises(InvalidInput):
        inbound.parse(body)


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (r"a\u0000b", "a�b"),
        (r"a\ud83d", "a�"),
        (r"\ude00\ud83d", "��"),
        (r"\ud83d\ude00", "😀"),
        (r"\\u0000", r"\u0000"),
        (r"\\ud83d \ud83d", "\\ud83d �"),
        (r"\uD83D\uDE00\u0000", "😀�"),
    ],
)
def test_characters_that_no_database_takes_are_replaced(spelled: str, text: str) -> None:
    body = (WHATSAPP / "fixtures" / "text.json").read_text().replace("Oi, preciso de ajuda", spelled)

    [message] = inbound.parse(body.encode())

    assert isinstance(message, IncomingMessage)
    assert message.text == text


def test_an_id_that_no_index_holds_is_kept_aside() -> None:
    body = (WHATSAPP / "fixtures" / "text.json").read_text().replace("wamid.IN-TEXT", "w" * 3000)

    [entry] = inbound.parse(body.encode())

    assert isinstance(entry, Ignored)


@given(damaged_samples("whatsapp"))
def test_no_damage_loses_an_entry(sample: Any) -> None:
    body = json.dumps(sample).encode()
    if not isinstance(sample.get("entry"), list):
        with pytest.raises(InvalidInput):
            inbound.parse(body)
        return

    read = inbound.parse(body)

    assert len(read) == _count(sample)


@given(ANYTHING, st.integers(0, 2))
def test_a_bad_message_leaves_its_neighbours_as_they_were(rubbish: Any, at: int) -> None:
    sample = json.loads((WHATSAPP / "fixtures" / "batch_two_customers.json").read_text())
    whole = inbound.parse(json.dumps(sample).encode())
    messages = sample["entry"][0]["changes"][0]["value"]["messages"]
    messages[at] = rubbish

    read = inbound.parse(json.dumps(sample).encode())

    assert read[:at] + read[at + 1 :] == whole[:at] + whole[at + 1 :]
    assert isinstance(read[at], Ignored)


def _count(sample: Any) -> int:
    """How many entries there are, counted without the reader: what must come out of it."""
    return sum(_count_changes(entry) for entry in sample["entry"])


def _count_changes(entry: Any) -> int:
    changes = entry.get("changes") if isinstance(entry, dict) else None
    if not isinstance(changes, list) or not changes:
        return 1
    return sum(_count_items(change) for change in changes)


def _count_items(change: Any) -> int:
    value = change.get("value") if isinstance(change, dict) else None
    if not isinstance(value, dict):
        return 1
    match change.get("field"):
        case "messages":
            lists = [items for name, items in value.items() if name != "contacts"]
        case "user_preferences" | "user_id_update" as field:
            lists = [value.get(field)]
        case _:
            return 1
    return max(1, sum(len(items) for items in lists if isinstance(items, list)))
