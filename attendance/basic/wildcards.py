"""LIKE's patterns, without backtracking: each stretch between two `%` is found as early as possible."""

import re
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.sizes import spend

LONGEST: Final = 1_000
"""Characters of a pattern with `_`: searching one takes pattern times text."""

_TOKEN = re.compile(r"\\([%_\\])|([%_])|((?:(?!\\[%_\\])[^%_])+)", re.DOTALL)


def wildcard_match(subject: str, pattern: str) -> bool:
    """Whether the whole subject has the form of the pattern; the caller folds case. Raises: E311."""
    stretches = _stretches(pattern)
    spend(len(subject) * (len(pattern) if "_" in pattern else 1) >> 4)
    if len(stretches) == 1:
        return stretches[0].fullmatch(subject) is not None
    first, *middle, last = stretches
    start = first.match(subject)
    if start is None:
        return False
    position = start.end()
    for stretch in middle:
        found = stretch.search(subject, position)
        if found is None:
            return False
        position = found.end()
    tail = len(subject) - _width(last)
    return tail >= position and last.fullmatch(subject, tail) is not None


def _stretches(pattern: str) -> list[re.Pattern[str]]:
    """The pieces between `%`, as expressions of fixed width."""
    pieces = [""]
    for token in _TOKEN.finditer(pattern):
        if token[2] == "%":
            pieces.append("")
        else:
            pieces[-1] += "." if token[2] else re.escape(token[1] or token[3])
    if len(pattern) > LONGEST and any(token[2] == "_" for token in _TOKEN.finditer(pattern)):
        raise BasicError("E311", function="LIKE", position="2")
    return [re.compile(piece, re.DOTALL) for piece in pieces]


def _width(stretch: re.Pattern[str]) -> int:
    return len(re.sub(r"\\(.)", r"\1", stretch.pattern, flags=re.DOTALL))
