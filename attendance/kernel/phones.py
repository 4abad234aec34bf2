"""Phone numbers in one spelling (E.164), and the two spellings that Brazilian mobiles are known by.

Brazil added a ninth digit to its mobiles area by area until 2016; vendors (WhatsApp above all) still name many
of them without it. We store the form with the ninth digit and match both. Source: Anatel, resolution 553/2010.
"""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat

_BRAZIL = 55
_AREA = r"(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])"
_WITHOUT_NINTH = re.compile(rf"\+55({_AREA})([6-9]\d{{7}})")
_WITH_NINTH = re.compile(rf"\+55({_AREA})9([6-9]\d{{7}})")


@lru_cache(maxsize=4096)
def normalise(phone: str, region: str = "BR") -> str | None:
    """E.164 with `+`, or None when this can't be a phone number.

    Without a `+` the number is read as national to `region` first, as international next (`5511999990001`).
    A Brazilian mobile without its ninth digit gets it."""
    digits = re.sub(r"\D", "", phone)
    if not digits:
        return None
    if phone.strip().startswith(("+", "00")):
        return _international("+" + digits.removeprefix("00"))
    national = _with_ninth(f"+{_country_code(region)}{digits.lstrip('0')}")
    return _valid(national) or _valid(_with_ninth("+" + digits)) or _valid_national(phone, region)


def variants(e164: str) -> tuple[str, ...]:
    """The spellings under which this number may be known, the one that `normalise` gives first."""
    canonical = _with_ninth(e164)
    short = _WITH_NINTH.fullmatch(canonical)
    return (canonical, f"+55{short[1]}{short[2]}") if short else (canonical,)


def _international(number: str) -> str | None:
    """With its country code a number need only be possible: vendors' test numbers aren't 'valid'."""
    canonical = _with_ninth(number)
    if valid := _valid(canonical):
        return valid
    try:
        parsed = phonenumbers.parse(canonical)
    except phonenumbers.NumberParseException:
        return None
    return canonical if phonenumbers.is_possible_number(parsed) else None


def _valid(number: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    return _formatted(parsed) if phonenumbers.is_valid_number(parsed) else None


def _valid_national(phone: str, region: str) -> str | None:
    """What only the region's own habits explain: trunk prefixes, carrier codes, letters."""
    try:
        parsed = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return None
    return _formatted(parsed) if phonenumbers.is_valid_number(parsed) else None


def _formatted(parsed: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _with_ninth(number: str) -> str:
    return _WITHOUT_NINTH.sub(r"+55\g<1>9\2", number) if _WITHOUT_NINTH.fullmatch(number) else number


def _country_code(region: str) -> int:
    return phonenumbers.country_code_for_region(region) or _BRAZIL
