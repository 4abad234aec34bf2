"""Each piece of news in a sample is an event, whatever it is: pieces are counted without the readers."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from attendance.channels.base import IncomingChange, Watermark
from tests.channels.golden import CHANNELS, FIXTURES, channel_of


def _whatsapp(body: Any) -> int:
    return sum(_of_change(change) for entry in body["entry"] for change in _changes(entry))


def _changes(entry: Any) -> list[Any]:
    changes = entry.get("changes") if isinstance(entry, dict) else None
    return changes if isinstance(changes, list) and changes else [None]


def _of_change(change: Any) -> int:
    """News are in lists, of messages or of what the field says; otherwise a change is one."""
    value = change.get("value") if isinstance(change, dict) else None
    field = change.get("field") if isinstance(change, dict) else None
    if not isinstance(value, dict):
        return 1
    is_of_messages = field in ("messages", "smb_message_echoes")
    names = value.keys() - {"contacts"} if is_of_messages else value.keys() & {field}
    return max(1, sum(len(value[name]) for name in names if isinstance(value[name], list)))


def _meta(body: Any) -> int:
    return sum(_of_entry(entry) for entry in body["entry"])


def _of_entry(entry: Any) -> int:
    lists = (
        [entry.get(name) for name in ("messaging", "standby", "changes")] if isinstance(entry, dict) else []
    )
    items = [item for found in lists if isinstance(found, list) for item in found]
    return max(1, sum(_of_item(item) for item in items))


def _of_item(item: Any) -> int:
    delivery = item.get("delivery") if isinstance(item, dict) else None
    return max(1, len(delivery.get("mids", ()))) if isinstance(delivery, dict) else 1


def _telegram(body: Any) -> int:
    return max(1, len(body) - 1)


def _slack(body: Any) -> int:
    return max(1, len(body.get("actions") or ()))


def _teams(body: Any) -> int:
    return max(1, sum(len(body.get(name) or ()) for name in ("reactionsAdded", "reactionsRemoved")))


COUNTS: Mapping[str, Callable[[Any], int]] = {
    "whatsapp": _whatsapp,
    "messenger": _meta,
    "instagram": _meta,
    "telegram": _telegram,
    "slack": _slack,
    "teams": _teams,
}


def _value(fixture: Path) -> Any:
    try:
        return json.loads(fixture.read_text())
    except json.JSONDecodeError:
        return {}  # a form: one piece of news


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{channel_of(path)}-{path.stem}")
def test_as_many_events_as_there_are_news(fixture: Path) -> None:
    name = channel_of(fixture)
    pieces = COUNTS[name](_value(fixture)) if name in COUNTS else 1

    events = CHANNELS[name].parse(fixture.read_bytes())

    beside = (
        sum(isinstance(event, Watermark) for event in events) if name in ("messenger", "instagram") else 0
    )
    assert pieces <= len(events) <= pieces + beside + (name == "sms")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{channel_of(path)}-{path.stem}")
def test_changes_can_be_found_at_the_vendor(fixture: Path) -> None:
    changes = [
        event
        for event in CHANNELS[channel_of(fixture)].parse(fixture.read_bytes())
        if isinstance(event, IncomingChange)
    ]

    assert all(change.external_id for change in changes)
