"""Cursor pagination: a cursor is the sort key of the last row that was given, opaque to the client."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from attendance.kernel.errors import InvalidInput

Key = TypeVar("Key")
Row = TypeVar("Row")


def encode_cursor(*values: Any) -> str:
    """Values (ids, times, numbers, text) as one URL-safe word."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(values)).decode().rstrip("=")


def decode_cursor(cursor: str, shape: type[Key]) -> Key:
    """The values again, as the tuple type that they were: `decode_cursor(c, tuple[datetime, UUID])`.

    Raises InvalidInput for anything that isn't a cursor of this list.
    """
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.msgpack.decode(packed, type=shape)
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise InvalidInput(
            "The cursor is not one that this list gave.", fields={"cursor": "unknown"}
        ) from error


@dataclass(frozen=True, slots=True)
class Slice:
    """Which page is asked for."""

    cursor: str | None
    limit: int

    def after(self, shape: type[Key]) -> Key | None:
        """The sort key to continue after; None on the first page."""
        return decode_cursor(self.cursor, shape) if self.cursor else None

    @property
    def probe(self) -> int:
        """How many rows to select: one more than the page tells whether another follows."""
        return self.limit + 1

    def cut(
        self, rows: Sequence[Row], key: Callable[[Row], tuple[Any, ...]]
    ) -> tuple[Sequence[Row], str | None]:
        """The page's rows out of `probe` selected ones, and the cursor of the next page or None."""
        if len(rows) <= self.limit:
            return rows, None
        page = rows[: self.limit]
        return page, encode_cursor(*key(page[-1]))
