"""Who somebody is and where to reach them: names, e-mail addresses, phones, documents, postal codes."""

import re
import unicodedata

from attendance.basic import documents
from attendance.basic.host import Host

_INTRODUCTION = re.compile(
    r"(?:(?:o )?meu nome (?:completo )?(?:é|e)|me chamo|(?:eu )?sou (?:o|a)\b|aqui (?:é|e) (?:o|a)\b|my name is|"
    r"my name's|i am|i'm|this is|me llamo|mi nombre es|soy)\s+",
    re.IGNORECASE,
)
_LOW = frozenset({"da", "de", "do", "das", "dos", "e", "y", "del"})
_LONGEST_NAME = 100
_EDGES = " \t\n<>()[]{},;:.!?\"'"
_PHONE_MARKS = re.compile(r"[\s().+/-]|tel:|whatsapp:", re.IGNORECASE)
_FOREIGN_ZIP = re.compile(r"[A-Z0-9][A-Z0-9 -]{1,8}[A-Z0-9]")


def name(text: str, host: Host) -> str | None:
    """Letters, blanks, `-` and `'`, capitalised; a spelling of the customer's own with capitals inside stays."""
    said = unicodedata.normalize("NFC", " ".join(_INTRODUCTION.sub("", text, count=1).split())).rstrip(".,!")
    said = said.replace("’", "'")
    if len(said) > _LONGEST_NAME or sum(letter.isalpha() for letter in said) < 2:
        return None
    if not all(letter.isalpha() or unicodedata.combining(letter) or letter in " -'" for letter in said):
        return None
    return " ".join(_capitalised(word, first=at == 0) for at, word in enumerate(said.split()))


def _capitalised(word: str, *, first: bool) -> str:
    if not first and word.casefold() in _LOW:
        return word.casefold()
    if not (word.islower() or word.isupper()):
        return word
    return re.sub(r"[^'-]+", lambda part: part[0].capitalize(), word)


def email(text: str, host: Host) -> str | None:
    """The one address in the text, lower-case."""
    found = {
        word
        for each in text.split()
        if "@" in each and documents.is_email(word := each.strip(_EDGES).lower())
    }
    return found.pop() if len(found) == 1 and text.count("@") == 1 else None


def phone(text: str, host: Host) -> str | None:
    """E.164; numbers without a prefix are the company's country's."""
    digits = _PHONE_MARKS.sub("", text)
    if not (digits.isascii() and digits.isdecimal() and 8 <= len(digits) <= 15):
        return None
    return host.valid_phone(text)


def cpf(text: str, host: Host) -> str | None:
    """Eleven digits."""
    return documents.cpf(text)


def cnpj(text: str, host: Host) -> str | None:
    """Fourteen characters, letters upper-case."""
    return documents.cnpj(text)


def postal_code(text: str, host: Host) -> str | None:
    """In Brazil eight digits; elsewhere what looks like a code, upper-case."""
    written = " ".join(text.split()).upper()
    if host.country != "BR":
        has_digit = any(letter.isdecimal() for letter in written)
        return written if has_digit and _FOREIGN_ZIP.fullmatch(written) else None
    digits = re.sub(r"[\s.-]", "", written.removeprefix("CEP").lstrip(" :"))
    return digits if re.fullmatch(r"[0-9]{8}", digits) and len(set(digits)) > 1 else None
