"""Contacts that may be the same person, and what people said of them."""

from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from attendance.crm import queries, schemas
from attendance.crm.models import ContactDistinction
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput

_MOST: Final = 20
_MOST_GROUPS: Final = 50
_MOST_OF_GROUP: Final = 10


async def of_contact(tx: Tx, contact_id: UUID) -> list[schemas.Duplicate]:
    """The most alike first. Raises NotFound."""
    await queries.check_known(tx, contact_id)
    rows = await tx.fetch("select * from contacts_alike($1, $2)", contact_id, _MOST)
    known = await queries.by_ids(tx, [row["contact_id"] for row in rows])
    found = [
        schemas.Duplicate(
            reason=row["reason"], likeness=round(row["likeness"], 2), contact=known[row["contact_id"]]
        )
        for row in rows
        if row["contact_id"] in known
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.contact.name))


async def groups(tx: Tx) -> list[schemas.DuplicateGroup]:
    """Of everybody: those that share a phone, an e-mail, or a whole name of two words."""
    rows = await tx.fetch("select * from contacts_duplicated($1)", _MOST_GROUPS)
    ids = {one for row in rows for one in row["contact_ids"][:_MOST_OF_GROUP]}
    known = await queries.by_ids(tx, ids)
    found, seen = [], set[frozenset[UUID]]()
    for row in rows:
        members = [known[one] for one in row["contact_ids"][:_MOST_OF_GROUP] if one in known]
        who = frozenset(one.id for one in members)
        if len(members) > 1 and who not in seen:
            seen.add(who)
            found.append(schemas.DuplicateGroup(reason=row["reason"], value=row["value"], contacts=members))
    return found


async def tell_apart(tx: Tx, contact_id: UUID, other_id: UUID) -> None:
    """They are two people: never suggested again. Raises NotFound, InvalidInput for one and the same."""
    if contact_id == other_id:
        raise InvalidInput("Name two contacts.", fields={"other_id": "the same"})
    await queries.check_known(tx, contact_id, other_id)
    one, other = sorted((contact_id, other_id))
    await tx.execute(
        insert(ContactDistinction)
        .values(tenant_id=tx.tenant_id, one_id=one, other_id=other, created_at=clock.now())
        .on_conflict_do_nothing()
    )
