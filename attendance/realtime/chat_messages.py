"""Messages as the web chat shows them to their visitor: words, files by signed address, quotes, reactions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select

from attendance.channels.base import InboxConfig
from attendance.channels.webchat.inbound import client_id_of
from attendance.channels.webchat.protocol import ChatFile, ChatMessage, Emoji, Option, Quote
from attendance.conversations.models import Conversation, Message
from attendance.files import queries as files
from attendance.files.links import Form, Links
from attendance.files.models import MessageFile
from attendance.files.schemas import MessageFile as FileShape
from attendance.kernel.database import Tx

_QUOTED_CHARS: Final = 120
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_STORED_AT = (
    select(func.max(MessageFile.stored_at)).where(MessageFile.message_id == Message.id).scalar_subquery()
)
CHANGED_AT = func.greatest(Message.changed_at, _STORED_AT)
"""Later than the message itself, when a file came after it or somebody changed it."""


def messages_where(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Message.id, Message.seq, Message.author_kind, Message.author_id, Message.author_name, Message.kind,
            Message.text, Message.content, Message.created_at, Message.external_id, Message.reply_to,
            Message.reactions, Message.edited_at, Message.deleted_at, CHANGED_AT.label("changed_at"),
            Conversation.number,
        )
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.is_note.is_(False), *conditions)
    )  # fmt: skip


def changed_after(moment: datetime) -> ColumnElement[bool]:
    return or_(
        Message.changed_at > moment,
        Message.id.in_(select(MessageFile.message_id).where(MessageFile.stored_at > moment)),
    )


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(count: int) -> datetime:
    return _EPOCH + timedelta(microseconds=count)


@dataclass(frozen=True, slots=True)
class Showing:
    """What messages need beside their own rows, read once for a page."""

    inbox: InboxConfig
    links: Links
    files: Mapping[UUID, list[FileShape]]
    quoted: Mapping[UUID, RowMapping]

    @classmethod
    async def of(cls, tx: Tx, links: Links, inbox: InboxConfig, rows: Sequence[RowMapping]) -> "Showing":
        about = {row["reply_to"] for row in rows if row["reply_to"] is not None}
        quoted = await tx.mappings(messages_where(Message.id.in_(about))) if about else []
        found = await files.of_messages(tx, [row["id"] for row in rows]) if rows else {}
        return cls(inbox, links, found, {row["id"]: row for row in quoted})

    def message(self, row: RowMapping, cursor: str) -> ChatMessage:
        is_visitor = row["author_kind"] == "contact"
        is_deleted = row["deleted_at"] is not None
        return ChatMessage(
            id=row["id"],
            cursor=cursor,
            author="visitor" if is_visitor else row["author_kind"],
            name="" if is_visitor else row["author_name"],
            kind=row["kind"],
            text="" if is_deleted else row["text"],
            at=row["created_at"],
            client_id=client_id_of(row["external_id"]) if is_visitor else None,
            options=[] if is_visitor or is_deleted else _options(row),
            files=[] if is_deleted else [self._file(one) for one in self.files.get(row["id"], ())],
            quote=None if is_deleted else self._quote(row["reply_to"]),
            reactions=[] if is_deleted else _reactions(row["reactions"]),
            is_edited=row["edited_at"] is not None and not is_deleted,
            is_deleted=is_deleted,
            asks=None if is_visitor or is_deleted else _asked(row),
        )

    def _file(self, file: FileShape) -> ChatFile:
        return ChatFile(
            id=file.id,
            kind=file.kind,
            name=file.filename or "",
            size_bytes=file.size_bytes,
            width=file.width,
            height=file.height,
            duration_seconds=file.duration_seconds,
            is_voice=file.is_voice,
            url=self._path(file.id, Form.ITSELF, file.url),
            preview_url=self._path(file.id, Form.PREVIEW, file.preview_url),
            playable_url=self._path(file.id, Form.PLAYABLE, file.playable_url),
        )

    def _path(self, file_id: UUID, form: Form, known: str | None) -> str | None:
        return None if known is None else self.links.path(self.inbox.tenant_id, file_id, form)

    def _quote(self, message_id: UUID | None) -> Quote | None:
        row = self.quoted.get(message_id) if message_id else None
        if row is None:
            return None
        is_visitor = row["author_kind"] == "contact"
        text = "" if row["deleted_at"] else row["text"][:_QUOTED_CHARS]
        return Quote(row["id"], "" if is_visitor else row["author_name"], text, row["kind"])


def _options(row: RowMapping) -> list[Option]:
    return [Option(one["value"], one["label"]) for one in row["content"].get("options", ())]


def _asked(row: RowMapping) -> Literal["score", "comment"] | None:
    rating = row["content"].get("rating")
    asks = rating.get("asks") if isinstance(rating, dict) else None
    return asks if asks in ("score", "comment") else None


def _reactions(kept: Sequence[Mapping[str, Any]]) -> list[Emoji]:
    shown = [one for one in kept if one["emoji"]]
    mine = {one["emoji"] for one in shown if one["by"].startswith("contact:")}
    counted = Counter(one["emoji"] for one in shown)
    return [Emoji(emoji, count, emoji in mine) for emoji, count in counted.items()]
