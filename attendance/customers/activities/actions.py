"""Activities as people make and change them: only those that they see, and for things that they see."""

from uuid import UUID

from sqlalchemy import and_, select

from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to as conversation_visible_to
from attendance.conversations.rules import Viewer
from attendance.crm import activities
from attendance.crm.activities import Draft, Locked
from attendance.crm.activities_models import Activity
from attendance.crm.leads_models import Lead
from attendance.customers.activities.schemas import NewActivity
from attendance.customers.sight import sees_activity, sees_lead
from attendance.deals.models import Deal
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.tickets.models import Ticket
from attendance.tickets.queries import IS_LISTED as TICKET_IS_LISTED
from attendance.tickets.queries import visible_to as ticket_visible_to


async def lock(tx: Tx, viewer: Viewer, activity_id: UUID, *, even_deleted: bool = False) -> Locked:
    """Take the row lock. Raises NotFound when it isn't visible to the viewer."""
    seen = await tx.scalar(select(Activity.id).where(Activity.id == activity_id, sees_activity(viewer)))
    if seen is None:
        raise NotFound("activity")
    return await activities.lock(tx, activity_id, even_deleted=even_deleted)


async def create(tx: Tx, viewer: Viewer, new: NewActivity) -> UUID:
    """Of whoever makes it, unless the body names an owner. Raises NotFound for things that aren't visible to them."""
    values = new.model_dump()
    if "owner_id" not in new.model_fields_set:
        values["owner_id"] = viewer.user_id
    values["contact_id"] = new.contact_id or await _contact_of(tx, viewer, new)
    made = await activities.create(tx, Draft(**values, created_by=viewer.user_id))
    assert made is not None  # without an origin nothing was made before
    return made


async def _contact_of(tx: Tx, viewer: Viewer, new: NewActivity) -> UUID | None:
    """Whom the named things are about; the first that names somebody. Raises NotFound."""
    things = (
        ("conversation", new.conversation_id, Conversation.id, Conversation.contact_id,
         conversation_visible_to(viewer)),
        ("ticket", new.ticket_id, Ticket.id, Ticket.customer_id, and_(TICKET_IS_LISTED, ticket_visible_to(viewer))),
        ("deal", new.deal_id, Deal.id, Deal.contact_id, Deal.deleted_at.is_(None)),
        ("lead", new.lead_id, Lead.id, Lead.contact_id, and_(Lead.deleted_at.is_(None), sees_lead(viewer))),
    )  # fmt: skip
    found: UUID | None = None
    for name, thing_id, key, contact_id, is_seen in things:
        if thing_id is None:
            continue
        row = await tx.first(select(contact_id.label("contact_id")).where(key == thing_id, is_seen))
        if row is None:
            raise NotFound(name)
        found = found or row.contact_id
    return found
