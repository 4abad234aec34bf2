"""HEAR (10.1): what an answer means, and what to say when it means nothing."""

from attendance.basic.hearing.answers import NotUnderstood, Understanding, Understood
from attendance.basic.hearing.complaints import complaint
from attendance.basic.hearing.confirmations import is_skip
from attendance.basic.hearing.menus import choose
from attendance.basic.hearing.types import TYPES, is_secret, understand

__all__ = [
    "TYPES",
    "NotUnderstood",
    "Understanding",
    "Understood",
    "choose",
    "complaint",
    "is_secret",
    "is_skip",
    "understand",
]
