"""Text as people compare it: without accents, case or punctuation."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower case without accents: `Ação` → `acao`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> str:
    """Folded words joined by single spaces, a space at both ends, so that ` word ` finds whole words."""
    return f" {_NOT_WORD.sub(' ', fold(text)).strip()} "
