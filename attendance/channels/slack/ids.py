"""How Slack's messages and places are named here.

A message is `channel:ts`, since a `ts` is unique in its channel only. A thread in a channel is `channel:ts` of its
first message; direct messages with one person are one thread, `D…`.
"""

import re

_MESSAGE = re.compile(r"([CDG][A-Z0-9]{2,30}):(\d{1,20}\.\d{1,10})", re.ASCII)
_PLACE = re.compile(r"[CDGUW][A-Z0-9]{2,30}", re.ASCII)
_FILE = re.compile(r"file:(F[A-Z0-9]{2,30})", re.ASCII)


def message_id(channel: str, ts: str) -> str:
    return f"{channel}:{ts}"


def thread_of(channel: str, ts: str, thread_ts: str | None) -> str:
    """The thread of a message of this time that is in the thread of another, or begins its own."""
    return channel if is_direct(channel) else message_id(channel, thread_ts or ts)


def is_direct(channel: str) -> bool:
    return channel.startswith("D")


def is_place(text: str) -> bool:
    """A person or a channel, as an id."""
    return _PLACE.fullmatch(text) is not None


def parts_of(external_id: str) -> tuple[str, str] | None:
    """Channel and `ts` of a message; None for anything else, such as the press of a button."""
    found = _MESSAGE.fullmatch(external_id)
    return (found[1], found[2]) if found else None


def file_of(external_id: str) -> str | None:
    """The file of a message that is one and whose `ts` Slack had not told."""
    found = _FILE.fullmatch(external_id)
    return found[1] if found else None
