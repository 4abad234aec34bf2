"""Wire shapes of queues, their members, the waiting line and routing decisions."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire

LARGEST_ORDER = 1_000_000
LONGEST_SECONDS = 30 * 24 * 3600


class Strategy(StrEnum):
    BALANCED = "balanced"
    ROUND_ROBIN = "round_robin"
    SKILLS = "skills"
    PREFERRED = "preferred"


class Destination(StrEnum):
    """Where attendants receive conversations."""

    CONSOLE = "console"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    SLACK = "slack"
    TEAMS = "teams"
    GOOGLE_CHAT = "google_chat"


class OpeningHours(Wire):
    """One opening interval. `weekday` 0 = Monday … 6; times `HH:MM`, local to the tenant; closes after opens."""

    weekday: int = Field(ge=0, le=6)
    opens: str = Field(pattern=r"^\d\d:\d\d$")
    closes: str = Field(pattern=r"^\d\d:\d\d$")


class QueuePolicy(Wire):
    """How a queue routes. Empty `hours` means always open; `fallback_queue_id` takes over after max_wait_seconds.

    `max_size`, when left out of a request, follows the bot's `attendance-queue-size`. `default_destination`: where
    its attendants receive what waits in it; null: where the bot's `attendance-default-destination` says."""

    strategy: Strategy = Strategy.BALANCED
    required_skills: list[str] = Field(default_factory=list)
    relax_after_seconds: int = Field(120, ge=0, le=LONGEST_SECONDS)
    preferred_seconds: int = Field(60, ge=0, le=LONGEST_SECONDS)
    fallback_queue_id: UUID | None = None
    max_size: int = Field(50, ge=1, le=1_000_000)
    hours: list[OpeningHours] = Field(default_factory=list)
    closed_message: str | None = None
    default_destination: Destination | None = None


class Queue(Wire):
    id: UUID
    name: str
    description: str | None
    channels: list[str]
    is_active: bool
    priority_order: int
    max_wait_seconds: int
    auto_assign: bool
    bot_id: UUID | None
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    policy: QueuePolicy
    member_count: int
    online_count: int
    waiting_count: int


class NewQueue(Wire):
    """`max_wait_seconds` and `auto_assign`, when left out, follow the bot's settings."""

    name: str = Field(min_length=1, max_length=100)
    description: str | None = None
    channels: list[str] = Field(default_factory=lambda: ["whatsapp"])
    user_ids: list[UUID] = Field(default_factory=list)
    is_active: bool = True
    priority_order: int = Field(0, ge=-LARGEST_ORDER, le=LARGEST_ORDER)
    max_wait_seconds: int = Field(600, ge=1, le=LONGEST_SECONDS)
    auto_assign: bool = True
    bot_id: UUID | None = None
    policy: QueuePolicy = Field(default_factory=QueuePolicy)


class QueuePatch(Wire):
    """`max_wait_seconds` and `auto_assign` follow the bot's settings again when they are null."""

    name: str | None = Field(None, min_length=1, max_length=100)
    description: str | None = None
    channels: list[str] | None = None
    is_active: bool | None = None
    priority_order: int | None = Field(None, ge=-LARGEST_ORDER, le=LARGEST_ORDER)
    max_wait_seconds: int | None = Field(None, ge=1, le=LONGEST_SECONDS)
    auto_assign: bool | None = None
    bot_id: UUID | None = None
    policy: QueuePolicy | None = None


class Member(Wire):
    id: UUID
    queue_id: UUID
    user_id: UUID
    user_name: str
    user_email: str
    is_active: bool
    max_conversations: int
    priority: int
    created_at: datetime


class NewMember(Wire):
    user_id: UUID
    max_conversations: int = Field(5, ge=1, le=1000)
    priority: int = Field(0, ge=-LARGEST_ORDER, le=LARGEST_ORDER)


class MemberPatch(Wire):
    is_active: bool | None = None
    max_conversations: int | None = Field(None, ge=1, le=1000)
    priority: int | None = Field(None, ge=-LARGEST_ORDER, le=LARGEST_ORDER)


class QueueItem(Wire):
    """One line of the queue panel (R171, R232). `user_*` is the customer; `session_id` the conversation."""

    session_id: UUID
    number: int
    user_id: UUID
    bot_id: UUID | None
    channel: str
    user_name: str
    user_email: str | None
    user_phone: str | None
    is_new_customer: bool
    last_message: str
    waiting_time_seconds: int
    priority: int
    status: str
    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None


class QueueList(Wire):
    """GET /api/attendance/queue: waiting first (highest priority, longest wait), then assigned and active."""

    items: list[QueueItem]
    next_cursor: str | None = None
    waiting: int
    estimated_wait_seconds: int | None


class Excluded(Wire):
    """Why somebody was not chosen, as reason codes."""

    attendant_id: str
    name: str
    reasons: list[str]


class Decision(Wire):
    """One routing decision with its inputs; `explanation` says it in words, in the caller's language."""

    id: UUID
    conversation_id: UUID
    queue_id: UUID
    at: datetime
    strategy: Strategy
    policy_version: int
    chosen: str | None
    chosen_name: str | None
    reasons: list[str]
    excluded: list[Excluded]
    inputs: dict[str, Any]
    explanation: str


class Kpi(Wire):
    """A figure over the period, with its target. `value` is null when nothing was measured yet.

    Durations are seconds, rates are 0-100. `higher_is_better` tells how to read the target.
    """

    key: str
    value: float | None
    previous: float | None
    target: float | None
    unit: str
    higher_is_better: bool


class ChannelShare(Wire):
    channel: str
    conversations: int
    percent: float


class Totals(Wire):
    """How many conversations were opened (again) and resolved by people, and how long those took on average."""

    since: datetime
    until: datetime
    opened: int
    resolved: int
    resolution_seconds: float | None


class InsightsStep(Wire):
    """One point of the charts: an hour or a day of the company's clock, from `starts_at`. Null: nothing measured."""

    starts_at: datetime
    opened: int
    resolved: int
    abandoned: int
    avg_wait_time: float | None
    first_response_time: float | None
    resolution_rate: float | None
    customer_satisfaction: float | None
    attendant_utilization: float | None
    transfers_rate: float | None
    nps: float | None


class InsightsGroup(Wire):
    """A queue or an attendant, with the period's figures of what it had last."""

    id: UUID
    name: str
    opened: int
    resolved: int
    avg_wait_time: float | None
    first_response_time: float | None
    resolution_rate: float | None
    customer_satisfaction: float | None
    transfers_rate: float | None


class Insights(Wire):
    """GET /api/attendance/insights. `waiting`, `attendants`, `online` and `unsolved` (with people) are of this moment;
    `opened`, `resolved` and `resolution_seconds` (from the opening to the end, on average) of the period; `previous`
    of the one before, `today` since the company's midnight. `nps` (-100 to 100) is of `ratings` answers."""

    since: datetime
    until: datetime
    time_zone: str
    waiting: int
    attendants: int
    online: int
    opened: int
    resolved: int
    unsolved: int
    resolution_seconds: float | None
    previous: Totals
    today: Totals
    kpis: list[Kpi]
    nps: Kpi
    ratings: int
    by_channel: list[ChannelShare]
    by_queue: list[InsightsGroup]
    by_attendant: list[InsightsGroup]
    step: Literal["hour", "day"]
    steps: list[InsightsStep]


class MeasuredConversation(Wire):
    """A conversation behind a figure. `value`: what it added (seconds, a rating, 1 or 0 of a rate) `at` that moment."""

    session_id: UUID
    number: int
    user_name: str
    channel: str
    status: str
    queue_name: str | None
    assigned_to_name: str | None
    at: datetime
    value: float
