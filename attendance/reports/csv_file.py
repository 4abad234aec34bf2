"""A result as CSV: numbers as numbers, texts that a spreadsheet would calculate made harmless."""

import csv
import io
from typing import Final, Literal

from attendance.reports import telling
from attendance.reports.schemas import Cell, ReportColumn, ReportResult
from attendance.reports.words import Language

Separator = Literal[",", ";"]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNITS: Final = {"seconds": "s", "percent": "%"}


def csv_of(result: ReportResult, said: Language, separator: Separator = ",") -> bytes:
    """UTF-8 with a byte order mark: without it Excel reads accents wrongly. With `;` decimals have a comma, as the
    spreadsheets that want it do."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([harmless(_title(one)) for one in result.columns])
    for row in result.rows:
        writer.writerow([_written(result, place, found, said, separator) for place, found in enumerate(row)])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """An apostrophe first: a spreadsheet shows the text and calculates nothing."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _title(column: ReportColumn) -> str:
    unit = _UNITS.get(column.unit or "")
    return f"{column.name} ({unit})" if unit else column.name


def _written(result: ReportResult, place: int, found: Cell, said: Language, separator: Separator) -> str:
    column = result.columns[place]
    if column.unit is not None and found is None:
        return ""
    if column.unit is not None and not isinstance(found, str):
        number = str(int(found)) if column.unit == "count" and found is not None else str(found)
        return number.replace(".", ",") if separator == ";" else number
    if column.kind in ("day", "week", "month") and found is not None:
        return str(found)
    return harmless(telling.value(result, place, found, said))
