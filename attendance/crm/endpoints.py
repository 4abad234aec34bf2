"""REST of contacts."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from attendance.crm import actions, duplicates, merging, queries, schemas
from attendance.crm.asking import AskedContacts, Deleter, Reader, Writer
from attendance.crm.rules import ContactExists, CustomerIdTaken, FieldInvalid, LaterMerge, OpenInBoth
from attendance.identity.guards import InTransaction
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("contacts", "/api/crm/contacts")

Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("")
async def list_contacts(
    who: Reader, tx: InTransaction, asked: Asked, wanted: AskedContacts, sort: schemas.Sort = "name"
) -> Page[schemas.ContactRow]:
    """By name, or the newest, the latest heard of, the most valuable first."""
    items, cursor = await queries.page(tx, who.user_id, wanted, sort, asked)
    return Page(items=items, next_cursor=cursor)


@router.get("/count")
async def count_contacts(who: Reader, tx: InTransaction, wanted: AskedContacts) -> schemas.ContactCount:
    """How many a filter means; exact up to 10,000."""
    return await queries.count(tx, who.user_id, wanted)


@router.get("/duplicates")
async def list_duplicates(who: Reader, tx: InTransaction) -> list[schemas.DuplicateGroup]:
    """Contacts that share a phone, an e-mail or a whole name; fifty groups at most."""
    return await duplicates.groups(tx)


@router.post(
    "",
    status_code=201,
    responses=documented(InvalidInput, NotFound, CustomerIdTaken, ContactExists, FieldInvalid),
)
async def create_contact(who: Writer, tx: InTransaction, new: schemas.NewContact) -> schemas.Contact:
    """409 with the other's id when somebody has the phone or e-mail already, unless `allow_duplicate`."""
    return await queries.contact(tx, await actions.create(tx, new))


@router.post("/bulk", responses=documented(NotFound))
async def change_contacts(
    who: Writer, tx: InTransaction, change: schemas.BulkContactChange
) -> schemas.Changed:
    """Tags and owner of many at once."""
    return schemas.Changed(changed=await actions.change_many(tx, change))


@router.get("/{contact_id}", responses=documented(NotFound))
async def read_contact(who: Reader, tx: InTransaction, contact_id: UUID) -> schemas.Contact:
    """One contact. For one that was merged: the one that it is part of now."""
    return await queries.contact(tx, contact_id)


@router.patch("/{contact_id}", responses=documented(NotFound, InvalidInput, CustomerIdTaken, FieldInvalid))
async def change_contact(
    who: Writer, tx: InTransaction, contact_id: UUID, patch: schemas.ContactPatch
) -> schemas.Contact:
    """Change the fields that the body names."""
    await actions.change_contact(tx, contact_id, patch)
    return await queries.contact(tx, contact_id)


@router.delete("/{contact_id}", status_code=204, responses=documented(NotFound))
async def erase_contact(who: Deleter, tx: InTransaction, contact_id: UUID) -> None:
    """Forget the person. What was written in conversations stays, with nobody's name on it. Can't be undone."""
    await actions.erase(tx, contact_id)


@router.put("/{contact_id}/block", responses=documented(NotFound))
async def block_contact(
    who: Writer, tx: InTransaction, contact_id: UUID, wanted: schemas.ContactBlock
) -> schemas.Contact:
    """What they write from now on is kept, but answered by nobody."""
    await actions.block(tx, contact_id, wanted.reason)
    return await queries.contact(tx, contact_id)


@router.delete("/{contact_id}/block", responses=documented(NotFound))
async def unblock_contact(who: Writer, tx: InTransaction, contact_id: UUID) -> schemas.Contact:
    """What they write from now on is answered again."""
    await actions.unblock(tx, contact_id)
    return await queries.contact(tx, contact_id)


@router.get("/{contact_id}/duplicates", responses=documented(NotFound))
async def read_duplicates(who: Reader, tx: InTransaction, contact_id: UUID) -> list[schemas.Duplicate]:
    """Who may be the same person, the most alike first."""
    return await duplicates.of_contact(tx, contact_id)


@router.post("/{contact_id}/distinctions", status_code=204, responses=documented(NotFound, InvalidInput))
async def tell_apart(who: Writer, tx: InTransaction, contact_id: UUID, wanted: schemas.Distinction) -> None:
    """They are two people: no longer suggested."""
    await duplicates.tell_apart(tx, contact_id, wanted.other_id)


@router.get("/{contact_id}/merges", responses=documented(NotFound))
async def list_merges(who: Reader, tx: InTransaction, contact_id: UUID) -> list[schemas.ContactMerge]:
    """Who was merged into this contact, the latest first."""
    return await merging.merges(tx, contact_id)


@router.post(
    "/{contact_id}/merges", status_code=201, responses=documented(NotFound, InvalidInput, OpenInBoth)
)
async def merge_contacts(
    who: Writer, tx: InTransaction, contact_id: UUID, order: schemas.MergeOrder
) -> schemas.ContactMerge:
    """Another contact becomes part of this one, with all its conversations, tickets and deals."""
    merge_id = await merging.merge(tx, contact_id, order)
    return next(one for one in await merging.merges(tx, contact_id) if one.id == merge_id)


@router.delete("/{contact_id}/merges/{merge_id}", responses=documented(NotFound, LaterMerge))
async def undo_merge(who: Writer, tx: InTransaction, contact_id: UUID, merge_id: UUID) -> schemas.Contact:
    """The other contact is there again with what was its; the answer is the other one."""
    return await queries.contact(tx, await merging.undo(tx, contact_id, merge_id))
