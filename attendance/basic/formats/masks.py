"""Masks of documents and phones: digits in, what people read out; anything that doesn't fit stays as it is."""

import re
from collections.abc import Callable, Mapping
from typing import Final

_MARKS = re.compile(r"[\s./()-]")


def mask_cpf(text: str, country: str) -> str:
    """529.982.247-25; zeros that a number lost at its start come back."""
    digits = _bare(text)
    if not digits.isdecimal() or not 9 <= len(digits) <= 11:
        return text
    digits = digits.zfill(11)
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"


def mask_cnpj(text: str, country: str) -> str:
    """12.345.678/0001-95, letters too."""
    bare = _bare(text).upper()
    if not (bare.isascii() and bare.isalnum()) or not 12 <= len(bare) <= 14:
        return text
    bare = bare.zfill(14)
    return f"{bare[:2]}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{bare[12:]}"


def mask_cep(text: str, country: str) -> str:
    """01310-100."""
    digits = _bare(text)
    if not digits.isdecimal() or not 7 <= len(digits) <= 8:
        return text
    return f"{digits.zfill(8)[:5]}-{digits.zfill(8)[5:]}"


def mask_phone(text: str, country: str) -> str:
    """(11) 99999-0001, +55 (11) 99999-0001; in North America (212) 555-0100; other numbers as +digits."""
    digits = _bare(text).removeprefix("+")
    if not digits.isdecimal():
        return text
    with_country = text.strip().startswith("+")
    if digits.startswith("55") and len(digits) in (12, 13) and (with_country or country == "BR"):
        return f"+55 {_brazilian(digits[2:])}"
    if country == "BR" and len(digits) in (10, 11) and not with_country:
        return _brazilian(digits)
    if country in ("US", "CA") and len(digits) == 10 and not with_country:
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return f"+{digits}" if with_country else text


def _brazilian(digits: str) -> str:
    return f"({digits[:2]}) {digits[2:-4]}-{digits[-4:]}"


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


MASKS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "cpf": mask_cpf,
    "cnpj": mask_cnpj,
    "cep": mask_cep,
    "phone": mask_phone,
}
"""By the name of the pattern: a text and the company's country in, the masked text out."""
