"""Number patterns: `0 # , . %`, in the separators of a language; other characters stay."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.numbers import WIDE, Number, decimal_mark

_CORE = re.compile(r"[#0](?:[#0.,]*[#0])?|\.[#0]+")
_MOST_PLACES: Final = 60
_GROUPING = {"fr": "\u202f", "pt": ".", "en": ",", "es": "."}


def is_number_pattern(pattern: str) -> bool:
    """It has a place for a digit."""
    return _CORE.search(pattern) is not None


def format_number(value: Number, pattern: str, language: str) -> str:
    """`R$ #,##0.00` → `R$ 1.234,50`; the sign stands before everything, `+` at the start shows it always.

    A pattern in Brazilian notation (`#.##0,00`) is understood. Raises: E311 for a pattern with too many places.
    """
    core = _CORE.search(pattern)
    if core is None or len(core[0]) > _MOST_PLACES:
        raise BasicError("E311", function="FORMAT", pattern=pattern)
    shape = _in_english(core[0])
    whole_shape, _, fraction_shape = shape.partition(".")
    number = WIDE.multiply(Decimal(value), Decimal(100 if "%" in pattern else 1))
    unit = Decimal(1).scaleb(-sum(mark in "#0" for mark in fraction_shape))
    rounded = number.copy_abs().quantize(unit, ROUND_HALF_UP, WIDE)
    digits = _digits(rounded, whole_shape, fraction_shape, language)
    before = pattern[: core.start()]
    forced = before.startswith("+")
    sign = "-" if number < 0 and rounded else "+" if forced else ""
    return sign + before[forced:] + digits + pattern[core.end() :]


def _in_english(shape: str) -> str:
    if shape.rfind(",") > shape.find(".") >= 0:
        return shape.translate(str.maketrans(".,", ",."))
    return shape


def _digits(value: Decimal, whole_shape: str, fraction_shape: str, language: str) -> str:
    whole_part, _, fraction = format(value, "f").partition(".")
    whole_part = whole_part.lstrip("0").rjust(whole_shape.count("0"), "0")
    mark = decimal_mark(language)
    if "," in whole_shape:
        grouping = _GROUPING.get(language.casefold()[:2], "," if mark == "." else ".")
        whole_part = _grouped(whole_part, grouping)
    least = fraction_shape.rfind("0") + 1
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    if not whole_part and not fraction:
        whole_part = "0"
    return f"{whole_part}{mark}{fraction}" if fraction else whole_part


def _grouped(digits: str, mark: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return mark.join(groups)
