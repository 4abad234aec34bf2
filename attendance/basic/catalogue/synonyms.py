"""Other English spellings of a phrase, and the phrases that are functions."""

from collections.abc import Mapping
from typing import Final

SYNONYMS: Final[Mapping[str, str]] = {
    "SAY": "TALK",
    "SEND EMAIL": "SEND MAIL",
    "SMS": "SEND SMS",
    "AI SCORE LEAD": "SCORE LEAD",
    "PARSE JSON": "JSON PARSE",
}

FUNCTION_PHRASES: Final = frozenset(["DATEADD", "DATEDIFF", "FORMAT", "MAX", "MIN", "REPLACE", "SPLIT"])
"""Functions that scripts also call without parentheses; without a clause they are plain calls in the tree."""

PAREN_FUNCTIONS: Final = FUNCTION_PHRASES | {"COPY", "LOG"}
"""Inside an expression these are functions when `(` follows directly, whatever keyword they are otherwise."""
