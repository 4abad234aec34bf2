"""attendant.csv, read and written: `id,name,channel,preferences,department,aliases,phone,email`.

Several values of one cell are joined by `;`, lines that start with `#` are comments. Reading never stops at
the first mistake: good rows come back as rows, bad ones as errors that name line and column.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from attendance.attendants.rules import EVERY_CHANNEL
from attendance.attendants.schemas import RowError
from attendance.kernel.phones import normalise

COLUMNS = ("id", "name", "channel", "preferences", "department", "aliases", "phone", "email")
_REQUIRED = ("id", "name")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class AttendantRow:
    """One attendant of the file. `line` counts from 1; `phone` is E.164, `email` lower case, or None."""

    line: int
    id: str
    name: str
    channels: tuple[str, ...] = (EVERY_CHANNEL,)
    preferences: tuple[str, ...] = ()
    department: str | None = None
    aliases: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class AttendantFile:
    rows: tuple[AttendantRow, ...]
    errors: tuple[RowError, ...]


def parse(text: str) -> AttendantFile:
    """Rows in file order. An id or an e-mail that comes a second time is an error of its second line."""
    lines = _records(text.removeprefix("\ufeff"))
    header_line, header = next(lines, (1, []))
    names = [name.strip().casefold() for name in header]
    if problems := _header_errors(header_line, names):
        return AttendantFile((), tuple(problems))
    rows, errors, seen = list[AttendantRow](), list[RowError](), set[tuple[str, str]]()
    for line, cells in lines:
        row = _row(line, names, cells)
        if isinstance(row, AttendantRow) and not (repeated := _repeated(row, seen)):
            rows.append(row)
        else:
            errors += repeated if isinstance(row, AttendantRow) else row
    return AttendantFile(tuple(rows), tuple(errors))


def format_rows(rows: Iterable[AttendantRow]) -> str:
    """The file's text; parsing it gives the same rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            [
                row.id,
                row.name,
                join(row.channels),
                join(row.preferences),
                row.department or "",
                join(row.aliases),
                (row.phone or "").removeprefix("+"),
                row.email or "",
            ]
        )
    return out.getvalue()


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell, without blanks and repetitions, in their order."""
    return tuple(dict.fromkeys(value for part in cell.split(";") if (value := part.strip())))


def join(values: Iterable[str]) -> str:
    return ";".join(values)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each starts; comments and empty lines left out."""
    kept = [
        (number, line)
        for number, line in enumerate(io.StringIO(text, newline=None), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    reader = csv.reader(line for _, line in kept)
    while True:
        first = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        yield kept[first][0], cells


def _header_errors(line: int, names: Sequence[str]) -> list[RowError]:
    if len(names) == 1 and ";" in names[0]:
        return [_error(line, None, "Columns must be separated by commas; `;` joins the values of one cell.")]
    missing = [name for name in _REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    return [_error(line, name, f"The column `{name}` is missing.") for name in missing] + [
        _error(line, name, f"There is no column `{name}`. Columns: {', '.join(COLUMNS)}.") for name in unknown
    ]


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> AttendantRow | list[RowError]:
    if len(cells) != len(names):
        return [_error(line, None, f"This row has {len(cells)} columns instead of {len(names)}.")]
    values = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    phone = values.get("phone", "")
    row = AttendantRow(
        line=line,
        id=values["id"],
        name=values["name"],
        channels=tuple(name.casefold() for name in split(values.get("channel", ""))) or (EVERY_CHANNEL,),
        preferences=tuple(topic.casefold() for topic in split(values.get("preferences", ""))),
        department=values.get("department") or None,
        aliases=tuple(alias.casefold() for alias in split(values.get("aliases", ""))),
        phone=normalise(phone),
        email=values.get("email", "").lower() or None,
    )
    return _row_errors(row, phone) or row


def _row_errors(row: AttendantRow, phone: str) -> list[RowError]:
    errors = []
    if not _ID.fullmatch(row.id):
        errors.append(_error(row.line, "id", f"`{row.id}` can't be an id: letters, digits and `-_.` only."))
    if not row.name:
        errors.append(_error(row.line, "name", "The name is missing."))
    for channel in row.channels:
        if not _NAME.fullmatch(channel):
            errors.append(_error(row.line, "channel", f"`{channel}` can't be a channel."))
    if phone and row.phone is None:
        errors.append(_error(row.line, "phone", f"`{phone}` can't be a phone number."))
    if row.email and not _EMAIL.fullmatch(row.email):
        errors.append(_error(row.line, "email", f"`{row.email}` can't be an e-mail address."))
    return errors


def _repeated(row: AttendantRow, seen: set[tuple[str, str]]) -> list[RowError]:
    keys = [("id", row.id.casefold())] + ([("email", row.email)] if row.email else [])
    errors = [_error(row.line, *_repetition(*key)) for key in keys if key in seen]
    seen.update(keys)
    return errors


def _repetition(column: str, value: str) -> tuple[str, str]:
    return column, f"`{value}` comes a second time."


def _error(line: int, column: str | None, message: str) -> RowError:
    return RowError(line=line, column=column, message=message)
