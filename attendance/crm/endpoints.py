"""REST of contacts."""

from typing import Annotated
from uuid import UUID

from attendance.crm import actions, queries, schemas
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented

router = api_router("contacts", "/api/crm/contacts")


@router.get("/{contact_id}", responses=documented(NotFound))
async def read_contact(
    who: Annotated[Who, Allowed("contacts.read")], tx: InTransaction, contact_id: UUID
) -> schemas.Contact:
    """One contact."""
    return await queries.contact(tx, contact_id)


@router.patch("/{contact_id}", responses=documented(NotFound))
async def change_contact(
    who: Annotated[Who, Allowed("contacts.write")],
    tx: InTransaction,
    contact_id: UUID,
    patch: schemas.ContactPatch,
) -> schemas.Contact:
    """Change the fields that the body names."""
    await actions.change_contact(tx, contact_id, patch)
    return await queries.contact(tx, contact_id)
