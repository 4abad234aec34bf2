"""What a check says: how bad, about what, the fact, and what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is empty when there is nothing to do."""

    level: Level
    subject: str
    fact: str
    advice: str = ""


def ok(subject: str, fact: str) -> Finding:
    return Finding(Level.OK, subject, fact)


def warning(subject: str, fact: str, advice: str) -> Finding:
    return Finding(Level.WARNING, subject, fact, advice)


def problem(subject: str, fact: str, advice: str) -> Finding:
    return Finding(Level.PROBLEM, subject, fact, advice)


_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def since(then: datetime | None, now: datetime) -> str:
    """`5 min ago`, or `never`."""
    return "never" if then is None else f"{length(now - then)} ago"


def length(span: timedelta) -> str:
    """A time span in its largest unit."""
    if span < _MINUTE:
        return f"{max(0, int(span.total_seconds()))} s"
    if span < _HOUR:
        return f"{span // _MINUTE} min"
    return f"{span // _HOUR} h" if span < 2 * _DAY else f"{span // _DAY} days"
