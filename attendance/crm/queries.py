"""Reads of contacts."""

from uuid import UUID

from sqlalchemy import select

from attendance.crm import schemas
from attendance.crm.models import Contact, ContactIdentity
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

_SHOWN = (
    Contact.id, Contact.name, Contact.first_name, Contact.last_name, Contact.email, Contact.phone, Contact.tier,
    Contact.ltv, Contact.last_purchase, Contact.tags, Contact.created_at.label("customer_since"),
)  # fmt: skip


async def contact(tx: Tx, contact_id: UUID) -> schemas.Contact:
    """Raises NotFound."""
    rows = await tx.mappings(select(*_SHOWN).where(Contact.id == contact_id))
    if not rows:
        raise NotFound("contact")
    identities = await tx.mappings(
        select(
            ContactIdentity.channel,
            ContactIdentity.external_id,
            ContactIdentity.username,
            ContactIdentity.opted_out_of,
            ContactIdentity.opted_out_at,
        )
        .where(ContactIdentity.contact_id == contact_id)
        .order_by(ContactIdentity.created_at)
    )
    count = await tx.fetch("select count(*) from conversations where contact_id = $1", contact_id)
    return schemas.Contact(
        **rows[0],
        conversations=count[0][0],
        identities=[schemas.ContactIdentity(**identity) for identity in identities],
    )
