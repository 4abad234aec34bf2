"""Tables of executions."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from attendance.kernel.columns import Moment, TenantId
from attendance.kernel.database import Base


class Execution(Base):
    """One run of a script. `state` is the machine's while it waits; `script_now` and `line` tell where it stands.

    `last_seq` is the customer's last message that it has seen: a repeated job finds its work done.
    """

    __tablename__ = "bot_executions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    bot_id: Mapped[UUID]
    version: Mapped[int]
    conversation_id: Mapped[UUID | None]
    kind: Mapped[str]
    script: Mapped[str]
    entry: Mapped[str] = mapped_column(server_default="main")
    status: Mapped[str]
    owner_epoch: Mapped[int | None]
    last_seq: Mapped[int] = mapped_column(server_default=text("0"))
    turn: Mapped[int] = mapped_column(server_default=text("0"))
    steps: Mapped[int] = mapped_column(server_default=text("0"))
    wait_kind: Mapped[str | None]
    wait_event: Mapped[str | None]
    wait_until: Mapped[Moment | None]
    script_now: Mapped[str]
    line: Mapped[int] = mapped_column(server_default=text("1"))
    state: Mapped[str | None]
    result: Mapped[Any] = mapped_column(JSONB)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    parked: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """What it waited for and got while people had its conversation (`jobs.Due`)."""
    started_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class TurnRecord(Base):
    """What one turn did, for the author: what set it off, the lines it ran, and the variables after it."""

    __tablename__ = "bot_turns"

    execution_id: Mapped[UUID] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    happening: Mapped[dict[str, Any]] = mapped_column(JSONB)
    trace: Mapped[list[Any]] = mapped_column(JSONB)
    outcome: Mapped[str]
    line: Mapped[int]
    variables: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[Moment]
    took_ms: Mapped[int]


class Effect(Base):
    """What a call to the outside gave; None while it is being made."""

    __tablename__ = "bot_effects"

    execution_id: Mapped[UUID] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    instruction: Mapped[int] = mapped_column(primary_key=True)
    visit: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    result: Mapped[Any] = mapped_column(JSONB)
    at: Mapped[Moment]


class Memory(Base):
    """What a bot remembers: of everybody (`contact_id` None) or of one customer."""

    __tablename__ = "bot_memory"

    bot_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID | None] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    value: Mapped[Any] = mapped_column(JSONB)
    expires_at: Mapped[Moment | None]
    updated_at: Mapped[Moment]


class Schedule(Base):
    """A script that runs by itself. `schedule` is the normal form of `basic.schedules`; `argument` as written."""

    __tablename__ = "bot_schedules"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    bot_id: Mapped[UUID]
    name: Mapped[str]
    script: Mapped[str]
    schedule: Mapped[str]
    starts_at: Mapped[Moment | None]
    argument: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    is_declared: Mapped[bool]
    next_at: Mapped[Moment]
    last_at: Mapped[Moment | None]
    created_at: Mapped[Moment]


class Webhook(Base):
    """A script that others call under `/api/{bot}/webhook/{slug}`; the secret is sealed for this row."""

    __tablename__ = "bot_webhooks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    bot_id: Mapped[UUID]
    slug: Mapped[str]
    script: Mapped[str]
    secret: Mapped[bytes]
    created_at: Mapped[Moment]


class ModelUsage(Base):
    """What a bot asked of a language model on one day (UTC), as its provider counts."""

    __tablename__ = "bot_model_usage"

    bot_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[TenantId]
    calls: Mapped[int]
    prompt_tokens: Mapped[int]
    completion_tokens: Mapped[int]
