"""Wire shapes of inboxes: one configured account of a channel."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire


class TemplateCounts(Wire):
    approved: int = 0
    pending: int = 0
    rejected: int = 0
    paused: int = 0


class Held(Wire):
    """Why nothing is sent now. `cause` vendor (it doesn't answer) | account (it refuses our credentials: mend them);
    `reason` is a code, `detail` the vendor's words; at `retry_at` one message tries again."""

    cause: str
    reason: str
    detail: str
    since: datetime
    retry_at: datetime | None


class InboxHealth(Wire):
    """What is known of the account; what a vendor doesn't tell is null. `account_status` and `messaging_limit` are
    the vendor's words; `quality` green|yellow|red; `circuit` closed|open, and while it is open `held` says why.

    `check_problem` null: the last check, at `checked_at`, went well and found `checked_account`. `refused_24h`:
    deliveries and handshakes of the last day that were not signed as this inbox wants.

    `warnings` token_expired|token_expires_soon|quality_low|templates_paused|rate_limited, worst first.
    """

    last_webhook_at: datetime | None
    last_sent_at: datetime | None
    last_error_at: datetime | None
    last_error: str | None
    token_expires_at: datetime | None = None
    quality: str | None = None
    messaging_limit: str | None = None
    account_status: str | None = None
    templates: TemplateCounts | None = None
    templates_synced_at: datetime | None = None
    rate_limited_until: datetime | None = None
    circuit: str | None = None
    held: Held | None = None
    checked_at: datetime | None = None
    checked_account: str | None = None
    check_problem: str | None = None
    refused_24h: int = 0
    warnings: list[str] = Field(default_factory=list)


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


class MediaLimits(Wire):
    """What a channel takes of one kind of file. Without `mime_types`: any; others are converted where we can."""

    max_bytes: int
    mime_types: list[str]


class ChannelInfo(Wire):
    """A kind of channel that can be set up here, and what can be done in it.

    `media`: by kind (image, audio, video, document, sticker); a kind that is absent can't be sent. `max_caption_chars`
    0: words go before the file, as a message. `reaction_emoji` empty: any. `edit_seconds`, `delete_seconds`: for how
    long after sending; null means always. `human_reply_window_seconds`: how long people may answer where that is longer
    than for bots; null: as long. `has_templates`: texts that the vendor approved may go when the window is closed.
    `counts_sms`: a text travels in segments of an SMS. `has_copies`: messages may have further recipients and a subject
    of their own (`NewMessage.mail`). `shares`: which of places and people can be sent as such.
    """

    name: str
    max_text_chars: int
    reply_window_seconds: int | None
    human_reply_window_seconds: int | None
    has_templates: bool
    counts_sms: bool
    supports_typing: bool
    supports_read_receipts: bool
    media: dict[str, MediaLimits]
    max_files: int
    max_caption_chars: int
    shares: list[Literal["location", "contacts"]]
    can_react: bool
    reaction_emoji: list[str]
    can_edit: bool
    edit_seconds: int | None
    can_delete: bool
    delete_seconds: int | None
    has_threads: bool
    serves_attendants: bool
    has_copies: bool
    fields: list[ChannelField]


class CheckResult(Wire):
    """`reason` is a code for the problem: token_expired, unknown_phone_number_id, unreachable, …"""

    ok: bool
    account: str | None
    problem: str | None
    reason: str | None = None


class TestMessage(Wire):
    """`recipient` in the channel's terms: a phone with country code, a chat id, an address."""

    recipient: str = Field(min_length=1, max_length=200)


class TestResult(Wire):
    """`ok`: the vendor took it, under `external_id`. It may still say later that it couldn't be delivered."""

    ok: bool
    external_id: str | None = None
    problem: str | None = None
    reason: str | None = None


class TemplateVariable(Wire):
    """Something to fill in. `key` names it when it is sent: `1` or `nome` in the body, `header.1`, `button.0`."""

    key: str
    part: Literal["header", "body", "url", "copy_code"]
    label: str
    example: str | None
    max_chars: int


class MessageTemplate(Wire):
    """A text that the vendor approved, or not yet. `preview` has its places still empty, as `{{1}}` or `{{nome}}`.

    `status` approved|pending|in_appeal|rejected|paused|disabled|…: only approved ones can be sent.
    `header_file`: the kind of file that it begins with (image, video, document).
    """

    id: UUID
    inbox_id: UUID
    name: str
    language: str
    category: str
    status: str
    quality: str | None
    rejected_reason: str | None
    preview: str
    header_file: str | None
    buttons: list[str]
    variables: list[TemplateVariable]
    synced_at: datetime


class SyncedTemplates(Wire):
    """How many templates the account has; `problem`: why the vendor couldn't be asked."""

    count: int
    problem: str | None
