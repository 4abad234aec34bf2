"""Values as JSON that PostgreSQL takes, and statements that may fail without ending the turn."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import asyncpg

from attendance.basic import values
from attendance.basic.errors import LimitError
from attendance.basic.host import Host, KeywordError, Value
from attendance.basic.json_text import read_json
from attendance.kernel.database import Tx

MOST_ROW_BYTES: Final = 256 * 1024

_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def as_json(value: Value, host: Host) -> str:
    """Exact numbers, dates as ISO texts; what PostgreSQL can't hold becomes what is as rare. Raises: E305, E503."""
    written = _SURROGATES.sub("\ufffd", values.json(value, host))
    return _NUL.sub(r"\1\\u0001", written)


def as_text(text: str) -> str:
    """A text that PostgreSQL can hold."""
    return _SURROGATES.sub("\ufffd", text.replace("\x00", "\x01"))


def row_json(row: Mapping[str, Value], host: Host) -> str:
    """Raises: LimitError E503 for a row that is too big."""
    written = as_json(dict(row), host)
    if len(written.encode()) > MOST_ROW_BYTES:
        raise LimitError("E503", kind="object", limit=str(MOST_ROW_BYTES))
    return written


def check_sizes(changed: Iterable[asyncpg.Record]) -> None:
    """Of rows after an update. Raises: LimitError E503."""
    if any(row["size"] > MOST_ROW_BYTES for row in changed):
        raise LimitError("E503", kind="object", limit=str(MOST_ROW_BYTES))


def from_json(text: str) -> Any:
    """With exact numbers."""
    return read_json(text)


async def fetch(tx: Tx, sql: str, parameters: Sequence[Any]) -> list[asyncpg.Record]:
    """A value that the database can't take is an error of the script: the transaction goes on.

    Raises: KeywordError E344, E403 for a row that others need."""
    try:
        async with tx.driver.transaction():
            return await tx.fetch(sql, *parameters)
    except asyncpg.ForeignKeyViolationError:
        raise KeywordError("E403") from None
    except asyncpg.DataError:
        raise KeywordError("E344") from None
