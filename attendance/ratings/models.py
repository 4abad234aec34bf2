"""Tables of ratings: what customers are asked after a conversation, what they answered, and what a company sets."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class ConversationRating(Base):
    """One question to a customer about one conversation, and the answer.

    `state`: planned → asked → answered; withdrawn when the conversation was taken up again before, not_asked when it
    couldn't be (`reason` says why). `comment_state`: none → asked → given or declined. A score is given once.
    """

    __tablename__ = "conversation_ratings"
    __table_args__ = (
        CheckConstraint("state in ('planned','asked','answered','withdrawn','not_asked')", name="state"),
        CheckConstraint("comment_state in ('none','asked','given','declined')", name="comment_state"),
        CheckConstraint("score between 0 and 10", name="score"),
        CheckConstraint("(score is not null) = (state = 'answered')", name="answered"),
        Index(
            "uq_conversation_ratings_live",
            "conversation_id",
            unique=True,
            postgresql_where=sql("state in ('planned','asked')"),
        ),
        Index("ix_conversation_ratings_conversation_id", "conversation_id", "created_at"),
        Index("ix_conversation_ratings_contact_id", "contact_id", "created_at"),
        Index(
            "ix_conversation_ratings_awaited",
            "contact_id",
            postgresql_where=sql("state = 'asked' or comment_state = 'asked'"),
        ),
        Index("ix_conversation_ratings_attendant_id", "attendant_id", "answered_at"),
        Index(
            "ix_conversation_ratings_answered",
            "tenant_id", "answered_at", "id",
            postgresql_where=sql("state = 'answered'"),
        ),
        Index("ix_conversation_ratings_created_at", "tenant_id", "created_at", "id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("crm_contacts.id", ondelete="CASCADE"))
    inbox_id: Mapped[UUID]
    queue_id: Mapped[UUID | None]
    attendant_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    """The user whose conversation it was when it ended."""
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="planned")
    reason: Mapped[str | None]
    due_at: Mapped[Moment]
    message_id: Mapped[UUID | None]
    """The question, in the conversation."""
    score: Mapped[int | None] = mapped_column(SmallInteger)
    comment: Mapped[str | None]
    comment_state: Mapped[str] = mapped_column(server_default="none")
    created_at: Mapped[Moment]
    asked_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    commented_at: Mapped[Moment | None]
    open_until: Mapped[Moment | None]
    """How long the score, then the comment, is awaited."""


class RatingSettings(Base):
    """What a company, or one of its queues, asks. Texts that are null are the product's, in the company's language."""

    __tablename__ = "rating_settings"
    __table_args__ = (
        UniqueConstraint("tenant_id", "queue_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("delay_seconds between 0 and 604800", name="delay_seconds"),
        CheckConstraint("answer_seconds between 60 and 2592000", name="answer_seconds"),
        CheckConstraint("comment_seconds between 60 and 604800", name="comment_seconds"),
        CheckConstraint("again_seconds between 0 and 31536000", name="again_seconds"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    queue_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_queues.id", ondelete="CASCADE"))
    is_on: Mapped[bool] = mapped_column(server_default=sql("false"))
    asks_after_bots: Mapped[bool] = mapped_column(server_default=sql("false"))
    asks_after_silence: Mapped[bool] = mapped_column(server_default=sql("false"))
    question: Mapped[str | None]
    asks_comment: Mapped[bool] = mapped_column(server_default=sql("true"))
    comment_question: Mapped[str | None]
    thanks: Mapped[str | None]
    delay_seconds: Mapped[int] = mapped_column(server_default="60")
    answer_seconds: Mapped[int] = mapped_column(server_default="259200")
    comment_seconds: Mapped[int] = mapped_column(server_default="1800")
    again_seconds: Mapped[int] = mapped_column(server_default="86400")
    template_name: Mapped[str | None]
    template_language: Mapped[str | None]
