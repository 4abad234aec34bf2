"""Wire shapes of a customer as a whole: who they are to the company, and what happened with them."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from attendance.kernel.wire import Wire

EntryKind = Literal["conversation", "ticket", "deal", "activity", "note", "rating"]


class CustomerField(Wire):
    """A field that the bot's `attendance-customer-fields` names, with its value as text; null: nothing is known."""

    name: str
    value: str | None


class CustomerConversation(Wire):
    """`text`: what was said last."""

    id: UUID
    number: int
    channel: str
    status: str
    queue_name: str | None
    assigned_to_name: str | None
    text: str | None
    created_at: datetime
    last_activity_at: datetime


class CustomerTicket(Wire):
    id: UUID
    number: str
    subject: str
    status: str
    priority: str
    assigned_to_name: str | None
    updated_at: datetime


class CustomerDeal(Wire):
    """`stage` is the name of its stage, as people read it."""

    id: UUID
    name: str
    value: Decimal
    stage: str
    status: str
    owner_name: str | None
    updated_at: datetime


class CustomerActivity(Wire):
    id: UUID
    kind: str
    title: str
    due_at: datetime | None
    owner_name: str | None


class CustomerNote(Wire):
    """Of a conversation (`conversation_id`), or noted on the customer."""

    id: UUID
    text: str
    author_name: str
    conversation_id: UUID | None
    at: datetime


class CustomerRatings(Wire):
    """What they answered, 0 to 10. `last_comment`: of the last answer."""

    count: int
    mean: float | None
    last_score: int | None
    last_comment: str | None
    last_at: datetime | None


class CustomerRefusal(Wire):
    """What they don't want to receive in a channel: `marketing` or `all`."""

    channel: str
    of: str
    since: datetime


class CustomerOverview(Wire):
    """A customer in one answer. What the asking person may not see is neither listed nor counted.

    `ltv`: total of purchases, in the company's `currency`. `blocked_at`: since when nobody answers them.
    """

    contact_id: UUID
    customer_id: str | None
    name: str
    customer_since: datetime
    tier: str | None
    ltv: Decimal | None
    last_purchase: datetime | None
    tags: list[str]
    blocked_at: datetime | None
    refusals: list[CustomerRefusal]
    currency: str
    fields: list[CustomerField]
    conversations: int
    last_conversations: list[CustomerConversation]
    open_tickets: int
    tickets: list[CustomerTicket]
    open_deals: int
    open_deals_value: Decimal
    won_deals_value: Decimal
    deals: list[CustomerDeal]
    open_activities: int
    activities: list[CustomerActivity]
    notes: list[CustomerNote]
    ratings: CustomerRatings


class CustomerEntry(Wire):
    """Something in the life of a customer. `title` names it, `text` is what it says, `status` how it stands.

    `conversation_id`: where it happened. `data`: what only this kind has.
    """

    kind: EntryKind
    id: UUID
    at: datetime
    title: str | None
    text: str | None
    status: str | None
    author_name: str | None
    conversation_id: UUID | None
    data: dict[str, Any]
