"""Two contacts become one, and two again. All that a merge changes is written down, so that undoing it is exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select, update

from attendance.crm import events, queries, schemas
from attendance.crm.models import Contact, ContactMerge
from attendance.crm.rules import LaterMerge, OpenInBoth, merged
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

Row: TypeAlias = dict[str, Any]
"""Columns of a contact as JSON."""

_OPEN_IN_BOTH: Final = """
select i.name, a.number as one, b.number as other
from conversations a
join conversations b on b.inbox_id = a.inbox_id and b.contact_id = $2 and b.thread is null
join inboxes i on i.id = a.inbox_id
where a.contact_id = $1 and a.thread is null
  and a.status not in ('resolved', 'abandoned') and b.status not in ('resolved', 'abandoned')
limit 1"""
_LOCK_CONVERSATIONS: Final = (
    "select id from conversations where contact_id = any($1) and status not in ('resolved', 'abandoned') "
    "order by id for update"
)
_MOVE: Final = "select moved::text as moved, dropped::text as dropped from contact_move($1, $2)"
_UNIQUE: Final = ("phone", "email", "customer_id")
_KEEP_PRIMARY: Final = """
select contact_primary_phone(c, null), contact_primary_email(c, null) from crm_contacts c where c.id = any($1)"""
_WRITE: Final = """
update crm_contacts c set ({columns}) = (select {columns} from jsonb_populate_record(c, $2::jsonb)), updated_at = $3
where c.id = $1"""


async def merge(tx: Tx, contact_id: UUID, order: schemas.MergeOrder) -> UUID:
    """The other's conversations, tickets, deals, identities, all that names it, become the contact's; the other goes.

    The merge's id. Raises NotFound, InvalidInput, OpenInBoth."""
    if contact_id == order.other_id:
        raise InvalidInput("A contact can't be merged with itself.", fields={"other_id": "the same"})
    kept, other = await _lock(tx, contact_id, order.other_id)
    await _check_open(tx, contact_id, order.other_id)
    values = merged(kept, other, order.take)
    [moved] = await tx.fetch(_MOVE, order.other_id, contact_id)
    await tx.execute(delete(Contact).where(Contact.id == order.other_id))
    await _write(tx, contact_id, values)
    merge_id = new_id()
    await tx.execute(
        insert(ContactMerge).values(
            id=merge_id, tenant_id=tx.tenant_id, kept_id=contact_id, absorbed_id=order.other_id, absorbed=other,
            before={name: kept[name] for name in values}, after=values,
            moved=msgspec.Raw(moved["moved"].encode()), dropped=msgspec.Raw(moved["dropped"].encode()),
            merged_by=tx.actor.id, merged_by_name=tx.actor.name, created_at=clock.now(),
        )
    )  # fmt: skip
    tx.publish(events.ContactsMerged(contact_id=contact_id, absorbed_id=order.other_id, merge_id=merge_id))
    return merge_id


async def undo(tx: Tx, contact_id: UUID, merge_id: UUID) -> UUID:
    """The other is there again with all that was its; what came after the merge stays where it is, and so do fields
    that somebody changed since. The other's id. Raises NotFound, LaterMerge."""
    await _lock(tx, contact_id)
    latest = await tx.scalar(
        select(ContactMerge.id)
        .where(ContactMerge.kept_id == contact_id, ContactMerge.undone_at.is_(None))
        .order_by(ContactMerge.created_at.desc(), ContactMerge.id.desc())
        .limit(1)
    )
    made = await _merge(tx, contact_id, merge_id)
    if latest != merge_id:
        raise LaterMerge
    [now] = await _rows(tx, [contact_id])
    without = dict.fromkeys(_UNIQUE)  # until the other has given them back
    await tx.fetch("select contact_restore($1::jsonb)", storable(made.absorbed | without))
    await tx.fetch(
        "select contact_move_back($1, $2, $3::jsonb, $4::jsonb)",
        contact_id, made.absorbed_id, made.moved, made.dropped,
    )  # fmt: skip
    await _write(
        tx, contact_id, {name: old for name, old in made.before.items() if now[name] == made.after[name]}
    )
    own = {name: made.absorbed[name] for name in _UNIQUE}
    await tx.execute(update(Contact).where(Contact.id == made.absorbed_id).values(**own))
    await tx.fetch(_KEEP_PRIMARY, [contact_id, made.absorbed_id])
    await tx.execute(update(ContactMerge).where(ContactMerge.id == merge_id).values(undone_at=clock.now()))
    tx.publish(
        events.ContactsUnmerged(contact_id=contact_id, restored_id=made.absorbed_id, merge_id=merge_id)
    )
    return made.absorbed_id


async def merges(tx: Tx, contact_id: UUID) -> list[schemas.ContactMerge]:
    """The latest first. Raises NotFound."""
    await queries.check_known(tx, contact_id)
    rows = await tx.mappings(
        select(
            *(getattr(ContactMerge, name) for name in _TOLD),
            ContactMerge.kept_id.label("contact_id"),
            ContactMerge.absorbed["name"].astext.label("absorbed_name"),
        )
        .where(ContactMerge.kept_id == contact_id)
        .order_by(ContactMerge.created_at.desc(), ContactMerge.id.desc())
        .limit(50)
    )
    standing = next((row["id"] for row in rows if row["undone_at"] is None), None)
    return [schemas.ContactMerge(**row, may_be_undone=row["id"] == standing) for row in rows]


_TOLD: Final = ("id", "absorbed_id", "merged_by_name", "created_at", "undone_at")


@dataclass(frozen=True, slots=True)
class _Merge:
    absorbed_id: UUID
    absorbed: Row
    before: Row
    after: Row
    moved: str
    dropped: str


async def _merge(tx: Tx, contact_id: UUID, merge_id: UUID) -> _Merge:
    """Raises NotFound, also for one that was undone."""
    rows = await tx.fetch(
        "select absorbed_id, absorbed::text, before::text, after::text, moved::text, dropped::text "
        "from contact_merges where id = $1 and kept_id = $2 and undone_at is null",
        merge_id,
        contact_id,
    )
    if not rows:
        raise NotFound("merge")
    found = rows[0]
    absorbed, before, after = (_read(found[name]) for name in ("absorbed", "before", "after"))
    return _Merge(found["absorbed_id"], absorbed, before, after, found["moved"], found["dropped"])


async def _lock(tx: Tx, *ids: UUID) -> list[Row]:
    """Open conversations first, as whoever works in one holds it before its contact. Raises NotFound."""
    await tx.fetch(_LOCK_CONVERSATIONS, list(ids))
    await tx.rows(select(Contact.id).where(Contact.id.in_(ids)).order_by(Contact.id).with_for_update())
    return await _rows(tx, ids)


async def _rows(tx: Tx, ids: Sequence[UUID]) -> list[Row]:
    """Whole rows as JSON, in the order of the ids. Raises NotFound, also for those that were erased."""
    rows = await tx.fetch(
        "select c.id, (to_jsonb(c) - 'search' || jsonb_build_object('ltv', c.ltv::text))::text as row "
        "from crm_contacts c where c.id = any($1) and c.erased_at is null",
        list(ids),
    )
    found = {row["id"]: _read(row["row"]) for row in rows}
    if len(found) < len(set(ids)):
        raise NotFound("contact")
    return [found[one] for one in ids]


def _read(written: str) -> Row:
    """Values of fields of one's own stay as they are written: numbers in them are exact."""
    raw = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
    exact = dict[str, msgspec.Raw]
    return {
        name: msgspec.json.decode(value, type=exact if name == "custom_fields" else Any)
        for name, value in raw.items()
    }


async def _check_open(tx: Tx, contact_id: UUID, other_id: UUID) -> None:
    """In one inbox a contact has one open conversation at most. Raises OpenInBoth."""
    rows = await tx.fetch(_OPEN_IN_BOTH, contact_id, other_id)
    if rows:
        raise OpenInBoth(inbox=rows[0]["name"], numbers=f"{rows[0]['one']}, #{rows[0]['other']}")


async def _write(tx: Tx, contact_id: UUID, values: Row) -> None:
    """Columns by their JSON."""
    known = {column.name for column in Contact.__table__.columns}
    names = ", ".join(name for name in sorted(values) if name in known)
    if names:
        await tx.fetch(_WRITE.format(columns=names), contact_id, storable(values), clock.now())
