"""What an inbox lets through, and what is learnt from each call for it.

A message waits without using up its attempts while its inbox is paused, held by its circuit, or at its pace. Whoever
sends for an inbox asks here first, and tells afterwards how it went.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from attendance.channels import accounts, circuits
from attendance.channels.base import InboxConfig
from attendance.channels.models import Inbox
from attendance.channels.queries import SendingInbox
from attendance.channels.rules import Cause, Passage, Trouble, circuit_of, passage
from attendance.conversations.models import Message
from attendance.kernel import clock
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Temporary
from attendance.kernel.jobs import Later
from attendance.router import pacing

PUT_OFF: Final = timedelta(hours=1)
"""Who waits here is woken; this is for a wake-up that was lost."""
_ACCOUNT_TOO_FAST: Final = ("rate_limited", "spam_rate_limited")
_RECIPIENT_TOO_FAST: Final = "recipient_rate_limited"
_USUAL_PAUSE: Final = {"rate_limited": 5.0, "spam_rate_limited": 60.0, _RECIPIENT_TOO_FAST: 6.0}
"""Seconds, where the vendor doesn't name them."""


def enter(inbox: SendingInbox) -> Passage:
    """Raises Later while nothing of this inbox may go. `probe`: the caller must `claim_probe` before it sends."""
    if not inbox.config.is_active:
        raise Later(PUT_OFF)
    found = passage(inbox.circuit, clock.now())
    if found == "held":
        raise Later(PUT_OFF)
    return found


def is_open(inbox: SendingInbox) -> bool:
    """Whether things of little weight (a receipt, a sign that somebody writes) go at all: they wait for nothing."""
    return inbox.config.is_active and passage(inbox.circuit, clock.now()) == "free"


async def claim_probe(tx: Tx, inbox_id: UUID) -> None:
    """Raises Later when another message tries already."""
    if not await circuits.claim_probe(tx, inbox_id):
        raise Later(PUT_OFF)


async def note_success(tx: Tx, inbox: SendingInbox) -> None:
    """The vendor took, or answered, a call: it works again, if it did not. No statement when it did."""
    if inbox.circuit is not None:
        await circuits.close(tx, inbox.config.id)


async def note_failure(
    database: Database,
    inbox: InboxConfig,
    recipient: str,
    failure: Temporary | Misconfigured,
    *,
    was_probe: bool,
) -> bool:
    """Slow down or count it, for all workers. True when the circuit is open now."""
    async with database.transaction(inbox.tenant_id) as tx:
        if failure.reason in _USUAL_PAUSE:
            await _slow_down(tx, inbox, recipient, failure)
            return False
        cause: Cause = "account" if isinstance(failure, Misconfigured) else "vendor"
        trouble = Trouble(cause, failure.reason, failure.detail)
        circuit = await circuits.note_failure(tx, inbox.id, trouble, was_probe=was_probe)
    return circuit.opened_at is not None


async def trouble_of(tx: Tx, message_id: UUID) -> Trouble | None:
    """Why the account of this message's inbox is refused at the moment; None: it isn't."""
    stored = await tx.scalar(
        select(Inbox.circuit).join(Message, Message.inbox_id == Inbox.id).where(Message.id == message_id)
    )
    circuit = circuit_of(stored)
    return circuit.trouble if circuit is not None and circuit.trouble.cause == "account" else None


async def _slow_down(tx: Tx, inbox: InboxConfig, recipient: str, failure: Temporary | Misconfigured) -> None:
    """As long as the vendor asked; what concerns the whole account is shown at the inbox."""
    until = clock.now() + timedelta(seconds=failure.retry_after_seconds or _USUAL_PAUSE[failure.reason])
    if failure.reason in _ACCOUNT_TOO_FAST:
        await pacing.hold(tx, inbox.id, pacing.ACCOUNT, until=until)
        await accounts.note_health(tx, inbox.id, {"rate_limited_until": until.isoformat()})
    else:
        await pacing.hold(tx, inbox.id, recipient, until=until)
