"""CSV: rows as lines of text (RFC 4180)."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from attendance.basic.host import Host, Value
from attendance.basic.sizes import room_for_text
from attendance.basic.texts import kept
from attendance.basic.values import text


def csv_text(rows: Sequence[Value], host: Host) -> str:
    """Objects under a line with all their keys; arrays as lines; anything else as a line of one. Raises: E503."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = _columns(rows)
    if columns:
        writer.writerow(columns)
    for row in rows:
        writer.writerow([text(cell, host) for cell in _cells(row, columns)])
        room_for_text(out.tell())
    return kept(out.getvalue())


def _columns(rows: Sequence[Value]) -> list[str]:
    return list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))


def _cells(row: Value, columns: list[str]) -> list[Any]:
    if isinstance(row, dict):
        return [row.get(column) for column in columns]
    return list(row) if isinstance(row, list) else [row]
