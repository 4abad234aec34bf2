"""Contacts as a file, page after page, so that any number of them takes little memory."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from attendance.crm import csv_files, fields, filters
from attendance.crm.models import Company, Contact, ContactEmail, ContactPhone
from attendance.crm.schemas import ContactFilter
from attendance.identity.models import User
from attendance.kernel.database import Tx

Opens: TypeAlias = Callable[[], AbstractAsyncContextManager[Tx]]
_PAGE: Final = 1_000
_PLAIN: Final = ("customer_id", "name", "first_name", "last_name", "phone")
_REST: Final = ("tier", "ltv", "last_purchase", "status", "source")
_HEADING: Final = (
    *_PLAIN, "other_phones", "email", "other_emails", "company", "owner", *_REST, "tags", "created_at"
)  # fmt: skip
"""Names that an import understands."""


async def lines(opens: Opens, user_id: UUID, wanted: ContactFilter, *, separator: str) -> AsyncIterator[str]:
    """CSV with the mark of UTF-8, which Excel needs. Each page is a transaction; the first has the heading."""
    async with opens() as tx:
        keys = [one.key for one in await fields.fields(tx)]
    heading = [*_HEADING, *(f"custom_fields.{key}" for key in keys)]
    text = "\ufeff" + csv_files.written([heading], separator=separator)
    after: UUID | None = None
    while True:
        async with opens() as tx:
            rows = await _page(tx, user_id, wanted, after)
            others = await _others(tx, [row["id"] for row in rows])
        yield text + csv_files.written([_cells(row, others, keys) for row in rows], separator=separator)
        if len(rows) < _PAGE:
            return
        after, text = rows[-1]["id"], ""


async def _page(tx: Tx, user_id: UUID, wanted: ContactFilter, after: UUID | None) -> Sequence[RowMapping]:
    columns = [getattr(Contact, name) for name in (*_PLAIN, *_REST, "id", "email", "tags", "custom_fields")]
    statement = (
        select(*columns, Contact.created_at, Company.name.label("company"), User.email.label("owner"))
        .outerjoin(Company, Company.id == Contact.company_id)
        .outerjoin(User, User.id == Contact.owner_id)
        .where(*await filters.conditions(tx, user_id, wanted))
    )
    if after is not None:
        statement = statement.where(Contact.id > after)
    return await tx.mappings(statement.order_by(Contact.id).limit(_PAGE))


Others: TypeAlias = dict[UUID, tuple[list[str], list[str]]]
"""All phones and e-mails."""


async def _others(tx: Tx, ids: Sequence[UUID]) -> Others:
    found: Others = {one: ([], []) for one in ids}
    numbers = select(ContactPhone.contact_id, ContactPhone.phone).where(ContactPhone.contact_id.in_(ids))
    emails = select(ContactEmail.contact_id, ContactEmail.email).where(ContactEmail.contact_id.in_(ids))
    for contact_id, value in await tx.rows(numbers.order_by(ContactPhone.created_at, ContactPhone.id)):
        found[contact_id][0].append(value)
    for contact_id, value in await tx.rows(emails.order_by(ContactEmail.created_at, ContactEmail.id)):
        found[contact_id][1].append(value)
    return found


def _cells(row: RowMapping, others: Others, keys: Sequence[str]) -> list[str]:
    numbers, emails = others[row["id"]]
    email = (row["email"] or "").strip().lower()
    cells = [
        *(row[name] for name in _PLAIN), ", ".join(one for one in numbers if one != row["phone"]),
        row["email"], ", ".join(one for one in emails if one != email), row["company"], row["owner"],
        *(row[name] for name in _REST), ", ".join(row["tags"]), row["created_at"],
        *(row["custom_fields"].get(key) for key in keys),
    ]  # fmt: skip
    return [_text(cell) for cell in cells]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)
