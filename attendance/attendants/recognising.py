"""Whose message is it: an attendant's, who works in the messenger that it came from, or a customer's?

One statement for a batch, and none for channels in which nobody works.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from attendance.channels.base import Identity
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.json_text import storable

ONLY_ATTENDANTS: Final = "only"
"""Value of an inbox's setting `attendants`: whoever writes there is one of us."""
_CODE: Final = re.compile(r"\s*(?:/start(?:@\w+)?\s+)?atender-([a-z2-9]{10})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who wrote, where, and in which thread."""

    inbox_id: UUID
    sender: Identity
    text: str
    thread: str | None
    is_theirs_only: bool
    """The inbox is for attendants and nobody else."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One of ours; without ids somebody who has yet to say who they are (a code, a stranger in our own inbox)."""

    address_id: UUID | None = None
    user_id: UUID | None = None


def link_code(text: str) -> str | None:
    """The one-time code that a message consists of, alone or after `/start`."""
    found = _CODE.fullmatch(text)
    return found[1].lower() if found else None


def names_of(sender: Identity) -> tuple[str, ...]:
    """Every spelling under which an address may know this sender."""
    phone = phones.normalise(sender.phone) if sender.phone else None
    ways = phones.variants(phone) if phone else ()
    return tuple(dict.fromkeys((sender.external_id, *sender.aliases, *ways)))


async def recognise(tx: Tx, voices: Sequence[Voice]) -> list[Recognised | None]:
    """In the same order; None for customers."""
    items = [(place, voice, name) for place, voice in enumerate(voices) for name in names_of(voice.sender)]
    rows = await tx.fetch(
        _RECOGNISE,
        [place for place, _, _ in items],
        [voice.inbox_id for _, voice, _ in items],
        [name for _, _, name in items],
        [voice.thread for _, voice, _ in items],
    )
    known: dict[int, Recognised] = {}
    for row in rows:
        if row["address_id"] is not None or row["i"] not in known:
            known[row["i"]] = Recognised(row["address_id"], row["user_id"])
    return [known.get(place) or _stranger(voice) for place, voice in enumerate(voices)]


def _stranger(voice: Voice) -> Recognised | None:
    return Recognised() if voice.is_theirs_only or link_code(voice.text) else None


# The second half: somebody unknown who writes into a thread that we opened for attendants is no customer either.
_RECOGNISE: Final = """
with said as (
  select * from unnest($1::int[], $2::uuid[], $3::text[], $4::text[]) as s (i, inbox_id, name, thread)
)
select s.i, a.id as address_id, a.user_id
from said s
join attendant_addresses a on a.inbox_id = s.inbox_id and (a.external_id = s.name or a.alias = s.name)
join users u on u.id = a.user_id and u.is_active
where a.is_active and a.verified_at is not null
union
select s.i, null, null
from said s
join relay_threads t on t.thread = s.thread
join attendant_addresses a on a.id = t.address_id and a.inbox_id = s.inbox_id
where s.thread is not null
"""


async def hear(tx: Tx, words: Iterable[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Note these (inbox, external id); returns those that were not known yet."""
    wanted = sorted(set(words))
    rows = await tx.fetch(
        "insert into attendant_words (inbox_id, external_id, tenant_id, heard_at) "
        "select w.inbox_id, w.external_id, $3, $4 from unnest($1::uuid[], $2::text[]) as w (inbox_id, external_id) "
        "on conflict do nothing returning inbox_id, external_id",
        [inbox_id for inbox_id, _ in wanted],
        [external_id for _, external_id in wanted],
        tx.tenant_id,
        clock.now(),
    )
    return {(row["inbox_id"], row["external_id"]) for row in rows}


async def note_statuses(tx: Tx, items: Sequence[dict[str, Any]]) -> list[tuple[UUID, str | None]]:
    """What a vendor says of what we relayed; returns the relays that failed, with the reason."""
    rows = await tx.fetch(
        "select * from relays_apply_status($1::jsonb, $2)", storable(list(items)), clock.now()
    )
    return [(row["relay_id"], row["reason"]) for row in rows if row["has_failed"]]
