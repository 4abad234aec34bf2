"""Numbers: int or Decimal of 28 digits up to 10^30, their text, and the texts that people write for them (4.3)."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final, TypeAlias

from attendance.basic.errors import BasicError
from attendance.basic.folding import plain
from attendance.basic.spoken_numbers import spoken_number

Number: TypeAlias = int | Decimal

LARGEST: Final = 10**30

DIGITS: Final = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-60,
    Emax=999_999,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""What every decimal result is rounded in; anything smaller than 10^-87 is zero."""

WIDE: Final = Context(prec=160, Emin=-999_999, Emax=999_999)
"""Enough digits for the exact rest of a division of any two numbers."""

_LITERAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_MOST_CHARACTERS = 100


def bounded(number: Number) -> Number:
    """The number. Raises: E304 beyond 10^30."""
    if -LARGEST <= number <= LARGEST:
        return number
    raise BasicError("E304")


def exact(literal: str) -> Number:
    """The number of a literal (JSON's notation too). Raises: E304."""
    if len(literal) > 10 * _MOST_CHARACTERS:
        raise BasicError("E304")
    if literal.lstrip("+-").isdecimal():
        return bounded(int(literal))
    try:
        return bounded(DIGITS.create_decimal(literal))
    except Overflow as error:
        raise BasicError("E304") from error


def literal_number(text: str) -> Number | None:
    """The number that a text is, in the notation of the language: `-12`, `2.50`, `1e3`, blanks around it allowed."""
    stripped = text.strip()
    if len(stripped) > _MOST_CHARACTERS or _LITERAL.fullmatch(stripped) is None:
        return None
    try:
        return exact(stripped)
    except BasicError:
        return None


def number_text(number: Number) -> str:
    """No trailing zeros, no exponent."""
    if isinstance(number, int):
        return str(int(number))
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def whole(number: Number) -> int | None:
    """The integer that a number is, None for a fraction."""
    if isinstance(number, int):
        return int(number)
    integer = int(number)
    return integer if integer == number else None


def from_float(value: float) -> Number:
    """The result of a floating-point function. Raises: E304 for what is no finite number."""
    if value != value or value in (float("inf"), float("-inf")):
        raise BasicError("E304")
    if value.is_integer() and abs(value) < 1e15:
        return int(value)
    return bounded(DIGITS.create_decimal(repr(value)))


def quotient(dividend: Number, divisor: Number) -> Number:
    """An integer when the division is exact, else rounded to 28 digits. Raises: E303, E304."""
    if divisor == 0:
        raise BasicError("E303")
    if isinstance(dividend, int) and isinstance(divisor, int):
        times, rest = divmod(dividend, divisor)
        if rest == 0:
            return bounded(times)
    divided = bounded(DIGITS.divide(Decimal(dividend), Decimal(divisor)))
    integer = int(divided)
    return integer if integer == divided else divided


def parse_number(text: str, language: str) -> Number | None:
    """A number as people write it: `1.234,56` in Portuguese and Spanish, `1,234.56` in English, `-12`, words to 199.

    One mark that could be either is the language's decimal mark, or groups thousands when it is the other one and
    three digits follow: `1.234` is 1234 in Portuguese and 1.234 in English. None for anything else.
    """
    written = plain(text)
    if len(written) > _MOST_CHARACTERS:
        return None
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return spoken_number(written)
    digits = _without_groups(_BLANK_GROUP.sub("", found["digits"]), decimal_mark(language))
    sign = "-" if found["sign"] in ("-", "−") else ""
    return None if digits is None else literal_number(sign + digits)


def parse_money(text: str, language: str) -> Number | None:
    """An amount with or without its currency: `R$ 1.234,56`, `$100`, `10 reais e 50 centavos`, `5 mil`."""
    written = plain(text)
    if len(written) > _MOST_CHARACTERS:
        return None
    if cents := _CENTS.fullmatch(written):
        whole_part = parse_money(cents["whole"], language) if cents["whole"] else 0
        cent_part = parse_number(cents["cents"], language)
        if whole_part is None or cent_part is None:
            return None
        return DIGITS.add(Decimal(whole_part), Decimal(cent_part) / 100)
    found = _MONEY.fullmatch(written)
    amount = None if found is None else parse_number(found["sign"] + found["amount"], language)
    if found is None or amount is None or not found["times"]:
        return amount
    many = DIGITS.multiply(Decimal(amount), Decimal(_TIMES[found["times"]]))
    return many if abs(many) <= LARGEST else None


def decimal_mark(language: str) -> str:
    """What separates whole from fraction in a language."""
    return "." if language.casefold()[:2] in _WITH_POINT else ","


_WITH_POINT = frozenset({"en", "zh", "ja", "ko", "he", "th"})
_WRITTEN = re.compile(r"(?P<sign>[+−-]?) ?(?P<digits>[0-9][0-9.,' ]*|[.,][0-9]+)")
_BLANK_GROUP = re.compile(r"(?<=[0-9])[ '](?=[0-9]{3}(?![0-9]))")
_GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:\{mark}[0-9]{{3}})+") for mark in ".,"}
_CURRENCY = r"(?:r\$|us\$|u\$|€|£|\$|brl|usd|eur|gbp|reais|real|dolares|dolar|dollars?|euros?|pesos?|bucks?)"
_TIMES = {"mil": 10**3, "k": 10**3, "thousand": 10**3, "milhao": 10**6, "milhoes": 10**6, "mi": 10**6}
_TIMES |= {"million": 10**6, "millones": 10**6, "millon": 10**6}
_MONEY = re.compile(
    rf"(?P<sign>-?) ?{_CURRENCY}? ?(?P<amount>-?[0-9.,' ]*[0-9]|[a-z -]+?)"
    rf" ?(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})?(?: (?:de|of))? ?{_CURRENCY}?"
)
_CENTS = re.compile(
    r"(?:(?P<whole>.{1,60}(?:reais|real|dollars?|dolares|dolar|euros?|pesos?)) (?:e|and|y|com) )?"
    r"(?P<cents>[a-z0-9 ]{1,30}) (?:centavos?|cents?|centimos?)"
)


def _without_groups(digits: str, mark: str) -> str | None:
    """Digits with a point, or none, for the fraction; None when the groups make no sense."""
    marks = [character for character in digits if character in ".,"]
    if " " in digits or "'" in digits:
        return None
    if len(set(marks)) == 2:
        mark = marks[-1]
    elif len(marks) > 1 or (marks and marks[0] != mark and _GROUPED[marks[0]].fullmatch(digits)):
        mark = "," if marks[0] == "." else "."
    elif marks:
        mark = marks[0]
    whole_part, _, fraction = digits.partition(mark)
    grouping = "," if mark == "." else "."
    if grouping in whole_part and _GROUPED[grouping].fullmatch(whole_part) is None:
        return None
    if mark in fraction or grouping in fraction:
        return None
    return (
        f"{whole_part.replace(grouping, '') or '0'}.{fraction}"
        if fraction
        else whole_part.replace(grouping, "")
    )
