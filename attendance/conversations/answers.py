"""Messages of customers that only answer a question of ours (a rating): the transcript has them, nothing else happens.

A closed conversation stays closed, and nobody is made to wait.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from attendance.conversations.posting import Arrival
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable


async def known(tx: Tx, arrivals: Sequence[Arrival]) -> set[tuple[UUID, str]]:
    """(inbox, external id) of those that are stored already."""
    rows = await tx.fetch(
        "select m.inbox_id, m.external_id from messages m "
        "join unnest($1::uuid[], $2::text[]) as w (inbox_id, external_id) "
        "on m.inbox_id = w.inbox_id and m.external_id = w.external_id",
        [arrival.inbox_id for arrival in arrivals],
        [arrival.message.external_id for arrival in arrivals],
    )
    return {(row["inbox_id"], row["external_id"]) for row in rows}


async def post_answer(tx: Tx, arrival: Arrival, into: UUID) -> UUID | None:
    """Store it in this conversation, whose row lock is held. None: it is known already."""
    rows = await tx.fetch(
        "select * from conversation_post_answer($1, $2::jsonb, $3)",
        tx.tenant_id, storable(_item(arrival, into)), clock.now(),
    )  # fmt: skip
    tx.wake("events")
    return rows[0]["message_id"] if rows else None


def _item(arrival: Arrival, into: UUID) -> dict[str, Any]:
    message = arrival.message
    return {
        "into": into,
        "message_id": new_id(),
        "name": arrival.contact_name,
        "external_id": message.external_id,
        "kind": message.kind,
        "text": message.text.replace("\x00", ""),
        "content": message.content,
        "reply_to": message.reply_to,
        "provider_at": message.sent_at,
    }
