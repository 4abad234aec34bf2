"""Puts things on their way to attendants. One key per chat: what waits for its retry holds the later ones back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from attendance.destinations.models import Relay
from attendance.destinations.queries import Address
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Priority

DELIVER: Final = "relay.deliver"
REDRAW: Final = "relay.redraw"
CATCH_UP: Final = "relay.catch_up"
_ATTEMPTS: Final = 12


@dataclass(frozen=True, slots=True)
class OfRelay:
    """Payload of `relay.deliver`."""

    relay_id: UUID


@dataclass(frozen=True, slots=True)
class OfThread:
    """Payload of `relay.redraw` and `relay.catch_up`."""

    thread_id: UUID


def key_of(address_id: UUID, conversation_id: UUID | None, *, is_place: bool) -> str:
    """A chat with a person is one line; in a place each conversation has its own."""
    return f"relay:{address_id}:{conversation_id}" if is_place else f"relay:{address_id}"


async def put(
    tx: Tx,
    to: Address,
    text: str,
    *,
    kind: Literal["card", "message", "notice"] = "notice",
    content: Mapping[str, Any] | None = None,
    thread_id: UUID | None = None,
    conversation_id: UUID | None = None,
    message_id: UUID | None = None,
) -> None:
    """Send it there after this transaction. A message of a conversation goes to an address once."""
    relay_id = await tx.scalar(
        insert(Relay)
        .values(
            id=new_id(), tenant_id=tx.tenant_id, address_id=to.id, inbox_id=to.inbox_id, thread_id=thread_id,
            conversation_id=conversation_id, message_id=message_id, kind=kind, text=text,
            content=dict(content or {}), created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["message_id", "address_id"])
        .returning(Relay.id)
    )  # fmt: skip
    if relay_id is not None:
        await _enqueue(tx, relay_id, key_of(to.id, conversation_id, is_place=to.is_place))


async def redraw(tx: Tx, to: Address, thread_id: UUID, conversation_id: UUID) -> None:
    """Show the card as it is now, after what is on its way there."""
    key = key_of(to.id, conversation_id, is_place=to.is_place)
    await jobs.enqueue(tx, REDRAW, OfThread(thread_id), key=key, max_attempts=_ATTEMPTS)


async def catch_up(tx: Tx, thread_id: UUID) -> None:
    """Relay what the conversation has that the thread hasn't, after this transaction."""
    await jobs.enqueue(tx, CATCH_UP, OfThread(thread_id), priority=Priority.URGENT)


async def let_go(tx: Tx, to: Address) -> None:
    """The window is open again: what was held goes, in its order."""
    rows = await tx.rows(
        select(Relay.id, Relay.conversation_id)
        .where(Relay.address_id == to.id, Relay.state == "held")
        .order_by(Relay.created_at, Relay.id)
        .with_for_update()
    )
    for row in rows:
        await tx.execute(update(Relay).where(Relay.id == row.id).values(state="queued"))
        await _enqueue(tx, row.id, key_of(to.id, row.conversation_id, is_place=to.is_place))


async def _enqueue(tx: Tx, relay_id: UUID, key: str) -> None:
    await jobs.enqueue(
        tx, DELIVER, OfRelay(relay_id), key=key, priority=Priority.URGENT, max_attempts=_ATTEMPTS
    )
