"""From the outbox to the attendant's messenger; with no transaction open while the vendor is called.

As with messages to customers, `send_started_at` is committed before the call: a worker that finds it without an
outcome knows that another died in between, and waits for the vendor's status where those name our messages.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from attendance.attendants.events import AttendantNotified
from attendance.attendants.models import AttendantAddress
from attendance.channels import actions as channel_actions
from attendance.channels import queries as channel_queries
from attendance.channels.base import Channel, InboxConfig, MessageKind, Outgoing, SendReceipt
from attendance.channels.cards import ShowsCards
from attendance.channels.queries import SendingInbox
from attendance.channels.rules import Passage
from attendance.channels.splitting import split
from attendance.conversations.rules import reply_window
from attendance.destinations import cards, media, queries
from attendance.destinations.cards import Shown
from attendance.destinations.media import Services
from attendance.destinations.models import Relay, RelayThread
from attendance.destinations.nudging import AGAIN, template_of
from attendance.destinations.outbox import OfRelay, OfThread
from attendance.destinations.phrases import say
from attendance.destinations.queries import Address
from attendance.identity import company
from attendance.identity.models import User
from attendance.identity.schemas import Role
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.jobs import Job, Later
from attendance.router import gate, pacing
from attendance.router.insiders import RelayFailed
from attendance.router.outbound import CONFIRMATION_GRACE

_LONGEST_NAP: Final = timedelta(seconds=1)
_ANSWERED_SINCE: Final = timedelta(minutes=1)
"""Taken off the window: what is allowed when we look must still be when the vendor does."""


@dataclass(frozen=True, slots=True)
class _Due:
    relay_id: UUID
    to: Address
    sending: SendingInbox
    thread_id: UUID | None
    outgoing: Outgoing
    started_at: datetime | None
    shown: Shown | None
    message_id: UUID | None
    """Of the conversation, which may have files."""
    created_at: datetime
    no_words: str
    """What is said instead of a message without words whose file could not go."""

    @property
    def inbox(self) -> InboxConfig:
        return self.sending.config


async def deliver(services: Services, job: Job) -> None:
    """Send it unless it was sent. Raises what makes the job try again; its key holds the later ones back."""
    due = await _load(services, job.tenant_id, jobs.decode(job, OfRelay).relay_id)
    if due is None:
        return
    channel = services.channels[due.inbox.channel]
    passage = gate.enter(due.sending)
    if _is_window_closed(due, channel):
        await _hold(services, job.tenant_id, due, channel, passage)
        return
    if due.message_id is not None:
        waits_since = clock.now() - due.created_at
        outgoing = await media.with_files(
            services, due.inbox, due.outgoing, due.message_id, waits_since=waits_since
        )
        due = replace(due, outgoing=outgoing)
    if due.started_at and channel.capabilities.confirms_by_reference:
        await _await_confirmation(services, job.tenant_id, due, due.started_at)
    await _wait_for_place(services, due, channel)
    if not await _claim(services, job.tenant_id, due, is_probe=passage == "probe"):
        return
    receipt = await _call(services, due, channel, passage)
    if receipt is not None:
        await _note_sent(services, job.tenant_id, due, receipt)


async def _call(services: Services, due: _Due, channel: Channel, passage: Passage) -> SendReceipt | None:
    """None: it failed for good. Raises what makes the job try again."""
    tenant_id = due.inbox.tenant_id
    try:
        return await _send(channel, due)
    except (Temporary, Misconfigured) as failure:
        in_doubt = isinstance(failure, Temporary) and failure.may_have_arrived
        await _write(services, tenant_id, due.relay_id, send_started_at=clock.now() if in_doubt else None)
        await _note_failure(services, due, failure, passage)
        await _fail(services, tenant_id, due, failure)
    except Rejected as failure:
        await _fail(services, tenant_id, due, failure)
    return None


async def _note_failure(
    services: Services, due: _Due, failure: Temporary | Misconfigured, passage: Passage
) -> None:
    """Raises it again unless another attempt is of no use: what is misconfigured, before its circuit opens."""
    is_held = await gate.note_failure(
        services.database, due.inbox, due.to.external_id, failure, was_probe=passage == "probe"
    )
    if isinstance(failure, Temporary) or is_held:
        raise failure


async def _send(channel: Channel, due: _Due) -> SendReceipt:
    """In parts where it is longer than one message may be; the receipt is the last one's."""
    outgoing = due.outgoing
    if not outgoing.text and not outgoing.files and due.no_words:
        outgoing = replace(outgoing, text=due.no_words)
    parts = split(outgoing.text, channel.capabilities.max_text_chars, len)
    for number, part in enumerate(parts[:-1]):
        words = replace(
            outgoing, text=part, content={}, files=(), message_id=uuid5(outgoing.message_id, str(number))
        )
        await channel.send(due.inbox, words)
    return await media.send(channel, due.inbox, replace(outgoing, text=parts[-1]) if parts else outgoing)


async def give_up(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """The last attempt failed: supervisors hear that somebody could not be reached."""
    for job in batch:
        await fail(tx, jobs.decode(job, OfRelay).relay_id, "vendor_unavailable")


async def note_failed(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """The vendor took them, and told later that they did not arrive."""
    for job in batch:
        failed = jobs.decode(job, RelayFailed)
        await fail(tx, failed.relay_id, failed.reason or "failed")


async def fail(tx: Tx, relay_id: UUID, reason: str) -> None:
    """It will not arrive: noted, and told to supervisors, for the customer must not wait for it."""
    await _set(tx, relay_id, state="failed", reason=reason[:500])
    row = await tx.first(select(Relay.address_id, Relay.conversation_id).where(Relay.id == relay_id))
    if row is not None:
        await _tell_supervisors(tx, row.address_id, row.conversation_id, reason)


async def _tell_supervisors(tx: Tx, address_id: UUID, conversation_id: UUID | None, reason: str) -> None:
    to = await queries.address(tx, address_id)
    roles = [Role.SUPERVISOR, Role.ADMIN, Role.OWNER]
    people = await tx.rows(
        select(User.id).where(User.tenant_id == tx.tenant_id, User.is_active, User.role.in_(roles))
    )
    if to is None or not people:
        return
    locale = (await company.read(tx)).locale
    name = await tx.scalar(select(User.name).where(User.id == to.user_id)) or to.label
    text = say(locale, "unreachable", name=name, channel=cards.channel_name(to.channel), reason=reason)
    tx.publish(
        AttendantNotified(conversation_id=conversation_id, user_ids=[one.id for one in people], text=text)
    )


_WANTED = (
    Relay.id, Relay.address_id, Relay.thread_id, Relay.conversation_id, Relay.message_id, Relay.kind, Relay.text,
    Relay.content, Relay.send_started_at, Relay.created_at,
)  # fmt: skip


async def _load(services: Services, tenant_id: UUID, relay_id: UUID) -> _Due | None:
    """None when there is nothing to do: sent before, held, or the address is gone."""
    async with services.database.transaction(tenant_id) as tx:
        rows = await tx.mappings(
            select(*_WANTED).where(Relay.id == relay_id, Relay.state == "queued", Relay.external_id.is_(None))
        )
        to = await queries.address(tx, rows[0]["address_id"]) if rows else None
        if to is None:
            return None
        row = rows[0]
        sending = await channel_queries.sending_inbox(tx, services.vault, to.inbox_id)
        thread = await queries.thread(tx, row["thread_id"]) if row["thread_id"] else None
        shown = await queries.conversation(tx, row["conversation_id"]) if row["conversation_id"] else None
        channel = services.channels[to.channel]
        locale = await queries.locale_of(tx, to)
        text: str = row["text"]
        content: Mapping[str, Any] = {}
        if row["kind"] == "card" and shown is not None:
            text, content = await _card(tx, row, shown, channel, locale)
        elif row["kind"] == "message" and shown is not None and not to.is_place:
            text = await _headed(tx, row, to, shown, locale)
        no_words = say(locale, "no_text", kind=row["content"].get("kind", row["kind"]))
        outgoing = Outgoing(
            message_id=row["id"],
            conversation_id=row["conversation_id"] or row["id"],
            recipient=to.external_id,
            kind=MessageKind.TEXT,
            text=text,
            content=content,
            recipient_aliases=(to.alias,) if to.alias else (),
            thread=thread.thread if thread else None,
            author_kind="system",
            last_inbound_at=to.last_heard_at,
        )
    return _Due(
        row["id"],
        to,
        sending,
        row["thread_id"],
        outgoing,
        row["send_started_at"],
        shown,
        row["message_id"],
        row["created_at"],
        no_words,
    )


async def _card(
    tx: Tx, row: Any, shown: Shown, channel: Channel, locale: str
) -> tuple[str, Mapping[str, Any]]:
    """Drawn where the channel draws cards; elsewhere its text with a button, or with the button's command."""
    if isinstance(channel, ShowsCards):
        zone = ZoneInfo((await company.read(tx)).timezone)
        return row["text"], cards.drawn(shown, locale=locale, zone=zone, now=clock.now())
    return row["text"], row["content"]


async def _headed(tx: Tx, row: Any, to: Address, shown: Shown, locale: str) -> str:
    """Who it is, where that isn't clear: the chat was with somebody else, or several are open."""
    text: str = row["text"]
    last = await tx.scalar(
        select(Relay.conversation_id)
        .where(
            Relay.address_id == to.id, Relay.sent_at.is_not(None), Relay.conversation_id.is_not(None),
            Relay.id != row["id"],
        )
        .order_by(Relay.sent_at.desc())
        .limit(1)
    )  # fmt: skip
    open_ones = await tx.scalar(
        select(func.count()).where(RelayThread.address_id == to.id, RelayThread.state == "open")
    )
    if last == shown.id and open_ones <= 1:
        return text
    lines = [f"*{shown.contact_name} · #{shown.number}*", *([text] if text else [])]
    if to.current_conversation_id != shown.id and last != shown.id:
        lines.append(say(locale, "hint", who=shown.contact_name, number=shown.number))
    return "\n".join(lines)


def _is_window_closed(due: _Due, channel: Channel) -> bool:
    limit = channel.capabilities.reply_window
    if limit is None:
        return False
    return reply_window(limit - _ANSWERED_SINCE, due.to.last_heard_at, clock.now()).is_closed


async def _hold(services: Services, tenant_id: UUID, due: _Due, channel: Channel, passage: Passage) -> None:
    """Wait until the attendant writes; a template asks them to. Without one, supervisors hear of it."""
    asked = due.to.nudged_at
    if asked is not None and clock.now() - asked < AGAIN:
        await _write(services, tenant_id, due.relay_id, state="held")
        return
    async with services.database.transaction(tenant_id) as tx:
        filled = await template_of(tx, due.inbox, due.shown)
        if filled is None:
            await _set(tx, due.relay_id, state="held")
            await _note_nudge(tx, due.to.id)
            await _tell_supervisors(tx, due.to.id, due.outgoing.conversation_id, "window_closed")
            return
    nudge = replace(
        due.outgoing, text=filled.text, content={"template": filled.content}, files=(),
        message_id=uuid5(due.relay_id, "nudge"),
    )  # fmt: skip
    await _wait_for_place(services, due, channel)
    if passage == "probe":
        async with services.database.transaction(tenant_id) as tx:
            await gate.claim_probe(tx, due.inbox.id)
    try:
        await channel.send(due.inbox, nudge)
    except (Temporary, Misconfigured) as failure:
        await _note_failure(services, due, failure, passage)
        await _fail(services, tenant_id, due, failure)
        return
    except Rejected as failure:
        await _fail(services, tenant_id, due, failure)
        return
    async with services.database.transaction(tenant_id) as tx:
        await _set(tx, due.relay_id, state="held")
        await _note_nudge(tx, due.to.id)
        await gate.note_success(tx, due.sending)


async def _note_nudge(tx: Tx, address_id: UUID) -> None:
    await tx.execute(
        update(AttendantAddress).where(AttendantAddress.id == address_id).values(nudged_at=clock.now())
    )


async def _await_confirmation(services: Services, tenant_id: UUID, due: _Due, started_at: datetime) -> None:
    """Raises Later while a status may still tell that it was sent."""
    last_moment = started_at + CONFIRMATION_GRACE
    if clock.now() >= last_moment:
        async with services.database.transaction(tenant_id) as tx:
            if not await channel_queries.has_unread(tx, due.inbox.id, until=last_moment):
                return
    raise Later(_LONGEST_NAP)


async def _wait_for_place(services: Services, due: _Due, channel: Channel) -> None:
    """Short waits are slept here; a longer one gives the worker back."""
    wait = await pacing.reserve(
        services.database, due.inbox.tenant_id, due.inbox.id, due.to.external_id, channel.capabilities,
        now=clock.now(), patience=_LONGEST_NAP,
    )  # fmt: skip
    if wait > _LONGEST_NAP:
        raise Later(wait)
    if wait:
        await asyncio.sleep(wait.total_seconds())


async def _claim(services: Services, tenant_id: UUID, due: _Due, *, is_probe: bool) -> bool:
    """Note that the vendor is about to be called. False when a status has just told that it was sent."""
    async with services.database.transaction(tenant_id) as tx:
        done = await tx.execute(
            update(Relay)
            .where(Relay.id == due.relay_id, Relay.state == "queued", Relay.external_id.is_(None))
            .values(send_started_at=clock.now())
        )
        if done and is_probe:
            await gate.claim_probe(tx, due.inbox.id)
    return bool(done)


async def _note_sent(services: Services, tenant_id: UUID, due: _Due, receipt: SendReceipt) -> None:
    now = clock.now()
    async with services.database.transaction(tenant_id) as tx:
        await tx.execute(
            update(Relay)
            .where(Relay.id == due.relay_id, Relay.external_id.is_(None))
            .values(state="sent", external_id=receipt.external_id, sent_at=now)
        )
        if due.thread_id is not None and receipt.thread is not None:
            await tx.execute(
                update(RelayThread)
                .where(RelayThread.id == due.thread_id, RelayThread.thread.is_(None))
                .values(thread=receipt.thread)
            )
        await channel_actions.note_sent(tx, due.inbox.id, now)
        await gate.note_success(tx, due.sending)


async def _write(services: Services, tenant_id: UUID, relay_id: UUID, **values: Any) -> None:
    async with services.database.transaction(tenant_id) as tx:
        await _set(tx, relay_id, **values)


async def _set(tx: Tx, relay_id: UUID, **values: Any) -> None:
    await tx.execute(update(Relay).where(Relay.id == relay_id).values(**values))


async def _fail(services: Services, tenant_id: UUID, due: _Due, failure: VendorFailure) -> None:
    async with services.database.transaction(tenant_id) as tx:
        await fail(tx, due.relay_id, failure.detail)
        if isinstance(failure, Rejected):
            await gate.note_success(tx, due.sending)


async def redraw(services: Services, job: Job) -> None:
    """Draw the card of a thread as the conversation is now; nothing where the channel draws none."""
    thread_id = jobs.decode(job, OfThread).thread_id
    async with services.database.transaction(job.tenant_id) as tx:
        thread = await queries.thread(tx, thread_id)
        to = await queries.address(tx, thread.address_id) if thread else None
        shown = await queries.conversation(tx, thread.conversation_id) if thread else None
        if thread is None or to is None or shown is None:
            return
        card = await tx.first(
            select(Relay.id, Relay.external_id, Relay.text)
            .where(Relay.thread_id == thread_id, Relay.kind == "card", Relay.external_id.is_not(None))
            .order_by(Relay.created_at.desc())
            .limit(1)
        )
        channel = services.channels[to.channel]
        if card is None or not isinstance(channel, ShowsCards):
            return
        shown = replace(shown, taken_at=await queries.taken_at(tx, shown.id))
        sending = await channel_queries.sending_inbox(tx, services.vault, to.inbox_id)
        inbox = sending.config
        zone = ZoneInfo((await company.read(tx)).timezone)
        locale = await queries.locale_of(tx, to)
        content = cards.drawn(shown, locale=locale, zone=zone, now=clock.now())
    outgoing = Outgoing(
        message_id=card.id, conversation_id=shown.id, recipient=to.external_id, kind=MessageKind.TEXT,
        text=card.text, content=content, thread=thread.thread, author_kind="system",
    )  # fmt: skip
    passage = gate.enter(sending)
    if passage == "probe":
        async with services.database.transaction(job.tenant_id) as tx:
            await gate.claim_probe(tx, inbox.id)
    try:
        await channel.update_card(inbox, outgoing, card.external_id)
    except (Temporary, Misconfigured) as failure:
        is_held = await gate.note_failure(
            services.database, inbox, to.external_id, failure, was_probe=passage == "probe"
        )
        if isinstance(failure, Temporary) or is_held:
            raise
    except Rejected as failure:
        async with services.database.transaction(job.tenant_id) as tx:
            await channel_actions.note_error(tx, inbox.id, failure.detail)
    else:
        async with services.database.transaction(job.tenant_id) as tx:
            await gate.note_success(tx, sending)
