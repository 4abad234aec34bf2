"""Fields that a company gives its contacts."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from attendance.crm import events
from attendance.crm.models import ContactField
from attendance.crm.rules import Field, check_definitions
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id


async def fields(tx: Tx) -> list[Field]:
    """In the order in which people see them."""
    columns = (
        ContactField.key, ContactField.label, ContactField.kind, ContactField.choices, ContactField.is_required,
    )  # fmt: skip
    rows = await tx.mappings(select(*columns).order_by(ContactField.position))
    return [Field(**{**row, "choices": tuple(row["choices"])}) for row in rows]


async def replace(tx: Tx, wanted: Sequence[Field]) -> None:
    """The whole list anew; values of fields that are gone stay with their contacts. Raises InvalidInput."""
    check_definitions(wanted)
    await tx.execute(delete(ContactField))
    rows = [
        {
            "id": new_id(), "tenant_id": tx.tenant_id, "position": position, "key": one.key, "label": one.label,
            "kind": one.kind, "choices": list(one.choices), "is_required": one.is_required,
        }
        for position, one in enumerate(wanted)
    ]  # fmt: skip
    if rows:
        await tx.execute(insert(ContactField), rows)
    tx.publish(events.ContactSettingsChanged(what="fields"))
