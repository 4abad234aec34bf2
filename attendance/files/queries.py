"""Reads of files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, select

from attendance.files.links import Form
from attendance.files.models import MessageFile
from attendance.files.rules import PREVIEW_TYPE, renamed
from attendance.files.schemas import MessageFile as FileShape
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

_PLAIN = tuple(name for name in FileShape.model_fields if name not in ("url", "preview_url", "playable_url"))
_SHOWN = (
    *(getattr(MessageFile, name) for name in _PLAIN),
    MessageFile.message_id, MessageFile.storage_key, MessageFile.preview_key, MessageFile.playable_key,
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
    wanted = (getattr(MessageFile, name) for name in _CONTENT)
    rows = await tx.mappings(
        select(*wanted).where(MessageFile.id == file_id, MessageFile.state == "stored", *conditions)
    )
    found = _in_form(rows[0], form) if rows else None
    if found is None:
        raise NotFound("file")
    return found


_CONTENT = (
    "kind", "filename", "mime_type", "size_bytes", "storage_key", "preview_key", "playable_key", "playable_type",
    "playable_bytes", "sent_key", "sent_kind", "sent_type", "sent_bytes",
)  # fmt: skip


def _in_form(row: RowMapping, form: Form) -> Content | None:
    name = row["filename"]
    match form:
        case Form.PREVIEW:
            key, mime, kind, size = row["preview_key"], PREVIEW_TYPE, "image", None
        case Form.PLAYABLE:
            key, mime, kind, size = (
                row["playable_key"],
                row["playable_type"],
                row["kind"],
                row["playable_bytes"],
            )
        case Form.SENT if row["sent_key"] is not None:
            key, mime, kind, size = row["sent_key"], row["sent_type"], row["sent_kind"], row["sent_bytes"]
        case _:
            return Content(row["storage_key"], row["mime_type"], row["kind"], name, row["size_bytes"])
    return Content(key, mime, kind, renamed(name, mime) if name else None, size) if key else None


def shape(row: RowMapping) -> FileShape:
    path = f"/api/attendance/files/{row['id']}"
    return FileShape(
        **{name: row[name] for name in _PLAIN},
        url=path if row["storage_key"] else None,
        preview_url=f"{path}/preview" if row["preview_key"] else None,
        playable_url=f"{path}/playable" if row["playable_key"] else None,
    )
