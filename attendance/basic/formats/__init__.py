"""FORMAT(x, pattern, locale): numbers, dates and documents as people read them (chapter 11)."""

from datetime import date, time, timedelta
from decimal import Decimal

from attendance.basic.dates import written_moment
from attendance.basic.errors import BasicError
from attendance.basic.formats.dates import format_date, is_date_pattern
from attendance.basic.formats.masks import MASKS
from attendance.basic.formats.numbers import format_number, is_number_pattern
from attendance.basic.host import Host, Value
from attendance.basic.numbers import literal_number
from attendance.basic.texts import kept
from attendance.basic.values import json, text, type_name

__all__ = ["format_value"]


def format_value(value: Value, pattern: str | None, host: Host, *, locale: Value = None) -> str:
    """The formatted text; "" of NULL. `locale` is `en-US` or the like, by default the host's language.

    Raises: E311 when the pattern does not fit the value.
    """
    if pattern is None or pattern == "" or value is None:
        return text(value, host)
    name = pattern.strip().casefold()
    if name == "json":
        return json(value, host)
    if name in MASKS:
        return MASKS[name](text(value, host), host.country)
    language = text(locale, host) or host.language
    return kept(_format(_converted(value, pattern, host), pattern, language, host))


def _format(value: Value, pattern: str, language: str, host: Host) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and is_number_pattern(pattern):
        return format_number(value, pattern, language)
    if isinstance(value, date | time | timedelta) and is_date_pattern(pattern):
        return format_date(value, pattern, language, host.zone)
    raise BasicError("E311", function="FORMAT", type=type_name(value), pattern=pattern)


def _converted(value: Value, pattern: str, host: Host) -> Value:
    """A text as the number or date that the pattern is for."""
    if not isinstance(value, str):
        return value
    number = literal_number(value) if is_number_pattern(pattern) else None
    if number is not None:
        return number
    moment = written_moment(value, host)
    return value if moment is None else moment
