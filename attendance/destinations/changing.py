"""What attendants change afterwards in their messengers: it reaches the customer, or they hear why it can't."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from attendance.channels.base import ChangeKind, Channel, IncomingChange
from attendance.conversations import actions, amending
from attendance.conversations.amending import Wish
from attendance.destinations import doing, outbox, queries
from attendance.destinations.commands import Words, understand
from attendance.destinations.queries import Address
from attendance.identity.who import Who
from attendance.kernel import jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError
from attendance.kernel.jobs import Job
from attendance.router.insiders import ChangedWords


class Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


async def change_words(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Of an answer of theirs, or (a reaction) of what the customer wrote; what else they change is theirs alone."""
    for job in batch:
        changed = jobs.decode(job, ChangedWords)
        to = await queries.address(tx, changed.address_id)
        who = await queries.who_is(tx, changed.user_id)
        if to is not None and who is not None:
            await _change(tx, services, changed, to, who)


async def _change(tx: Tx, services: Services, changed: ChangedWords, to: Address, who: Who) -> None:
    conversation_id, message_id = await queries.meant_by(tx, changed.inbox_id, changed.change.target)
    wish = _wish(changed.change, who)
    if conversation_id is None or message_id is None or wish is None:
        return
    try:
        await _ask(tx, services, who, wish, conversation_id, message_id)
    except AttendanceError as refusal:
        shown = await queries.conversation(tx, conversation_id)
        number = shown.number if shown else "?"
        await outbox.put(tx, to, doing.reason_of(refusal, who.locale, number=number))


async def _ask(
    tx: Tx, services: Services, who: Who, wish: Wish, conversation_id: UUID, message_id: UUID
) -> None:
    who.require("conversations.reply")
    viewer = await doing.new_viewer(tx, who)
    found = await actions.lock(tx, conversation_id, viewer)
    await amending.ask(tx, found, message_id, wish, services.channels[found.channel].capabilities)


def _wish(change: IncomingChange, who: Who) -> Wish | None:
    """None for words that are no answer any more: a command, or nothing at all."""
    text = change.text
    if change.kind is ChangeKind.EDITED:
        said = understand(text)
        if not isinstance(said, Words) or not said.text.strip():
            return None
        text = said.text
    return Wish(change.kind, who.user_id, who.name, text, may_change_others=who.may("conversations.assign"))
