"""Hints (H…, and those that errors name) and the sentences of related places (R…)."""

from collections.abc import Mapping
from typing import Final

ADVICE: Final[Mapping[str, tuple[str, str]]] = {
    "H102": (
        "o texto aberto na linha {t} ocupa várias linhas; falta uma aspa nele?",
        "the string opened at line {t} spans several lines; is its quote missing?",
    ),
    "H130": ("escreva {s}", "write {s}"),
    "H311": ("chaves aceitas: {s}", "accepted keys: {s}"),
    "R121": (
        "pela indentação, {b} da linha {l} termina antes daqui; falta {x}?",
        "by its indentation, {b} of line {l} ends before this line; is {x} missing?",
    ),
    "R122": ("até aqui nada o fecha", "up to here nothing closes it"),
    "R142": ("o FOR começa aqui", "the FOR begins here"),
    "use_dateadd": ("use DATEADD ou DAYS(n)", "use DATEADD or DAYS(n)"),
}
