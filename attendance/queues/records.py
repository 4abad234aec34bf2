"""Verdicts as JSON, written so that reading one back gives an equal verdict and replaying it the same again."""

from typing import Any

import msgspec

from attendance.queues.snapshot import Question, Verdict


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Plain JSON values: ids and instants as strings, tuples as lists."""
    plain: dict[str, Any] = msgspec.to_builtins(verdict)
    return plain


def from_json(stored: object) -> Verdict:
    """Raises: msgspec.ValidationError, when this never was a verdict."""
    return msgspec.convert(stored, Verdict)


def question_json(question: Question) -> dict[str, Any]:
    """The inputs alone, as decisions show them."""
    plain: dict[str, Any] = msgspec.to_builtins(question)
    return plain
