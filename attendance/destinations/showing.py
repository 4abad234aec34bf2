"""Brings what attendants see in their messengers in line with the conversation as it is now.

Called after anything happened to it, any number of times: it compares, and does nothing when nothing changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from sqlalchemy import insert, select, update

from attendance.attendants import queries as attendants
from attendance.attendants.models import AttendantAddress
from attendance.attendants.schemas import AttendantStatus
from attendance.conversations import actions
from attendance.destinations import cards, outbox, queries, relaying
from attendance.destinations.cards import Shown
from attendance.destinations.models import RelayThread
from attendance.destinations.phrases import say
from attendance.destinations.queries import Address, Thread
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.queues.models import QueueMember

State = Literal["offered", "open", "closed"]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which addresses should show the conversation how; those that are not named should not."""

    states: Mapping[UUID, State]
    addresses: Mapping[UUID, Address]


async def bring_in_line(tx: Tx, conversation_id: UUID, *, silent: UUID | None = None) -> None:
    """Offer, open and close. `silent`: an address that is told by whoever calls."""
    await actions.lock(tx, conversation_id)  # one at a time
    shown = await queries.conversation(tx, conversation_id)
    assert shown is not None, "its row is locked"
    known = await queries.threads_of(tx, conversation_id)
    wanted = await _wanted(tx, shown, known)
    if not known and not wanted.states:
        return
    if shown.status in ("active", "pending"):
        shown = replace(shown, taken_at=await queries.taken_at(tx, conversation_id))
    for address_id in {*known, *wanted.states}:
        to = wanted.addresses.get(address_id) or await queries.address(tx, address_id)
        if to is not None:
            state = wanted.states.get(address_id, "closed")
            await _move(tx, shown, to, known.get(address_id), state, is_silent=address_id == silent)


async def _wanted(tx: Tx, shown: Shown, known: Mapping[UUID, Thread]) -> _Wanted:
    match shown.status:
        case "waiting":
            found = [*await queries.places_for(tx, shown.queue_id), *await _members(tx, shown)]
            return _all(found, "offered")
        case "assigned":
            found = [*await queries.places_for(tx, shown.queue_id), *await _of(tx, shown)]
            return _all(found, "offered")
        case "active" | "pending":
            return _all(await _of_taker(tx, shown, known), "open")
        case _:
            return _Wanted({}, {})


def _all(addresses: list[Address], state: State) -> _Wanted:
    return _Wanted({one.id: state for one in addresses}, {one.id: one for one in addresses})


async def _of_taker(tx: Tx, shown: Shown, known: Mapping[UUID, Thread]) -> list[Address]:
    """In the team's place where it was offered, if the taker is known there, otherwise in their own chats."""
    own = await _of(tx, shown)
    theirs = {one.inbox_id for one in await queries.addresses_of(tx, _ids(shown.assigned_to))}
    places = [one for one in await queries.places_for(tx, shown.queue_id) if one.id in known]
    shared = [one for one in places if one.inbox_id in theirs]
    inboxes = {one.inbox_id for one in shared}
    return [*shared, *(one for one in own if one.inbox_id not in inboxes)]


async def _of(tx: Tx, shown: Shown) -> list[Address]:
    """Where whoever has the conversation works: where the bot wanted it, if they work there, otherwise everywhere."""
    own = await queries.addresses_of(tx, _ids(shown.assigned_to))
    meant = [one for one in own if one.channel == channel_meant(shown.destination)]
    return meant or own


async def _members(tx: Tx, shown: Shown) -> list[Address]:
    """Those of its queue who are free now and work in a messenger."""
    if shown.queue_id is None:
        return []
    rows = await tx.rows(
        select(QueueMember.user_id).where(QueueMember.queue_id == shown.queue_id, QueueMember.is_active)
    )
    found = await queries.addresses_of(tx, [row.user_id for row in rows])
    people = await attendants.by_user_ids(tx, {one.user_id for one in found if one.user_id}, only_active=True)
    free = {key for key, person in people.items() if person.status is AttendantStatus.ONLINE}
    here = [one for one in found if one.user_id in free]
    return [one for one in here if one.channel == channel_meant(shown.destination)] or here


def channel_meant(destination: str | None) -> str | None:
    """The channel that a script's or a bot's destination names."""
    return destination.replace("-", "_") if destination else None


async def _move(
    tx: Tx, shown: Shown, to: Address, thread: Thread | None, state: State, *, is_silent: bool
) -> None:
    before = thread.state if thread else None
    if before == state or (before is None and state == "closed"):
        if thread is not None and state == "offered" and to.is_place:
            await outbox.redraw(tx, to, thread.id, shown.id)
        return
    thread_id = thread.id if thread else await _begin(tx, shown, to)
    await tx.execute(update(RelayThread).where(RelayThread.id == thread_id).values(state=state))
    locale = await queries.locale_of(tx, to)
    match state:
        case "offered":
            await _offer(tx, shown, to, thread_id, locale, is_again=before is not None)
        case "open":
            await _open(tx, shown, to, thread_id, locale, was_shown=before is not None)
        case "closed":
            await _close(tx, shown, to, thread_id, locale, was_open=before == "open", is_silent=is_silent)


async def _begin(tx: Tx, shown: Shown, to: Address) -> UUID:
    thread_id = new_id()
    await tx.execute(
        insert(RelayThread).values(
            id=thread_id, tenant_id=tx.tenant_id, address_id=to.id, conversation_id=shown.id,
            created_at=clock.now(),
        )
    )  # fmt: skip
    return thread_id


async def _offer(tx: Tx, shown: Shown, to: Address, thread_id: UUID, locale: str, *, is_again: bool) -> None:
    """A person gets a new card each time; in a place there is one, which is drawn anew."""
    if to.is_place and is_again:
        await outbox.redraw(tx, to, thread_id, shown.id)
        words = _farewell(shown, locale, was_open=True)
        await outbox.put(tx, to, words, thread_id=thread_id, conversation_id=shown.id)
        return
    text, content = cards.offer(shown, locale=locale, now=clock.now())
    await outbox.put(
        tx, to, text, kind="card", content=content, thread_id=thread_id, conversation_id=shown.id
    )


async def _open(tx: Tx, shown: Shown, to: Address, thread_id: UUID, locale: str, *, was_shown: bool) -> None:
    facts = {"who": shown.contact_name, "number": shown.number, "name": shown.assigned_to_name}
    if was_shown:
        await outbox.redraw(tx, to, thread_id, shown.id)
    phrase = "opened_thread" if to.is_place else "opened"
    await outbox.put(tx, to, say(locale, phrase, **facts), thread_id=thread_id, conversation_id=shown.id)
    await relaying.tell_earlier(tx, to, thread_id, shown, locale)
    if not to.is_place and not await _has_current(tx, to):
        await choose(tx, to, shown.id)
    await outbox.catch_up(tx, thread_id)


async def _has_current(tx: Tx, to: Address) -> bool:
    """Whether words that quote nothing go somewhere already."""
    if to.current_conversation_id is None or to.user_id is None:
        return False
    mine = await queries.mine(tx, to.user_id)
    return any(one.id == to.current_conversation_id for one in mine)


async def choose(tx: Tx, to: Address, conversation_id: UUID | None) -> None:
    """Words that quote nothing go to this conversation from now on."""
    await tx.execute(
        update(AttendantAddress)
        .where(AttendantAddress.id == to.id)
        .values(current_conversation_id=conversation_id)
    )


async def _close(
    tx: Tx, shown: Shown, to: Address, thread_id: UUID, locale: str, *, was_open: bool, is_silent: bool
) -> None:
    await outbox.redraw(tx, to, thread_id, shown.id)
    if is_silent or (to.is_place and not was_open):
        return
    await outbox.put(
        tx, to, _farewell(shown, locale, was_open=was_open), thread_id=thread_id, conversation_id=shown.id
    )


def _farewell(shown: Shown, locale: str, *, was_open: bool) -> str:
    facts = {"number": shown.number, "who": shown.contact_name}
    if shown.status in ("resolved", "abandoned"):
        return say(locale, "over", **facts)
    if shown.status == "bot":
        return say(locale, "gone_to_bot", **facts)
    if shown.assigned_to_name is None:
        return say(locale, "gone_to_queue", queue=shown.queue_name or "", **facts)
    if was_open or shown.status == "assigned":
        return say(locale, "gone_to", name=shown.assigned_to_name, **facts)
    return say(locale, "taken_by", name=shown.assigned_to_name, number=shown.number)


def _ids(user_id: UUID | None) -> list[UUID]:
    return [user_id] if user_id is not None else []
