"""What each code says, in Portuguese and in English (chapter 13)."""

import re
from collections.abc import Mapping
from typing import Final

from attendance.basic.diagnostics import Diagnostic
from attendance.basic.messages.advice import ADVICE
from attendance.basic.messages.compile_time import COMPILE_TIME
from attendance.basic.messages.run_time import RUN_TIME
from attendance.basic.messages.warnings import WARNINGS
from attendance.basic.messages.words import WORDS

TEXTS: Final[Mapping[str, tuple[str, str]]] = {**COMPILE_TIME, **RUN_TIME, **WARNINGS, **ADVICE}
"""The text in pt-BR and in en by code. `[…]` is left out when a value in it is missing or empty."""
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_VALUE: Final = re.compile(r"\{(\w+)\}")
_HINT_LABEL: Final = ("dica", "hint")


def text(code: str, values: Mapping[str, str], language: str) -> str:
    """The message of a code. Every language but Portuguese gets English; an unknown code stands for itself."""
    column = _column(language)
    template = TEXTS[code][column] if code in TEXTS else code
    shown = {name: WORDS.get(value, (value, value))[column] for name, value in values.items() if value}
    template = _OPTIONAL.sub(lambda found: found[1] if _has_all(found[1], shown) else "", template)
    return _VALUE.sub(lambda found: shown.get(found[1], "?"), template)


def render(diagnostic: Diagnostic, source: str, name: str, language: str) -> str:
    """A diagnostic as a terminal shows it: place and message, the source line, a caret, related places, a hint."""
    span = diagnostic.span
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line = lines[span.line - 1].replace("\t", " ") if 0 < span.line <= len(lines) else ""
    width = max(1, (span.end_column if span.end_line == span.line else len(line) + 1) - span.column)
    said = text(diagnostic.code, diagnostic.values, language)
    shown = [f"{name}:{span.line}:{span.column}: {diagnostic.code} {said}", f"    {line}"]
    shown.append("    " + " " * (span.column - 1) + "^" * min(width, max(1, len(line) - span.column + 2)))
    for place in diagnostic.related:
        shown.append(f"  {name}:{place.line}: {text(place.code, place.values, language)}")
    if diagnostic.hint:
        shown.append(
            f"  {_HINT_LABEL[_column(language)]}: {text(diagnostic.hint, diagnostic.values, language)}"
        )
    return "\n".join(shown)


def _column(language: str) -> int:
    return 0 if language.lower().startswith("pt") else 1


def _has_all(template: str, shown: Mapping[str, str]) -> bool:
    return all(name in shown for name in _VALUE.findall(template))
