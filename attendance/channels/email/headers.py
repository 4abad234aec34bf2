"""Reads the headers of mail as it comes: folded, in any charset, encoded badly or twice, repeated, missing.

Nothing here raises: what can't be read is shown as it stands. RFC 5322, 2047, 6532.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from attendance.channels.reading import MAX_ID_CHARS

_MOST_CHARS: Final = 20_000
"""Of one header: what is longer was not made by people."""
_MOST_ADDRESSES: Final = 100
_MOST_REFERENCES: Final = 40
_BLANK: Final = re.compile(r"\s+")
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MESSAGE_ID: Final = re.compile(r"<([^<>\s]{1,1000})>")
_BARE_ID: Final = re.compile(r"[^<>\s,]+@[^<>\s,]+")
_ADDRESS: Final = re.compile(r"[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address in lower case, and the name beside it."""

    address: str
    name: str | None = None


def storable(text: str) -> str:
    """Without what PostgreSQL and JSON can't keep."""
    return _UNSTORABLE.sub("", text)


def decoded(data: bytes, charset: str | None = None) -> str:
    """Text of bytes: the charset that they claim, else UTF-8, else the one of old Windows programs."""
    for name in (charset, "utf-8"):
        try:
            if name:
                return storable(data.decode(name))
        except (UnicodeError, LookupError, ValueError):
            continue
    return storable(data.decode("windows-1252", "replace"))


def text_of(mail: Message, name: str) -> str:
    """A header's words on one line; empty when it is absent."""
    return _words(_raw(mail, name))


def token_of(mail: Message, name: str) -> str:
    """The first word of a header of machines, in lower case: `auto-replied; owner=x` → `auto-replied`."""
    return text_of(mail, name).partition(";")[0].strip().lower()


def mailboxes(mail: Message, *names: str) -> list[Mailbox]:
    """The addresses in these headers, in order, each once."""
    raw = [text for name in names for text in _raw_all(mail, name)]
    found = _usable(_pairs(raw)) or _usable(
        ("", address) for text in raw for address in _ADDRESS.findall(_words(text))
    )
    return found[:_MOST_ADDRESSES]


def message_ids(mail: Message, name: str) -> list[str]:
    """The ids in a header, without angle brackets, oldest first."""
    raw = "".join(_raw_all(mail, name))
    found = _MESSAGE_ID.findall(raw) or _BARE_ID.findall(raw)
    usable = [storable(one) for one in found if len(one) <= MAX_ID_CHARS]
    return list(dict.fromkeys(usable))[-_MOST_REFERENCES:]


def date_of(mail: Message) -> datetime | None:
    """When it says that it was written; None when that is absent, unreadable or out of any sense."""
    try:
        at = parsedate_to_datetime(text_of(mail, "Date"))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at.astimezone(UTC) if 1990 <= at.year <= 2200 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _pairs(raw: Sequence[str]) -> list[tuple[str, str]]:
    """(name, address) as written; the standard library gives up on some lists."""
    try:
        return getaddresses(raw)
    except (ValueError, IndexError, TypeError, RecursionError):
        return []


def _usable(pairs: Iterable[tuple[str, str]]) -> list[Mailbox]:
    found: dict[str, Mailbox] = {}
    for name, written in pairs:
        address = storable(_words(written)).strip().lower()
        if _ADDRESS.fullmatch(address) and len(address) <= MAX_ID_CHARS:
            found.setdefault(address, Mailbox(address, _words(name).strip(" '\"")[:200] or None))
    return list(found.values())


def _raw(mail: Message, name: str) -> str:
    return next(iter(_raw_all(mail, name)), "")


def _raw_all(mail: Message, name: str) -> list[str]:
    """The header's values as they stand, 8-bit bytes read."""
    wanted = name.lower()
    values = [value for key, value in mail.raw_items() if key.lower() == wanted]
    return [_unescaped(str(value)[:_MOST_CHARS]) for value in values[:20]]


def _unescaped(value: str) -> str:
    """The parser keeps bytes that aren't ASCII as halves of surrogate pairs."""
    try:
        return decoded(value.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:  # it holds real characters already
        return storable(value)


def _words(value: str) -> str:
    """Encoded words decoded (RFC 2047), white space folded."""
    return _BLANK.sub(" ", _without_encoding(value)).strip()


def _without_encoding(value: str) -> str:
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
    except (ValueError, IndexError, TypeError):
        return value
    return "".join(part if isinstance(part, str) else decoded(part, charset) for part, charset in parts)
