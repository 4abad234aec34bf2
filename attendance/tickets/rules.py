"""Pure decisions about tickets: numbers, the moves that a status allows, and values of the company's own fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, assert_never, get_args

from attendance.kernel.errors import Conflict, InvalidInput

Status = Literal["open", "in_progress", "pending", "resolved", "closed"]
Priority = Literal["low", "normal", "high", "urgent"]
Move = Literal["start", "wait", "put_back", "resolve", "close", "reopen"]
FieldKind = Literal["text", "number", "boolean", "date", "choice"]
Creates = Literal["on_hand_over", "on_resolve", "never"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
PRIORITIES: Final[tuple[Priority, ...]] = get_args(Priority)
UNSOLVED: Final[frozenset[Status]] = frozenset({"open", "in_progress", "pending"})
SOLVED: Final[frozenset[Status]] = frozenset({"resolved", "closed"})

MOVES: Final[dict[Move, tuple[frozenset[Status], Status]]] = {
    "start": (frozenset({"open", "pending"}), "in_progress"),
    "wait": (frozenset({"open", "in_progress"}), "pending"),
    "put_back": (frozenset({"in_progress", "pending"}), "open"),
    "resolve": (UNSOLVED, "resolved"),
    "close": (frozenset({*UNSOLVED, "resolved"}), "closed"),
    "reopen": (SOLVED, "open"),
}
"""Each move: from which states, into which."""

_NUMBER: Final = re.compile(r"\s*(?:#?\s*TIC-|#)?0*(\d{1,9})\s*", re.IGNORECASE)
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_LONGEST_TEXT: Final = 2_000


class TicketMoveNotPossible(Conflict):
    code = "ticket_move_not_possible"
    message = "A ticket that is {status} can't become {wanted}. Somebody may have changed it: load it again."


class TicketMerged(Conflict):
    code = "ticket_merged"
    message = "This ticket was merged into {into}. Work there, or undo the merge first."


class FieldInvalid(InvalidInput):
    code = "ticket_field_invalid"
    message = "The field {label} does not take this value: {expected}."


def number_of(ticket_number: int) -> str:
    """As people write it: `TIC-001`."""
    return f"TIC-{ticket_number:03}"


def number_in(text: str) -> int | None:
    """The number that somebody wrote as `#TIC-001`, `tic-1`, `#1` or `1`; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def move_to(status: Status, wanted: Status) -> Move | None:
    """The move that leads there; None when it is there already. Raises TicketMoveNotPossible."""
    if status == wanted:
        return None
    for move, (sources, target) in MOVES.items():
        if target == wanted and status in sources:
            return move
    raise TicketMoveNotPossible(status=status, wanted=wanted)


def reachable(status: Status) -> frozenset[Status]:
    """Where one move leads from here."""
    return frozenset(target for sources, target in MOVES.values() if status in sources)


def priority_of(level: int) -> Priority:
    """The word for a conversation's priority, 0 to 3."""
    return PRIORITIES[max(0, min(level, len(PRIORITIES) - 1))]


def tags_of(tags: Iterable[str]) -> list[str]:
    """Without blanks and repeats, in the order of first use."""
    return list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


@dataclass(frozen=True, slots=True)
class Field:
    """A field that the company defined. `choices` only of the kind `choice`."""

    key: str
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    is_required: bool = False


def check_definitions(fields: Iterable[Field]) -> None:
    """Raises InvalidInput for keys that are no words or come twice, and choices that are missing."""
    seen: set[str] = set()
    for field in fields:
        if not _KEY.fullmatch(field.key):
            raise InvalidInput("A key begins with a letter: a-z, 0-9, _.", fields={field.key: "key"})
        if field.key in seen:
            raise InvalidInput("Each key only once.", fields={field.key: "repeated"})
        if field.kind == "choice" and not field.choices:
            raise InvalidInput("A choice needs something to choose from.", fields={field.key: "choices"})
        seen.add(field.key)


def field_values(
    fields: Iterable[Field], given: Mapping[str, Any], *, takes_unknown: bool = False
) -> dict[str, Any]:
    """The given values, each as its field keeps it; None empties a field. Raises FieldInvalid.

    `takes_unknown`: values of fields that nobody defined are kept as they are, as scripts may write them.
    """
    known = {field.key: field for field in fields}
    unknown = [key for key in given if key not in known]
    if unknown and not takes_unknown:
        raise FieldInvalid(label=unknown[0], expected="nobody defined it")
    return {key: value if key in unknown else field_value(known[key], value) for key, value in given.items()}


def missing_fields(fields: Iterable[Field], values: Mapping[str, Any]) -> list[str]:
    """Labels of required fields without a value."""
    return [field.label for field in fields if field.is_required and values.get(field.key) in (None, "")]


def field_value(field: Field, value: Any) -> Any:
    """Raises FieldInvalid."""
    if value is not None and not _fits(field, value):
        raise FieldInvalid(label=field.label, expected=", ".join(field.choices) or _EXPECTED[field.kind])
    return value


_EXPECTED: Final[dict[FieldKind, str]] = {
    "text": "a text",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date, YYYY-MM-DD",
    "choice": "one of its choices",
}


def _fits(field: Field, value: Any) -> bool:
    match field.kind:
        case "text":
            return isinstance(value, str) and len(value) <= _LONGEST_TEXT
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return _is_date(value)
        case "choice":
            return value in field.choices
    assert_never(field.kind)


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
