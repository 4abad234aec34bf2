"""Texts as people mean them: without case, accents and doubled blanks."""

import unicodedata


def without_accents(text: str) -> str:
    """ação → acao."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(each for each in apart if not unicodedata.combining(each)))


def plain(text: str) -> str:
    """`  Às  14H. ` → `as 14h`: what two ways to write the same have in common."""
    return " ".join(without_accents(text).casefold().split()).lstrip("¿¡ ").rstrip(" .,;!?")
