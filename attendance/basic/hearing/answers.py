"""What became of an answer, and what every type of HEAR makes of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from attendance.basic.host import Answer, Host, Value


@dataclass(frozen=True, slots=True)
class Understood:
    """The answer as a value of the type."""

    value: Value


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """`code` says what is expected; `complaints.complaint` tells it to the customer."""

    code: str


Understanding: TypeAlias = Understood | NotUnderstood
Reader: TypeAlias = Callable[[str, Host], Value]
"""Takes a trimmed text; None when it is none of the type."""
AnswerReader: TypeAlias = Callable[[Answer, Host], Value]
