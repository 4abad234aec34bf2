"""Menus: which item an answer means."""

import unicodedata
from collections.abc import Sequence

from attendance.basic.folding import plain
from attendance.basic.hearing.answers import NotUnderstood, Understanding, Understood
from attendance.basic.host import Answer
from attendance.basic.spoken_numbers import spoken_number

_NUMBER_LEADS = ("opcao ", "opcion ", "option ", "item ", "numero ", "number ", "n ", "a opcao ")


def choose(items: Sequence[str], answer: Answer, *, others: bool = False) -> Understanding:
    """The item, ignoring case and accents, by its number from 1, or by a beginning that no other item has; the text
    as the script wrote it. With `others` any other text is an answer too.
    """
    said = answer.text.strip()
    item = _meant(items, said)
    if item is not None:
        return Understood(item)
    return Understood(said) if others and said else NotUnderstood("menu")


def _meant(items: Sequence[str], said: str) -> str | None:
    if said in items:
        return said
    words = _bare(said)
    named = {_bare(item): item for item in reversed(items)}
    if words and words in named:
        return named[words]
    number = _number(words)
    if number is not None and 1 <= number <= len(items):
        return items[number - 1]
    beginning = [item for bare, item in named.items() if words and bare.startswith(words)]
    return beginning[0] if len(beginning) == 1 else None


def _bare(text: str) -> str:
    """Without case, accents, marks and pictures at the ends."""
    words = plain(text)
    start, end = 0, len(words)
    while start < end and _is_ornament(words[start]):
        start += 1
    while end > start and _is_ornament(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_ornament(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZCM"


def _number(words: str) -> int | None:
    for lead in _NUMBER_LEADS:
        words = words.removeprefix(lead)
    if words.isascii() and words.isdecimal():
        return int(words) if len(words) <= 3 else None
    return spoken_number(words)
