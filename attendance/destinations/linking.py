"""Ties a messenger's account to its user: by a one-time code, by the phone of the profile, or by a proven e-mail."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.attendants.models import Attendant, AttendantAddress, AttendantLink
from attendance.channels.base import Identity
from attendance.channels.models import Inbox
from attendance.destinations.events import WorkAddressChanged
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.crypto import token_hash
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.simulator.accounts import INBOX_KEYS

LIFETIME: Final = timedelta(minutes=15)
BY_PHONE: Final = "whatsapp"
"""The channel in which people are known by their phones, and the word in attendant.csv that says they work there."""
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LONGEST_CODE: Final = 10


async def new_code(tx: Tx, user_id: UUID) -> tuple[str, datetime]:
    """A code for this user, in place of an earlier one; whoever writes it from an account is them there."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LONGEST_CODE))
    expires_at = clock.now() + LIFETIME
    await tx.execute(delete(AttendantLink).where(AttendantLink.user_id == user_id))
    await tx.execute(
        insert(AttendantLink).values(
            id=new_id(), tenant_id=tx.tenant_id, user_id=user_id, code_hash=token_hash(code),
            expires_at=expires_at,
        )
    )  # fmt: skip
    return f"atender-{code}", expires_at


async def by_code(tx: Tx, inbox_id: UUID, sender: Identity, code: str) -> UUID | None:
    """The address that the code proves; None when it is not, or no longer, valid. A code works once."""
    rows = await tx.rows(
        select(AttendantLink.id, AttendantLink.user_id)
        .where(AttendantLink.code_hash == token_hash(code), AttendantLink.expires_at > clock.now())
        .with_for_update()
    )
    if not rows:
        return None
    await tx.execute(delete(AttendantLink).where(AttendantLink.id == rows[0].id))
    return await _tie(tx, inbox_id, rows[0].user_id, sender, source="code")


async def by_email(tx: Tx, inbox_id: UUID, sender: Identity) -> UUID | None:
    """The address of the user with the e-mail that the vendor vouches for; None when there is none."""
    if not sender.email:
        return None
    user_id: UUID | None = await tx.scalar(
        select(User.id).where(
            User.tenant_id == tx.tenant_id, func.lower(User.email) == sender.email.lower(), User.is_active
        )
    )
    if user_id is None:
        return None
    return await _tie(tx, inbox_id, user_id, sender, source="email")


async def _tie(tx: Tx, inbox_id: UUID, user_id: UUID, sender: Identity, *, source: str) -> UUID:
    """An account belongs to one person: the one who proved it last."""
    values = {
        "user_id": user_id,
        "alias": next(iter(sender.aliases), None),
        "label": sender.name or sender.username or sender.phone or sender.external_id,
        "source": source,
        "is_active": True,
        "verified_at": clock.now(),
    }
    row = upsert(AttendantAddress).values(
        id=new_id(), tenant_id=tx.tenant_id, inbox_id=inbox_id, external_id=sender.external_id,
        created_at=clock.now(), **values,
    )  # fmt: skip
    address_id: UUID = await tx.scalar(
        row.on_conflict_do_update(
            index_elements=["inbox_id", "external_id"], set_={**values, "current_conversation_id": None}
        ).returning(AttendantAddress.id)
    )
    tx.publish(WorkAddressChanged(address_id=address_id, user_id=user_id, change="linked"))
    return address_id


async def keep_phones(tx: Tx, user_id: UUID | None = None) -> None:
    """Whoever's profile says that they work on WhatsApp has an address there under their phone; without `user_id`
    for everybody. A phone that is no longer theirs leads to them no more.

    Not in the demo's inbox: anybody may write there under any number.
    """
    works_there = Attendant.channels.contains([BY_PHONE])
    whose = [Attendant.user_id == user_id] if user_id is not None else []
    rows = await tx.rows(
        select(Attendant.user_id, Attendant.phone).where(works_there, Attendant.phone.is_not(None), *whose)
    )
    inboxes = await tx.rows(
        select(Inbox.id).where(Inbox.channel == BY_PHONE, Inbox.key.not_in(INBOX_KEYS.values()))
    )
    phones = {row.user_id: row.phone for row in rows}
    stale = [AttendantAddress.source == "phone"]
    if user_id is not None:
        stale.append(AttendantAddress.user_id == user_id)
    for known in await tx.rows(
        select(AttendantAddress.id, AttendantAddress.user_id, AttendantAddress.external_id).where(*stale)
    ):
        if phones.get(known.user_id) != known.external_id:
            await tx.execute(delete(AttendantAddress).where(AttendantAddress.id == known.id))
    for owner, phone in phones.items():
        for inbox in inboxes:
            await _add_phone(tx, inbox.id, owner, phone)


async def _add_phone(tx: Tx, inbox_id: UUID, user_id: UUID, phone: str) -> None:
    """Unless it is there already, or somebody else's: a shared phone stays with the first."""
    now = clock.now()
    await tx.execute(
        upsert(AttendantAddress)
        .values(
            id=new_id(), tenant_id=tx.tenant_id, inbox_id=inbox_id, user_id=user_id, external_id=phone,
            label=phone, source="phone", verified_at=now, created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["inbox_id", "external_id"])
    )  # fmt: skip


async def note_heard(tx: Tx, address_id: UUID, sender: Identity) -> None:
    """They wrote: the vendor's window is open again, and another id of theirs may be known from now on."""
    names = [name for name in (sender.external_id, *sender.aliases) if name]
    row = await tx.first(
        select(AttendantAddress.external_id, AttendantAddress.alias).where(AttendantAddress.id == address_id)
    )
    known = {row.external_id, row.alias, row.external_id.removeprefix("+")} if row else set()
    new = next((name for name in names if name not in known), row.alias if row else None)
    await tx.execute(
        update(AttendantAddress)
        .where(AttendantAddress.id == address_id)
        .values(last_heard_at=clock.now(), nudged_at=None, alias=new)
    )
