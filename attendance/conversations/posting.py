"""Writes of messages: customers' in batches, ours one by one, and what vendors say became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, select, update

from attendance.channels.base import Capabilities, IncomingMessage, IncomingStatus, MessageKind, Watermark
from attendance.channels.media import Facts, check_files
from attendance.conversations import actions, events
from attendance.conversations.actions import Locked
from attendance.conversations.models import Conversation, FailedMessage, Message
from attendance.conversations.rules import (
    Contents,
    Limit,
    OwnerChanged,
    Sender,
    Standing,
    WindowClosed,
    limit_of,
    may_reply,
    reply_window,
)
from attendance.crm import contacts
from attendance.files import actions as files
from attendance.files.actions import Waiting
from attendance.files.rules import name_for
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

Opened = Literal["duplicate", "open", "created", "reopened"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A customer's message on its way in, its contact known."""

    message: IncomingMessage
    inbox_id: UUID
    channel: str
    bot_id: UUID | None
    contact_id: UUID
    contact_name: str
    is_new_contact: bool
    reopen_seconds: float
    is_blocked: bool = False
    """Somebody of ours blocked the contact: it is kept, and answered by nobody."""
    is_outsider: bool = False
    """Nobody asked the contact into this thread, which is somebody else's: bots don't answer."""
    answers_go_to: str | None = None
    """Who gets the next answer; None: who wrote."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where an arrival ended up. For a duplicate only the ids are known."""

    opened: Opened
    conversation_id: UUID
    message_id: UUID | None
    seq: int | None
    status: str | None
    owner: str | None
    owner_epoch: int | None
    bot_id: UUID | None
    queue_id: UUID | None
    assigned_to: UUID | None
    last_attendant_id: UUID | None
    priority: int | None


async def post_incoming(tx: Tx, arrivals: Sequence[Arrival]) -> list[Posted]:
    """Store the arrivals in order; a message that is known already is a no-op. Results in the order given.

    One statement for all. Locks conversations by contact, so that two batches can't wait for each other.
    """
    ordered = sorted(enumerate(arrivals), key=lambda pair: pair[1].contact_id)
    items = [_arrival_item(position, arrival) for position, arrival in ordered]
    rows = await tx.fetch(
        "select * from conversations_post_incoming($1, $2::jsonb, $3)",
        tx.tenant_id,
        _json(items),
        clock.now(),
    )
    tx.wake("events")
    results = {row["i"]: Posted(**{key: row[key] for key in Posted.__dataclass_fields__}) for row in rows}
    return [results[position] for position in range(len(arrivals))]


def _arrival_item(position: int, arrival: Arrival) -> dict[str, Any]:
    message = arrival.message
    return {
        "i": position,
        "message_id": new_id(),
        "conversation_id": new_id(),
        "inbox_id": arrival.inbox_id,
        "channel": arrival.channel,
        "bot_id": arrival.bot_id,
        "contact_id": arrival.contact_id,
        "is_new_contact": arrival.is_new_contact,
        "name": arrival.contact_name,
        "recipient": arrival.answers_go_to or message.sender.external_id,
        "external_id": message.external_id,
        "kind": message.kind,
        "text": message.text.replace("\x00", ""),
        "content": {**message.content, **({"is_automatic": True} if message.is_automatic else {})},
        "reply_to": message.reply_to,
        "thread": message.thread,
        "subject": message.subject,
        "provider_at": message.sent_at,
        "reopen_seconds": arrival.reopen_seconds,
    }


async def apply_statuses(tx: Tx, inbox_id: UUID, statuses: Sequence[IncomingStatus]) -> None:
    """Raise the states of our messages; a status that came before our record of the send is kept for it."""
    items = [
        {
            "inbox_id": inbox_id,
            "external_id": status.external_id,
            "reference": status.message_id,
            "state": status.state,
            "at": status.at,
            "reason": _failure(status.reason_code, status.reason, may_retry=status.may_retry)
            if status.state == "failed"
            else None,
        }
        for status in sorted(statuses, key=lambda s: s.external_id)
    ]
    await tx.fetch("select messages_apply_status($1, $2::jsonb, $3)", tx.tenant_id, _json(items), clock.now())
    tx.wake("events")


_UNDER_WATERMARK = """
select m.external_id from inboxes b
join contact_identities i on i.tenant_id = b.tenant_id and i.channel = b.channel and i.external_id = $2
join conversations c on c.contact_id = i.contact_id and c.inbox_id = b.id
join messages m on m.conversation_id = c.id
where b.id = $1 and m.inbox_id = b.id and m.direction = 'out' and m.external_id is not null
  and m.created_at > $3::timestamptz - interval '30 days'
  and delivery_rank(m.state) < delivery_rank($4) and m.state <> 'failed'
  and ($5::timestamptz is null or coalesce(m.send_started_at, m.created_at) <= $5)
  and ($6::text is null or exists (
    select from messages t
    where t.inbox_id = m.inbox_id and t.external_id = $6 and (t.created_at, t.id) >= (m.created_at, m.id)))
"""


async def apply_watermarks(tx: Tx, inbox_id: UUID, marks: Sequence[Watermark]) -> None:
    """Raise the states of everything that we sent to a person up to a point."""
    for mark in marks:
        rows = await tx.fetch(
            _UNDER_WATERMARK, inbox_id, mark.recipient, clock.now(), mark.state, mark.until, mark.through
        )
        statuses = [IncomingStatus(mark.lane, row["external_id"], mark.state, mark.at) for row in rows]
        if mark.through is not None and not rows:
            statuses = [IncomingStatus(mark.lane, mark.through, mark.state, mark.at)]
        if statuses:
            await apply_statuses(tx, inbox_id, statuses)


def _failure(code: str | None, message: str | None, *, may_retry: bool = True) -> dict[str, Any]:
    return {
        "code": code or "failed",
        "message": message or "The message was not delivered.",
        "may_retry": may_retry,
    }


@dataclass(frozen=True, slots=True)
class Attached:
    """Files that their sender uploaded for this conversation. `able`: the channel's; None for a note, which none
    carries."""

    ids: Sequence[UUID]
    able: Capabilities | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message of ours to be sent. `client_id` makes repeating it harmless. With files its kind is the first one's."""

    text: str
    client_id: str
    kind: str = "text"
    content: Mapping[str, Any] | None = None
    reply_to: UUID | None = None
    files: Attached | None = None


async def post_reply(
    tx: Tx, found: Locked, draft: Draft, sender: Sender, *, author_name: str, limit: Limit
) -> tuple[UUID, bool]:
    """Store the message as queued, with the job that delivers it. Returns its id, and whether it was a repeat.

    Every outgoing path ends here, so that `rules.may_reply` sees them all. Raises its reasons, FileNotYours, and
    those of `channels.media` why the channel doesn't take a file.
    """
    repeated = await tx.scalar(
        select(Message.id).where(Message.conversation_id == found.id, Message.client_id == draft.client_id)
    )
    if repeated is not None:
        return repeated, True
    await _check_allowed(tx, found, draft.content or {}, sender, limit)
    await _check_quoted(tx, found, draft.reply_to)
    message_id = await _insert(tx, found, draft, sender, author_name=author_name, is_note=False)
    await jobs.enqueue(
        tx, "message.deliver", {"message_id": message_id},
        key=f"out:{found.id}", priority=jobs.Priority.URGENT, max_attempts=10,
    )  # fmt: skip
    if sender.kind == "attendant":
        await _answered(tx, found)
    return message_id, False


async def keep_under(tx: Tx, found: Locked, message_ids: Sequence[UUID]) -> None:
    """Messages that a bot wrote in the same transaction in which it gave the conversation away: still to be sent."""
    await tx.execute(
        update(Message)
        .where(Message.id.in_(message_ids), Message.conversation_id == found.id)
        .values(owner_epoch=found.owner_epoch)
    )


async def add_content(tx: Tx, message_id: UUID, content: Mapping[str, Any]) -> None:
    """More of a message that this transaction posted: nobody has seen it yet."""
    await tx.execute(
        update(Message).where(Message.id == message_id).values(content=Message.content.op("||")(content))
    )


async def _check_allowed(
    tx: Tx, found: Locked, content: Mapping[str, Any], sender: Sender, limit: Limit
) -> None:
    """The one policy for what is sent. Raises the reasons of `rules.may_reply`."""
    standing = await _standing(tx, found)
    may_reply(standing, sender, limit=limit, now=clock.now(), contents=contents_of(content))


def contents_of(content: Mapping[str, Any]) -> Contents:
    """What a message is for the policy."""
    template = content.get("template")
    if not isinstance(template, dict):
        return "free"
    return "marketing" if template.get("category") == "marketing" else "template"


async def _check_quoted(tx: Tx, found: Locked, message_id: UUID | None) -> None:
    """A reply quotes a message of its own conversation. Raises NotFound."""
    if message_id is None:
        return
    quoted = select(Message.id).where(
        Message.id == message_id, Message.conversation_id == found.id, Message.is_note.is_(False)
    )
    if await tx.scalar(quoted) is None:
        raise NotFound("message")


async def _answered(tx: Tx, found: Locked) -> None:
    """An attendant answered: nobody waits any more, and an assigned conversation is active."""
    if found.status == "assigned" and found.assigned_to is not None:
        await actions.accept(tx, found, found.assigned_to)
    await actions.pend(tx, found, is_pending=False)
    await actions.wake(tx, found)
    await tx.execute(
        update(Conversation)
        .where(Conversation.id == found.id)
        .values(waiting_since=None, last_attendant_id=found.assigned_to)
    )


async def post_note(
    tx: Tx,
    found: Locked,
    *,
    text: str,
    client_id: str,
    user_id: UUID,
    author_name: str,
    files: Attached | None = None,
) -> UUID:
    """A private note: colleagues see it, the customer never does. It may be written in any state.

    Raises FileNotYours.
    """
    repeated = await tx.scalar(
        select(Message.id).where(Message.conversation_id == found.id, Message.client_id == client_id)
    )
    if repeated is not None:
        return UUID(str(repeated))
    draft, sender = Draft(text, client_id, files=files), Sender("attendant", user_id)
    return await _insert(tx, found, draft, sender, author_name=author_name, is_note=True)


async def post_bot_note(
    tx: Tx,
    found: Locked,
    *,
    text: str,
    client_id: str,
    author_name: str,
    content: Mapping[str, Any] | None = None,
) -> UUID:
    """A private note of a bot. `client_id` makes repeating it harmless."""
    repeated = await tx.scalar(
        select(Message.id).where(Message.conversation_id == found.id, Message.client_id == client_id)
    )
    if repeated is not None:
        return UUID(str(repeated))
    draft = Draft(text, client_id, content=content)
    return await _insert(tx, found, draft, Sender("bot"), author_name=author_name, is_note=True)


async def _insert(
    tx: Tx, found: Locked, draft: Draft, sender: Sender, *, author_name: str, is_note: bool
) -> UUID:
    author_id = sender.user_id if sender.kind == "attendant" else found.bot_id
    attached = await _attached(tx, found, draft.files, sender)
    if attached:
        draft = replace(draft, kind=attached[0].kind)
    rows = await tx.fetch(
        "select * from conversation_post_outgoing($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tx.tenant_id, found.id, new_id(), draft.kind, is_note, sender.kind, author_id, author_name,
        draft.text.replace("\x00", ""), _json(draft.content or {}), draft.reply_to, draft.client_id, clock.now(),
    )  # fmt: skip
    message_id: UUID = rows[0]["message_id"]
    await files.attach(tx, message_id, attached)
    tx.publish(
        events.MessagePosted(
            conversation_id=found.id, message_id=message_id, seq=rows[0]["seq"], direction="out",
            author_kind=sender.kind, is_note=is_note, message_kind=draft.kind,
        )
    )  # fmt: skip
    return message_id


async def _attached(tx: Tx, found: Locked, wanted: Attached | None, sender: Sender) -> list[Waiting]:
    if wanted is None or not wanted.ids:
        return []
    attached = await files.waiting(tx, wanted.ids, conversation_id=found.id, uploaded_by=sender.user_id)
    if wanted.able is not None:
        check_files([_facts(file) for file in attached], wanted.able)
    return attached


def _facts(file: Waiting) -> Facts:
    name = name_for(file.filename, file.kind, file.mime_type)
    return Facts(MessageKind(file.kind), file.mime_type, file.size_bytes, name, file.is_voice)


async def _standing(tx: Tx, found: Locked) -> Standing:
    refused = await contacts.refusal_of(tx, found.contact_id, found.channel)
    return Standing(
        status=found.status,
        owner="human" if found.owner == "human" else "bot",
        owner_epoch=found.owner_epoch,
        assigned_to=found.assigned_to,
        last_inbound_at=found.last_inbound_at,
        opted_out_of=refused.of if refused else None,
        opted_out_at=refused.since if refused else None,
    )


async def claim_sending(tx: Tx, message_id: UUID, conversation_id: UUID, *, limit: Limit = None) -> bool:
    """Note that the vendor is about to be called. False when it must not be: a status has just told that the message
    was sent before, a bot wrote it for an owner who is gone, or the window closed while it waited.

    Under the conversation's lock, as every status and every change of owner: what is claimed here was on its way first.
    """
    found = await actions.lock(tx, conversation_id)
    row = await tx.first(
        select(Message.author_kind, Message.owner_epoch, Message.content).where(
            Message.id == message_id, Message.state == "queued", Message.external_id.is_(None)
        )
    )
    if row is None:
        return False
    if row.author_kind == "bot" and row.owner_epoch != found.owner_epoch:
        await mark_failed(
            tx, message_id, code=OwnerChanged.code, message=OwnerChanged.message, may_retry=False
        )
        return False
    window = reply_window(limit_of(limit, Sender(row.author_kind)), found.last_inbound_at, clock.now())
    if window.is_closed and contents_of(row.content) == "free":
        closed = WindowClosed(closed_at=window.closes_at.isoformat() if window.closes_at else "")
        await mark_failed(tx, message_id, code=closed.code, message=closed.detail, may_retry=False)
        return False
    await tx.execute(update(Message).where(Message.id == message_id).values(send_started_at=clock.now()))
    return True


async def mark_sent(tx: Tx, message_id: UUID, *, external_id: str, state: str) -> None:
    """The vendor took it; statuses that overtook this record are applied now."""
    await tx.fetch("select message_mark_sent($1, $2, $3, $4)", message_id, external_id, state, clock.now())
    tx.wake("events")


async def mark_failed(tx: Tx, message_id: UUID, *, code: str, message: str, may_retry: bool) -> None:
    """It will not be delivered unless somebody retries it."""
    found = await tx.scalar(select(Message.conversation_id).where(Message.id == message_id))
    await actions.lock(tx, found)
    reason = _failure(code, message, may_retry=may_retry)
    await tx.fetch(
        "select message_raise_state($1, 'failed', $2::jsonb, $3)", message_id, _json(reason), clock.now()
    )
    tx.wake("events")


async def raise_state(
    tx: Tx, message_id: UUID, state: str, *, at: datetime, code: str | None = None, message: str | None = None
) -> None:
    """What the vendor told of a message whose conversation is locked; `code` and `message` say why it failed."""
    reason = _json(_failure(code, message, may_retry=False)) if state == "failed" else None
    await tx.fetch("select message_raise_state($1, $2, $3::jsonb, $4)", message_id, state, reason, at)
    tx.wake("events")


class NotRetryable(Conflict):
    code = "not_retryable"
    message = "Only a failed message that the vendor may still accept can be sent again."


async def retry(tx: Tx, found: Locked, message_id: UUID, sender: Sender, *, limit: Limit) -> None:
    """Send a failed message again, under the same policy as a new one."""
    row = await tx.first(
        select(
            Message.state, Message.reason, Message.external_id, Message.former_external_ids, Message.content
        ).where(Message.id == message_id, Message.conversation_id == found.id)
    )
    if row is None:
        raise NotFound("message")
    if row.state != "failed" or not (row.reason or {}).get("may_retry"):
        raise NotRetryable
    await _check_allowed(tx, found, row.content, sender, limit)
    seq = await tx.scalar(
        update(Message)
        .where(Message.id == message_id)
        .values(
            state="queued",
            reason=None,
            external_id=None,
            former_external_ids=[*row.former_external_ids, *([row.external_id] if row.external_id else [])],
            sent_at=None,
            send_started_at=None,
            owner_epoch=found.owner_epoch,
        )
        .returning(Message.seq)
    )
    await tx.execute(delete(FailedMessage).where(FailedMessage.message_id == message_id))
    await jobs.enqueue(
        tx, "message.deliver", {"message_id": message_id}, key=f"out:{found.id}", max_attempts=10
    )
    tx.publish(
        events.MessageStateChanged(conversation_id=found.id, message_id=message_id, seq=seq, state="queued")
    )


async def mark_read(tx: Tx, conversation_id: UUID, user_id: UUID, seq: int) -> tuple[int, int]:
    """Move the user's marker forward, never back; returns (seq, how many customer messages that covers)."""
    rows = await tx.fetch(
        "with counted as (select count(*)::int as n, least($3, (select last_seq from conversations where id = $2)) "
        "  as seq from messages where conversation_id = $2 and direction = 'in' and seq <= $3) "
        "insert into read_markers as r (id, tenant_id, conversation_id, user_id, seq, read_count, updated_at) "
        "select $5, $4, $2, $1, seq, n, $6 from counted "
        "on conflict (conversation_id, user_id) do update set seq = greatest(r.seq, excluded.seq), "
        "  read_count = greatest(r.read_count, excluded.read_count), updated_at = excluded.updated_at "
        "returning seq, read_count",
        user_id, conversation_id, seq, tx.tenant_id, new_id(), clock.now(),
    )  # fmt: skip
    marked: tuple[int, int] = (rows[0]["seq"], rows[0]["read_count"])
    tx.publish(
        events.ConversationRead(
            conversation_id=conversation_id, user_id=user_id, seq=marked[0], read_count=marked[1]
        )
    )
    return marked


def _json(value: Any) -> str:
    return storable(value)
