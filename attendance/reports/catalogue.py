"""What reports can ask: sources, their dimensions, measures and dates, as data. `columns` knows where they are stored.

Every key has its words in `words`, a measure its definition too.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from attendance.identity.permissions import Permission

SourceKey = Literal["conversations", "visits", "messages", "tickets", "deals", "ratings"]
SOURCE_KEYS: Final[tuple[SourceKey, ...]] = get_args(SourceKey)

Unit = Literal["count", "seconds", "percent", "score", "money", "number"]
Kind = Literal[
    "day", "week", "month", "hour", "weekday", "choice", "text", "number", "user", "queue", "inbox", "company", "stage"
]  # fmt: skip
TIMES: Final[frozenset[Kind]] = frozenset({"day", "week", "month", "hour", "weekday"})
"""Of the report's date, in the company's time zone. Weeks begin on Monday; weekdays count from 1, Monday."""
SERIES: Final[frozenset[Kind]] = frozenset({"day", "week", "month"})
"""Times that follow each other: a report over one of them shows those in which nothing happened too."""
IDS: Final[frozenset[Kind]] = frozenset({"user", "queue", "inbox", "company"})


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the numbers are split by. All but times are filters too; `choices` are the values of a closed set."""

    key: str
    kind: Kind
    choices: tuple[str, ...] = ()
    is_filter_only: bool = False

    @property
    def is_time(self) -> bool:
        return self.kind in TIMES


@dataclass(frozen=True, slots=True)
class Measure:
    """`is_counted`: where nothing happened it is 0; others are unknown there."""

    key: str
    unit: Unit
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of things. `dates`: by which of its moments a thing falls into the period, the usual one first."""

    key: SourceKey
    permission: Permission
    dates: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]

    def dimension(self, key: str) -> Dimension | None:
        return next((one for one in self.dimensions if one.key == key), None)

    def measure(self, key: str) -> Measure | None:
        return next((one for one in self.measures if one.key == key), None)


_TIMES: Final = (
    Dimension("day", "day"),
    Dimension("week", "week"),
    Dimension("month", "month"),
    Dimension("weekday", "weekday"),
    Dimension("hour", "hour"),
)
_QUEUE: Final = Dimension("queue", "queue")
_ATTENDANT: Final = Dimension("attendant", "user")
_CHANNEL: Final = Dimension("channel", "text")
_INBOX: Final = Dimension("inbox", "inbox")
_TAG: Final = Dimension("tag", "text")


def _count(key: str) -> Measure:
    return Measure(key, "count", is_counted=True)


def _durations(name: str) -> tuple[Measure, ...]:
    return tuple(Measure(f"{name}_{how}", "seconds") for how in ("mean", "median", "p90"))


CONVERSATIONS: Final = Source(
    "conversations",
    "conversations.read",
    ("created", "resolved"),
    (
        *_TIMES,
        _QUEUE,
        _ATTENDANT,
        _CHANNEL,
        _INBOX,
        Dimension(
            "status", "choice", ("bot", "waiting", "assigned", "active", "pending", "resolved", "abandoned")
        ),
        Dimension("priority", "choice", ("0", "1", "2", "3")),
        _TAG,
        Dimension("topic", "text"),
        Dimension("answered_by", "choice", ("person", "nobody")),
        Dimension("new_customer", "choice", ("yes", "no")),
    ),
    (
        _count("conversations"),
        _count("resolved"),
        _count("abandoned"),
        _count("customers"),
        Measure("resolution_rate", "percent"),
        *_durations("wait"),
        *_durations("first_response"),
        *_durations("resolution"),
        Measure("messages_mean", "number"),
    ),
)

VISITS: Final = Source(
    "visits",
    "conversations.read",
    ("opened", "ended", "accepted", "answered"),
    (
        *_TIMES,
        _QUEUE,
        _ATTENDANT,
        _CHANNEL,
        Dimension("outcome", "choice", ("open", "resolved", "abandoned")),
        Dimension("answered_by", "choice", ("person", "nobody")),
        Dimension("transferred", "choice", ("yes", "no")),
    ),
    (
        _count("visits"),
        _count("resolved"),
        _count("abandoned"),
        _count("transferred"),
        Measure("resolution_rate", "percent"),
        *_durations("wait"),
        *_durations("first_response"),
        *_durations("length"),
    ),
)
"""What the dashboard counts: from a conversation's opening, or reopening, to its end (`queues.models.Visit`)."""

MESSAGES: Final = Source(
    "messages",
    "conversations.read",
    ("created",),
    (
        *_TIMES,
        _QUEUE,
        _ATTENDANT,
        _CHANNEL,
        _INBOX,
        Dimension("direction", "choice", ("in", "out")),
        Dimension("author", "choice", ("contact", "bot", "attendant", "system")),
        Dimension("state", "choice", ("received", "queued", "sent", "delivered", "read", "played", "failed")),
        Dimension("kind", "text"),
    ),
    (
        _count("messages"),
        _count("received"),
        _count("sent"),
        _count("failed"),
        _count("conversations"),
        Measure("failure_rate", "percent"),
        Measure("read_rate", "percent"),
        *_durations("delivery"),
    ),
)

TICKETS: Final = Source(
    "tickets",
    "tickets.read",
    ("created", "resolved"),
    (
        *_TIMES,
        _QUEUE,
        _ATTENDANT,
        _CHANNEL,
        Dimension("status", "choice", ("open", "in_progress", "pending", "resolved", "closed")),
        Dimension("priority", "choice", ("low", "normal", "high", "urgent")),
        Dimension("category", "text"),
        _TAG,
    ),
    (
        _count("tickets"),
        _count("unsolved"),
        _count("resolved"),
        _count("customers"),
        Measure("resolution_rate", "percent"),
        *_durations("resolution"),
    ),
)

DEALS: Final = Source(
    "deals",
    "deals.read",
    ("created", "closed"),
    (
        *_TIMES,
        Dimension("stage", "stage"),
        Dimension("status", "choice", ("open", "won", "lost")),
        Dimension("owner", "user"),
        Dimension("company", "company"),
        Dimension("reason", "text"),
        Dimension("value", "number", is_filter_only=True),
    ),
    (
        _count("deals"),
        _count("won"),
        _count("lost"),
        Measure("value_sum", "money", is_counted=True),
        Measure("won_value", "money", is_counted=True),
        Measure("forecast", "money", is_counted=True),
        Measure("value_mean", "money"),
        Measure("win_rate", "percent"),
        *_durations("cycle"),
    ),
)

RATINGS: Final = Source(
    "ratings",
    "conversations.read",
    ("asked", "answered"),
    (*_TIMES, _QUEUE, _ATTENDANT, _CHANNEL, _INBOX, Dimension("score", "number")),
    (
        _count("asked"),
        _count("answered"),
        _count("comments"),
        Measure("answer_rate", "percent"),
        Measure("score_mean", "score"),
        Measure("nps", "number"),
    ),
)

CATALOGUE: Final[dict[SourceKey, Source]] = {
    one.key: one for one in (CONVERSATIONS, VISITS, MESSAGES, TICKETS, DEALS, RATINGS)
}
