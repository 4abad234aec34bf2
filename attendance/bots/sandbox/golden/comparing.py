"""Whether what happened is what a golden conversation says."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from attendance.bots.sandbox.golden.reading import ANYTHING
from attendance.bots.sandbox.turn import Said
from attendance.bots.sandbox.web import fits

_OPTIONS: Final = re.compile(r"^(?P<text>.*?)\s*\[(?P<options>[^\[\]]*)\]$", re.DOTALL)


def written(said: Said) -> str:
    """A message as a golden conversation writes it."""
    labels = " | ".join(label for _, label in said.options)
    return " ".join(filter(None, [said.text.strip(), f"[{labels}]" if said.options else ""]))


def is_said(pattern: str, said: Said) -> bool:
    """`*` stands for anything, case counts, `[*]` for any quick replies, a lone `*` for any message."""
    if pattern == "*":
        return True
    found = _OPTIONS.match(pattern) if said.options else None
    if found is None:
        return not said.options and _fits(pattern, said.text)
    labels = [label for _, label in said.options]
    wanted = [one.strip() for one in found["options"].split("|")]
    same = wanted == ["*"] or (len(wanted) == len(labels) and all(map(_fits, wanted, labels)))
    return same and _fits(found["text"], said.text)


def _fits(pattern: str, text: str) -> bool:
    """Blanks at ends of lines don't count."""
    clean = ["\n".join(line.strip() for line in one.strip().splitlines()) for one in (pattern, text)]
    form = ".*".join(re.escape(part) for part in clean[0].split("*"))
    return re.fullmatch(form, clean[1], re.DOTALL) is not None


def difference(wanted: Sequence[str], said: Sequence[Said]) -> list[str]:
    """The lines of a diff, empty when everything was said: `  ` as wanted, `- ` missing, `+ ` said instead."""
    rows, position = list[str](), 0
    for at, pattern in enumerate(wanted):
        if pattern == ANYTHING:
            rest = wanted[at + 1 :]
            position = next((p for p in range(position, len(said) + 1) if _begins(rest, said[p:])), position)
            continue
        if position < len(said) and is_said(pattern, said[position]):
            rows.append(f"  bot: {written(said[position])}")
            position += 1
            continue
        missing = [f"- bot: {one}" for one in wanted[at:] if one != ANYTHING]
        return [*rows, *missing, *(f"+ bot: {written(one)}" for one in said[position:])]
    extra = [f"+ bot: {written(one)}" for one in said[position:]]
    return [*rows, *extra] if extra and wanted[-1:] != [ANYTHING] else []


def _begins(wanted: Sequence[str], said: Sequence[Said]) -> bool:
    """Whether what is wanted next is what was said from here on."""
    return not difference(wanted, said) if wanted else True


def holds(wanted: Any, value: Any) -> bool:
    """Whether a value is what is wanted: objects have at least these keys, texts may have `*`."""
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(holds(one, value.get(key)) for key, one in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and len(wanted) == len(value) and all(map(holds, wanted, value))
    if isinstance(wanted, str):
        return value is not None and (fits(wanted, str(value)) if "*" in wanted else wanted == str(value))
    if isinstance(wanted, bool) or wanted is None:
        return wanted is value
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and wanted == value
