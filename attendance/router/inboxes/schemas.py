"""Wire shapes of an inbox's troubles: what failed, what was not understood, how it is."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.channels.schemas import InboxHealth
from attendance.kernel.wire import Wire


class FailedMessage(Wire):
    """A message of ours that did not arrive. `code` and `reason` as in the conversation."""

    message_id: UUID
    conversation_id: UUID
    number: int
    contact_name: str
    author_name: str
    kind: str
    text: str
    code: str
    reason: str
    may_retry: bool
    failed_at: datetime


class OddDelivery(Wire):
    """What a vendor delivered and nobody acted on. `unread`: reading it failed again and again, so customers' messages
    may be missing; `ignored`: it was read, and these `kinds` of entries mean nothing to us."""

    id: UUID
    state: Literal["unread", "ignored"]
    kinds: list[str]
    error: str | None
    received_at: datetime


class OddPart(Wire):
    kind: str
    raw: Any


class DeliveryParts(Wire):
    """The entries that nobody acted on, as the vendor wrote them, without secrets. `body` where none can be told
    apart."""

    id: UUID
    received_at: datetime
    parts: list[OddPart]
    body: str | None


class Cleared(Wire):
    """`done` of the failed messages; `kept`: those that may not be sent now (the window closed, somebody else has the
    conversation, …); `left`: still on the list."""

    done: int
    kept: int
    left: int


class InboxReport(Wire):
    """How an inbox is. `state`: paused | held (nothing is sent) | broken (its token expired, or the check failed) |
    warning | new (nothing was received or sent yet) | well.

    `waiting`: messages that wait to be sent, counted while it is paused or held. `unread`: deliveries that could not be
    read. `median_seconds`: from written to taken by the vendor, of the last day's messages.
    """

    state: Literal["paused", "held", "broken", "warning", "new", "well"]
    health: InboxHealth
    token_days_left: int | None
    failed: int
    failed_24h: int
    unread: int
    ignored_24h: int
    waiting: int
    median_seconds: float | None


class MessageIds(Wire):
    """Which of the failed messages; null: all."""

    message_ids: list[UUID] | None = Field(None, max_length=500)
