"""Who writes in somebody else's thread without having been asked in: whoever knows its address can.

In a thread belong the contact of its conversation, and whom the contact or we named in To or Cc. Others are shown to
people; a bot neither answers them nor sends them what it has to say to the contact.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from attendance.conversations.posting import Arrival
from attendance.kernel import clock
from attendance.kernel.database import Tx

_ENDED: Final = ("resolved", "abandoned")
_Key = tuple[UUID, str]
"""(inbox, thread)."""

_THREADS: Final = """
select distinct on (c.inbox_id, c.thread) c.id, c.inbox_id, c.thread, c.contact_id, c.recipient, c.owner, c.status,
  c.resolved_at
from unnest($1::uuid[], $2::text[]) as w (inbox_id, thread)
join conversations c on c.inbox_id = w.inbox_id and c.thread = w.thread
order by c.inbox_id, c.thread, c.created_at desc
"""

_ASKED_IN: Final = """
select distinct m.conversation_id, lower(coalesce(box ->> 'address', box #>> '{}')) as address
from messages m join conversations c on c.id = m.conversation_id
cross join lateral (select jsonb_path_query(m.content, '$.to[*]') union all
                    select jsonb_path_query(m.content, '$.cc[*]')) as boxes (box)
where m.conversation_id = any($1::uuid[]) and not m.is_note and (m.direction = 'out' or m.author_id = c.contact_id)
"""


@dataclass(frozen=True, slots=True)
class _Thread:
    """A conversation that a message may be put into."""

    id: UUID | None
    contact_id: UUID
    recipient: str
    is_bots: bool
    ended_at: datetime | None = None
    asked_in: set[str] = field(default_factory=set)

    def takes(self, arrival: Arrival, now: datetime) -> bool:
        """Whether the message goes on with it instead of beginning another."""
        if self.ended_at is None:
            return True
        return self.ended_at > now - timedelta(seconds=arrival.reopen_seconds)


async def mark(tx: Tx, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The arrivals, those of outsiders marked. No query where there are no threads."""
    threads = await _threads(tx, arrivals)
    strangers = {
        found.id
        for arrival in arrivals
        if (found := threads.get(_key(arrival))) is not None and found.contact_id != arrival.contact_id
    }
    asked_in = await _asked_in(tx, [one for one in strangers if one is not None])
    for found in threads.values():
        if found.id is not None:
            found.asked_in.update(asked_in.get(found.id, ()))
    now = clock.now()
    return [_marked(arrival, threads, now) for arrival in arrivals]


def _key(arrival: Arrival) -> _Key:
    return arrival.inbox_id, arrival.message.thread or ""


async def _threads(tx: Tx, arrivals: Sequence[Arrival]) -> dict[_Key, _Thread]:
    wanted = list({_key(arrival) for arrival in arrivals if arrival.message.thread is not None})
    if not wanted:
        return {}
    rows = await tx.fetch(_THREADS, [inbox_id for inbox_id, _ in wanted], [thread for _, thread in wanted])
    return {
        (row["inbox_id"], row["thread"]): _Thread(
            row["id"], row["contact_id"], row["recipient"], row["owner"] == "bot",
            row["resolved_at"] if row["status"] in _ENDED else None,
        )
        for row in rows
    }  # fmt: skip


async def _asked_in(tx: Tx, conversation_ids: Sequence[UUID]) -> Mapping[UUID, set[str]]:
    if not conversation_ids:
        return {}
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in await tx.fetch(_ASKED_IN, list(conversation_ids)):
        found[row["conversation_id"]].add(row["address"])
    return found


def _marked(arrival: Arrival, threads: dict[_Key, _Thread], now: datetime) -> Arrival:
    """Who begins a thread in this batch is its contact for the rest of it."""
    if arrival.message.thread is None:
        return arrival
    found = threads.get(_key(arrival))
    if found is None or not found.takes(arrival, now):
        sender = arrival.message.sender.external_id
        found = threads[_key(arrival)] = _Thread(None, arrival.contact_id, sender, is_bots=True)
    if found.contact_id == arrival.contact_id:
        found.asked_in.update(_named_in(arrival.message.content))
        return arrival
    if arrival.message.sender.external_id.lower() in found.asked_in:
        return arrival
    return replace(arrival, is_outsider=True, answers_go_to=found.recipient if found.is_bots else None)


def _named_in(content: Mapping[str, Any]) -> set[str]:
    """The addresses in To and Cc, as a channel's `parse` gives them."""
    boxes = [box for name in ("to", "cc") for box in (content.get(name) or ()) if isinstance(box, Mapping)]
    return {str(box["address"]).lower() for box in boxes if box.get("address")}
