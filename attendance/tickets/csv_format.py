"""Tickets as CSV, in the words of the reader's language. What is written can be read again, in any of the languages."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from attendance.kernel.errors import InvalidInput
from attendance.kernel.text import fold
from attendance.tickets.rules import PRIORITIES, STATUSES, Field
from attendance.tickets.schemas import Ticket

Language = Literal["pt-BR", "en", "es"]
Column = Literal[
    "number", "subject", "description", "status", "priority", "category", "tags", "customer", "phone", "email",
    "assigned_to", "queue", "channel", "created_at", "updated_at", "resolved_at",
]  # fmt: skip
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_HEADINGS: Final[Mapping[Language, Sequence[str]]] = {
    "pt-BR": (
        "Número", "Assunto", "Descrição", "Status", "Prioridade", "Categoria", "Etiquetas", "Cliente", "Telefone",
        "E-mail", "Responsável", "Fila", "Canal", "Aberto em", "Mudou em", "Resolvido em",
    ),
    "en": (
        "Number", "Subject", "Description", "Status", "Priority", "Category", "Tags", "Customer", "Phone", "E-mail",
        "Assigned to", "Queue", "Channel", "Opened at", "Changed at", "Resolved at",
    ),
    "es": (
        "Número", "Asunto", "Descripción", "Estado", "Prioridad", "Categoría", "Etiquetas", "Cliente", "Teléfono",
        "Correo", "Responsable", "Cola", "Canal", "Abierto el", "Cambió el", "Resuelto el",
    ),
}  # fmt: skip
_STATUSES: Final[Mapping[Language, Sequence[str]]] = {
    "pt-BR": ("Aberto", "Em andamento", "Pendente", "Resolvido", "Fechado"),
    "en": ("Open", "In progress", "Pending", "Resolved", "Closed"),
    "es": ("Abierto", "En curso", "Pendiente", "Resuelto", "Cerrado"),
}
_PRIORITIES: Final[Mapping[Language, Sequence[str]]] = {
    "pt-BR": ("Baixa", "Normal", "Alta", "Urgente"),
    "en": ("Low", "Normal", "High", "Urgent"),
    "es": ("Baja", "Normal", "Alta", "Urgente"),
}
MOST_ROWS: Final = 1_000
"""Numbers are given under a lock that others wait for."""
_LONGEST_FILE: Final = 5 * 1024 * 1024
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d\s().-]*$)")


class UnreadableFile(InvalidInput):
    code = "csv_unreadable"
    message = "This file can't be read as a list of tickets: {reason}."


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file (the heading is line 1): its texts by column, and by key of the company's own fields."""

    line: int
    texts: Mapping[str, str]
    fields: Mapping[str, str]


def format_tickets(
    tickets: Iterable[Ticket], fields: Sequence[Field], *, language: Language, zone: ZoneInfo
) -> str:
    """The lines of these tickets, without a heading."""
    lines = (_line(one, fields, language, zone) for one in tickets)
    return _written(lines, language)


def heading(fields: Sequence[Field], language: Language) -> str:
    """With the mark by which spreadsheets know that it is Unicode."""
    return "\ufeff" + _written([[*_HEADINGS[language], *(one.label for one in fields)]], language)


def _line(ticket: Ticket, fields: Sequence[Field], language: Language, zone: ZoneInfo) -> list[str]:
    texts: dict[Column, Any] = {
        "number": ticket.number, "subject": ticket.subject, "description": ticket.description,
        "status": _STATUSES[language][STATUSES.index(ticket.status)],
        "priority": _PRIORITIES[language][PRIORITIES.index(ticket.priority)],
        "category": ticket.category, "tags": ", ".join(ticket.tags), "customer": ticket.customer_name,
        "phone": ticket.contact_phone, "email": ticket.contact_email, "assigned_to": ticket.assigned_to_name,
        "queue": ticket.queue_name, "channel": ticket.channel, "created_at": _moment(ticket.created_at, zone),
        "updated_at": _moment(ticket.updated_at, zone), "resolved_at": _moment(ticket.resolved_at, zone),
    }  # fmt: skip
    own = (ticket.custom_fields.get(one.key) for one in fields)
    return [_cell(value) for value in (*(texts[name] for name in COLUMNS), *own)]


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""


def _cell(value: Any) -> str:
    """A text that a spreadsheet would take for a formula is marked as one that isn't."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _written(lines: Iterable[Sequence[str]], language: Language) -> str:
    """With the separator that spreadsheets of the language expect."""
    out = io.StringIO()
    csv.writer(out, delimiter="," if language == "en" else ";", lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def parse(content: bytes, fields: Sequence[Field]) -> list[Row]:
    """The rows that have anything in them. Raises UnreadableFile."""
    if len(content) > _LONGEST_FILE:
        raise UnreadableFile(reason="it is larger than 5 MB")
    text = _text(content)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    if not lines:
        raise UnreadableFile(reason="it is empty")
    names = _names(lines[0], fields)
    rows = [
        _row(at, names, cells) for at, cells in enumerate(lines[1:], start=2) if any(map(str.strip, cells))
    ]
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(reason=f"it has more than {MOST_ROWS} rows")
    return rows


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # as spreadsheets of Windows save


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _names(heading: Sequence[str], fields: Sequence[Field]) -> list[str | None]:
    """The column, or `field:key`, of each heading; None: not one of ours. Raises UnreadableFile without a subject."""
    known: dict[str, str] = {
        fold(word): name for words in _HEADINGS.values() for word, name in zip(words, COLUMNS, strict=True)
    }
    known |= {fold(name): name for name in COLUMNS}
    known |= {fold(said): f"field:{one.key}" for one in fields for said in (one.label, one.key)}
    names: list[str | None] = [known.get(fold(cell.strip())) for cell in heading]
    if "subject" not in names:
        raise UnreadableFile(reason="no column is called Assunto (Subject)")
    return names


def _row(line: int, names: Sequence[str | None], cells: Sequence[str]) -> Row:
    given = {name: _plain(cell) for name, cell in zip(names, cells, strict=False) if name is not None}
    own = {name.removeprefix("field:"): text for name, text in given.items() if name.startswith("field:")}
    return Row(line, {name: text for name, text in given.items() if not name.startswith("field:")}, own)


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text


def word_of(text: str, kind: Literal["status", "priority"]) -> str | None:
    """What we call a status or a priority that is written in any of the languages; None: nobody says so."""
    ours: Sequence[str] = STATUSES if kind == "status" else PRIORITIES
    said = _STATUSES if kind == "status" else _PRIORITIES
    known = {
        fold(word): own for language in _LANGUAGES for word, own in zip(said[language], ours, strict=True)
    }
    return ({one: one for one in ours} | known).get(fold(text).replace(" ", "_"), known.get(fold(text)))
