"""Reads of files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, or_, select

from attendance.files.links import Form
from attendance.files.models import MessageFile, MessageFileForm
from attendance.files.rules import PREVIEW_TYPE, renamed
from attendance.files.schemas import MessageFile as FileShape
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

_PLAIN = tuple(name for name in FileShape.model_fields if name not in ("url", "preview_url", "playable_url"))
_SHOWN = (
    *(getattr(MessageFile, name) for name in _PLAIN),
    MessageFile.message_id, MessageFile.comment_id,
    MessageFile.storage_key, MessageFile.preview_key, MessageFile.playable_key,
)  # fmt: skip


async def of_messages(tx: Tx, message_ids: Iterable[UUID]) -> Mapping[UUID, list[FileShape]]:
    """The messages' files in their places; messages without files are absent."""
    rows = await tx.mappings(
        select(*_SHOWN)
        .where(MessageFile.message_id.in_(list(message_ids)))
        .order_by(MessageFile.message_id, MessageFile.position)
    )
    found: dict[UUID, list[FileShape]] = defaultdict(list)
    for row in rows:
        found[row["message_id"]].append(shape(row))
    return found


async def of_comments(
    tx: Tx, comment_ids: Iterable[UUID], message_ids: Iterable[UUID]
) -> Mapping[UUID, list[FileShape]]:
    """Files of tickets' comments by the comment, and of messages that are comments by the message."""
    rows = await tx.mappings(
        select(*_SHOWN)
        .where(
            or_(MessageFile.comment_id.in_(list(comment_ids)), MessageFile.message_id.in_(list(message_ids)))
        )
        .order_by(MessageFile.position, MessageFile.id)
    )
    found: dict[UUID, list[FileShape]] = defaultdict(list)
    for row in rows:
        found[row["comment_id"] or row["message_id"]].append(shape(row))
    return found


async def kinds_of(tx: Tx, file_ids: Sequence[UUID]) -> list[str]:
    """What the files are, by their content, in the order asked for; unknown ones are left out. No query for none."""
    if not file_ids:
        return []
    rows = await tx.rows(select(MessageFile.id, MessageFile.kind).where(MessageFile.id.in_(list(file_ids))))
    found = {row.id: row.kind for row in rows}
    return [found[file_id] for file_id in file_ids if file_id in found]


async def one(tx: Tx, file_id: UUID) -> FileShape:
    """Raises NotFound."""
    rows = await tx.mappings(select(*_SHOWN).where(MessageFile.id == file_id))
    if not rows:
        raise NotFound("file")
    return shape(rows[0])


@dataclass(frozen=True, slots=True)
class Content:
    """A content of a file that is stored, with what a browser has to be told of it."""

    key: str
    mime_type: str
    kind: str
    filename: str | None
    size_bytes: int | None
    """None: of forms that we made, unknown."""


async def content_of(tx: Tx, file_id: UUID, form: Form, *conditions: ColumnElement[bool]) -> Content:
    """Raises NotFound, also while it is still at the vendor and where there is no such form."""
    wanted = [getattr(MessageFile, name) for name in _CONTENT]
    mine = [MessageFile.state == "stored", *conditions]
    if form is Form.SENT:
        statement = select(*wanted, *_SENT).join(MessageFileForm, MessageFileForm.file_id == MessageFile.id)
        rows = await tx.mappings(statement.where(MessageFileForm.id == file_id, *mine))
    else:
        rows = await tx.mappings(select(*wanted).where(MessageFile.id == file_id, *mine))
    found = _in_form(rows[0], form) if rows else None
    if found is None:
        raise NotFound("file")
    return found


_CONTENT = (
    "kind", "filename", "mime_type", "size_bytes", "storage_key", "preview_key", "playable_key", "playable_type",
    "playable_bytes",
)  # fmt: skip
_SENT = (
    MessageFileForm.key, MessageFileForm.mime_type.label("sent_type"), MessageFileForm.size_bytes.label("sent_bytes"),
)  # fmt: skip


def _in_form(row: RowMapping, form: Form) -> Content | None:
    kind = row["kind"]
    match form:
        case Form.ITSELF:
            return Content(row["storage_key"], row["mime_type"], kind, row["filename"], row["size_bytes"])
        case Form.PREVIEW:
            return _made(row, "image", row["preview_key"], PREVIEW_TYPE, None)
        case Form.PLAYABLE:
            return _made(row, kind, row["playable_key"], row["playable_type"], row["playable_bytes"])
        case Form.SENT:
            return _made(row, kind, row["key"], row["sent_type"], row["sent_bytes"])
        case _:
            assert_never(form)


def _made(row: RowMapping, kind: str, key: str | None, mime: str, size_bytes: int | None) -> Content | None:
    name = row["filename"]
    return Content(key, mime, kind, renamed(name, mime) if name else None, size_bytes) if key else None


@dataclass(frozen=True, slots=True)
class Made:
    """A form of a file that was made for a channel."""

    id: UUID
    key: str
    mime_type: str
    size_bytes: int


async def forms_of(tx: Tx, file_ids: Iterable[UUID]) -> Mapping[UUID, list[Made]]:
    """The forms that were made of these files, oldest first."""
    rows = await tx.rows(
        select(
            MessageFileForm.file_id, MessageFileForm.id, MessageFileForm.key, MessageFileForm.mime_type,
            MessageFileForm.size_bytes,
        )
        .where(MessageFileForm.file_id.in_(list(file_ids)))
        .order_by(MessageFileForm.created_at, MessageFileForm.id)
    )  # fmt: skip
    found: dict[UUID, list[Made]] = defaultdict(list)
    for row in rows:
        found[row.file_id].append(Made(row.id, row.key, row.mime_type, row.size_bytes))
    return found


def shape(row: RowMapping) -> FileShape:
    path = f"/api/attendance/files/{row['id']}"
    return FileShape(
        **{name: row[name] for name in _PLAIN},
        url=path if row["storage_key"] else None,
        preview_url=f"{path}/preview" if row["preview_key"] else None,
        playable_url=f"{path}/playable" if row["playable_key"] else None,
    )
