"""How the words of a source find their row of the keyword table (section 3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from attendance.basic.catalogue import PHRASES, SYNONYMS
from attendance.basic.lexer import Token
from attendance.basic.phrases import Phrase

_NOT_AFTER_LONG_PHRASE: Final = frozenset([",", ".", "?.", "=", "+=", "-="])


@dataclass(slots=True)
class _Branch:
    row: Phrase | None = None
    next: dict[str, "_Branch"] = field(default_factory=dict)


def _grow() -> tuple[_Branch, dict[str, Phrase]]:
    root, joined = _Branch(), {}
    spellings = {**PHRASES, **{written: PHRASES[meant] for written, meant in SYNONYMS.items()}}
    for words, row in spellings.items():
        branch = root
        for word in words.split():
            branch = branch.next.setdefault(word, _Branch())
        branch.row = row
        if " " in words:
            joined[words.replace(" ", "_")] = row
    return root, joined


_ROOT, _JOINED = _grow()


def begins_phrase(word: str) -> bool:
    """Whether some phrase begins with this upper-case word."""
    return word in _ROOT.next or word in _JOINED


def longest_phrase(tokens: Sequence[Token], index: int) -> tuple[Phrase, int] | None:
    """The row of the longest phrase that begins at this token, and how many tokens it takes (section 3.2)."""
    branch = _ROOT.next.get(tokens[index].word)
    if branch is None:
        row = _JOINED.get(tokens[index].word)
        return (row, 1) if row else None
    best, taken = (branch.row, 1) if branch.row else None, 1
    while following := branch.next.get(tokens[index + taken].word):
        branch, taken = following, taken + 1
        if branch.row and tokens[index + taken].kind not in _NOT_AFTER_LONG_PHRASE:
            best = (branch.row, taken)
    return best


def completions(words: Sequence[str]) -> list[str]:
    """The phrases whose first words these are."""
    branch: _Branch | None = _ROOT
    for word in words:
        branch = branch.next.get(word) if branch else None
    return list(_phrases_below(branch)) if branch else []


def _phrases_below(branch: _Branch) -> list[str]:
    found = [branch.row.words] if branch.row else []
    for following in branch.next.values():
        found += _phrases_below(following)
    return found
