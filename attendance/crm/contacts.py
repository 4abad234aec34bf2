"""Who writes to us: finds the contact behind a channel's identity, or makes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import select, update

from attendance.channels.base import Identity, IncomingConsent, IncomingMove
from attendance.crm import events
from attendance.crm.models import Contact, ContactIdentity
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable


@dataclass(frozen=True, slots=True)
class Known:
    """The contact behind an identity. `is_new`: made by this call. `is_blocked`: nobody answers them."""

    id: UUID
    name: str
    is_new: bool
    is_blocked: bool


async def identify(tx: Tx, channel: str, people: Sequence[Identity]) -> list[Known]:
    """The contacts of these identities, in the same order; equal people get the same contact.

    Matched by any external id of the channel, then by any of a contact's phones in all its written forms (Brazil's
    ninth digit).
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
    await name_identities(tx, channel, people)
    found = {
        row["i"]: Known(row["contact_id"], row["name"], row["is_new"], row["is_blocked"]) for row in rows
    }
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a customer doesn't want to receive any more in a channel, and since when."""

    of: Literal["marketing", "all"]
    since: datetime


async def refusal_of(tx: Tx, contact_id: UUID, channel: str) -> Refusal | None:
    """The widest that any address of theirs in this channel carries."""
    rows = await tx.rows(
        select(ContactIdentity.opted_out_of, ContactIdentity.opted_out_at)
        .where(
            ContactIdentity.contact_id == contact_id,
            ContactIdentity.channel == channel,
            ContactIdentity.opted_out_at.is_not(None),
        )
        .order_by(ContactIdentity.opted_out_of, ContactIdentity.opted_out_at.desc())
    )
    row = rows[0] if rows else None
    return Refusal(row.opted_out_of, row.opted_out_at) if row else None


async def note_consents(tx: Tx, channel: str, consents: Sequence[IncomingConsent]) -> None:
    """Keep what people refuse, or want again, at every address of theirs in the channel."""
    for consent in consents:
        contact_id = await _contact_behind(tx, channel, [consent.person])
        if contact_id is not None:
            await refuse(tx, contact_id, channel, consent.refuses, at=consent.at or clock.now())


async def refuse(
    tx: Tx, contact_id: UUID, channel: str, refuses: Literal["marketing", "all"] | None, *, at: datetime
) -> None:
    """`refuses` None takes a refusal back. A repeat changes nothing, a later STOP counts anew."""
    changed = await tx.execute(
        update(ContactIdentity)
        .where(
            ContactIdentity.contact_id == contact_id,
            ContactIdentity.channel == channel,
            ContactIdentity.opted_out_of.is_distinct_from(refuses),
        )
        .values(opted_out_of=refuses, opted_out_at=at if refuses else None)
    )
    if changed:
        tx.publish(events.ContactChanged(contact_id=contact_id, fields=["opted_out"]))


async def move(tx: Tx, channel: str, moves: Sequence[IncomingMove]) -> None:
    """People whom a vendor knows by other ids: the contact and their conversations stay, the addresses change."""
    for one in moves:
        contact_id = await _contact_behind(tx, channel, one.former)
        if contact_id is not None:
            await _move(tx, channel, contact_id, one)


async def _move(tx: Tx, channel: str, contact_id: UUID, one: IncomingMove) -> None:
    person = one.current
    ids = list(dict.fromkeys([person.external_id, *person.aliases]))
    await tx.fetch(
        "delete from contact_identities where contact_id = $1 and channel = $2 and external_id = any($3::text[]) "
        "and external_id <> all($4::text[])",
        contact_id, channel, list(one.former), ids,
    )  # fmt: skip
    await tx.fetch(
        "insert into contact_identities (id, tenant_id, contact_id, channel, external_id, created_at) "
        "select gen_random_uuid(), $1, $2, $3, w, $5 from unnest($4::text[]) as w "
        "on conflict (tenant_id, channel, external_id) do update set contact_id = excluded.contact_id",
        tx.tenant_id, contact_id, channel, ids, clock.now(),
    )  # fmt: skip
    await tx.fetch(
        "update conversations set recipient = $3 "
        "where contact_id = $1 and channel = $2 and recipient = any($4::text[])",
        contact_id, channel, person.external_id, list(one.former),
    )  # fmt: skip
    phone = phones.normalise(person.phone) if person.phone else None
    if phone is not None:
        await tx.execute(
            update(Contact).where(Contact.id == contact_id).values(phone=phone, updated_at=clock.now())
        )
    tx.publish(events.ContactChanged(contact_id=contact_id, fields=["identities", "phone"]))


async def introduce(tx: Tx, channel: str, contact_id: UUID, person: Identity) -> None:
    """A vendor tells who a contact is: their name, unless somebody of ours wrote one, and their user name."""
    name = (person.name or "").replace("\x00", "").strip()
    if name:
        changed = await tx.execute(
            update(Contact)
            .where(Contact.id == contact_id, Contact.first_name.is_(None), Contact.name != name)
            .values(name=name, updated_at=clock.now())
        )
        if changed:
            tx.publish(events.ContactChanged(contact_id=contact_id, fields=["name"]))
    await name_identities(tx, channel, [person])


async def name_identities(tx: Tx, channel: str, people: Sequence[Identity]) -> None:
    """Keep how people call themselves in the channel, when that changed."""
    told = {person.external_id: person.username for person in people if person.username}
    if told:
        await tx.fetch(
            "update contact_identities i set username = t.username "
            "from unnest($2::text[], $3::text[]) as t (external_id, username) "
            "where i.channel = $1 and i.external_id = t.external_id and i.username is distinct from t.username",
            channel, list(told), list(told.values()),
        )  # fmt: skip


async def _contact_behind(tx: Tx, channel: str, ids: Sequence[str]) -> UUID | None:
    found = select(ContactIdentity.contact_id).where(
        ContactIdentity.channel == channel, ContactIdentity.external_id.in_(list(ids))
    )
    return cast(UUID | None, await tx.scalar(found.limit(1)))
