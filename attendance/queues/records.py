"""Verdicts as JSON, written so that reading one back gives an equal verdict and replaying it the same again."""

from typing import Any
from uuid import UUID

import msgspec

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.snapshot import Candidate, Question, Verdict

_NOBODY = UUID(int=0)
_USUAL: dict[str, Any] = msgspec.to_builtins(Candidate(_NOBODY, "", AttendantStatus.ONLINE))
_ALWAYS_KEPT = ("id", "name", "status")


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Plain JSON values: ids and instants as strings, tuples as lists.

    What is usual of a candidate is left out: a queue of hundreds is stored with each of its decisions."""
    plain: dict[str, Any] = msgspec.to_builtins(verdict)
    question = plain["question"]
    question["candidates"] = [_unusual(candidate) for candidate in question["candidates"]]
    return plain


def _unusual(candidate: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in candidate.items() if name in _ALWAYS_KEPT or value != _USUAL[name]}


def from_json(stored: object) -> Verdict:
    """Raises: msgspec.ValidationError, when this never was a verdict."""
    return msgspec.convert(stored, Verdict)


def question_json(question: Question) -> dict[str, Any]:
    """The inputs alone, as decisions show them."""
    plain: dict[str, Any] = msgspec.to_builtins(question)
    return plain
