"""Companies that customers belong to: known by their name, however it is written."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from attendance.crm import events, schemas
from attendance.crm.models import Company, Contact
from attendance.kernel import clock
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.text import fold


class CompanyExists(Conflict):
    code = "company_exists"
    message = "There is a company called {name} already."


async def named(tx: Tx, name: str | None) -> UUID | None:
    """The company of this name, found or made; None for no name."""
    written = (name or "").strip()[:200]
    if not written or not fold(written):
        return None
    statement = insert(Company).values(id=new_id(), tenant_id=tx.tenant_id, name=written)
    await tx.execute(statement.on_conflict_do_nothing(index_elements=["tenant_id", "search"]))
    found: UUID | None = await tx.scalar(select(Company.id).where(Company.search == func.fold(written)))
    return found


async def create(tx: Tx, new: schemas.NewCustomerCompany) -> UUID:
    """Raises CompanyExists."""
    company_id = new_id()
    if not fold(new.name):
        raise InvalidInput("A company needs a name.", fields={"name": "empty"})
    statement = insert(Company).values(id=company_id, tenant_id=tx.tenant_id, **new.model_dump())
    if not await tx.execute(statement.on_conflict_do_nothing(index_elements=["tenant_id", "search"])):
        raise CompanyExists(name=new.name)
    tx.publish(events.ContactSettingsChanged(what="companies"))
    return company_id


async def change(tx: Tx, company_id: UUID, wanted: Mapping[str, Any]) -> None:
    """Raises NotFound, CompanyExists."""
    values = {name: value for name, value in wanted.items() if name != "name" or value}
    name = values.get("name")
    if name:
        taken = select(Company.id).where(Company.search == func.fold(name), Company.id != company_id)
        if await tx.scalar(taken) is not None:
            raise CompanyExists(name=name)
    changed = await tx.execute(
        update(Company).where(Company.id == company_id).values(**values, updated_at=clock.now())
    )
    if not changed:
        raise NotFound("company")
    tx.publish(events.ContactSettingsChanged(what="companies"))


async def remove(tx: Tx, company_id: UUID) -> None:
    """Its contacts and deals stay, without a company. Raises NotFound."""
    if not await tx.execute(delete(Company).where(Company.id == company_id)):
        raise NotFound("company")
    tx.publish(events.ContactSettingsChanged(what="companies"))


_CONTACTS = (
    select(func.count())
    .where(Contact.company_id == Company.id, Contact.erased_at.is_(None))
    .correlate(Company)
    .scalar_subquery()
)
_DETAIL = (
    Company.id, Company.name, Company.domain, Company.phone, Company.notes, Company.created_at,
    _CONTACTS.label("contacts"),
)  # fmt: skip


async def one(tx: Tx, company_id: UUID) -> schemas.CompanyDetail:
    """Raises NotFound."""
    rows = await tx.mappings(select(*_DETAIL).where(Company.id == company_id))
    if not rows:
        raise NotFound("company")
    return schemas.CompanyDetail(**rows[0])


async def page(tx: Tx, text: str, asked: Slice) -> tuple[list[schemas.CompanyDetail], str | None]:
    """By name; then the next page's cursor."""
    statement = select(*_DETAIL, Company.search)
    if text.strip():
        rows = await tx.fetch("select company_id from companies_matching($1, 1000)", text.replace("\x00", ""))
        statement = statement.where(Company.id.in_([row["company_id"] for row in rows]))
    after = asked.after(tuple[str, UUID])
    if after is not None:
        statement = statement.where(tuple_(Company.search, Company.id) > tuple_(*after))
    statement = statement.order_by(Company.search, Company.id).limit(asked.probe)
    found, cursor = asked.cut(await tx.mappings(statement), lambda row: (row["search"], row["id"]))
    shown = [{name: value for name, value in row.items() if name != "search"} for row in found]
    return [schemas.CompanyDetail.model_validate(one) for one in shown], cursor
