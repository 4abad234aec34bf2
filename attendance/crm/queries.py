"""Reads of contacts. A constant number of queries, however many contacts and addresses there are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, assert_never
from uuid import UUID

from sqlalchemy import Select, Text, func, literal_column, select, tuple_, union_all
from sqlalchemy.engine import RowMapping

from attendance.crm import filters, schemas
from attendance.crm.models import Company, Contact, ContactEmail, ContactIdentity, ContactMerge, ContactPhone
from attendance.crm.schemas import ContactFilter, Sort
from attendance.identity.models import User
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound

MOST_COUNTED: Final = 10_000

_SHOWN: Final = (
    "id", "customer_id", "name", "first_name", "last_name", "email", "phone", "owner_id", "tier", "ltv",
    "last_purchase", "status", "source", "attendant_id", "last_contact", "tags", "custom_fields", "blocked_at",
    "block_reason", "updated_at",
)  # fmt: skip
_IN_LIST: Final = (
    "id", "customer_id", "name", "phone", "email", "owner_id", "tier", "ltv", "status", "source", "tags",
    "last_contact", "blocked_at",
)  # fmt: skip


async def contact(tx: Tx, contact_id: UUID) -> schemas.Contact:
    """Of one that was merged: the one that it is part of now. Raises NotFound."""
    row = await _row(tx, contact_id)
    if row is None:
        kept_id = await _kept(tx, contact_id)
        row = await _row(tx, kept_id) if kept_id else None
    if row is None:
        raise NotFound("contact")
    found_id: UUID = row["id"]
    addresses = await _addresses(tx, found_id)
    identities = await tx.mappings(
        select(
            ContactIdentity.channel,
            ContactIdentity.external_id,
            ContactIdentity.username,
            ContactIdentity.opted_out_of,
            ContactIdentity.opted_out_at,
        )
        .where(ContactIdentity.contact_id == found_id)
        .order_by(ContactIdentity.created_at)
    )
    count = await tx.fetch("select count(*) from conversations where contact_id = $1", found_id)
    return schemas.Contact(
        **{name: row[name] for name in _SHOWN},
        customer_since=row["created_at"],
        owner_name=row["owner_name"],
        company=schemas.CompanyRef(id=row["company_id"], name=row["company"]) if row["company_id"] else None,
        phones=_primary_first(addresses, "phone", row["phone"]),
        emails=_primary_first(addresses, "email", (row["email"] or "").strip().lower()),
        conversations=count[0][0],
        identities=[schemas.ContactIdentity(**identity) for identity in identities],
    )


async def _row(tx: Tx, contact_id: UUID) -> RowMapping | None:
    columns = [getattr(Contact, name) for name in (*_SHOWN, "created_at", "company_id")]
    rows = await tx.mappings(
        select(*columns, Company.name.label("company"), User.name.label("owner_name"))
        .outerjoin(Company, Company.id == Contact.company_id)
        .outerjoin(User, User.id == Contact.owner_id)
        .where(Contact.id == contact_id)
    )
    return rows[0] if rows else None


async def _kept(tx: Tx, contact_id: UUID) -> UUID | None:
    """Who absorbed it, through any number of merges."""
    one = (
        select(ContactMerge.kept_id)
        .where(ContactMerge.absorbed_id == contact_id, ContactMerge.undone_at.is_(None))
        .cte("kept", recursive=True)
    )
    further = select(ContactMerge.kept_id).where(
        ContactMerge.absorbed_id == one.c.kept_id, ContactMerge.undone_at.is_(None)
    )
    chain = one.union(further)
    found: UUID | None = await tx.scalar(
        select(Contact.id).where(Contact.id.in_(select(chain.c.kept_id))).limit(1)
    )
    return found


async def _addresses(tx: Tx, contact_id: UUID) -> Sequence[RowMapping]:
    phones = select(
        literal_column("'phone'", Text).label("kind"), ContactPhone.phone.label("value"), ContactPhone.label,
        ContactPhone.created_at, ContactPhone.id,
    ).where(ContactPhone.contact_id == contact_id)  # fmt: skip
    emails = select(
        literal_column("'email'", Text), ContactEmail.email, ContactEmail.label, ContactEmail.created_at,
        ContactEmail.id,
    ).where(ContactEmail.contact_id == contact_id)  # fmt: skip
    return await tx.mappings(
        union_all(phones, emails).order_by(literal_column("created_at"), literal_column("id"))
    )


def _primary_first(
    rows: Sequence[RowMapping], kind: str, primary: str | None
) -> list[schemas.ContactAddress]:
    found = [
        schemas.ContactAddress(value=row["value"], label=row["label"]) for row in rows if row["kind"] == kind
    ]
    return sorted(found, key=lambda one: one.value != primary)


def rows_of(*more: Any) -> Select[Any]:
    """Contacts as lists show them."""
    return (
        select(
            *(getattr(Contact, name) for name in _IN_LIST),
            Contact.created_at.label("customer_since"),
            Company.name.label("company"),
            User.name.label("owner_name"),
            *more,
        )
        .outerjoin(Company, Company.id == Contact.company_id)
        .outerjoin(User, User.id == Contact.owner_id)
    )


_ORDERS: Final[dict[Sort, Any]] = {
    "name": func.fold(Contact.name),
    "created": Contact.created_at,
    "last_contact": func.coalesce(Contact.last_contact, Contact.created_at),
    "ltv": func.coalesce(Contact.ltv, literal_column("-1")),
}


async def page(
    tx: Tx, user_id: UUID, wanted: ContactFilter, sort: Sort, asked: Slice
) -> tuple[list[schemas.ContactRow], str | None]:
    """By name, or the newest, the latest heard of, the most valuable first; then the next page's cursor.

    Who was never heard of counts as heard of when they were noted."""
    order = _ORDERS[sort]
    statement = rows_of(func.fold(Contact.name).label("folded")).where(
        *await filters.conditions(tx, user_id, wanted)
    )
    statement = _after(statement, sort, asked).limit(asked.probe)
    place = (order, Contact.id)
    ordering = place if sort == "name" else tuple(column.desc() for column in place)
    rows, cursor = asked.cut(
        await tx.mappings(statement.order_by(*ordering)), lambda row: (_mark(sort, row), row["id"])
    )
    return [row_of(row) for row in rows], cursor


def _mark(sort: Sort, row: RowMapping) -> str:
    """The sort key as a text that gives the same value again."""
    match sort:
        case "created":
            return str(row["customer_since"].isoformat())
        case "last_contact":
            return str((row["last_contact"] or row["customer_since"]).isoformat())
        case "ltv":
            return str(row["ltv"]) if row["ltv"] is not None else "-1"
        case "name":
            return str(row["folded"])
    assert_never(sort)


def _after(statement: Select[Any], sort: Sort, asked: Slice) -> Select[Any]:
    after = asked.after(tuple[str, UUID])
    if after is None:
        return statement
    order, (mark, contact_id) = _ORDERS[sort], after
    if sort == "name":
        return statement.where(tuple_(order, Contact.id) > tuple_(mark, contact_id))
    return statement.where(tuple_(order, Contact.id) < tuple_(_value(sort, mark), contact_id))


def _value(sort: Sort, mark: str) -> Any:
    """Raises InvalidInput for a cursor of another order."""
    try:
        if sort == "ltv":
            return Decimal(mark)
        return datetime.fromisoformat(mark)
    except (ValueError, InvalidOperation) as error:
        raise InvalidInput(
            "The cursor is not one that this list gave.", fields={"cursor": "unknown"}
        ) from error


def row_of(row: RowMapping) -> schemas.ContactRow:
    names = (*_IN_LIST, "customer_since", "company", "owner_name")
    return schemas.ContactRow(**{name: row[name] for name in names})


async def check_known(tx: Tx, *ids: UUID) -> None:
    """Raises NotFound."""
    found = await tx.rows(select(Contact.id).where(Contact.id.in_(ids), Contact.erased_at.is_(None)))
    if len(found) < len(set(ids)):
        raise NotFound("contact")


async def by_ids(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, schemas.ContactRow]:
    rows = await tx.mappings(rows_of().where(Contact.id.in_(list(ids)), Contact.erased_at.is_(None)))
    return {row["id"]: row_of(row) for row in rows}


async def count(tx: Tx, user_id: UUID, wanted: ContactFilter) -> schemas.ContactCount:
    """Exact up to MOST_COUNTED."""
    some = select(Contact.id).where(*await filters.conditions(tx, user_id, wanted)).limit(MOST_COUNTED + 1)
    found: int = await tx.scalar(select(func.count()).select_from(some.subquery()))
    return schemas.ContactCount(contacts=min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)
