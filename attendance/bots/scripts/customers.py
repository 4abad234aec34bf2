"""The customer of a session: the record behind the conversation, or the one that the script knows better.

A contact is known by the channel's proof (its number, its account). Only what a script itself wrote into the session
(`customer_id`, `phone`, `email`) leads to another record: what visitors claim does not.
"""

from collections.abc import Collection, Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from attendance.basic.host import Value
from attendance.bots.scripts.exact import exactly
from attendance.conversations import actions
from attendance.crm.models import Contact, ContactEmail, ContactPhone
from attendance.kernel import phones
from attendance.kernel.database import Tx

FIELDS: Final = (
    "name", "first_name", "last_name", "email", "phone", "tier", "ltv", "last_purchase", "tags", "custom_fields",
    "customer_id", "status", "source", "attendant_id", "last_contact",
)  # fmt: skip
"""What of a contact makes the context object `customer`."""

_WRITTEN: Final = ("customer_id", "phone", "email")
_TOLD: Final = {"customer_name": "name", "customer_tier": "tier", "customer_lifetime_value": "ltv"}


def shown(row: Mapping[str, Any], contact_id: UUID, zone: tzinfo) -> dict[str, Value]:
    """The context object of a contact with these fields."""
    moments = {name: row[name] for name in ("last_purchase", "last_contact")}
    return {
        **exactly(row["custom_fields"]),
        "customer_id": row["customer_id"] or str(contact_id), "id": str(contact_id),
        **{name: row[name] for name in ("name", "first_name", "last_name", "email", "phone", "tier", "ltv")},
        **{name: row[name] for name in ("status", "source", "attendant_id")},
        **{name: moment.astimezone(zone) if moment else None for name, moment in moments.items()},
        "tags": list(row["tags"]),
    }  # fmt: skip


async def read(tx: Tx, contact_id: UUID, zone: tzinfo) -> dict[str, Value] | None:
    """None when there is no such contact."""
    columns = [getattr(Contact, name) for name in FIELDS]
    rows = await tx.mappings(select(*columns).where(Contact.id == contact_id))
    return shown(dict(rows[0]), contact_id, zone) if rows else None


async def matching(tx: Tx, said: Mapping[str, Value], country: str) -> UUID | None:
    """The contact with this `customer_id`, `phone` or `email`, in this order; the oldest of several."""
    for wanted in _tests(said, country):
        found: UUID | None = await tx.scalar(wanted.order_by(wanted.selected_columns[0]).limit(1))
        if found is not None:
            return found
    return None


async def of_session(
    tx: Tx, session: Mapping[str, Value], own: Mapping[str, Value], contact_id: UUID, country: str
) -> UUID:
    """Whose session it is: the conversation's contact with its `own` phone and e-mail, unless scripts wrote others."""
    default = {**own, "customer_id": str(contact_id)}
    written = {key: session[key] for key in _WRITTEN if session.get(key) not in (None, "", default.get(key))}
    return (await matching(tx, written, country) if written else None) or contact_id


async def show_again(tx: Tx, context: Mapping[str, Value], changed: Collection[UUID], zone: tzinfo) -> None:
    """The context object, after these contacts were changed."""
    customer = context.get("customer")
    contact_id = as_id(customer.get("id")) if isinstance(customer, dict) else None
    if isinstance(customer, dict) and contact_id is not None and contact_id in changed:
        customer.update(await read(tx, contact_id, zone) or {})


async def tell_session(
    tx: Tx, conversation_id: UUID, context: Mapping[str, Value], customer_id: UUID
) -> None:
    """Whoever takes the conversation sees whose it is: `customer_id`, name, tier and lifetime value in the session."""
    row = (
        await tx.mappings(select(Contact.name, Contact.tier, Contact.ltv).where(Contact.id == customer_id))
    )[0]
    facts = {"customer_id": str(customer_id)} | {key: row[name] for key, name in _TOLD.items()}
    plain = {key: float(value) if isinstance(value, Decimal) else value for key, value in facts.items()}
    await actions.remember(tx, conversation_id, plain)
    context["session"].update(facts)


def as_id(value: Value) -> UUID | None:
    """The UUID that a text is."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _tests(said: Mapping[str, Value], country: str) -> list[Select[UUID]]:
    contact_id = as_id(said.get("customer_id"))
    phone, email = said.get("phone"), said.get("email")
    e164 = phones.normalise(phone, country) if isinstance(phone, str) else None
    tests: list[Select[UUID]] = []
    customer_id = said.get("customer_id")
    if contact_id is not None:
        tests.append(select(Contact.id).where(Contact.id == contact_id))
    elif isinstance(customer_id, str) and customer_id.strip():
        tests.append(select(Contact.id).where(Contact.customer_id == customer_id.strip()))
    if e164 is not None:
        tests.append(select(ContactPhone.contact_id).where(ContactPhone.phone.in_(phones.variants(e164))))
    if isinstance(email, str) and "@" in email:
        tests.append(select(ContactEmail.contact_id).where(ContactEmail.email == email.strip().lower()))
    return tests
