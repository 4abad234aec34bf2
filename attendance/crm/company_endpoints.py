"""REST of companies, fields and segments."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from attendance.crm import companies, fields, schemas, segments
from attendance.crm.asking import Administrator, Reader, Writer
from attendance.crm.companies import CompanyExists
from attendance.crm.rules import Field
from attendance.crm.segments import SegmentNotYours
from attendance.identity.guards import InTransaction
from attendance.identity.idempotency import api_router
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("contacts", "/api/crm")
COMPANY = "/companies/{company_id}"
SEGMENT = "/segments/{segment_id}"

Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/companies")
async def list_companies(
    who: Reader, tx: InTransaction, asked: Asked, q: Annotated[str, Query(max_length=200)] = ""
) -> Page[schemas.CompanyDetail]:
    """By name; `q` is a part of it."""
    items, cursor = await companies.page(tx, q, asked)
    return Page(items=items, next_cursor=cursor)


@router.post("/companies", status_code=201, responses=documented(CompanyExists, InvalidInput))
async def create_company(
    who: Writer, tx: InTransaction, new: schemas.NewCustomerCompany
) -> schemas.CompanyDetail:
    """A company that customers belong to. Accents and case don't make another one of the same name."""
    return await companies.one(tx, await companies.create(tx, new))


@router.get(COMPANY, responses=documented(NotFound))
async def read_company(who: Reader, tx: InTransaction, company_id: UUID) -> schemas.CompanyDetail:
    """One company. Its people: `GET /api/crm/contacts?company_id=`."""
    return await companies.one(tx, company_id)


@router.patch(COMPANY, responses=documented(NotFound, CompanyExists))
async def change_company(
    who: Writer, tx: InTransaction, company_id: UUID, patch: schemas.CustomerCompanyPatch
) -> schemas.CompanyDetail:
    """Change the fields that the body names."""
    await companies.change(tx, company_id, patch.model_dump(exclude_unset=True))
    return await companies.one(tx, company_id)


@router.delete(COMPANY, status_code=204, responses=documented(NotFound))
async def delete_company(who: Administrator, tx: InTransaction, company_id: UUID) -> None:
    """Its contacts and deals stay."""
    await companies.remove(tx, company_id)


@router.get("/fields")
async def read_contact_fields(who: Reader, tx: InTransaction) -> schemas.ContactFields:
    """The fields that the company gives its contacts."""
    return await _fields(tx)


@router.put("/fields", responses=documented(InvalidInput))
async def replace_contact_fields(
    who: Administrator, tx: InTransaction, wanted: schemas.ContactFields
) -> schemas.ContactFields:
    """The whole list anew; contacts keep the values of fields that are gone."""
    await fields.replace(
        tx,
        [Field(one.key, one.label, one.kind, tuple(one.choices), one.is_required) for one in wanted.fields],
    )
    return await _fields(tx)


async def _fields(tx: Tx) -> schemas.ContactFields:
    known = await fields.fields(tx)
    return schemas.ContactFields(fields=[schemas.ContactField.model_validate(one) for one in known])


@router.get("/segments")
async def list_segments(who: Reader, tx: InTransaction) -> list[schemas.Segment]:
    """Your saved filters and the shared ones."""
    return await segments.visible(tx, who.user_id)


@router.post("/segments", status_code=201)
async def create_segment(who: Writer, tx: InTransaction, new: schemas.NewSegment) -> schemas.Segment:
    """Save a filter, for yourself or for everybody."""
    return await segments.one(tx, who.user_id, await segments.create(tx, who.user_id, new))


@router.patch(SEGMENT, responses=documented(NotFound, SegmentNotYours))
async def change_segment(
    who: Writer, tx: InTransaction, segment_id: UUID, patch: schemas.SegmentPatch
) -> schemas.Segment:
    """Rename, share, or keep another filter under it."""
    await segments.change(tx, who.user_id, segment_id, patch, may_any=who.may("contacts.manage"))
    return await segments.one(tx, who.user_id, segment_id)


@router.delete(SEGMENT, status_code=204, responses=documented(NotFound, SegmentNotYours))
async def delete_segment(who: Writer, tx: InTransaction, segment_id: UUID) -> None:
    """The contacts stay, of course."""
    await segments.remove(tx, who.user_id, segment_id, may_any=who.may("contacts.manage"))
