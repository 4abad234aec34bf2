"""WhatsApp's webhooks, as documented and as damaged as can be: everything is read or kept, nothing is lost."""

import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import Ignored, IncomingMessage, MessageKind
from attendance.channels.whatsapp import inbound
from attendance.kernel.errors import InvalidInput
from tests.channels.golden import WHATSAPP, golden_path, shown

FIXTURES = sorted((WHATSAPP / "fixtures").glob("*.json"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_each_sample_is_read_as_its_golden_file_says(fixture: Path) -> None:
    assert shown(inbound.parse(fixture.read_bytes())) == json.loads(golden_path(fixture).read_text())


def test_every_type_of_message_has_a_sample() -> None:
    kinds = {
        item.kind
        for fixture in FIXTURES
        for item in inbound.parse(fixture.read_bytes())
        if isinstance(item, IncomingMessage)
    }

    assert kinds == set(MessageKind)


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


SAMPLES = [json.loads(path.read_text()) for path in FIXTURES]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def damaged_samples(draw: st.DrawFn) -> Any:
    """A sample with up to four of its nodes deleted, replaced by anything, or repeated."""
    sample = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        nodes = list(_places(sample))
        if nodes:
            container, key = draw(st.sampled_from(nodes))
            _damage(container, key, draw)
    return sample


@given(damaged_samples())
def test_no_damage_breaks_the_reader_or_loses_an_entry(sample: Any) -> None:
    body = json.dumps(sample).encode()
    if not isinstance(sample.get("entry"), list):
        with pytest.raises(InvalidInput):
            inbound.parse(body)
        return

    read = inbound.parse(body)

    assert len(read) == _count(sample)
    assert inbound.parse(body) == read
    assert set(inbound.lanes(body)) == {item.lane for item in read}
    stored = msgspec.json.encode(read)
    assert rb"\u0000" not in stored
    assert all(len(lane) < 1000 for lane in inbound.lanes(body))


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
    if not isinstance(value, dict) or change.get("field") != "messages":
        return 1
    return max(1, sum(len(v) for k, v in value.items() if isinstance(v, list) and k != "contacts"))


def _places(node: Any) -> Any:
    """Every (container, key) below."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _damage(container: Any, key: Any, draw: st.DrawFn) -> None:
    how = draw(st.sampled_from(["delete", "replace", "repeat"]))
    if how == "delete":
        del container[key]
    elif how == "repeat" and isinstance(container, list):
        container.append(container[key])
    else:
        container[key] = draw(ANYTHING)
