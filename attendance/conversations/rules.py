"""Pure decisions about a conversation: which moves its state allows, who sees it, and who may write into it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from attendance.kernel.errors import Conflict

Status = Literal["bot", "waiting", "assigned", "active", "pending", "resolved", "abandoned"]
Move = Literal[
    "hand_over", "queue", "assign", "accept", "pend", "activate", "resolve", "abandon", "release", "reopen"
]  # fmt: skip

OPEN: Final[frozenset[Status]] = frozenset({"bot", "waiting", "assigned", "active", "pending"})
HUMAN: Final[frozenset[Status]] = frozenset({"waiting", "assigned", "active", "pending"})
CLOSED: Final[frozenset[Status]] = frozenset({"resolved", "abandoned"})

MOVES: Final[dict[Move, tuple[frozenset[Status], Status]]] = {
    "hand_over": (frozenset({"bot"}), "waiting"),
    "queue": (HUMAN, "waiting"),
    "assign": (OPEN, "assigned"),
    "accept": (OPEN, "active"),
    "pend": (frozenset({"assigned", "active"}), "pending"),
    "activate": (frozenset({"pending"}), "active"),
    "resolve": (OPEN, "resolved"),
    "abandon": (OPEN, "abandoned"),
    "release": (HUMAN, "bot"),
    "reopen": (CLOSED, "active"),
}
"""Each move: from which states, into which."""


class MoveNotPossible(Conflict):
    code = "move_not_possible"
    message = (
        "A conversation that is {status} can't do this ({move}). Somebody may have changed it: load it again."
    )


class AlreadyTaken(Conflict):
    code = "already_taken"
    message = "{by} took this conversation a moment ago."


class ConversationClosed(Conflict):
    code = "conversation_closed"
    message = "This conversation is closed. Reopen it to write."


class NotYourConversation(Conflict):
    code = "not_assigned_to_you"
    message = "Accept this conversation before you answer the customer."


class WindowClosed(Conflict):
    code = "window_closed"
    message = (
        "The reply window closed at {closed_at}. Wait until the customer writes again, or send a template."
    )


class OptedOut(Conflict):
    """`of` is `marketing` or `all`."""

    code = "opted_out"
    message = "This customer asked not to receive this ({of}) since {since}. You may answer when they write."


class OwnerChanged(Conflict):
    """What was computed belongs to an owner who no longer has the conversation; it is discarded."""

    code = "owner_changed"
    message = "The conversation changed hands meanwhile; nothing was sent."


def after(move: Move, status: Status) -> Status:
    """The state after the move. Raises MoveNotPossible."""
    sources, target = MOVES[move]
    if status not in sources:
        raise MoveNotPossible(status=status, move=move)
    return target


@dataclass(frozen=True, slots=True)
class Window:
    """Until when free text may be sent; `closes_at` None means no limit."""

    closes_at: datetime | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """A channel's windows, counted from the customer's last message. `people` is for attendants where the vendor lets
    them answer for longer than bots; None means no limit for `everybody`, and the same for `people`."""

    everybody: timedelta | None
    people: timedelta | None = None

    def of(self, sender: "Sender") -> timedelta | None:
        longer = sender.kind == "attendant" and self.everybody is not None
        return self.people or self.everybody if longer else self.everybody


Limit = timedelta | Limits | None
"""A plain duration is everybody's."""
Contents = Literal["free", "template", "marketing"]
"""Words of one's own, a template that the vendor approved, or such a template that advertises."""


def limit_of(limit: Limit, sender: "Sender") -> timedelta | None:
    """How long after the customer's last message this sender may write freely; None: always."""
    return limit.of(sender) if isinstance(limit, Limits) else limit


def reply_window(limit: timedelta | None, last_inbound_at: datetime | None, now: datetime) -> Window:
    """The channel's window; a customer who never wrote has none open."""
    if limit is None:
        return Window(None, is_closed=False)
    if last_inbound_at is None:
        return Window(None, is_closed=True)
    closes_at = last_inbound_at + limit
    return Window(closes_at, is_closed=now >= closes_at)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wants to write. `epoch` is the owner epoch that a bot's answer was computed under; `is_farewell`: what it
    says because the conversation ended."""

    kind: Literal["bot", "attendant", "system"]
    user_id: UUID | None = None
    epoch: int | None = None
    is_farewell: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What `may_reply` needs to know of a conversation."""

    status: Status
    owner: Literal["bot", "human"]
    owner_epoch: int
    assigned_to: UUID | None
    last_inbound_at: datetime | None
    opted_out_of: Literal["marketing", "all"] | None = None
    opted_out_at: datetime | None = None


def may_reply(
    standing: Standing, sender: Sender, *, limit: Limit, now: datetime, contents: Contents = "free"
) -> None:
    """Every outgoing message passes here. Raises the reason why it may not be sent.

    A bot writes only under the epoch that it computed in, which may be one that it began itself by handing over; an
    attendant only into a conversation of theirs; `system` are notices (queue position, out of hours) which follow the
    state, not an owner. Free words need the sender's window open; templates go at any time.
    """
    if standing.status in CLOSED and not sender.is_farewell:
        raise ConversationClosed
    if sender.kind == "bot" and standing.owner_epoch != sender.epoch:
        raise OwnerChanged
    if sender.kind == "attendant" and standing.assigned_to != sender.user_id:
        raise NotYourConversation
    _check_consent(standing, sender, limit=limit, now=now, contents=contents)
    window = reply_window(limit_of(limit, sender), standing.last_inbound_at, now)
    if contents == "free" and window.is_closed:
        raise WindowClosed(closed_at=window.closes_at.isoformat() if window.closes_at else "")


def _check_consent(
    standing: Standing, sender: Sender, *, limit: Limit, now: datetime, contents: Contents
) -> None:
    """Raises OptedOut.

    Who refused marketing gets no advertising template from anybody, and none at all from a bot while their window is
    closed. Who refused everything (STOP by SMS) gets nothing from bots, and from people only answers to what they
    wrote afterwards.
    """
    refused, since = standing.opted_out_of, standing.opted_out_at
    if refused is None or since is None:
        return
    wrote_since = standing.last_inbound_at is not None and standing.last_inbound_at > since
    is_unasked = reply_window(limit_of(limit, sender), standing.last_inbound_at, now).is_closed
    is_person = sender.kind == "attendant"
    if refused == "all":
        is_refused = contents == "marketing" or not (is_person and wrote_since)
    else:
        is_refused = contents == "marketing" or (contents == "template" and not is_person and is_unasked)
    if is_refused:
        raise OptedOut(of=refused, since=since.isoformat())


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose eyes: `all` of the tenant, those of `queues` (theirs), or `mine` only."""

    user_id: UUID
    sees: Literal["all", "queues", "mine"]
    queue_ids: frozenset[UUID] = frozenset()


def sees(viewer: Viewer, *, assigned_to: UUID | None, queue_id: UUID | None) -> bool:
    """The same rule as `queries.visible_to`, for those who hold the facts already."""
    if viewer.sees == "all" or assigned_to == viewer.user_id:
        return True
    return viewer.sees == "queues" and queue_id in viewer.queue_ids
