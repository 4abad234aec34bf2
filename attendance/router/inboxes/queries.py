"""Reads of what went wrong in an inbox."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import and_, func, literal, select, tuple_

from attendance.channels import queries as channel_queries
from attendance.channels.base import Channel, Ignored
from attendance.channels.models import InboundEvent
from attendance.conversations.models import Conversation, FailedMessage, Message
from attendance.crm.models import Contact
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.cursors import Slice, encode_cursor
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.wire import Page
from attendance.router.inboxes import schemas
from attendance.router.inboxes.rules import redacted, state_of

_DAY: Final = timedelta(days=1)
_SHOWN_CHARS: Final = 200
_MOST_RAW_CHARS: Final = 20_000
_MEDIAN_OF: Final = 200


async def failures(tx: Tx, inbox_id: UUID, asked: Slice) -> Page[schemas.FailedMessage]:
    """The failed messages, latest first."""
    after = asked.after(tuple[datetime, UUID])
    statement = (
        select(
            Message.id.label("message_id"), Message.conversation_id, Conversation.number,
            Contact.name.label("contact_name"),
            Message.author_name, Message.kind, Message.text, Message.reason, FailedMessage.failed_at,
        )
        .join(Message, Message.id == FailedMessage.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(FailedMessage.inbox_id == inbox_id)
        .order_by(FailedMessage.failed_at.desc(), FailedMessage.message_id.desc())
        .limit(asked.limit + 1)
    )  # fmt: skip
    if after is not None:
        statement = statement.where(tuple_(FailedMessage.failed_at, FailedMessage.message_id) < after)
    rows = await tx.mappings(statement)
    items = [_failed(row) for row in rows[: asked.limit]]
    more = encode_cursor(items[-1].failed_at, items[-1].message_id) if len(rows) > asked.limit else None
    return Page(items=items, next_cursor=more)


def _failed(row: Mapping[Any, Any]) -> schemas.FailedMessage:
    reason = row["reason"] or {}
    plain = ("message_id", "conversation_id", "number", "contact_name", "author_name", "kind", "failed_at")
    return schemas.FailedMessage(
        **{name: row[name] for name in plain},
        text=row["text"][:_SHOWN_CHARS],
        code=reason.get("code", "failed"),
        reason=reason.get("message", ""),
        may_retry=bool(reason.get("may_retry")),
    )


_ODD = """
select id, state, kinds, error, received_at from (
  select e.id, 'unread' as state, '[]'::text as kinds, max(j.error) as error, e.received_at
  from jobs j join inbound_events e on e.id = (j.payload ->> 'event_id')::uuid
  where j.tenant_id = $1 and j.state = 'dead' and j.kind = 'inbound.receive' and e.inbox_id = $2
  group by e.id
  union all
  select e.id, 'ignored', e.ignored::text, null, e.received_at
  from inbound_events e where e.inbox_id = $2 and e.ignored is not null
) odd
where $3::timestamptz is null or (received_at, id) < ($3, $4::uuid)
order by received_at desc, id desc limit $5
"""


async def odd_deliveries(tx: Tx, inbox_id: UUID, asked: Slice) -> Page[schemas.OddDelivery]:
    """What vendors delivered and nobody acted on, latest first."""
    at, event_id = asked.after(tuple[datetime, UUID]) or (None, None)
    rows = await tx.fetch(_ODD, tx.tenant_id, inbox_id, at, event_id, asked.limit + 1)
    items = [
        schemas.OddDelivery(
            id=row["id"], state=row["state"], kinds=sorted(set(json.loads(row["kinds"]))), error=row["error"],
            received_at=row["received_at"],
        )
        for row in rows[: asked.limit]
    ]  # fmt: skip
    more = encode_cursor(items[-1].received_at, items[-1].id) if len(rows) > asked.limit else None
    return Page(items=items, next_cursor=more)


async def delivery(tx: Tx, inbox_id: UUID, event_id: UUID, channel: Channel) -> schemas.DeliveryParts:
    """The odd entries of one delivery. Raises NotFound."""
    row = await tx.first(
        select(InboundEvent.body, InboundEvent.received_at).where(
            InboundEvent.id == event_id, InboundEvent.inbox_id == inbox_id
        )
    )
    if row is None:
        raise NotFound("delivery")
    try:
        entries = channel.parse(row.body)
    except InvalidInput:
        entries = []
    odd = [
        schemas.OddPart(kind=one.kind, raw=redacted(one.raw)) for one in entries if isinstance(one, Ignored)
    ]
    return schemas.DeliveryParts(
        id=event_id, received_at=row.received_at, parts=odd, body=None if odd else _readable(row.body)
    )


def _readable(body: bytes) -> str:
    """A body that holds no odd entry by itself: JSON without its secrets, else the beginning of the text."""
    try:
        shown = json.dumps(redacted(json.loads(body)), ensure_ascii=False, indent=2)
    except ValueError:
        shown = body.decode(errors="replace")
    return shown[:_MOST_RAW_CHARS]


async def report(tx: Tx, vault: Vault, inbox_id: UUID) -> schemas.InboxReport:
    """How the inbox is. Raises NotFound."""
    found, now = await channel_queries.inbox(tx, vault, inbox_id), clock.now()
    health = found.health
    failed, failed_24h = await _failed_counts(tx, inbox_id, now)
    unread = await _unread(tx, inbox_id)
    is_held = health.held is not None
    expires = health.token_expires_at
    return schemas.InboxReport(
        state=state_of(
            is_active=found.is_active, is_held=is_held, check_problem=health.check_problem,
            warnings=health.warnings, refused=health.refused_24h, unread=unread, error_at=health.last_error_at,
            webhook_at=health.last_webhook_at, sent_at=health.last_sent_at,
        ),
        health=health,
        token_days_left=max(0, (expires - now).days) if expires else None,
        failed=failed,
        failed_24h=failed_24h,
        unread=unread,
        ignored_24h=await _ignored(tx, inbox_id, now),
        waiting=await _waiting(tx, inbox_id) if is_held or not found.is_active else 0,
        median_seconds=await _median_seconds(tx, inbox_id, now),
    )  # fmt: skip


async def _failed_counts(tx: Tx, inbox_id: UUID, now: datetime) -> tuple[int, int]:
    row = await tx.first(
        select(func.count(), func.count().filter(FailedMessage.failed_at > now - _DAY)).where(
            FailedMessage.inbox_id == inbox_id
        )
    )
    return (row[0], row[1]) if row else (0, 0)


async def _unread(tx: Tx, inbox_id: UUID) -> int:
    rows = await tx.fetch(
        "select count(distinct payload ->> 'event_id') from jobs where tenant_id = $1 and state = 'dead' "
        "and kind = 'inbound.receive' and payload ->> 'inbox_id' = $2",
        tx.tenant_id, str(inbox_id),
    )  # fmt: skip
    return int(rows[0][0])


async def _ignored(tx: Tx, inbox_id: UUID, now: datetime) -> int:
    return int(
        await tx.scalar(
            select(func.count()).where(
                and_(
                    InboundEvent.inbox_id == inbox_id,
                    InboundEvent.ignored.is_not(None),
                    InboundEvent.received_at > now - _DAY,
                )
            )
        )
    )


async def _waiting(tx: Tx, inbox_id: UUID) -> int:
    rows = await tx.fetch(
        "select count(*) from jobs j join messages m on m.id = (j.payload ->> 'message_id')::uuid "
        "where j.tenant_id = $1 and j.kind = 'message.deliver' and j.state = 'ready' and m.inbox_id = $2",
        tx.tenant_id, inbox_id,
    )  # fmt: skip
    return int(rows[0][0])


async def _median_seconds(tx: Tx, inbox_id: UUID, now: datetime) -> float | None:
    """Of the latest messages of the last day."""
    took = func.extract("epoch", Message.sent_at - Message.created_at).label("took")
    latest = (
        select(took)
        .where(
            Message.inbox_id == inbox_id, Message.created_at > now - _DAY, Message.sent_at.is_not(None),
            Message.direction == "out", Message.send_started_at.is_not(None),
        )
        .order_by(Message.created_at.desc())
        .limit(_MEDIAN_OF)
        .subquery()
    )  # fmt: skip
    found = await tx.scalar(select(func.percentile_cont(literal(0.5)).within_group(latest.c.took)))
    return None if found is None else round(float(found), 2)


async def failed_ids(
    tx: Tx, inbox_id: UUID, wanted: list[UUID] | None, *, limit: int, which: Literal["any", "retryable"]
) -> list[UUID]:
    """Of these failed messages, or of all, the oldest first."""
    statement = (
        select(FailedMessage.message_id)
        .join(Message, Message.id == FailedMessage.message_id)
        .where(FailedMessage.inbox_id == inbox_id)
        .order_by(FailedMessage.failed_at, FailedMessage.message_id)
        .limit(limit)
    )
    if wanted is not None:
        statement = statement.where(FailedMessage.message_id.in_(wanted))
    if which == "retryable":
        statement = statement.where(Message.reason["may_retry"].as_boolean())
    return [row.message_id for row in await tx.rows(statement)]


async def count_failed(tx: Tx, inbox_id: UUID) -> int:
    return (await _failed_counts(tx, inbox_id, clock.now()))[0]
