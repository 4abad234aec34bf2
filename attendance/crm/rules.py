"""What is decided about contacts without a look into the database: names, addresses, fields of one's own, merging."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, assert_never

from attendance.kernel.errors import Conflict, InvalidInput

FieldKind = Literal["text", "number", "boolean", "date", "choice"]

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_EMAIL: Final = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_LONGEST_TEXT: Final = 5_000


class FieldInvalid(InvalidInput):
    code = "contact_field_invalid"
    message = "{label}: this value doesn't fit ({expected})."


class CustomerIdTaken(Conflict):
    code = "customer_id_taken"
    message = "Another contact has the customer number {customer_id}."


class ContactExists(Conflict):
    """Facts name the other one, so that it can be opened instead."""

    code = "contact_exists"
    message = "{name} has this phone or e-mail already."


class OpenInBoth(Conflict):
    code = "contacts_open_in_both"
    message = "Both have an open conversation in {inbox} (#{numbers}). Resolve one of them first."


class LaterMerge(Conflict):
    code = "contact_merged_later"
    message = "This contact was merged again afterwards. Undo the latest merge first."


@dataclass(frozen=True, slots=True)
class Field:
    """`choices` of a choice only."""

    key: str
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    is_required: bool = False


def shown_name(values: Mapping[str, Any]) -> str | None:
    """What the screen shows of somebody with these: the given names, else the name, else how they are reached."""
    given = " ".join(part.strip() for part in (values.get("first_name"), values.get("last_name")) if part)
    for found in (given, values.get("name"), values.get("phone"), values.get("email")):
        if found and found.strip():
            return str(found).strip()
    return None


def email_address(written: str) -> str:
    """In the spelling that is stored and looked for. Raises InvalidInput."""
    email = written.strip().lower()
    if not _EMAIL.fullmatch(email) or len(email) > 320:
        raise InvalidInput("This is no e-mail address.", fields={"email": "invalid"})
    return email


def check_definitions(fields: Sequence[Field]) -> None:
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


def field_values(fields: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given values, each as its field keeps it; None empties a field, also one that only scripts know.

    Raises FieldInvalid."""
    known = {field.key: field for field in fields}
    unknown = [key for key, value in given.items() if key not in known and value is not None]
    if unknown:
        raise FieldInvalid(label=unknown[0], expected="nobody defined it")
    return {key: field_value(known[key], value) if key in known else None for key, value in given.items()}


def field_value(field: Field, value: Any) -> Any:
    """Raises FieldInvalid."""
    if value is None or value == "":
        return None
    if not _fits(field, value):
        raise FieldInvalid(label=field.label, expected=", ".join(field.choices) or _EXPECTED[field.kind])
    return value


def read_value(field: Field, written: str) -> Any:
    """What a cell of a file means, as people of Brazil and elsewhere write it. Raises FieldInvalid."""
    text = written.strip()
    if not text:
        return None
    match field.kind:
        case "text":
            value: Any = text
        case "number":
            value = read_number(text)
        case "boolean":
            value = _WORDS.get(text.casefold())
        case "date":
            value = read_date(text)
        case "choice":
            value = next((one for one in field.choices if one.casefold() == text.casefold()), None)
        case _:
            assert_never(field.kind)
    if value is None:
        raise FieldInvalid(label=field.label, expected=", ".join(field.choices) or _EXPECTED[field.kind])
    return field_value(field, value)


def read_number(text: str) -> int | float | None:
    """`1.234,50`, `1,234.50`, `R$ 1234,5`; None for what is no number."""
    plain = re.sub(r"^R\$|[\s\u00a0]", "", text)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", plain):
        return None
    return float(plain) if "." in plain else int(plain)


def read_date(text: str) -> str | None:
    """`31/12/2026`, `31-12-2026` or `2026-12-31` (a time behind it is left out), as `2026-12-31`; else None."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?", text)
    parts = (found[3], found[2], found[1]) if found else None
    if parts is None:
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?", text)
        parts = (iso[1], iso[2], iso[3]) if iso else None
    try:
        return date(*(int(part) for part in parts)).isoformat() if parts else None
    except ValueError:
        return None


_WORDS: Final = {
    **dict.fromkeys(("sim", "s", "yes", "y", "true", "verdadeiro", "1", "x", "si", "sí"), True),
    **dict.fromkeys(("não", "nao", "n", "no", "false", "falso", "0"), False),
}
_EXPECTED: Final[dict[FieldKind, str]] = {
    "text": "a text",
    "number": "a number",
    "boolean": "yes or no",
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
            return isinstance(value, str) and read_date(value) == value
        case "choice":
            return value in field.choices
    assert_never(field.kind)


MERGED: Final = (
    "customer_id", "first_name", "last_name", "name", "phone", "email", "company_id", "owner_id", "tier", "ltv",
    "last_purchase", "status", "source", "attendant_id", "last_contact", "org_id", "bot_id",
    "blocked_at", "blocked_by", "block_reason",
)  # fmt: skip
"""Columns of which a merge keeps one of two."""
_NAME: Final = ("first_name", "last_name", "name")
_NEVER_EMPTIED: Final = ("phone", "email", "customer_id")


def merged(kept: Mapping[str, Any], other: Mapping[str, Any], take: Iterable[str]) -> dict[str, Any]:
    """What changes in `kept`, both being rows as JSON: its own values stay, unless it has none or `take` names them.

    `name` takes all three names; `custom_fields.<key>` one of the fields. A phone, an e-mail or a customer number that
    the other hasn't can't be taken. Tags are joined, the older day of their making counts."""
    wanted = {part for name in take for part in (_NAME if name == "name" else (name,))}
    values: dict[str, Any] = {}
    for name in MERGED:
        is_empty, is_said = kept[name] in (None, ""), other[name] not in (None, "")
        is_taken = name in wanted and (is_said or name not in _NEVER_EMPTIED)
        if is_taken or (is_empty and is_said and name not in _NAME):
            values[name] = other[name]
    values["tags"] = list(dict.fromkeys([*kept["tags"], *other["tags"]]))
    taken = {key for key in other["custom_fields"] if f"custom_fields.{key}" in wanted}
    values["custom_fields"] = {
        **other["custom_fields"], **kept["custom_fields"],
        **{key: other["custom_fields"][key] for key in taken},
    }  # fmt: skip
    values["created_at"] = min(kept["created_at"], other["created_at"])
    return {name: value for name, value in values.items() if value != kept[name]}
