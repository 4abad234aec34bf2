"""Who writes to us: finds the contact behind a channel's identity, or makes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from attendance.channels.base import Identity
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable


@dataclass(frozen=True, slots=True)
class Known:
    """The contact behind an identity. `is_new`: made by this call."""

    id: UUID
    name: str
    is_new: bool


async def identify(tx: Tx, channel: str, people: Sequence[Identity]) -> list[Known]:
    """The contacts of these identities, in the same order; equal people get the same contact.

    Matched by any external id of the channel, then by phone in all its written forms (Brazil's ninth digit).
    An e-mail address never matches: it isn't proven. One statement for all.
    """
    positions: dict[str, int] = {}
    items: list[dict[str, Any]] = []
    for person in people:
        if person.external_id not in positions:
            positions[person.external_id] = len(items)
            items.append(_item(len(items), person))
    ordered = sorted(items, key=lambda item: str(item["external_ids"][0]))
    rows = await tx.fetch(
        "select * from contacts_identify($1, $2, $3::jsonb, $4)",
        tx.tenant_id,
        channel,
        storable(ordered),
        clock.now(),
    )
    found = {row["i"]: Known(row["contact_id"], row["name"], row["is_new"]) for row in rows}
    return [found[positions[person.external_id]] for person in people]


def _item(position: int, person: Identity) -> dict[str, Any]:
    phone = phones.normalise(person.phone) if person.phone else None
    return {
        "i": position,
        "external_ids": list(dict.fromkeys([person.external_id, *person.aliases])),
        "contact_id": new_id(),
        "identity_id": new_id(),
        "name": (person.name or "").replace("\x00", "").strip(),
        "fallback_name": phone or person.username or "Visitante",
        "phone": phone,
        "phones": list(phones.variants(phone)) if phone else [],
        "email": person.email,
    }
