"""What changes messages afterwards, and what was written in the vendor's own app, from a delivery to the conversation.

Deliveries overtake each other, and our own record of a send: a change whose message isn't known yet, and an echo that
may be of something that we are still sending, wait as a job and are tried again. What stays unknown is let go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from attendance.channels import queries as channel_queries
from attendance.channels.base import IncomingChange, IncomingEcho
from attendance.conversations import changes, echoes
from attendance.conversations.changes import Arrived
from attendance.conversations.echoes import Heard
from attendance.crm import contacts
from attendance.files import actions as file_actions
from attendance.kernel import clock, jobs, log
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Job
from attendance.router import files

PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 600))
"""Before each further try: longer than a vendor takes to answer a send, then longer than its retries of a webhook."""
REOPEN_SECONDS: Final = timedelta(hours=24).total_seconds()
_log = log.get("router")


@dataclass(frozen=True, slots=True)
class Told:
    """A change or an echo, the inbox that it came to, and the delivery that brought it."""

    inbox_id: UUID
    event_id: UUID
    what: IncomingChange | IncomingEcho


@dataclass(frozen=True, slots=True)
class ChangeAgain:
    """Payload of `message.change_again`."""

    arrived: Arrived
    tries: int


@dataclass(frozen=True, slots=True)
class EchoAgain:
    """Payload of `message.echo_again`."""

    inbox_id: UUID
    echo: IncomingEcho
    tries: int
    event_id: UUID | None = None


async def take_in(tx: Tx, told: Sequence[Told], inboxes: Mapping[UUID, RowMapping]) -> None:
    """After the messages of the same batch: they may be what changes."""
    if not told:
        return
    for one in told:
        if isinstance(one.what, IncomingEcho):
            await _take_echo(tx, EchoAgain(one.inbox_id, one.what, 0, one.event_id), inboxes[one.inbox_id])
    received = await channel_queries.received_at(tx, {one.event_id for one in told})
    arrived = [
        Arrived(one.inbox_id, inboxes[one.inbox_id]["channel"], one.what, _time_of(one, received))
        for one in told
        if isinstance(one.what, IncomingChange)
    ]
    for unknown in await changes.apply_changes(tx, arrived):
        await _try_again(tx, "message.change_again", ChangeAgain(unknown, 0), 0)


def _time_of(one: Told, received: Mapping[UUID, datetime]) -> datetime:
    told = one.what.at if isinstance(one.what, IncomingChange) else None
    return told or received.get(one.event_id) or clock.now()


async def change_again(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Changes whose message wasn't known when they came."""
    for job in batch:
        waiting = jobs.decode(job, ChangeAgain)
        for unknown in await changes.apply_changes(tx, [waiting.arrived]):
            tries = waiting.tries + 1
            await _try_again(tx, "message.change_again", ChangeAgain(unknown, tries), tries)


async def echo_again(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Echoes that came while something of ours was on its way to the same person."""
    for job in batch:
        waiting = jobs.decode(job, EchoAgain)
        inboxes = await channel_queries.inbox_facts(tx, {waiting.inbox_id})
        if waiting.inbox_id in inboxes:
            await _take_echo(tx, waiting, inboxes[waiting.inbox_id])


async def _take_echo(tx: Tx, waiting: EchoAgain, inbox: RowMapping) -> None:
    echo, channel = waiting.echo, inbox["channel"]
    known = (await contacts.identify(tx, channel, [echo.recipient]))[0]
    can_wait = echo.may_be_ours and waiting.tries < len(PAUSES)
    if can_wait and await echoes.is_under_way(tx, waiting.inbox_id, known.id):
        again = EchoAgain(waiting.inbox_id, echo, waiting.tries + 1, waiting.event_id)
        await _try_again(tx, "message.echo_again", again, waiting.tries)
        return
    heard = Heard(
        echo, waiting.inbox_id, channel, inbox["bot_id"], known.id, known.name, known.is_new,
        float(inbox["settings"].get("reopen_seconds", REOPEN_SECONDS)),
    )  # fmt: skip
    posted = await echoes.post_echo(tx, heard)
    if posted is not None and echo.attachments:
        await file_actions.announce(
            tx,
            files.announced(
                echo.attachments, message_id=posted.message_id, conversation_id=posted.conversation_id,
                inbox_id=waiting.inbox_id, event_id=waiting.event_id,
            ),
        )  # fmt: skip


async def _try_again(tx: Tx, kind: str, payload: ChangeAgain | EchoAgain, tries: int) -> None:
    if tries >= len(PAUSES):
        _log.info("change_of_unknown_message", job=kind)
        return
    await jobs.enqueue(tx, kind, payload, run_at=clock.now() + PAUSES[tries])
