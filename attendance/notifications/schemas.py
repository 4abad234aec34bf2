"""Wire shapes of notifications."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire
from attendance.notifications.rules import Kind

Words = Field(min_length=1, max_length=10_000)
Line = Field(min_length=1, max_length=300)


class NotificationSetting(Wire):
    """Whether a kind is told by mail. `threshold`: people waiting (queue_alert), seconds (customer_waiting)."""

    kind: Kind
    is_on: bool
    threshold: int | None = Field(None, ge=1, le=1_000_000)


class NotificationSettings(Wire):
    settings: list[NotificationSetting] = Field(max_length=20)
    has_mailbox: bool = True
    """Whether any mail can go: an e-mail inbox, or the installation's own server. Not read when written."""


class NotificationWords(Wire):
    """May hold {customer_name}, {message}, {attendant_name}, {company}, {queue_name}, {channel}, {number}, {waiting},
    {waited}, {link}."""

    subject: str = Line
    body: str = Words


class NotificationTemplateName(Wire):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")


class NewNotificationTemplate(NotificationWords):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")


class NotificationTemplate(Wire):
    name: str
    subject: str
    body: str
    is_own: bool
    """The company wrote it; otherwise the words are the product's."""


class NotificationOptOut(Wire):
    """The kinds that you don't want by mail."""

    unwanted: list[Kind] = Field(max_length=20)


class Notification(Wire):
    id: UUID
    kind: Kind
    recipient: str
    subject: str
    state: Literal["queued", "sent", "failed"]
    reason: str | None
    created_at: datetime
    sent_at: datetime | None
