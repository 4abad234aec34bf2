"""Leads as people make and change them, and their conversion into customers and deals."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, or_, select

from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to as conversation_visible_to
from attendance.conversations.rules import Viewer
from attendance.crm import leads
from attendance.crm.leads import Draft, Locked
from attendance.crm.leads_models import Lead
from attendance.crm.models import Contact
from attendance.customers.leads import queries, schemas
from attendance.customers.leads.schemas import NewLead, NewLeadConversion
from attendance.customers.sight import sees_lead
from attendance.deals import actions as deals
from attendance.identity import company
from attendance.kernel import clock, phones
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.ids import new_id


class LeadConverted(Conflict):
    code = "lead_converted"
    message = "This lead is a customer already."


async def lock(tx: Tx, viewer: Viewer, lead_id: UUID, *, even_deleted: bool = False) -> Locked:
    """Take the row lock. Raises NotFound when it isn't visible to the viewer."""
    if await tx.scalar(select(Lead.id).where(Lead.id == lead_id, sees_lead(viewer))) is None:
        raise NotFound("lead")
    return await leads.lock(tx, lead_id, even_deleted=even_deleted)


async def create(tx: Tx, viewer: Viewer, new: NewLead) -> UUID:
    """Raises NotFound for a conversation that isn't visible, InvalidInput when nobody says its name."""
    values = new.model_dump()
    if new.session_id is not None:
        values = await _of_conversation(tx, viewer, new.session_id) | {
            name: value for name, value in values.items() if value is not None
        }
    values |= {"name": values.get("name") or values.get("phone") or values.get("email") or ""}
    if "attendant_id" not in new.model_fields_set:
        values["attendant_id"] = viewer.user_id
    country = (await company.read(tx)).country
    return await leads.create(tx, Draft(**values, created_by=viewer.user_id), country=country)


async def _of_conversation(tx: Tx, viewer: Viewer, conversation_id: UUID) -> dict[str, Any]:
    rows = await tx.mappings(
        select(
            Contact.id.label("contact_id"), Contact.name, Contact.phone, Contact.email,
            Conversation.channel.label("source"),
        )
        .join(Conversation, Conversation.contact_id == Contact.id)
        .where(Conversation.id == conversation_id, conversation_visible_to(viewer))
    )  # fmt: skip
    if not rows:
        raise NotFound("conversation")
    return dict(rows[0])


async def convert(tx: Tx, viewer: Viewer, lead_id: UUID, wanted: NewLeadConversion) -> schemas.ConvertedLead:
    """Raises NotFound, LeadConverted."""
    found = await lock(tx, viewer, lead_id)
    if found.status == "converted":
        raise LeadConverted
    if wanted.contact_id is not None:
        await _check_contact(tx, wanted.contact_id)
    contact_id = wanted.contact_id or found.contact_id or await _known(tx, found)
    is_new = contact_id is None
    contact_id = contact_id or await _new_contact(tx, found)
    deal_id = await _new_deal(tx, viewer, found, contact_id, wanted) if wanted.deal else None
    await leads.mark_converted(tx, found, contact_id=contact_id, deal_id=deal_id)
    return schemas.ConvertedLead(
        lead=await queries.shown(tx, lead_id), contact_id=contact_id, deal_id=deal_id, is_new_contact=is_new
    )


async def _check_contact(tx: Tx, contact_id: UUID) -> None:
    """Raises NotFound."""
    if await tx.scalar(select(Contact.id).where(Contact.id == contact_id)) is None:
        raise NotFound("contact")


async def _known(tx: Tx, found: Locked) -> UUID | None:
    """The customer with its phone, however written, or with its e-mail address; the oldest of several."""
    tests: list[ColumnElement[bool]] = []
    if found.phone:
        tests.append(Contact.phone.in_(phones.variants(found.phone)))
    if found.email:
        tests.append(Contact.email == found.email)
    if not tests:
        return None
    statement = select(Contact.id).where(or_(*tests))
    is_other_phone = func.coalesce(Contact.phone, "") != (found.phone or "")
    contact_id: UUID | None = await tx.scalar(statement.order_by(is_other_phone, Contact.id).limit(1))
    return contact_id


async def _new_contact(tx: Tx, found: Locked) -> UUID:
    contact_id, now = new_id(), clock.now()
    first, _, last = found.name.partition(" ")
    await tx.execute(
        insert(Contact).values(
            id=contact_id, tenant_id=tx.tenant_id, name=found.name, first_name=first, last_name=last or None,
            phone=found.phone, email=found.email, owner_id=found.attendant_id, created_at=now, updated_at=now,
        )
    )  # fmt: skip
    return contact_id


async def _new_deal(
    tx: Tx, viewer: Viewer, found: Locked, contact_id: UUID, wanted: NewLeadConversion
) -> UUID:
    """With the campaign that brought the lead."""
    assert wanted.deal is not None
    campaign = {name: value for name in leads.CAMPAIGN if (value := getattr(found, name))}
    draft = deals.Draft(
        wanted.deal.name or found.name, value=wanted.deal.value, stage=wanted.deal.stage, contact_id=contact_id,
        owner_id=found.attendant_id or viewer.user_id, expected_close=wanted.deal.expected_close,
        session_id=found.session_id, custom_fields=campaign | ({"source": found.source} if found.source else {}),
        created_by=viewer.user_id,
    )  # fmt: skip
    return await deals.create(tx, draft, by="person")
