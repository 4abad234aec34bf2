"""The table of messages' files."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class MessageFile(Base):
    """One file of a message or of a ticket's comment, in its place; or (neither) one that wasn't sent yet.

    `state`: pending (still at the vendor) → stored | failed (could not be had, may be tried again) | refused (its
    content isn't allowed). What is known before it is stored is the vendor's claim, afterwards what the content says.
    """

    __tablename__ = "message_files"
    __table_args__ = (
        CheckConstraint("state in ('pending','stored','failed','refused')", name="state"),
        Index("ix_message_files_message_id", "message_id", "position"),
        Index("ix_message_files_waiting", "created_at", postgresql_where=sql("message_id is null")),
        Index("ix_message_files_comment_id", "comment_id", postgresql_where=sql("comment_id is not null")),
        Index("ix_message_files_pending", "message_id", postgresql_where=sql("state = 'pending'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None]
    """The internal comment of a ticket that it belongs to."""
    conversation_id: Mapped[UUID | None]
    inbox_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(server_default="0")
    kind: Mapped[str]
    """image, audio, video, document or sticker."""
    state: Mapped[str] = mapped_column(server_default="pending")
    source: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The vendor's `Attachment`, to fetch it by."""
    event_id: Mapped[UUID | None]
    """The raw delivery that brought it."""
    uploaded_by: Mapped[UUID | None]
    """The user who uploaded it; None for customers' and bots' files."""
    filename: Mapped[str | None]
    mime_type: Mapped[str | None]
    size_bytes: Mapped[int | None]
    sha256: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    duration_seconds: Mapped[float | None]
    is_voice: Mapped[bool] = mapped_column(server_default=sql("false"))
    is_inline: Mapped[bool] = mapped_column(server_default=sql("false"))
    """Shown inside the message's HTML by its `content_id`, not beside it."""
    content_id: Mapped[str | None]
    storage_key: Mapped[str | None]
    preview_key: Mapped[str | None]
    """A small WebP image of it."""
    playable_key: Mapped[str | None]
    """The same sound or film in a form that every browser plays."""
    playable_type: Mapped[str | None]
    playable_bytes: Mapped[int | None]
    reason: Mapped[str | None]
    """Why it failed or was refused: a code."""
    created_at: Mapped[Moment]
    stored_at: Mapped[Moment | None]


class MessageFileForm(Base):
    """A stored file as a channel took it instead of the file itself, made once: a repeated delivery sends the same."""

    __tablename__ = "message_file_forms"
    __table_args__ = (UniqueConstraint("file_id", "mime_type", "most_bytes"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("message_files.id", ondelete="CASCADE"))
    key: Mapped[str]
    mime_type: Mapped[str]
    size_bytes: Mapped[int]
    most_bytes: Mapped[int]
    """How large the channel that it was made for lets it be."""
    created_at: Mapped[Moment]


class LooseContent(Base):
    """The key of a content in the storage that no file names: not yet, or no more (triggers on the tables above)."""

    __tablename__ = "loose_contents"
    __table_args__ = (Index("ix_loose_contents_created_at", "tenant_id", "created_at"),)

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[Moment]
