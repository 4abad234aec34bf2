"""Reads of templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import RowMapping, select

from attendance.channels import schemas
from attendance.channels.models import Inbox, MessageTemplate
from attendance.channels.templates import (
    Template,
    buttons_of,
    header_file_of,
    preview_of,
    variables_of,
)
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.text import fold

_COLUMNS = tuple(MessageTemplate.__table__.columns)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None: any. `words` are looked for in name and text, accents and case aside."""

    status: str | None = None
    category: str | None = None
    language: str | None = None
    words: str | None = None


async def templates(tx: Tx, inbox_id: UUID, wanted: Wanted) -> list[schemas.MessageTemplate]:
    """Those of one inbox by name and language. Raises NotFound."""
    if await tx.scalar(select(Inbox.id).where(Inbox.id == inbox_id)) is None:
        raise NotFound("inbox")
    statement = select(*_COLUMNS).where(MessageTemplate.inbox_id == inbox_id)
    for name in ("status", "category", "language"):
        if (value := getattr(wanted, name)) is not None:
            statement = statement.where(getattr(MessageTemplate, name) == value)
    rows = await tx.mappings(statement.order_by(MessageTemplate.name, MessageTemplate.language))
    found = [_shown(row) for row in rows]
    return [one for one in found if _has(one, fold(wanted.words or ""))]


async def template(tx: Tx, template_id: UUID, *, inbox_id: UUID) -> Template:
    """One of an inbox, to be filled in. Raises NotFound."""
    one = (MessageTemplate.id == template_id, MessageTemplate.inbox_id == inbox_id)
    return _of(await tx.mappings(select(*_COLUMNS).where(*one)))


async def template_named(tx: Tx, inbox_id: UUID, name: str, *, language: str | None = None) -> Template:
    """One by its name, in this language where given, an approved one before others. Raises NotFound."""
    statement = select(*_COLUMNS).where(MessageTemplate.inbox_id == inbox_id, MessageTemplate.name == name)
    if language is not None:
        statement = statement.where(MessageTemplate.language == language)
    is_not_approved = MessageTemplate.status != "approved"
    return _of(
        await tx.mappings(statement.order_by(is_not_approved, MessageTemplate.language.desc()).limit(1))
    )


def _of(found: Sequence[RowMapping]) -> Template:
    if not found:
        raise NotFound("template")
    names = ("name", "language", "category", "status", "components")
    return Template(**{name: found[0][name] for name in names})


def _has(one: schemas.MessageTemplate, words: str) -> bool:
    text = fold(f"{one.name.replace('_', ' ')} {one.name} {one.preview}")
    return all(word in text for word in words.split())


def _shown(row: RowMapping) -> schemas.MessageTemplate:
    components = row["components"]
    plain = (
        "id",
        "inbox_id",
        "name",
        "language",
        "category",
        "status",
        "quality",
        "rejected_reason",
        "synced_at",
    )
    header = header_file_of(components)
    return schemas.MessageTemplate(
        **{name: row[name] for name in plain},
        preview=preview_of(components, {}),
        header_file=str(header) if header else None,
        buttons=buttons_of(components),
        variables=[
            schemas.TemplateVariable(
                key=one.key, part=one.part, label=one.label, example=one.example, max_chars=one.max_chars
            )
            for one in variables_of(components)
        ],
    )
