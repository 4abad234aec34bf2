"""Where the catalogue's keys are stored: for each source its tables, and an expression for each key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import (
    Double,
    FromClause,
    Integer,
    SQLColumnExpression,
    Table,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import table

from attendance.conversations import queries as conversations
from attendance.conversations.models import Conversation, Message
from attendance.conversations.rules import Viewer
from attendance.deals.models import Deal, Stage
from attendance.queues.models import Visit
from attendance.ratings.models import ConversationRating
from attendance.reports.catalogue import SourceKey
from attendance.tickets import queries as tickets
from attendance.tickets.models import Ticket

Expression = SQLColumnExpression[Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """`main` holds one row per thing, `tables` what is always joined to it. `sight` is what the viewer may see of it.
    A key in `needs` wants a lateral join that costs something: it is made only when the key is used."""

    main: type[Any]
    tables: FromClause
    sight: Callable[[Viewer], Expression]
    dates: Mapping[str, Expression]
    fields: Mapping[str, Expression]
    measures: Mapping[str, Expression]
    is_there: Expression = field(default_factory=true)
    needs: Mapping[str, FromClause] = field(default_factory=dict)
    tags: Expression | None = None
    """The array of tags, where things have some: `tag` splits it."""


def _count(condition: Expression | None = None) -> Expression:
    return func.count() if condition is None else func.count().filter(condition)


def _percent(part: Expression, whole: Expression) -> Expression:
    """Unknown where there is nothing."""
    return 100.0 * cast(part, Double) / func.nullif(whole, 0)


def _durations(name: str, seconds: Expression) -> dict[str, Expression]:
    """`seconds` is null where nothing was measured."""
    exact = cast(seconds, Double)
    return {
        f"{name}_mean": func.avg(exact),
        f"{name}_median": func.percentile_cont(0.5).within_group(exact),
        f"{name}_p90": func.percentile_cont(0.9).within_group(exact),
    }


def _seconds(since: Any, until: Any) -> Expression:
    return func.extract("epoch", until - since)


def _yes(condition: Expression, *, yes: str, no: str) -> Expression:
    return case((condition, yes), else_=no)


_EVENTS: Final = table(
    "events",
    column("id"),
    column("tenant_id"),
    column("kind", Text),
    column("conversation_id"),
    column("at"),
    column("payload", JSONB),
)


def _first_of(
    kind: str, name: str, value: Callable[[Any], Expression], *, is_last: bool = False
) -> FromClause:
    """One event of the conversation, by the log's own order."""
    happened = _EVENTS.alias(f"{name}_event")
    order = happened.c.id.desc() if is_last else happened.c.id
    return (
        select(value(happened).label("seconds"))
        .where(
            happened.c.conversation_id == Conversation.id,
            happened.c.tenant_id == Conversation.tenant_id,
            happened.c.kind == kind,
        )
        .order_by(order)
        .limit(1)
        .correlate(Conversation)
        .lateral(name)
    )


def _told(key: str) -> Callable[[Any], Expression]:
    return lambda happened: cast(happened.c.payload[key].astext, Double)


def _first_response() -> FromClause:
    """From the last assignment before the first word of an attendant."""
    word, assigned = _EVENTS.alias("word"), _EVENTS.alias("assignment")
    before = (
        select(func.max(assigned.c.at))
        .where(
            assigned.c.conversation_id == word.c.conversation_id,
            assigned.c.tenant_id == word.c.tenant_id,
            assigned.c.kind == "conversation.assigned",
            assigned.c.id < word.c.id,
        )
        .correlate(word)
        .scalar_subquery()
    )
    return (
        select(_seconds(before, word.c.at).label("seconds"))
        .where(
            word.c.conversation_id == Conversation.id,
            word.c.tenant_id == Conversation.tenant_id,
            word.c.kind == "message.posted",
            word.c.payload["author_kind"].astext == "attendant",
            word.c.payload["is_note"].astext == "false",
        )
        .order_by(word.c.id)
        .limit(1)
        .correlate(Conversation)
        .lateral("response")
    )


def _table(model: type[Any]) -> Table:
    found: Table = model.__table__
    return found


_WAIT: Final = _first_of("conversation.accepted", "wait", _told("waited_seconds"))
_RESPONSE: Final = _first_response()
_RESOLUTION: Final = _first_of("conversation.resolved", "resolution", _told("open_seconds"), is_last=True)
_RESOLVED: Final = Conversation.status == "resolved"
_ABANDONED: Final = Conversation.status == "abandoned"


def _needing(lateral: FromClause, name: str) -> dict[str, FromClause]:
    return {f"{name}_{how}": lateral for how in ("mean", "median", "p90")}


_CONVERSATIONS: Final = Stored(
    main=Conversation,
    tables=_table(Conversation),
    sight=conversations.visible_to,
    dates={"created": Conversation.created_at, "resolved": Conversation.resolved_at},
    fields={
        "queue": Conversation.queue_id,
        "attendant": Conversation.last_attendant_id,
        "channel": Conversation.channel,
        "inbox": Conversation.inbox_id,
        "status": Conversation.status,
        "priority": cast(Conversation.priority, Text),
        "topic": Conversation.topic,
        "answered_by": _yes(Conversation.last_attendant_id.is_not(None), yes="person", no="nobody"),
        "new_customer": _yes(Conversation.is_new_customer, yes="yes", no="no"),
    },
    measures={
        "conversations": _count(),
        "resolved": _count(_RESOLVED),
        "abandoned": _count(_ABANDONED),
        "customers": func.count(Conversation.contact_id.distinct()),
        "resolution_rate": _percent(
            _count(_RESOLVED), _count(Conversation.status.in_(("resolved", "abandoned")))
        ),
        **_durations("wait", _WAIT.c.seconds),
        **_durations("first_response", _RESPONSE.c.seconds),
        **_durations("resolution", _RESOLUTION.c.seconds),
        "messages_mean": cast(func.avg(Conversation.last_seq), Double),
    },
    needs={
        **_needing(_WAIT, "wait"),
        **_needing(_RESPONSE, "first_response"),
        **_needing(_RESOLUTION, "resolution"),
    },
    tags=Conversation.tags,
)

_ENDED_BY_PEOPLE: Final = and_(Visit.ended_at.is_not(None), Visit.was_human)
_VISITS: Final = Stored(
    main=Visit,
    tables=_table(Visit).join(
        _table(Conversation),
        and_(Conversation.id == Visit.conversation_id, Conversation.tenant_id == Visit.tenant_id),
    ),
    sight=conversations.visible_to,
    dates={
        "opened": Visit.opened_at,
        "ended": Visit.ended_at,
        "accepted": Visit.accepted_at,
        "answered": Visit.answered_at,
    },
    fields={
        "queue": Visit.queue_id,
        "attendant": Visit.attendant_id,
        "channel": Visit.channel,
        "outcome": case(
            (Visit.ended_at.is_(None), "open"), (Visit.is_resolved, "resolved"), else_="abandoned"
        ),
        "answered_by": _yes(Visit.answered_at.is_not(None), yes="person", no="nobody"),
        "transferred": _yes(Visit.transferred_at.is_not(None), yes="yes", no="no"),
    },
    measures={
        "visits": _count(),
        "resolved": _count(and_(_ENDED_BY_PEOPLE, Visit.is_resolved)),
        "abandoned": _count(and_(_ENDED_BY_PEOPLE, Visit.is_resolved.is_(False))),
        "transferred": _count(Visit.transferred_at.is_not(None)),
        "resolution_rate": _percent(
            _count(and_(_ENDED_BY_PEOPLE, Visit.is_resolved)), _count(_ENDED_BY_PEOPLE)
        ),
        **_durations("wait", Visit.waited_seconds),
        **_durations("first_response", Visit.response_seconds),
        **_durations("length", _seconds(Visit.opened_at, Visit.ended_at)),
    },
)

_OUT: Final = Message.direction == "out"
_MESSAGES: Final = Stored(
    main=Message,
    tables=_table(Message).join(
        _table(Conversation),
        and_(Conversation.id == Message.conversation_id, Conversation.tenant_id == Message.tenant_id),
    ),
    sight=conversations.visible_to,
    is_there=Message.is_note.is_(False),
    dates={"created": Message.created_at},
    fields={
        "queue": Conversation.queue_id,
        "attendant": case((Message.author_kind == "attendant", Message.author_id)),
        "channel": Conversation.channel,
        "inbox": Message.inbox_id,
        "direction": Message.direction,
        "author": Message.author_kind,
        "state": Message.state,
        "kind": Message.kind,
    },
    measures={
        "messages": _count(),
        "received": _count(Message.direction == "in"),
        "sent": _count(_OUT),
        "failed": _count(and_(_OUT, Message.state == "failed")),
        "conversations": func.count(Message.conversation_id.distinct()),
        "failure_rate": _percent(_count(and_(_OUT, Message.state == "failed")), _count(_OUT)),
        "read_rate": _percent(_count(and_(_OUT, Message.state.in_(("read", "played")))), _count(_OUT)),
        **_durations("delivery", case((_OUT, _seconds(Message.sent_at, Message.delivered_at)))),
    },
)

_SOLVED: Final = Ticket.resolved_at.is_not(None)
_TICKETS: Final = Stored(
    main=Ticket,
    tables=_table(Ticket),
    sight=tickets.visible_to,
    is_there=tickets.IS_LISTED,
    dates={"created": Ticket.created_at, "resolved": Ticket.resolved_at},
    fields={
        "queue": Ticket.queue_id,
        "attendant": Ticket.assigned_to,
        "channel": Ticket.channel,
        "status": Ticket.status,
        "priority": Ticket.priority,
        "category": Ticket.category,
    },
    measures={
        "tickets": _count(),
        "unsolved": _count(Ticket.resolved_at.is_(None)),
        "resolved": _count(_SOLVED),
        "customers": func.count(Ticket.customer_id.distinct()),
        "resolution_rate": _percent(_count(_SOLVED), _count()),
        **_durations("resolution", _seconds(Ticket.created_at, Ticket.resolved_at)),
    },
    tags=Ticket.tags,
)

_WON: Final = Deal.status == "won"
_LOST: Final = Deal.status == "lost"
_DEALS: Final = Stored(
    main=Deal,
    tables=_table(Deal).join(_table(Stage), and_(Stage.tenant_id == Deal.tenant_id, Stage.key == Deal.stage)),
    sight=lambda viewer: true(),
    is_there=Deal.deleted_at.is_(None),
    dates={"created": Deal.created_at, "closed": Deal.closed_at},
    fields={
        "stage": Deal.stage,
        "status": Deal.status,
        "owner": Deal.owner_id,
        "company": Deal.company_id,
        "reason": Deal.reason,
        "value": Deal.value,
    },
    measures={
        "deals": _count(),
        "won": _count(_WON),
        "lost": _count(_LOST),
        "value_sum": func.coalesce(func.sum(Deal.value), 0),
        "won_value": func.coalesce(func.sum(Deal.value).filter(_WON), 0),
        "forecast": func.coalesce(
            func.sum(cast(Deal.value, Double) * Stage.probability / 100.0).filter(Deal.status == "open"), 0.0
        ),
        "value_mean": func.avg(Deal.value),
        "win_rate": _percent(_count(_WON), _count(Deal.status.in_(("won", "lost")))),
        **_durations("cycle", _seconds(Deal.created_at, Deal.closed_at)),
    },
)

_ANSWERED: Final = ConversationRating.score.is_not(None)
_RATINGS: Final = Stored(
    main=ConversationRating,
    tables=_table(ConversationRating).join(
        _table(Conversation),
        and_(
            Conversation.id == ConversationRating.conversation_id,
            Conversation.tenant_id == ConversationRating.tenant_id,
        ),
    ),
    sight=conversations.visible_to,
    is_there=ConversationRating.asked_at.is_not(None),
    dates={"asked": ConversationRating.asked_at, "answered": ConversationRating.answered_at},
    fields={
        "queue": ConversationRating.queue_id,
        "attendant": ConversationRating.attendant_id,
        "channel": ConversationRating.channel,
        "inbox": ConversationRating.inbox_id,
        "score": ConversationRating.score,
    },
    measures={
        "asked": _count(),
        "answered": _count(_ANSWERED),
        "comments": _count(ConversationRating.comment.is_not(None)),
        "answer_rate": _percent(_count(_ANSWERED), _count()),
        "score_mean": cast(func.avg(ConversationRating.score), Double),
        "nps": _percent(
            _count(ConversationRating.score >= 9) - _count(ConversationRating.score <= 6), _count(_ANSWERED)
        ),
    },
)

STORED: Final[Mapping[SourceKey, Stored]] = {
    "conversations": _CONVERSATIONS,
    "visits": _VISITS,
    "messages": _MESSAGES,
    "tickets": _TICKETS,
    "deals": _DEALS,
    "ratings": _RATINGS,
}


def moment_part(kind: str, local: Expression) -> Expression:
    """`local` is a moment without a zone, as clocks on the company's walls show it."""
    if kind == "hour":
        return cast(func.extract("hour", local), Integer)
    if kind == "weekday":
        return cast(func.extract("isodow", local), Integer)
    return func.to_char(func.date_trunc(kind, local), "YYYY-MM-DD")
