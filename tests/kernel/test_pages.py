"""Cursors: what goes in comes out, and nothing else is accepted."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from attendance.kernel.cursors import Slice, decode_cursor, encode_cursor
from attendance.kernel.errors import InvalidInput

AT = datetime(2026, 3, 2, 12, 30, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        ((uuid4(),), tuple[UUID]),
        ((AT, uuid4()), tuple[datetime, UUID]),
        (("São Paulo", 7, None), tuple[str, int, str | None]),
    ],
)
def test_a_cursor_gives_its_values_back(values: tuple[Any, ...], shape: Any) -> None:
    cursor = encode_cursor(*values)

    assert cursor.isascii() and not set(cursor) & set("+/=&? ")
    assert decode_cursor(cursor, shape) == values


@pytest.mark.parametrize(
    "cursor", ["garbage", "é", "AAAA", "", "%%%%", "a" * 5, encode_cursor("x"), encode_cursor(1, 2)]
)
def test_garbage_is_invalid_input(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(cursor, tuple[UUID])


def test_a_page_ends_where_the_next_begins() -> None:
    rows, seen, cursor = list(range(5)), [], None

    for _ in range(3):
        asked = Slice(cursor, limit=2)
        after = asked.after(tuple[int])
        probed = [row for row in rows if after is None or row > after[0]][: asked.probe]
        page, cursor = asked.cut(probed, lambda row: (row,))
        seen.append(list(page))

    assert seen == [[0, 1], [2, 3], [4]]
    assert cursor is None
