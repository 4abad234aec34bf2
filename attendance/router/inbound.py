"""From a stored delivery to a conversation: parse, identify, post, decide, hand on. One transaction for a batch."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol, cast
from uuid import UUID

from sqlalchemy import RowMapping

from attendance.attendants import queries as attendants
from attendance.bots import queries as bot_queries
from attendance.bots.running.store import cancel_dialogue
from attendance.bots.scripts import jobs as bots
from attendance.bots.scripts import mails
from attendance.channels import actions as channel_actions
from attendance.channels import queries as channel_queries
from attendance.channels.base import (
    Channel,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingConsent,
    IncomingEcho,
    IncomingMessage,
    IncomingMove,
    IncomingNotice,
    IncomingStatus,
    IncomingTemplate,
    Watermark,
)
from attendance.conversations import posting
from attendance.conversations.posting import Arrival, Posted
from attendance.crm import contacts
from attendance.identity import company
from attendance.kernel import jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.kernel.settings import Settings
from attendance.queues.actions import REQUEUE
from attendance.ratings import hearing as ratings
from attendance.router import changing, files, news, outsiders, profiles, refusals, threads
from attendance.router.customer_commands import not_yet
from attendance.router.decide import (
    Nothing,
    NotYet,
    Silence,
    Situation,
    ToAttendant,
    ToBot,
    ToQueue,
    Verdict,
    decide,
)
from attendance.router.insiders import note_statuses, set_apart, set_changes_apart
from attendance.router.news import News

REOPEN_SECONDS = timedelta(hours=24).total_seconds()
_SMALL_BYTES = 256 * 1024
WHOLE_DELIVERY = "*"


class Services(Protocol):
    """What receiving needs of the composition."""

    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Settings: ...


@dataclass(frozen=True, slots=True)
class Receive:
    """Payload of `inbound.receive`: one lane of one delivery."""

    event_id: UUID
    inbox_id: UUID
    lane: str


async def receive(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Handle the batch in order. Every effect is idempotent: a delivery may come here any number of times."""
    wanted = [jobs.decode(job, Receive) for job in batch]
    inboxes = await channel_queries.inbox_facts(tx, {item.inbox_id for item in wanted})
    bodies = await channel_queries.bodies(tx, {item.event_id for item in wanted})
    sorted_out = await _sorted_out(wanted, bodies, inboxes, services.channels)
    await set_apart(tx, services.channels, sorted_out.messages, inboxes)
    await note_statuses(tx, services.channels, sorted_out.statuses, inboxes)
    await news.move_people(tx, sorted_out.news, inboxes)
    await _post(tx, services, sorted_out, inboxes)
    await news.apply(tx, sorted_out.news, inboxes)
    for inbox_id, statuses in sorted_out.statuses.items():
        await posting.apply_statuses(tx, inbox_id, statuses)
        able = services.channels[inboxes[inbox_id]["channel"]].capabilities
        await refusals.of_statuses(tx, inbox_id, statuses, able)
    for inbox_id, marks in sorted_out.watermarks.items():
        await posting.apply_watermarks(tx, inbox_id, marks)
    await set_changes_apart(tx, services.channels, sorted_out.told, inboxes)
    await changing.take_in(tx, sorted_out.told, inboxes)
    await channel_actions.note_ignored(tx, sorted_out.ignored)


@dataclass(frozen=True, slots=True)
class _SortedOut:
    messages: list[tuple[UUID, IncomingMessage]]
    brought_by: dict[tuple[UUID, str], UUID]
    """(inbox, external id of a message with files) → the delivery that it came with."""
    statuses: dict[UUID, list[IncomingStatus]]
    watermarks: dict[UUID, list[Watermark]]
    news: dict[UUID, list[News]]
    told: list[changing.Told]
    ignored: dict[UUID, list[str]]


async def _sorted_out(
    wanted: Sequence[Receive],
    bodies: Mapping[UUID, tuple[UUID, bytes]],
    inboxes: Mapping[UUID, RowMapping],
    channels: Mapping[str, Channel],
) -> _SortedOut:
    """Large bodies, which mails may be, are taken apart in a thread: everybody else of the process goes on."""
    if sum(len(body) for _, body in bodies.values()) <= _SMALL_BYTES:
        return _sort_out(wanted, bodies, inboxes, channels)
    return await asyncio.to_thread(_sort_out, wanted, bodies, inboxes, channels)


def _sort_out(
    wanted: Sequence[Receive],
    bodies: Mapping[UUID, tuple[UUID, bytes]],
    inboxes: Mapping[UUID, RowMapping],
    channels: Mapping[str, Channel],
) -> _SortedOut:
    found = _SortedOut([], {}, defaultdict(list), defaultdict(list), defaultdict(list), [], defaultdict(list))
    for item in wanted:
        if item.event_id not in bodies or item.inbox_id not in inboxes:
            continue  # the inbox was deleted, and its deliveries with it
        channel = channels[inboxes[item.inbox_id]["channel"]]
        for entry in _of_lane(channel.parse(bodies[item.event_id][1]), item.lane):
            match entry:
                case IncomingMessage():
                    found.messages.append((item.inbox_id, entry))
                    if entry.attachments:
                        found.brought_by[item.inbox_id, entry.external_id] = item.event_id
                case IncomingStatus():
                    found.statuses[item.inbox_id].append(entry)
                case Watermark():
                    found.watermarks[item.inbox_id].append(entry)
                case IncomingChange() | IncomingEcho():
                    found.told.append(changing.Told(item.inbox_id, item.event_id, entry))
                case IncomingConsent() | IncomingMove() | IncomingTemplate() | IncomingNotice():
                    found.news[item.inbox_id].append(entry)
                case Ignored():
                    found.ignored[item.event_id].append(entry.kind)
    return found


def _of_lane(entries: Sequence[Incoming], lane: str) -> list[Incoming]:
    return [entry for entry in entries if lane in (WHOLE_DELIVERY, entry.lane)]


async def _post(
    tx: Tx, services: Services, sorted_out: _SortedOut, inboxes: Mapping[UUID, RowMapping]
) -> None:
    if not sorted_out.messages:
        return
    messages = await threads.resolve(tx, await threads.tell_apart(tx, sorted_out.messages))
    arrivals = await _identify(tx, messages, inboxes)
    answers = await ratings.take_in(tx, services, arrivals)
    arrivals = [one for position, one in enumerate(arrivals) if position not in answers]
    arrivals = await outsiders.mark(tx, arrivals)
    posted = await posting.post_incoming(tx, arrivals)
    await files.announce(tx, arrivals, posted, sorted_out.brought_by)
    ids = {p.bot_id for p in posted}
    configs, scripted = await bot_queries.configs(tx, ids), await bot_queries.with_scripts(tx, ids)
    for arrival, outcome in zip(arrivals, posted, strict=True):
        verdict = decide(
            _situation(arrival, outcome, inboxes[arrival.inbox_id]["settings"]), configs[outcome.bot_id]
        )
        await _hand_on(tx, outcome, verdict, is_scripted=outcome.bot_id in scripted)
    await _tell_of_mail(tx, arrivals, posted)
    await _replace_gone(tx, posted)
    await profiles.plan(tx, services.channels, arrivals)


async def _tell_of_mail(tx: Tx, arrivals: Sequence[Arrival], posted: Sequence[Posted]) -> None:
    for arrival, outcome in zip(arrivals, posted, strict=True):
        is_new = outcome.seq is not None
        if arrival.is_blocked or arrival.message.is_unverified:
            continue
        if arrival.channel == mails.CHANNEL and is_new and outcome.bot_id and outcome.message_id:
            mail = mails.Mail(outcome.bot_id, outcome.conversation_id, outcome.message_id, arrival.message)
            await mails.arrived(tx, mail)


async def _replace_gone(tx: Tx, posted: Sequence[Posted]) -> None:
    """Customers who wrote to somebody who left are given to somebody else."""
    answered_by = {p.conversation_id: p.assigned_to for p in posted if p.assigned_to is not None}
    gone = await attendants.gone(tx, answered_by.values()) if answered_by else set()
    for conversation_id, user_id in answered_by.items():
        if user_id in gone:
            await jobs.enqueue(
                tx, REQUEUE, {"conversation_id": conversation_id}, priority=jobs.Priority.URGENT
            )


async def _identify(
    tx: Tx, messages: Sequence[tuple[UUID, IncomingMessage]], inboxes: Mapping[UUID, RowMapping]
) -> list[Arrival]:
    by_channel: dict[str, list[int]] = defaultdict(list)
    for position, (inbox_id, _) in enumerate(messages):
        by_channel[inboxes[inbox_id]["channel"]].append(position)
    arrivals: dict[int, Arrival] = {}
    for channel, positions in sorted(by_channel.items()):
        people = [messages[position][1].sender for position in positions]
        for position, known in zip(positions, await contacts.identify(tx, channel, people), strict=True):
            inbox_id, message = messages[position]
            inbox = inboxes[inbox_id]
            arrivals[position] = Arrival(
                message, inbox_id, channel, inbox["bot_id"], known.id, known.name, known.is_new,
                float(inbox["settings"].get("reopen_seconds", REOPEN_SECONDS)), is_blocked=known.is_blocked,
            )  # fmt: skip
    return [arrivals[position] for position in range(len(messages))]


async def _hand_on(tx: Tx, posted: Posted, verdict: Verdict, *, is_scripted: bool) -> None:
    match verdict:
        case ToBot(epoch, greets, is_anew):
            if is_anew:
                await cancel_dialogue(tx, posted.conversation_id)
            if is_scripted:
                await bots.take_turn(tx, bots.Turn(posted.conversation_id, epoch, posted.seq or 0))
            elif greets or is_anew:
                asked_seq = posted.seq if is_anew else None
                await bots.greet(tx, bots.Greet(posted.conversation_id, epoch, asked_seq))
        case NotYet(epoch):
            text = not_yet((await company.read(tx)).locale)
            await bots.greet(tx, bots.Greet(posted.conversation_id, epoch, posted.seq, text))
        case ToQueue(reason, preferred):
            handover = {"conversation_id": posted.conversation_id, "reason": reason, "preferred": preferred}
            await jobs.enqueue(
                tx, "conversation.hand_over", handover,
                key=f"hand:{posted.conversation_id}", priority=jobs.Priority.URGENT,
            )  # fmt: skip
        case ToAttendant() | Silence() | Nothing():
            pass


def _situation(arrival: Arrival, posted: Posted, settings: Mapping[str, Any]) -> Situation:
    reopens_to = settings.get("reopen_to", "bot")
    return Situation(
        opened=posted.opened,
        owner="human" if posted.owner == "human" else "bot",
        owner_epoch=posted.owner_epoch or 0,
        text=arrival.message.text,
        last_attendant_id=posted.last_attendant_id,
        reopens_to=cast(Literal["bot", "attendant"], reopens_to),
        is_automatic=arrival.message.is_automatic,
        channel=arrival.channel,
        is_blocked=arrival.is_blocked,
        is_outsider=arrival.is_outsider or arrival.message.is_unverified,
    )
