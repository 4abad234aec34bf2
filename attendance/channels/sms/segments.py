"""How a text travels by SMS: its alphabet, and in how many segments. Pure.

In the GSM 7-bit alphabet one SMS holds 160 characters, or 153 in each of several that the phone puts together again;
one character outside it makes the whole text UCS-2: 70, or 67.
Source: 3GPP TS 23.038, and twilio.com/docs/glossary/what-sms-character-limit, read 2026-11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Two septets each."""
ONE_SMS = 160
_SINGLE = {"gsm7": ONE_SMS, "ucs2": 70}
_JOINED = {"gsm7": 153, "ucs2": 67}


@dataclass(frozen=True, slots=True)
class Segments:
    """`units` are septets of GSM-7, or 16-bit units of UCS-2."""

    alphabet: Literal["gsm7", "ucs2"]
    units: int
    count: int


def segments_of(text: str) -> Segments:
    alphabet: Literal["gsm7", "ucs2"] = "gsm7" if all(map(_is_gsm7, text)) else "ucs2"
    widths = [_width(character, alphabet) for character in text]
    units = sum(widths)
    count = 1 if units <= _SINGLE[alphabet] else sum(1 for _ in _filled(widths, _JOINED[alphabet]))
    return Segments(alphabet, units, count)


def share_of_one(text: str) -> int:
    """The size of a text where one SMS holds `ONE_SMS`, whatever its alphabet."""
    found = segments_of(text)
    return -(-found.units * ONE_SMS // _SINGLE[found.alphabet])


def _filled(widths: list[int], most: int) -> Iterator[int]:
    """The segments one after another; a character of two units is never cut in two."""
    filled = 0
    for width in widths:
        if filled + width > most:
            yield filled
            filled = 0
        filled += width
    yield filled


def _is_gsm7(character: str) -> bool:
    return character in _BASIC or character in _EXTENDED


def _width(character: str, alphabet: str) -> int:
    if alphabet == "gsm7":
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
