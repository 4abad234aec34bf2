"""CSV as people have it: Excel's of Brazil (`;`, Windows-1252), UTF-8 with and without its mark; and CSV that no
spreadsheet takes for formulas (OWASP, "CSV Injection")."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from attendance.kernel.errors import InvalidInput

MOST_ROWS: Final = 100_000
MOST_BYTES: Final = 15 * 1024 * 1024

_SEPARATORS: Final = (";", ",", "\t", "|")
_SAID: Final = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_HARMLESS: Final = re.compile(r"[+-]?\d[\d .,()-]*")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` without the heading, each as long as the heading; `lines`: where each begins in the file, the first
    line being 1."""

    encoding: str
    separator: str
    heading: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    lines: Sequence[int]


def read(content: bytes, *, encoding: str | None = None, separator: str | None = None) -> Sheet:
    """What a file holds. Raises InvalidInput for one that is empty, too long or has no usable heading."""
    text, found = _decoded(content, encoding)
    said = _SAID.match(text)
    if said:
        text, separator = text[said.end() :], said[1]
    separator = separator or _separator(text)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator)
    heading: tuple[str, ...] = ()
    rows, lines, begins = [], [], 1 + bool(said)
    try:
        for cells in reader:
            at, begins = begins, 1 + bool(said) + reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not heading:
                heading = _heading(cells)
                continue
            rows.append(_as_long(cells, len(heading)))
            lines.append(at)
    except csv.Error as error:
        raise InvalidInput("This is no CSV.", fields={"file": str(error)}) from error
    if not heading or not rows:
        raise InvalidInput("The file has no rows under its heading.", fields={"file": "empty"})
    if len(rows) > MOST_ROWS:
        raise InvalidInput(f"At most {MOST_ROWS} rows.", fields={"file": "too_long"})
    return Sheet(found, separator, heading, rows, lines)


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    """The text, and in which encoding it was. Windows-1252 takes every byte but five, which Latin-1 takes."""
    if encoding is None and content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    for one in [encoding] if encoding else ["utf-8-sig", "cp1252", "latin-1"]:
        try:
            return content.decode(one), "utf-8" if one == "utf-8-sig" else one
        except UnicodeDecodeError:
            continue
    raise InvalidInput("The file is not text.", fields={"file": "encoding"})


def _separator(text: str) -> str:
    """What divides the heading into the most columns, outside of quotes."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    return max(_SEPARATORS, key=first.count)


def _heading(cells: Sequence[str]) -> tuple[str, ...]:
    """Columns without a name are called by their number."""
    names = [cell.strip() or f"#{at}" for at, cell in enumerate(cells, 1)]
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise InvalidInput("Two columns have the same name.", fields={"file": twice[0]})
    return tuple(names)


def _as_long(cells: Sequence[str], length: int) -> tuple[str, ...]:
    """What stands beyond the last column is joined to it: it isn't lost unseen."""
    plain = [_unquoted(cell) for cell in cells]
    if len(plain) > length:
        plain = [*plain[: length - 1], " ".join(plain[length - 1 :]).strip()]
    return (*plain, *[""] * (length - len(plain)))


def _unquoted(cell: str) -> str:
    """Without the mark that keeps spreadsheets from computing it."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    if cell.startswith(_FORMULA) and not _HARMLESS.fullmatch(cell):
        return "'" + cell
    return cell


def written(rows: Iterable[Sequence[str]], *, separator: str) -> str:
    """Lines of CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
