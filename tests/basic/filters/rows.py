"""Rows in which every kind of column has values, blanks of each sort and NULLs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from attendance.basic.filters import ColumnType
from tests.basic.host import SAO_PAULO

COLUMNS: dict[str, ColumnType] = {
    "n": "integer",
    "name": "text",
    "phone": "text",
    "status": "text",
    "score": "integer",
    "amount": "decimal",
    "vip": "boolean",
    "due": "date",
    "seen_at": "datetime",
    "data": "json",
    "tags": "array",
    "Weird \"name'": "text",
}


def row(n: int, **values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {"n": n} | values


def at(day: int, hour: int) -> datetime:
    """A time in March 2026 in São Paulo."""
    return datetime(2026, 3, day, hour, tzinfo=SAO_PAULO).astimezone(UTC)


ROWS = [
    row(
        1,
        name="Ana",
        phone="5511999990001",
        status="new",
        score=80,
        amount=Decimal("10.50"),
        vip=True,
        due=date(2026, 3, 13),
        seen_at=at(9, 23),
        tags=["vip", "gold"],
        data={"city": "São Paulo", "age": 31, "ok": True, "tags": ["x", "1"], "at": "2026-03-09"},
    ),
    row(
        2,
        name="joão da silva",
        phone="00123",
        status="open",
        score=50,
        amount=Decimal(0),
        vip=False,
        due=date(2026, 3, 10),
        seen_at=at(10, 1),
        tags=[],
        data={"city": "Recife", "age": "29", "ok": "false", "at": "2026-03-10T08:00:00-03:00"},
    ),
    row(
        3,
        name="50% off_er\\",
        phone="x' OR '1'='1",
        status="Closed Won",
        score=-3,
        data={"age": None, "at": "2026-02-30"},
    ),
    row(
        4, name="O'Brien", status="", vip=True, seen_at=at(1, 12), data={"tags": {"x": 1}, "deep": {"er": 7}}
    ),
    row(5, name="JOÃO", status="open", score=7, amount=Decimal("99.99"), due=date(2025, 12, 31), data={}),
    row(6),
]
