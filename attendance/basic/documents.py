"""Brazilian documents and e-mail addresses: what is a valid one, and its normal form."""

import re
from collections.abc import Sequence
from typing import Final

_LONGEST: Final = 254
_MARKS = re.compile(r"[\s./-]")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
_CPF_WEIGHTS = range(11, 1, -1)
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def cpf(text: str) -> str | None:
    """The eleven digits of a CPF whose check digits are right; None for anything else."""
    digits = _bare(text)
    if re.fullmatch(r"[0-9]{11}", digits) is None or len(set(digits)) == 1:
        return None
    return digits if digits[9:] == _check_digits(digits[:9], _CPF_WEIGHTS) else None


def cnpj(text: str) -> str | None:
    """The fourteen characters of a CNPJ, the alphanumeric kind upper-case, whose check digits are right; else None."""
    characters = _bare(text).upper()
    if re.fullmatch(r"[0-9A-Z]{12}[0-9]{2}", characters) is None or len(set(characters)) == 1:
        return None
    return characters if characters[12:] == _check_digits(characters[:12], _CNPJ_WEIGHTS) else None


def is_email(text: str) -> bool:
    """One address, with a domain that has a dot; blanks around it don't matter."""
    address = text.strip()
    return len(address) <= _LONGEST and _EMAIL.fullmatch(address) is not None and address.index("@") <= 64


def _bare(text: str) -> str:
    return _MARKS.sub("", text) if len(text) <= _LONGEST else ""


def _check_digits(base: str, weights: Sequence[int]) -> str:
    """Two digits modulo 11, a letter counting as its code minus that of zero (Receita Federal, NT 49/2024)."""
    for _ in range(2):
        used = weights[-len(base) :]
        rest = sum((ord(character) - 48) * weight for character, weight in zip(base, used, strict=True)) % 11
        base += str(0 if rest < 2 else 11 - rest)
    return base[-2:]
