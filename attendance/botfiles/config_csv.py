"""config.csv: rows of `name,value`, read with their places and changed without touching what stands around them.

Lines that start with `#` (section headers among them), `[` or `=` are comments. A value that isn't quoted goes on to
the end of its line, commas included: `attendance-transfer-keywords,human,atendente` needs no quotes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from attendance.basic.diagnostics import Span
from attendance.botfiles.findings import Finding, finding
from attendance.botfiles.kinds import Kind, Nonsense
from attendance.botfiles.paths import CONFIG

MASK: Final = "••••••••"
"""Stands for a secret in every text that people see; saved again it means: unchanged."""
HEADER: Final = ("name", "value")
PARAMETER: Final = "param-"

_PARAMETER_NAME: Final = re.compile(r"param-[a-z0-9]+(-[a-z0-9]+)*")
_LOOSE_ROW: Final = re.compile(
    r"^(?:[ \t]*#[# \t]*\"?(?P<said>[\w-]+)\"?[ \t]*[,;=:]|[ \t]*\"?(?P<name>[\w-]+)\"?[ \t]*[,;=: \t])"
    r"[ \t]*(?P<value>\S[^\n]*)$",
    re.MULTILINE,
)
_SECRET: Final = ("-api-key", "-password", "-secret", "-token", "-slack-webhook")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row. `value` has no quotes and no blanks around; `start` to `end` is the whole record in the text,
    `value_start` to `value_end` its value as written, with quotes."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """`text` has plain newlines; every offset counts in it."""

    text: str
    delimiter: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    def span(self, start: int, end: int) -> Span:
        line, column = self._place(start)
        return Span(line, column, *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def read(text: str) -> ConfigFile:
    """Never stops at a mistake: every row that can be read is an entry."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _Reader(text).read()


def canonical(name: str, known: Mapping[str, Any]) -> str:
    """The key that a name stands for: `attendant-queue-size` is `attendance-queue-size`, and the other way round."""
    for spelling in (
        name,
        name.replace("attendant-", "attendance-", 1),
        name.replace("attendance-", "attendant-", 1),
    ):
        if spelling in known:
            return spelling
    return name


def is_secret(name: str) -> bool:
    """Whether a key's value is kept apart, encrypted, and never shown. Every key of such a name is, known or not."""
    return name.endswith(_SECRET)


def is_parameter(name: str) -> bool:
    """Whether it is a key of the bot's own, which scripts read: `param-…`."""
    return _PARAMETER_NAME.fullmatch(name) is not None


def nearest(name: str, known: Mapping[str, Any]) -> str | None:
    """The key that was probably meant."""
    found = get_close_matches(name.lower().replace("_", "-"), known, n=1, cutoff=0.5)
    return found[0] if found else None


def check(file: ConfigFile, known: Mapping[str, Kind[Any]]) -> tuple[Finding, ...]:
    """Everything that is wrong: rows, keys, values. The words of a secret are in no finding."""
    found, first = list(file.findings), dict[str, Entry]()
    for entry in file.entries:
        key = canonical(entry.name, known)
        at = file.span(entry.start, entry.start + len(entry.name))
        if key in first:
            line = str(file.span(first[key].start, first[key].start).line)
            found.append(finding(CONFIG, "E704", at, name=entry.name, line=line))
        first.setdefault(key, entry)
        found += _about_key(key, at, known)
        if key in known and entry.value and not (is_secret(key) and entry.value == MASK):
            try:
                known[key].read(entry.value)
            except Nonsense as wrong:
                there = file.span(entry.value_start, entry.value_end)
                values = {"name": entry.name, "kind": wrong.kind, **wrong.values}
                found.append(finding(CONFIG, "E710", there, **values))
    return tuple(sorted(found, key=lambda one: (one.diagnostic.span.line, one.diagnostic.span.column)))


def _about_key(key: str, at: Span, known: Mapping[str, Any]) -> Iterator[Finding]:
    if key in known:
        return
    if key.startswith(PARAMETER):
        if not is_parameter(key):
            yield finding(CONFIG, "E705", at, name=key)
    elif near := nearest(key, known):
        yield finding(CONFIG, "W702", at, name=key, near=near)
    else:
        yield finding(CONFIG, "W703", at, name=key)


def changed(text: str, changes: Mapping[str, str | None], known: Mapping[str, Any]) -> str:
    """The text with these cells, by key; None takes the row out. Comments and order stay, new rows come last."""
    file, left = read(text), dict(changes)
    pieces, at = list[str](), 0
    for entry in file.entries:
        key = canonical(entry.name, known)
        if key not in changes:
            continue
        value = left.pop(key, None)
        if value is None:
            pieces.append(file.text[at : entry.start])
            at = entry.end
        else:
            pieces += [file.text[at : entry.value_start], cell(value, file.delimiter)]
            at = entry.value_end
    whole = "".join([*pieces, file.text[at:]])
    rows = [
        f"{key}{file.delimiter}{cell(value, file.delimiter)}\n"
        for key, value in left.items()
        if value is not None
    ]
    return _with_rows(whole, rows, file.delimiter)


def cell(value: str, delimiter: str = ",") -> str:
    """A value as a cell that every program reads alike."""
    if value == value.strip() and not re.search(rf'[{delimiter}"\n]', value):
        return value
    return '"' + value.replace('"', '""') + '"'


def mask(text: str, known: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The text with its secrets masked, and the secrets by key.

    A line that only looks like a row of a secret, commented out or misspelt, loses it too.
    """
    file, secrets = read(text), dict[str, str]()
    for entry in file.entries:
        key = canonical(entry.name, known)
        if is_secret(key) and entry.value not in ("", MASK):
            secrets[key] = entry.value
    return _LOOSE_ROW.sub(_masked_line, _with_masks(file, known)), secrets


def _with_masks(file: ConfigFile, known: Mapping[str, Any]) -> str:
    pieces, at = list[str](), 0
    for entry in file.entries:
        if is_secret(canonical(entry.name, known)) and entry.value:
            pieces += [file.text[at : entry.value_start], MASK]
            at = entry.value_end
    return "".join([*pieces, file.text[at:]])


def _masked_line(line: re.Match[str]) -> str:
    if not is_secret((line["said"] or line["name"]).lower()) or MASK in line["value"]:
        return line[0]
    return line[0][: line.start("value") - line.start()] + MASK


def _with_rows(text: str, rows: list[str], delimiter: str) -> str:
    if not text.strip():
        text = delimiter.join(HEADER) + "\n"
    if rows and not text.endswith("\n"):
        text += "\n"
    return text + "".join(rows)


class _Reader:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.delimiter = ","
        self.is_padded = False
        self.has_begun = False
        self.entries: list[Entry] = []
        self.wrong: list[tuple[str, int, int, dict[str, str]]] = []

    def read(self) -> ConfigFile:
        at = 0
        while at < len(self.text):
            at = self._record(at)
        made = ConfigFile(self.text, self.delimiter, tuple(self.entries), ())
        findings = [
            finding(CONFIG, code, made.span(start, end), **values) for code, start, end, values in self.wrong
        ]
        return ConfigFile(made.text, made.delimiter, made.entries, tuple(findings))

    def _record(self, start: int) -> int:
        """Take one record in; returns where the next one begins."""
        end = self._end_of_line(start)
        line = self.text[start:end].strip()
        if not line.strip(",; \t"):
            return end + 1
        if line.startswith(("#", "[", "=")):
            return end + 1
        is_first, self.has_begun = not self.has_begun, True
        if self._take_header(line):
            return end + 1
        if is_first:
            self.wrong.append(("W701", start, end, {}))
        return self._row(start, end)

    def _take_header(self, line: str) -> bool:
        """The row `name,value`. A spreadsheet may have filled it, and every row, with empty cells."""
        for delimiter in (",", ";"):
            cells = [cell.strip().strip('"').casefold() for cell in line.split(delimiter)]
            if tuple(cells[:2]) == HEADER and not any(cells[2:]):
                self.delimiter, self.is_padded = delimiter, len(cells) > 2
                return True
        return False

    def _row(self, start: int, end: int) -> int:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        comma = self.text.find(self.delimiter, start, end)
        if comma < 0:
            name = self.text[start:end].split()[0]
            self.wrong.append(
                ("E701", start, end, {"name": name if re.fullmatch(r"[\w-]+", name) else "name"})
            )
            return end + 1
        name = self.text[start:comma].strip().strip('"').strip().lower()
        value_start = comma + 1 + len(self.text[comma + 1 : end]) - len(self.text[comma + 1 : end].lstrip())
        if self.text.startswith('"', value_start) and value_start < end:
            value, value_end = self._quoted(value_start)
        else:
            raw = self.text[comma + 1 : end].strip()
            value = raw.rstrip(self.delimiter + " \t") if self.is_padded else raw
            value_start = min(value_start, end)
            value_end = value_start + len(value)
        end = self._end_of_line(value_end)
        self.entries.append(
            Entry(name, value.strip(), start, min(end + 1, len(self.text)), value_start, value_end)
        )
        return end + 1

    def _quoted(self, start: int) -> tuple[str, int]:
        """Quoted cells from here to the end of the record, joined by commas, and where they end."""
        cells, at = list[str](), start
        while True:
            found = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*').match(self.text, at)
            if found is None:
                end = self._end_of_line(at)
                rest = self.text[at:end].strip()
                if rest.startswith('"'):
                    self.wrong.append(("E702", at, min(at + 1, end), {}))
                return ",".join([*cells, *([rest.strip('"')] if rest.strip(self.delimiter) else [])]), end
            cells.append(found[1].replace('""', '"'))
            at = found.end()
            if at >= len(self.text) or self.text[at] == "\n":
                return ",".join(cells), self._without_blanks(start, at)
            if self.text[at] != self.delimiter:
                end = self._end_of_line(at)
                self.wrong.append(("E703", at, end, {}))
                return ",".join(cells), end
            at += 1

    def _without_blanks(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip())

    def _end_of_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return end if end >= 0 else len(self.text)
