"""Each channel's samples, as documented and as damaged as can be: everything is read or kept, nothing is lost."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import IncomingMessage, MessageKind
from attendance.kernel.errors import InvalidInput
from attendance.kernel.json_text import storable
from tests.channels.damage import damaged_samples
from tests.channels.golden import CHANNELS, FIXTURES, channel_of, golden_path, read

KINDS_OF_ALL = set(MessageKind) - {MessageKind.REACTION}
"""A reaction changes a message; it is none."""
_OF_TELEPHONES = {MessageKind.STICKER, MessageKind.LOCATION, MessageKind.CONTACTS, MessageKind.REACTION}
WITHOUT: dict[str, set[MessageKind]] = {
    "google_chat": _OF_TELEPHONES,
    "slack": _OF_TELEPHONES,
    "teams": _OF_TELEPHONES,
    "email": {
        MessageKind.STICKER,
        MessageKind.LOCATION,
        MessageKind.CONTACTS,
        MessageKind.INTERACTIVE,
        MessageKind.REACTION,
        MessageKind.UNSUPPORTED,
    },
    "instagram": {MessageKind.CONTACTS, MessageKind.LOCATION},
    "messenger": {MessageKind.CONTACTS},
    "sms": {
        MessageKind.STICKER,
        MessageKind.LOCATION,
        MessageKind.INTERACTIVE,
        MessageKind.REACTION,
        MessageKind.UNSUPPORTED,
    },
}
"""Kinds that a vendor doesn't have."""
FORMS = {"email", "sms"}
"""Their deliveries are no JSON."""
OF_CHANNEL = {
    name: [path for path in FIXTURES if channel_of(path) == name]
    for name in sorted(map(channel_of, FIXTURES))
}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{channel_of(path)}-{path.stem}")
def test_each_sample_is_read_as_its_golden_file_says(fixture: Path) -> None:
    assert read(fixture) == json.loads(golden_path(fixture).read_text())


@pytest.mark.parametrize("name", OF_CHANNEL)
def test_every_kind_of_message_has_a_sample(name: str) -> None:
    bodies = [fixture.read_bytes() for fixture in OF_CHANNEL[name]]
    entries = [entry for body in bodies for entry in CHANNELS[name].parse(body)]
    kinds = {entry.kind for entry in entries if isinstance(entry, IncomingMessage)}

    assert kinds == KINDS_OF_ALL - WITHOUT.get(name, set())


@pytest.mark.parametrize("name", [name for name in OF_CHANNEL if name not in FORMS])
@given(data=st.data())
def test_no_damage_breaks_a_reader(name: str, data: st.DataObject) -> None:
    body = json.dumps(data.draw(damaged_samples(name))).encode()
    try:
        entries = CHANNELS[name].parse(body)
    except InvalidInput:
        with pytest.raises(InvalidInput):
            CHANNELS[name].lanes(body)
        return

    assert CHANNELS[name].parse(body) == entries
    assert list(CHANNELS[name].lanes(body)) == list(dict.fromkeys(entry.lane for entry in entries))
    assert storable(entries) == msgspec.json.encode(entries).decode()
    assert all(0 < len(entry.lane) < 1000 for entry in entries)
    messages = [entry for entry in entries if isinstance(entry, IncomingMessage)]
    assert all(0 < len(message.external_id) < 1100 for message in messages)
    assert all(message.lane == message.sender.external_id for message in messages)
