"""The keyword table: every phrase of the language, chapter by chapter."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attendance.basic.catalogue import (
    assistance,
    attendance,
    conversation,
    crm,
    data,
    language,
    outside,
    session,
    web,
)
from attendance.basic.catalogue.portuguese import PORTUGUESE
from attendance.basic.catalogue.synonyms import FUNCTION_PHRASES, PAREN_FUNCTIONS, SYNONYMS
from attendance.basic.phrases import Phrase

_CHAPTERS: Final = (
    conversation.ROWS, attendance.ROWS, session.ROWS, data.ROWS, crm.ROWS, assistance.ROWS, web.ROWS,
    language.ROWS, outside.ROWS,
)  # fmt: skip
PHRASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {row.words: row for rows in _CHAPTERS for row in rows}
)
CLAUSE_WORDS: Final = frozenset(word.split()[0] for row in PHRASES.values() for word in row.clauses)

__all__ = ["CLAUSE_WORDS", "FUNCTION_PHRASES", "PAREN_FUNCTIONS", "PHRASES", "PORTUGUESE", "SYNONYMS"]
