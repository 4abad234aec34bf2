"""Writes of contacts by people."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, literal, not_, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.engine import RowMapping

from attendance.crm import companies, events, fields, schemas
from attendance.crm.models import Company, Contact, ContactEmail, ContactIdentity, ContactMerge, ContactPhone
from attendance.crm.rules import ContactExists, CustomerIdTaken, email_address, field_values, shown_name
from attendance.identity import company as tenant
from attendance.identity.models import User
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id

_PLAIN: Final = (
    "name", "first_name", "last_name", "customer_id", "company_id", "owner_id", "tier", "ltv", "last_purchase",
    "status", "source",
)  # fmt: skip
_LOCKED: Final = ("id", "name", "first_name", "last_name", "phone", "email", "custom_fields")
_ERASED: Final = {"en": "Deleted contact", "es": "Contacto eliminado"}
_FORGOTTEN: Final = (
    "first_name", "last_name", "email", "phone", "company_id", "owner_id", "tier", "ltv", "last_purchase",
    "status", "source", "attendant_id", "customer_id", "block_reason",
)  # fmt: skip


async def create(tx: Tx, new: schemas.NewContact) -> UUID:
    """Raises InvalidInput, NotFound, CustomerIdTaken, ContactExists."""
    given = new.model_dump(exclude_unset=True, exclude={"allow_duplicate"})
    given["custom_fields"] = {**(new.custom_fields or {})}
    reached = await _reached(tx, given)
    if not new.allow_duplicate:
        await _check_new(tx, reached)
    values = await _values(tx, given, {"custom_fields": {}}) | _primary(reached)
    name = shown_name(values)
    if name is None:
        raise InvalidInput("A contact needs a name, a phone or an e-mail.", fields={"name": "empty"})
    contact_id, now = new_id(), clock.now()
    values = {key: value for key, value in values.items() if value is not None} | {"name": name}
    await tx.execute(
        insert(Contact).values(
            id=contact_id, tenant_id=tx.tenant_id, created_at=now, updated_at=now, **values
        )
    )
    await _keep_addresses(tx, contact_id, reached)
    tx.publish(events.ContactCreated(contact_id=contact_id))
    return contact_id


async def change_contact(tx: Tx, contact_id: UUID, patch: schemas.ContactPatch) -> None:
    """Change the fields that the patch names; given names make up the shown name.

    Raises NotFound, InvalidInput, CustomerIdTaken."""
    found = await _lock(tx, contact_id)
    given = patch.model_dump(exclude_unset=True, exclude={"tags"} if patch.tags is None else None)
    reached = await _reached(tx, given)
    values = await _values(tx, given, dict(found)) | _primary(reached)
    if given.keys() & {"name", "first_name", "last_name"}:
        told = {name: values.get(name, found[name]) for name in ("name", "first_name", "last_name")}
        values["name"] = shown_name(told) or found["name"]
    await _keep_addresses(tx, contact_id, reached)
    await tx.execute(update(Contact).where(Contact.id == contact_id).values(**values, updated_at=clock.now()))
    tx.publish(events.ContactChanged(contact_id=contact_id, fields=sorted(patch.model_fields_set)))


async def _lock(tx: Tx, contact_id: UUID) -> RowMapping:
    rows = await tx.mappings(
        select(*(getattr(Contact, name) for name in _LOCKED))
        .where(Contact.id == contact_id, Contact.erased_at.is_(None))
        .with_for_update()
    )
    if not rows:
        raise NotFound("contact")
    return rows[0]


async def _values(tx: Tx, given: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of what was given. Raises NotFound, InvalidInput, CustomerIdTaken."""
    values = {name: given[name] or None for name in _PLAIN if name in given}
    if "ltv" in given:
        values["ltv"] = given["ltv"]
    if "tags" in given:
        values["tags"] = list(dict.fromkeys(given["tags"] or []))
    if "company" in given:
        values["company_id"] = await companies.named(tx, given["company"])
    if given.get("custom_fields"):
        known = field_values(await fields.fields(tx), given["custom_fields"])
        together = {**found["custom_fields"], **known}
        values["custom_fields"] = {key: value for key, value in together.items() if value is not None}
    if "customer_id" in values:
        await _check_customer_id(tx, values["customer_id"], found.get("id"))
    await _check_others(tx, values.get("company_id"), values.get("owner_id"))
    return values


async def _check_customer_id(tx: Tx, customer_id: str | None, contact_id: UUID | None) -> None:
    """Raises InvalidInput, CustomerIdTaken."""
    if customer_id is None:
        raise InvalidInput("A contact keeps a customer number.", fields={"customer_id": "empty"})
    other = select(Contact.id).where(
        Contact.customer_id == customer_id, Contact.id.is_distinct_from(contact_id)
    )
    if await tx.scalar(other) is not None:
        raise CustomerIdTaken(customer_id=customer_id)


async def _check_others(tx: Tx, company_id: UUID | None, owner_id: UUID | None) -> None:
    """Raises NotFound."""
    if company_id is not None and await tx.scalar(select(Company.id).where(Company.id == company_id)) is None:
        raise NotFound("company")
    if owner_id is not None:
        user = select(User.id).where(User.id == owner_id, User.is_active)
        if await tx.scalar(user) is None:
            raise NotFound("user")


Addresses = dict[str, list[schemas.ContactAddress]]
"""`phones` and `emails` that replace the present ones, the primary first; `phone`, `email`: only the primary."""


async def _reached(tx: Tx, given: Mapping[str, Any]) -> Addresses:
    """As they are stored. Raises InvalidInput."""
    found: Addresses = {}
    has_phones = any(given.get(name) for name in ("phone", "phones"))
    country = (await tenant.read(tx)).country if has_phones else tenant.COUNTRY
    for name in ("phones", "phone"):
        if name in given:
            found[name] = [_phone(one, country) for one in _listed(given[name])]
    for name in ("emails", "email"):
        if name in given:
            found[name] = [_email(one) for one in _listed(given[name])]
    return found


def _listed(said: Any) -> list[dict[str, Any]]:
    """One address, or a list of them."""
    if isinstance(said, list):
        return said
    return [{"value": said, "label": None}] if said and said.strip() else []


def _phone(one: Mapping[str, Any], country: str) -> schemas.ContactAddress:
    phone = phones.normalise(one["value"], country)
    if phone is None:
        raise InvalidInput(
            "This is no phone number. Write it with area code, for example +55 11 98888-7777.",
            fields={"phone": "invalid"},
        )
    return schemas.ContactAddress(value=phone, label=one.get("label") or None)


def _email(one: Mapping[str, Any]) -> schemas.ContactAddress:
    return schemas.ContactAddress(value=email_address(one["value"]), label=one.get("label") or None)


def _primary(reached: Addresses) -> dict[str, str | None]:
    """The columns `phone` and `email`."""
    found: dict[str, str | None] = {}
    for column, names in (("phone", ("phones", "phone")), ("email", ("emails", "email"))):
        for name in names:
            if name in reached:
                found[column] = reached[name][0].value if reached[name] else None
    return found


async def _check_new(tx: Tx, reached: Addresses) -> None:
    """Raises ContactExists."""
    said = {name: [one.value for one in addresses] for name, addresses in reached.items()}
    numbers = [*said.get("phones", []), *said.get("phone", [])]
    emails = [*said.get("emails", []), *said.get("email", [])]
    if not numbers and not emails:
        return
    row = await tx.first(
        select(Contact.id, Contact.name)
        .where(
            or_(
                Contact.id.in_(select(ContactPhone.contact_id).where(ContactPhone.phone.in_(numbers))),
                Contact.id.in_(select(ContactEmail.contact_id).where(ContactEmail.email.in_(emails))),
            )
        )
        .limit(1)
    )
    if row is not None:
        raise ContactExists(name=row.name, contact_id=str(row.id))


async def _keep_addresses(tx: Tx, contact_id: UUID, reached: Addresses) -> None:
    """Whole lists take the place of what was there; the trigger of the columns does the rest."""
    for name, table, column in (
        ("phones", ContactPhone, ContactPhone.phone), ("emails", ContactEmail, ContactEmail.email)
    ):  # fmt: skip
        if name not in reached:
            continue
        wanted = {one.value: one.label for one in reached[name]}
        await tx.execute(delete(table).where(table.contact_id == contact_id, column.not_in(list(wanted))))
        rows = [
            {"id": new_id(), "tenant_id": tx.tenant_id, "contact_id": contact_id, column.key: value,
             "label": label, "created_at": clock.now()}
            for value, label in wanted.items()
        ]  # fmt: skip
        if rows:
            statement = insert_or_not(table).values(rows)
            await tx.execute(
                statement.on_conflict_do_update(
                    index_elements=["contact_id", column.key], set_={"label": statement.excluded.label}
                )
            )


async def change_many(tx: Tx, change: schemas.BulkContactChange) -> int:
    """How many were there. Raises NotFound when none was, and for an unknown owner."""
    values: dict[str, Any] = {"updated_at": clock.now()}
    changed = [name for name in ("tags",) if change.add_tags or change.remove_tags]
    if "owner_id" in change.model_fields_set:
        await _check_others(tx, None, change.owner_id)
        values["owner_id"] = change.owner_id
        changed.append("owner_id")
    if change.add_tags or change.remove_tags:
        values["tags"] = _retagged(change.add_tags, change.remove_tags)
    rows = await tx.rows(
        select(Contact.id)
        .where(Contact.id.in_(change.ids), Contact.erased_at.is_(None))
        .order_by(Contact.id)
        .with_for_update()
    )
    if not rows:
        raise NotFound("contact")
    await tx.execute(update(Contact).where(Contact.id.in_([row.id for row in rows])).values(**values))
    for row in rows:
        tx.publish(events.ContactChanged(contact_id=row.id, fields=changed))
    return len(rows)


def _retagged(add: Sequence[str], remove: Sequence[str]) -> Any:
    """The tags without some and with others, each once."""
    new = list(dict.fromkeys(add))
    gone = literal([*remove, *new], JSONB)
    element = func.jsonb_array_elements(Contact.tags).table_valued("value", with_ordinality="at")
    kept = (
        select(func.coalesce(func.jsonb_agg(element.c.value), literal([], JSONB)))
        .select_from(element)
        .where(not_(gone.op("@>", is_comparison=True)(element.c.value)))
        .correlate(Contact)
        .scalar_subquery()
    )
    return kept.op("||")(literal(new, JSONB))


async def block(tx: Tx, contact_id: UUID, reason: str | None) -> None:
    """What they write from now on is kept, but answered by nobody. Raises NotFound."""
    await _lock(tx, contact_id)
    await tx.execute(
        update(Contact)
        .where(Contact.id == contact_id)
        .values(
            blocked_at=func.coalesce(Contact.blocked_at, clock.now()), blocked_by=tx.actor.id,
            block_reason=reason or None, updated_at=clock.now(),
        )
    )  # fmt: skip
    tx.publish(events.ContactBlocked(contact_id=contact_id, reason=reason))


async def unblock(tx: Tx, contact_id: UUID) -> None:
    """Raises NotFound."""
    await _lock(tx, contact_id)
    changed = await tx.execute(
        update(Contact)
        .where(and_(Contact.id == contact_id, Contact.blocked_at.is_not(None)))
        .values(blocked_at=None, blocked_by=None, block_reason=None, updated_at=clock.now())
    )
    if changed:
        tx.publish(events.ContactUnblocked(contact_id=contact_id))


async def erase(tx: Tx, contact_id: UUID) -> None:
    """Forget who they are: names, addresses, accounts, fields, what bots remember, merges. Conversations, tickets and
    deals stay with the row, which has no name any more. Raises NotFound."""
    await _lock(tx, contact_id)
    for table in (ContactPhone, ContactEmail, ContactIdentity):
        await tx.execute(delete(table).where(table.contact_id == contact_id))
    await tx.fetch("delete from bot_memory where contact_id = $1", contact_id)
    await tx.execute(
        delete(ContactMerge).where(
            or_(ContactMerge.kept_id == contact_id, ContactMerge.absorbed_id == contact_id)
        )
    )
    locale = (await tenant.read(tx)).locale
    values: dict[str, Any] = dict.fromkeys(_FORGOTTEN)
    values |= {
        "name": _ERASED.get(locale[:2], "Contato excluído"), "tags": [], "custom_fields": {},
        "erased_at": clock.now(), "updated_at": clock.now(),
    }  # fmt: skip
    await tx.execute(update(Contact).where(Contact.id == contact_id).values(**values))
    tx.publish(events.ContactErased(contact_id=contact_id))
