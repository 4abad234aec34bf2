"""Rows of a file become contacts: found by customer number, phone or e-mail, in this order, else made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from attendance.crm import companies, import_rows
from attendance.crm.import_rows import RowProblem, Said
from attendance.crm.models import Contact, ContactEmail, ContactPhone
from attendance.crm.rules import Field, shown_name
from attendance.identity.models import User
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id

_READ: Final = (
    "id", "customer_id", "name", "first_name", "last_name", "phone", "email", "company_id", "owner_id", "tier",
    "ltv", "last_purchase", "status", "source", "tags", "custom_fields",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """What columns mean, and what everybody in the file gets: tags, and a source unless the row names one."""

    columns: Mapping[str, str]
    fields: Mapping[str, Field]
    country: str
    tags: tuple[str, ...] = ()
    source: str | None = None

    def read(self, heading: Sequence[str], row: Sequence[str]) -> Said:
        """Raises RowProblem."""
        cells = dict(zip(heading, row, strict=True))
        return import_rows.read_row(cells, self.columns, self.fields, self.country)


@dataclass(slots=True)
class Outcome:
    """`problems`: positions of rows that were not taken, and why."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[tuple[int, RowProblem]] = field(default_factory=list)


@dataclass(slots=True)
class _Known:
    """Who is there already, as far as these rows name them; grows with those that are made."""

    by_customer_id: dict[str, UUID]
    by_phone: dict[str, UUID]
    by_email: dict[str, UUID]
    rows: dict[UUID, dict[str, Any]]
    owners: dict[str, UUID]
    companies: dict[str, UUID | None]

    def find(self, said: Said) -> UUID | None:
        numbers = [variant for one in said.phones for variant in phones.variants(one)]
        return (
            self.by_customer_id.get(said.columns.get("customer_id", ""))
            or next((self.by_phone[one] for one in numbers if one in self.by_phone), None)
            or next((self.by_email[one] for one in said.emails if one in self.by_email), None)
        )

    def note(self, contact_id: UUID, said: Said, values: Mapping[str, Any]) -> None:
        """What later rows of the same file may name."""
        self.rows[contact_id] = {**self.rows.get(contact_id, {}), **values, "id": contact_id}
        if said.columns.get("customer_id"):
            self.by_customer_id.setdefault(said.columns["customer_id"], contact_id)
        for one in said.phones:
            self.by_phone.setdefault(one, contact_id)
        for one in said.emails:
            self.by_email.setdefault(one, contact_id)


async def take(tx: Tx, order: Order, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Outcome:
    """A row that can't be taken is a problem of its own; the others are taken."""
    outcome = Outcome()
    read: list[tuple[int, Said]] = []
    for at, row in enumerate(rows):
        try:
            read.append((at, order.read(heading, row)))
        except RowProblem as problem:
            outcome.problems.append((at, problem))
    known = await _known(tx, [said for _, said in read])
    for at, said in read:
        try:
            await _take(tx, order, known, said, outcome)
        except RowProblem as problem:
            outcome.problems.append((at, problem))
    return outcome


async def _known(tx: Tx, said: Sequence[Said]) -> _Known:
    ids = [one.columns["customer_id"] for one in said if "customer_id" in one.columns]
    numbers = {variant for one in said for phone in one.phones for variant in phones.variants(phone)}
    emails = {email for one in said for email in one.emails}
    by_id = await tx.rows(select(Contact.customer_id, Contact.id).where(Contact.customer_id.in_(ids)))
    by_phone = await tx.rows(
        select(ContactPhone.phone, ContactPhone.contact_id)
        .where(ContactPhone.phone.in_(numbers))
        .order_by(ContactPhone.created_at, ContactPhone.contact_id)
    )
    by_email = await tx.rows(
        select(ContactEmail.email, ContactEmail.contact_id)
        .where(ContactEmail.email.in_(emails))
        .order_by(ContactEmail.created_at, ContactEmail.contact_id)
    )
    found = _Known({row[0]: row[1] for row in by_id if row[0]}, {}, {}, {}, {}, {})
    for number, contact_id in by_phone:
        found.by_phone.setdefault(number, contact_id)
    for email, contact_id in by_email:
        found.by_email.setdefault(email, contact_id)
    named = {*found.by_customer_id.values(), *found.by_phone.values(), *found.by_email.values()}
    found.rows = {row["id"]: row for row in await _locked(tx, named)}
    found.owners = await _owners(tx, {one.owner.lower() for one in said if one.owner})
    return found


async def _locked(tx: Tx, ids: set[UUID]) -> list[dict[str, Any]]:
    rows = await tx.mappings(
        select(*(getattr(Contact, name) for name in _READ))
        .where(Contact.id.in_(ids))
        .order_by(Contact.id)
        .with_for_update()
    )
    return [dict(row) for row in rows]


async def _owners(tx: Tx, emails: set[str]) -> dict[str, UUID]:
    if not emails:
        return {}
    rows = await tx.rows(
        select(func.lower(User.email), User.id).where(func.lower(User.email).in_(emails), User.is_active)
    )
    return {row[0]: row[1] for row in rows}


async def _take(tx: Tx, order: Order, known: _Known, said: Said, outcome: Outcome) -> None:
    contact_id = known.find(said)
    present = known.rows[contact_id] if contact_id else {}
    other = known.by_customer_id.get(said.columns.get("customer_id", ""))
    if other is not None and other != contact_id:
        raise RowProblem("customer_id", "taken")
    values = await _values(tx, order, known, said, present)
    if contact_id is None:
        contact_id = await _create(tx, values)
        outcome.created += 1
        await _add_addresses(tx, contact_id, said)
        known.note(contact_id, said, values)
        return
    changed = {name: value for name, value in values.items() if value != present.get(name)}
    if changed:
        statement = update(Contact).where(Contact.id == contact_id)
        await tx.execute(statement.values(**changed, updated_at=clock.now()))
    added = await _add_addresses(tx, contact_id, said)
    outcome.updated += bool(changed or added)
    outcome.unchanged += not (changed or added)
    known.note(contact_id, said, values)


async def _values(
    tx: Tx, order: Order, known: _Known, said: Said, present: Mapping[str, Any]
) -> dict[str, Any]:
    """Columns as they are to be. Raises RowProblem."""
    values = dict(said.columns)
    if "ltv" in values:
        values["ltv"] = Decimal(values["ltv"])
    if "last_purchase" in values:
        values["last_purchase"] = datetime.fromisoformat(values["last_purchase"]).replace(tzinfo=UTC)
    if said.owner:
        if said.owner.lower() not in known.owners:
            raise RowProblem("owner", "owner")
        values["owner_id"] = known.owners[said.owner.lower()]
    if said.company:
        if said.company not in known.companies:
            known.companies[said.company] = await companies.named(tx, said.company)
        values["company_id"] = known.companies[said.company]
    values["tags"] = list(dict.fromkeys([*present.get("tags", []), *said.tags, *order.tags]))
    values["custom_fields"] = {**present.get("custom_fields", {}), **said.custom}
    if order.source and not present:
        values.setdefault("source", order.source)
    for name, given in (("phone", said.phones), ("email", said.emails)):
        if given and not present.get(name):
            values[name] = given[0]
    return values | _name(said, values, present)


def _name(said: Said, values: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, str]:
    """The shown name, where the row says something of it or nobody has said anything yet."""
    if present and not said.columns.keys() & {"name", "first_name", "last_name"}:
        return {}
    told = {
        name: values.get(name, present.get(name))
        for name in ("first_name", "last_name", "name", "phone", "email")
    }
    return {"name": shown_name(told) or values.get("customer_id", "")}


async def _create(tx: Tx, values: Mapping[str, Any]) -> UUID:
    contact_id, now = new_id(), clock.now()
    await tx.execute(
        insert(Contact).values(
            id=contact_id, tenant_id=tx.tenant_id, created_at=now, updated_at=now, **values
        )
    )
    return contact_id


async def _add_addresses(tx: Tx, contact_id: UUID, said: Said) -> int:
    """Those besides the primary ones. How many are new."""
    added = 0
    for table, key, given in ((ContactPhone, "phone", said.phones), (ContactEmail, "email", said.emails)):
        rows = [
            {"id": new_id(), "tenant_id": tx.tenant_id, "contact_id": contact_id, key: one,
             "created_at": clock.now()}
            for one in dict.fromkeys(given)
        ]  # fmt: skip
        if rows:
            statement = insert_or_not(table).values(rows)
            added += await tx.execute(statement.on_conflict_do_nothing(index_elements=["contact_id", key]))
    return added
