"""What a row of a file says of a contact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from attendance.crm.rules import Field, FieldInvalid, email_address, read_date, read_number, read_value
from attendance.kernel import phones
from attendance.kernel.errors import InvalidInput
from attendance.kernel.text import fold

FIELDS: Final = (
    "customer_id", "name", "first_name", "last_name", "phone", "email", "company", "owner", "tier", "ltv",
    "last_purchase", "status", "source", "tags",
)  # fmt: skip
"""What columns may hold, besides `custom_fields.<key>`. Several may hold phones or e-mails."""

_CUSTOM: Final = "custom_fields."
_CALLED: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("customer id", "id do cliente", "codigo", "codigo do cliente", "cod", "numero do cliente"), "customer_id"
    ),
    **dict.fromkeys(("nome", "name", "nombre", "nome completo", "cliente", "contato", "full name"), "name"),
    **dict.fromkeys(("primeiro nome", "first name"), "first_name"),
    **dict.fromkeys(("sobrenome", "last name", "apellido", "apellidos", "surname"), "last_name"),
    **dict.fromkeys(
        ("telefone", "phone", "celular", "whatsapp", "fone", "telefono", "movil", "mobile", "tel", "other phones",
         "outros telefones", "telefone celular", "telefone 1", "telefone 2", "phone number"),
        "phone",
    ),
    **dict.fromkeys(("e mail", "email", "correo", "other emails", "outros e mails", "e mail 2"), "email"),
    **dict.fromkeys(("empresa", "company", "organizacao", "organization", "compania"), "company"),
    **dict.fromkeys(("responsavel", "owner", "vendedor", "responsable"), "owner"),
    **dict.fromkeys(("nivel", "tier", "categoria"), "tier"),
    **dict.fromkeys(("ltv", "total de compras", "total gasto", "lifetime value"), "ltv"),
    **dict.fromkeys(("ultima compra", "last purchase"), "last_purchase"),
    **dict.fromkeys(("status", "situacao", "estado"), "status"),
    **dict.fromkeys(("origem", "source", "fonte", "origen"), "source"),
    **dict.fromkeys(("tags", "etiquetas", "marcadores"), "tags"),
}  # fmt: skip


class RowProblem(Exception):
    """`reason`: phone, email, number, date, value, owner, taken, long, empty. An empty field: the whole row."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(slots=True)
class Said:
    """`columns`: plain columns of a contact; `company` and `owner` by name and e-mail."""

    columns: dict[str, Any] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)
    company: str | None = None
    owner: str | None = None


def guess(heading: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Column → field, where its name tells."""
    own = {word: f"{_CUSTOM}{one.key}" for one in fields for word in (_plain(one.label), _plain(one.key))}
    found: dict[str, str] = {}
    for column in heading:
        field_name = _CALLED.get(_plain(column)) or own.get(_plain(column.removeprefix(_CUSTOM)))
        if field_name and (field_name in ("phone", "email") or field_name not in found.values()):
            found[column] = field_name
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(name)).strip()


def check_columns(columns: Mapping[str, str], heading: Sequence[str], fields: Sequence[Field]) -> None:
    """Raises InvalidInput for what `check_names` refuses, fields that come twice, and rows that would be nobody."""
    check_names(columns, heading, fields)
    once = [name for name in columns.values() if name not in ("phone", "email")]
    if len(set(once)) < len(once):
        raise InvalidInput("Two columns for one field.", fields={"columns": "repeated"})
    if not {"name", "first_name", "phone", "email", "customer_id"} & set(columns.values()):
        raise InvalidInput("Choose a column for the name, phone or e-mail.", fields={"columns": "nobody"})


def check_names(columns: Mapping[str, str], heading: Sequence[str], fields: Sequence[Field]) -> None:
    """Raises InvalidInput for columns and fields that aren't there."""
    known = {*FIELDS, *(f"{_CUSTOM}{one.key}" for one in fields)}
    for column, name in columns.items():
        if column not in heading:
            raise InvalidInput("The file has no such column.", fields={column: "unknown"})
        if name not in known:
            raise InvalidInput("There is no such field.", fields={column: "field"})


def read_row(
    cells: Mapping[str, str], columns: Mapping[str, str], fields: Mapping[str, Field], country: str
) -> Said:
    """Empty cells say nothing. Raises RowProblem."""
    said = Said()
    for column, name in columns.items():
        text = cells[column].strip()
        if text:
            _read(said, name, text, fields, country)
    if not (said.columns.keys() & {"name", "first_name", "customer_id"} or said.phones or said.emails):
        raise RowProblem("", "empty")
    return said


def _read(said: Said, name: str, text: str, fields: Mapping[str, Field], country: str) -> None:
    match name:
        case "phone":
            said.phones += [_phone(one, country) for one in _several(text)]
        case "email":
            said.emails += [_email(one) for one in _several(text)]
        case "tags":
            said.tags = [tag[:100] for one in re.split(r"[,;|]", text) if (tag := one.strip())][:50]
        case "ltv":
            number = read_number(text)
            if number is None or number < 0:
                raise RowProblem(name, "number")
            said.columns[name] = str(number)
        case "last_purchase":
            day = read_date(text)
            if day is None:
                raise RowProblem(name, "date")
            said.columns[name] = day
        case "company":
            said.company = text[:200]
        case "owner":
            said.owner = text
        case _ if name.startswith(_CUSTOM):
            _read_custom(said, fields[name.removeprefix(_CUSTOM)], text)
        case _:
            if len(text) > (64 if name == "customer_id" else 200):
                raise RowProblem(name, "long")
            said.columns[name] = text


def _read_custom(said: Said, one: Field, text: str) -> None:
    try:
        said.custom[one.key] = read_value(one, text)
    except FieldInvalid as error:
        raise RowProblem(f"{_CUSTOM}{one.key}", "value") from error


def _several(text: str) -> list[str]:
    return [one for part in re.split(r"[,;|/\n]", text) if (one := part.strip())]


def _phone(text: str, country: str) -> str:
    found = phones.normalise(text, country)
    if found is None:
        raise RowProblem("phone", "phone")
    return found


def _email(text: str) -> str:
    try:
        return email_address(text)
    except InvalidInput as error:
        raise RowProblem("email", "email") from error
