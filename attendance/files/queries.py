"""Reads of files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import RowMapping, select

from attendance.files.models import MessageFile
from attendance.files.schemas import MessageFile as FileShape
from attendance.kernel.database import Tx

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


def shape(row: RowMapping) -> FileShape:
    path = f"/api/attendance/files/{row['id']}"
    return FileShape(
        **{name: row[name] for name in _PLAIN},
        url=path if row["storage_key"] else None,
        preview_url=f"{path}/preview" if row["preview_key"] else None,
        playable_url=f"{path}/playable" if row["playable_key"] else None,
    )
