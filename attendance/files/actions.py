"""Writes of files: announced by a vendor, stored, given up, uploaded, attached."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from attendance.files.events import MessageFileAwaited, MessageFileSettled
from attendance.files.models import LooseContent, MessageFile, MessageFileForm
from attendance.files.schemas import FileKind
from attendance.files.storing import Kept, name_keys
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound, Temporary
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

FETCH = "file.fetch"
_MOST_ATTEMPTS = 14
"""With growing pauses an hour: vendors keep their files for longer."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that a customer sent and that is still at the vendor; `source` is what it is fetched by."""

    message_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    event_id: UUID | None
    position: int
    kind: FileKind
    source: dict[str, Any]
    filename: str | None = None
    mime_type: str | None = None
    size_bytes: int | None = None
    is_voice: bool = False
    is_inline: bool = False
    content_id: str | None = None


_ANNOUNCE = """
with made as (
  insert into message_files (id, tenant_id, message_id, conversation_id, inbox_id, event_id, position, kind, source,
                             filename, mime_type, size_bytes, is_voice, is_inline, content_id, created_at)
  select id, $1, message_id, conversation_id, inbox_id, event_id, position, kind, source, filename, mime_type,
         size_bytes, is_voice, is_inline, content_id, $3
  from jsonb_to_recordset($2::jsonb) as item (id uuid, message_id uuid, conversation_id uuid, inbox_id uuid,
    event_id uuid, position int, kind text, source jsonb, filename text, mime_type text, size_bytes bigint,
    is_voice boolean, is_inline boolean, content_id text)
  returning id
)
select jobs_enqueue($1, $4, 'file:' || id, jsonb_build_object('file_id', id)::text, $3, 1, $5, null) from made
"""


async def announce(tx: Tx, files: Sequence[Announced]) -> None:
    """Note the files and plan that each is fetched, apart from the others. One statement for all."""
    if not files:
        return
    items = storable([{"id": new_id(), **asdict(file)} for file in files])
    await tx.fetch(_ANNOUNCE, tx.tenant_id, items, clock.now(), FETCH, _MOST_ATTEMPTS)
    tx.wake("jobs")


async def settle(tx: Tx, file_id: UUID, kept: Kept) -> None:
    """The vendor's file is stored. A file that was settled before stays as it is.

    Raises Temporary when storing took so long that its content is gone again.
    """
    if await _change_pending(tx, file_id, kept.values) and not await name_keys(tx, kept.keys):
        raise Temporary("Storing this file took too long.", reason="storage_slow")


async def give_up(tx: Tx, file_id: UUID, *, reason: str, is_refused: bool = False) -> None:
    """It can't be had (may be tried again), or its content isn't kept."""
    await _change_pending(tx, file_id, {"state": "refused" if is_refused else "failed", "reason": reason})


async def fetch_again(tx: Tx, file_id: UUID) -> None:
    """Plan another attempt at a customer's file that could not be had; of any other nothing changes."""
    rows = await tx.mappings(
        update(MessageFile)
        .where(MessageFile.id == file_id, MessageFile.state == "failed", MessageFile.message_id.is_not(None))
        .values(state="pending", reason=None)
        .returning(MessageFile.message_id, MessageFile.conversation_id)
    )
    for row in rows:
        await jobs.enqueue(
            tx, FETCH, {"file_id": file_id}, key=f"file:{file_id}", max_attempts=_MOST_ATTEMPTS
        )
        tx.publish(
            MessageFileAwaited(
                conversation_id=row["conversation_id"], message_id=row["message_id"], file_id=file_id
            )
        )


async def _change_pending(tx: Tx, file_id: UUID, values: dict[str, Any]) -> bool:
    rows = await tx.mappings(
        update(MessageFile)
        .where(MessageFile.id == file_id, MessageFile.state == "pending")
        .values(
            **{name: value for name, value in values.items() if not (name == "filename" and value is None)}
        )
        .returning(MessageFile.message_id, MessageFile.conversation_id)
    )
    for row in rows:
        tx.publish(
            MessageFileSettled(
                conversation_id=row["conversation_id"],
                message_id=row["message_id"],
                file_id=file_id,
                state=values["state"],
            )
        )
    return bool(rows)


class FileNotYours(Conflict):
    code = "file_not_usable"
    message = (
        "One of the files can't be sent: it was sent before, was removed, or belongs to another conversation. "
        "Attach it again."
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """An uploaded file on its way into a message."""

    id: UUID
    kind: FileKind
    mime_type: str
    filename: str | None
    size_bytes: int
    is_voice: bool
    duration_seconds: float | None


async def add_uploaded(
    tx: Tx, kept: Kept, *, conversation_id: UUID, inbox_id: UUID | None, uploaded_by: UUID | None
) -> UUID:
    """A file that waits for its message. Raises Temporary as `settle` does."""
    file_id = new_id()
    if not await name_keys(tx, kept.keys):
        raise Temporary("Storing this file took too long. Send it again.", reason="storage_slow")
    row = {
        "id": file_id, "tenant_id": tx.tenant_id, "conversation_id": conversation_id, "inbox_id": inbox_id,
        "uploaded_by": uploaded_by, "created_at": clock.now(), **kept.values,
    }  # fmt: skip
    await tx.execute(_INSERT, [row])
    return file_id


_INSERT = MessageFile.__table__.insert()  # type: ignore[attr-defined]  # a Table, which the mapping hides


IS_UNSENT: Final = and_(MessageFile.message_id.is_(None), MessageFile.comment_id.is_(None))


async def move(tx: Tx, file_ids: Sequence[UUID], *, conversation_id: UUID, inbox_id: UUID) -> None:
    """Files that nobody uploaded by hand wait for a message of this conversation from now on."""
    mine = (MessageFile.id.in_(list(file_ids)), MessageFile.uploaded_by.is_(None), IS_UNSENT)
    await tx.execute(
        update(MessageFile).where(*mine).values(conversation_id=conversation_id, inbox_id=inbox_id)
    )


async def waiting(
    tx: Tx, file_ids: Sequence[UUID], *, conversation_id: UUID, uploaded_by: UUID | None
) -> list[Waiting]:
    """The files in the order asked for, locked until they are attached. Raises FileNotYours."""
    rows = await tx.mappings(
        select(*(getattr(MessageFile, name) for name in Waiting.__dataclass_fields__))
        .where(
            MessageFile.id.in_(list(file_ids)),
            MessageFile.conversation_id == conversation_id,
            MessageFile.uploaded_by == uploaded_by,
            IS_UNSENT,
            MessageFile.state == "stored",
        )
        .with_for_update()
    )
    found = {row["id"]: Waiting(**row) for row in rows}
    if len(found) < len(file_ids):
        raise FileNotYours
    return [found[file_id] for file_id in file_ids]


async def attach(tx: Tx, message_id: UUID, files: Sequence[Waiting]) -> None:
    """They are the message's from now on, in this order. `waiting` locked them in this transaction."""
    for position, file in enumerate(files):
        await tx.execute(
            update(MessageFile)
            .where(MessageFile.id == file.id)
            .values(message_id=message_id, position=position)
        )


async def attach_to_comment(tx: Tx, comment_id: UUID, files: Sequence[Waiting]) -> None:
    """They are the comment's from now on, in this order; as `attach`."""
    for position, file in enumerate(files):
        await tx.execute(
            update(MessageFile)
            .where(MessageFile.id == file.id)
            .values(comment_id=comment_id, position=position)
        )


async def discard(tx: Tx, file_id: UUID, *, uploaded_by: UUID) -> None:
    """Remove a file that wasn't sent. Raises NotFound."""
    unsent = (MessageFile.id == file_id, MessageFile.uploaded_by == uploaded_by, IS_UNSENT)
    if not await tx.execute(delete(MessageFile).where(*unsent)):
        raise NotFound("file")


async def discard_unsent(tx: Tx, *, older_than: datetime) -> int:
    """Remove what nobody sent; returns how many."""
    return await tx.execute(delete(MessageFile).where(IS_UNSENT, MessageFile.created_at < older_than))


async def keep_form(
    tx: Tx, file_id: UUID, *, key: str, mime_type: str, size_bytes: int, most_bytes: int
) -> None:
    """What a channel takes instead of the file itself. Where another worker made the same meanwhile, theirs counts.

    Raises Temporary as `settle` does.
    """
    is_first = await tx.scalar(
        insert(MessageFileForm)
        .values(
            id=new_id(), tenant_id=tx.tenant_id, file_id=file_id, key=key, mime_type=mime_type,
            size_bytes=size_bytes, most_bytes=most_bytes, created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["file_id", "mime_type", "most_bytes"])
        .returning(MessageFileForm.id)
    )  # fmt: skip
    if is_first and not await name_keys(tx, [key]):
        raise Temporary("Storing this file took too long.", reason="storage_slow")


async def are_pending(tx: Tx, message_id: UUID) -> bool:
    """Whether files of the message are still at the vendor."""
    counted = select(func.count()).where(MessageFile.message_id == message_id, MessageFile.state == "pending")
    return bool(await tx.scalar(counted))


async def loose_keys(tx: Tx, *, older_than: datetime, limit: int) -> list[str]:
    """Contents that nothing has named for long, or names no more; oldest first."""
    rows = await tx.rows(
        select(LooseContent.key)
        .where(LooseContent.created_at < older_than)
        .order_by(LooseContent.created_at)
        .limit(limit)
    )
    return [row.key for row in rows]


async def forget_loose(tx: Tx, keys: Sequence[str]) -> None:
    """Their contents are gone."""
    await tx.execute(delete(LooseContent).where(LooseContent.key.in_(keys)))
