"""Wire shapes of inboxes: one configured account of a channel."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire


class InboxHealth(Wire):
    last_webhook_at: datetime | None
    last_sent_at: datetime | None
    last_error_at: datetime | None
    last_error: str | None


class Inbox(Wire):
    """`webhook_path` is appended to the public URL; credentials never leave the server, only their names."""

    id: UUID
    channel: str
    name: str
    is_active: bool
    bot_id: UUID | None
    webhook_path: str
    credential_names: list[str]
    settings: dict[str, Any]
    health: InboxHealth
    created_at: datetime


class NewInbox(Wire):
    channel: str
    name: str = Field(min_length=1, max_length=100)
    credentials: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Any] = Field(default_factory=dict)
    bot_id: UUID | None = None


class InboxPatch(Wire):
    name: str | None = Field(None, min_length=1, max_length=100)
    is_active: bool | None = None
    credentials: dict[str, str] | None = None
    """Only the fields named here change."""
    settings: dict[str, Any] | None = None
    bot_id: UUID | None = None


class ChannelField(Wire):
    name: str
    label: str
    help: str
    secret: bool
    required: bool


class ChannelInfo(Wire):
    """A kind of channel that can be set up here."""

    name: str
    max_text_chars: int
    reply_window_seconds: int | None
    fields: list[ChannelField]


class CheckResult(Wire):
    ok: bool
    account: str | None
    problem: str | None
