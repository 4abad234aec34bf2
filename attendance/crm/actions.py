"""Writes of contacts by people."""

from uuid import UUID

from sqlalchemy import select, update

from attendance.crm import events, schemas
from attendance.crm.models import Contact
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound


async def change_contact(tx: Tx, contact_id: UUID, patch: schemas.ContactPatch) -> None:
    """Change the fields that the patch names; given names make up the shown name. Raises NotFound, InvalidInput."""
    row = await tx.first(
        select(Contact.first_name, Contact.last_name, Contact.name)
        .where(Contact.id == contact_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("contact")
    values = patch.model_dump(exclude_unset=True, exclude={"tags"} if patch.tags is None else None)
    if values.get("phone"):
        values["phone"] = _phone(values["phone"])
    first, last = values.get("first_name", row.first_name), values.get("last_name", row.last_name)
    values["name"] = " ".join(part.strip() for part in (first, last) if part and part.strip()) or row.name
    await tx.execute(update(Contact).where(Contact.id == contact_id).values(**values, updated_at=clock.now()))
    tx.publish(events.ContactChanged(contact_id=contact_id, fields=sorted(patch.model_fields_set)))


def _phone(written: str) -> str:
    phone = phones.normalise(written)
    if phone is None:
        raise InvalidInput("This is no phone number. Write it with area code, for example +55 11 98888-7777.")
    return phone
