"""Every frame of `/api/attendance/ws`. Frames carry whole current state, so applying one twice is harmless.

Server to browser: the structs below, tagged by `type`. Durable frames carry `cursor`: send the newest one back as
`?cursor=` when connecting again and what was missed follows; `resync` means too much was missed: fetch everything.
Browser to server: `ClientFrame`.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from pydantic import BaseModel

from attendance.attendants.schemas import Attendant
from attendance.conversations.schemas import Conversation, Message, ReadMarker, TimelineEntry
from attendance.customers.activities.schemas import Activity
from attendance.deals.schemas import Deal
from attendance.tickets.schemas import Ticket


class Customer(msgspec.Struct, frozen=True):
    name: str
    phone: str | None


class NewConversation(msgspec.Struct, frozen=True, tag="new_conversation"):
    """Somebody waits in one of your queues, or was given to you and waits that you accept (R81)."""

    session_id: UUID
    channel: str
    customer: Customer
    message: str
    cursor: str | None = None


class ConversationUpserted(msgspec.Struct, frozen=True, tag="conversation.upserted"):
    conversation: Conversation
    cursor: str


class ConversationRemoved(msgspec.Struct, frozen=True, tag="conversation.removed"):
    """Not visible to you any more (transferred to a queue that isn't yours…).

    `updated_at`: a copy that was fetched before, and is older than this, isn't to be shown again."""

    conversation_id: UUID
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)]
    cursor: str


class MessageUpserted(msgspec.Struct, frozen=True, tag="message.upserted"):
    """A new message, or a new state of one (delivered, read, failed)."""

    message: Message
    cursor: str


class TimelineAdded(msgspec.Struct, frozen=True, tag="timeline.added"):
    entry: TimelineEntry
    cursor: str


class ReadMarked(msgspec.Struct, frozen=True, tag="read.marked"):
    """You read it, perhaps in another tab."""

    marker: ReadMarker
    cursor: str


class AttendantUpserted(msgspec.Struct, frozen=True, tag="attendant.upserted"):
    attendant: Attendant
    cursor: str | None = None


class QueuesChanged(msgspec.Struct, frozen=True, tag="queues.changed"):
    """Queues or members were edited: fetch /api/attendance/queues again."""

    cursor: str


class TicketUpserted(msgspec.Struct, frozen=True, tag="ticket.upserted"):
    """A new ticket, or one that changed: it, its comments or its watchers."""

    ticket: Ticket
    cursor: str


class TicketRemoved(msgspec.Struct, frozen=True, tag="ticket.removed"):
    """Deleted, or not visible to you any more; `updated_at` as of `conversation.removed`."""

    ticket_id: UUID
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)]
    cursor: str


class TicketSettingsChanged(msgspec.Struct, frozen=True, tag="ticket_settings.changed"):
    """Fields, rules or shared lists were edited: fetch them again."""

    cursor: str


class TicketNoticesChanged(msgspec.Struct, frozen=True, tag="ticket_notices.changed"):
    """You have something new to read about tickets (`is_new`), or read it elsewhere: fetch your notices again."""

    is_new: bool
    cursor: str


class DealUpserted(msgspec.Struct, frozen=True, tag="deal.upserted"):
    """A new deal, or one that changed or moved."""

    deal: Deal
    cursor: str


class DealRemoved(msgspec.Struct, frozen=True, tag="deal.removed"):
    """Off the board; `updated_at` as of `conversation.removed`."""

    deal_id: UUID
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)]
    cursor: str


class PipelineChanged(msgspec.Struct, frozen=True, tag="pipeline.changed"):
    """Stages were edited, or a column was numbered anew: fetch /api/crm/pipeline again."""

    cursor: str


class ActivityChanged(msgspec.Struct, frozen=True, tag="activity.changed"):
    """One was made, changed, finished or deleted: whoever shows activities of these things fetches them again."""

    activity_id: UUID
    owner_id: UUID | None
    contact_id: UUID | None
    deal_id: UUID | None
    ticket_id: UUID | None
    conversation_id: UUID | None
    lead_id: UUID | None
    cursor: str


class ActivityReminded(msgspec.Struct, frozen=True, tag="activity.reminded"):
    """You wanted to be told of this now."""

    activity: Activity
    cursor: str


class LeadChanged(msgspec.Struct, frozen=True, tag="lead.changed"):
    """One was made, changed, converted or deleted: fetch the list again."""

    lead_id: UUID
    contact_id: UUID | None
    cursor: str


class Typing(msgspec.Struct, frozen=True, tag="typing"):
    """Somebody is writing; lasts 6 s unless repeated. `kind` is contact, attendant or bot."""

    conversation_id: UUID
    kind: Literal["contact", "attendant", "bot"]
    user_id: UUID | None
    name: str


class Viewing(msgspec.Struct, frozen=True, tag="viewing"):
    """Who has the conversation open now, whole list, you excluded. `is_replying` means a draft is being written."""

    conversation_id: UUID
    viewers: list["Viewer"]


class Viewer(msgspec.Struct, frozen=True):
    user_id: UUID
    name: str
    is_replying: bool


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """First frame. `resumed`: what was missed since your cursor follows; otherwise fetch everything."""

    cursor: str
    resumed: bool
    heartbeat_seconds: int


class Resync(msgspec.Struct, frozen=True, tag="resync"):
    """Too much was missed, or you read too slowly: fetch everything, continue from `cursor`."""

    cursor: str


class Pong(msgspec.Struct, frozen=True, tag="pong"):
    pass


ServerFrame = (
    Ready
    | Resync
    | NewConversation
    | ConversationUpserted
    | ConversationRemoved
    | MessageUpserted
    | TimelineAdded
    | ReadMarked
    | AttendantUpserted
    | QueuesChanged
    | TicketUpserted
    | TicketRemoved
    | TicketSettingsChanged
    | DealUpserted
    | DealRemoved
    | PipelineChanged
    | TicketNoticesChanged
    | ActivityChanged
    | ActivityReminded
    | LeadChanged
    | Typing
    | Viewing
    | Pong
)


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    """Every `heartbeat_seconds`; renews the presence lease."""


class View(msgspec.Struct, frozen=True, tag="view"):
    """I look at this conversation (null: at none)."""

    conversation_id: UUID | None


class Type(msgspec.Struct, frozen=True, tag="type"):
    """I am writing (repeat every 4 s); `is_writing` false when the draft was emptied or sent."""

    conversation_id: UUID
    is_writing: bool


ClientFrame = Ping | View | Type


def encode(frame: Any) -> bytes:
    """JSON bytes of a frame; wire models inside are dumped by pydantic."""
    return _encoder.encode(frame)


def _enc_hook(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return msgspec.Raw(value.__pydantic_serializer__.to_json(value))
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value)} does not belong in a frame")


_encoder = msgspec.json.Encoder(enc_hook=_enc_hook)
