"""LIKE's patterns, without backtracking: each stretch between two `%` is found as early as possible."""

import re
from dataclasses import dataclass
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.sizes import spend

LONGEST: Final = 1_000
"""Characters of a pattern with `_`: searching one takes pattern times text."""

_TOKEN = re.compile(r"\\([%_\\])|([%_])|((?:(?!\\[%_\\])[^%_])+)", re.DOTALL)


def wildcard_match(subject: str, pattern: str) -> bool:
    """Whether the whole subject has the form of the pattern; the caller folds case. Raises: E311, E502."""
    spend(len(subject) * (len(pattern) if "_" in pattern else 1) >> 4)
    first, *others = _stretches(pattern)
    if not others:
        return first.width == len(subject) and first.stands_at(subject, 0)
    *middle, last = others
    if not first.stands_at(subject, 0):
        return False
    position = first.width
    for stretch in middle:
        found = stretch.find(subject, position)
        if found < 0:
            return False
        position = found + stretch.width
    tail = len(subject) - last.width
    return tail >= position and last.stands_at(subject, tail)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two `%`; `form` when there is a `_` in it."""

    literal: str
    width: int
    form: re.Pattern[str] | None

    def stands_at(self, subject: str, position: int) -> bool:
        if self.form is None:
            return subject.startswith(self.literal, position)
        return self.form.match(subject, position) is not None

    def find(self, subject: str, position: int) -> int:
        if self.form is None:
            return subject.find(self.literal, position)
        found = self.form.search(subject, position)
        return -1 if found is None else found.start()


def _stretches(pattern: str) -> list[_Stretch]:
    parts: list[list[str | None]] = [[]]
    for token in _TOKEN.finditer(pattern):
        if token[2] == "%":
            parts.append([])
        else:
            parts[-1].append(None if token[2] else token[1] or token[3])
    return [_stretch(part) for part in parts]


def _stretch(parts: list[str | None]) -> _Stretch:
    """Of literal texts and None for any one character."""
    width = sum(1 if part is None else len(part) for part in parts)
    if None not in parts:
        return _Stretch("".join(part or "" for part in parts), width, None)
    if width > LONGEST:
        raise BasicError("E311", function="LIKE")
    form = "".join("." if part is None else re.escape(part) for part in parts)
    return _Stretch("", width, re.compile(form, re.DOTALL))
