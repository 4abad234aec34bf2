"""Writes of what somebody of the business wrote elsewhere: in the vendor's own app, on the phone, through another app.

It is shown like an answer of ours and never sent. What this product sent comes back the same way: known by the
vendor's id, and while our own sending is still under way, by waiting until it is over.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from attendance.channels.base import IncomingEcho
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable


@dataclass(frozen=True, slots=True)
class Heard:
    """An echo, its recipient known."""

    echo: IncomingEcho
    inbox_id: UUID
    channel: str
    bot_id: UUID | None
    contact_id: UUID
    contact_name: str
    is_new_contact: bool
    reopen_seconds: float


_UNDER_WAY = """
select from messages m join conversations c on c.id = m.conversation_id
where c.inbox_id = $1 and c.contact_id = $2 and m.direction = 'out' and m.state = 'queued'
  and m.external_id is null and m.send_started_at is not null limit 1
"""

# One message of ours may be several at the vendor (parts of a long text, files); only the last one's id is kept.
_OURS = """
select from messages m join conversations c on c.id = m.conversation_id
where c.inbox_id = $1 and c.contact_id = $2 and m.direction = 'out' and m.client_id is not null
  and m.send_started_at > $3::timestamptz - interval '10 minutes'
  and case when $4 = '' then exists (select from message_files f where f.message_id = m.id)
           else strpos(regexp_replace(m.text, '\\s+', ' ', 'g'), $4) > 0 end
limit 1
"""


async def is_under_way(tx: Tx, inbox_id: UUID, contact_id: UUID) -> bool:
    """Whether something of ours to this person was handed to the vendor and its id isn't known yet."""
    return bool(await tx.fetch(_UNDER_WAY, inbox_id, contact_id))


@dataclass(frozen=True, slots=True)
class Echoed:
    """Where an echo ended up."""

    conversation_id: UUID
    message_id: UUID


async def post_echo(tx: Tx, heard: Heard) -> Echoed | None:
    """Store it as sent. None: it is known, or part of what we sent."""
    echo = heard.echo
    if echo.may_be_ours and await _is_ours(tx, heard):
        return None
    known = await tx.fetch(
        "select from messages where inbox_id = $1 and external_id = $2", heard.inbox_id, echo.external_id
    )
    if known:
        return None
    rows = await tx.fetch(
        "select * from conversations_post_echo($1, $2::jsonb, $3)",
        tx.tenant_id, storable(_item(heard)), clock.now(),
    )  # fmt: skip
    tx.wake("events")
    return Echoed(rows[0]["conversation_id"], rows[0]["message_id"]) if rows else None


async def _is_ours(tx: Tx, heard: Heard) -> bool:
    words = " ".join(heard.echo.text.replace("\x00", "").split())
    return bool(await tx.fetch(_OURS, heard.inbox_id, heard.contact_id, clock.now(), words))


def _item(heard: Heard) -> dict[str, Any]:
    echo = heard.echo
    return {
        "message_id": new_id(),
        "conversation_id": new_id(),
        "inbox_id": heard.inbox_id,
        "channel": heard.channel,
        "bot_id": heard.bot_id,
        "contact_id": heard.contact_id,
        "is_new_contact": heard.is_new_contact,
        "name": heard.contact_name,
        "author_name": echo.written_in or heard.channel.capitalize(),
        "recipient": echo.recipient.external_id,
        "external_id": echo.external_id,
        "kind": echo.kind,
        "text": echo.text.replace("\x00", ""),
        "content": echo.content,
        "provider_at": echo.sent_at,
        "reopen_seconds": heard.reopen_seconds,
    }
