"""Whose eyes may see what was noted about conversations and tickets: what isn't visible there isn't visible here."""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from attendance.conversations.models import Conversation
from attendance.conversations.queries import visible_to as conversation_visible_to
from attendance.conversations.rules import Viewer
from attendance.crm.activities_models import Activity
from attendance.crm.leads_models import Lead
from attendance.tickets.models import Ticket
from attendance.tickets.queries import visible_to as ticket_visible_to


def sees_activity(viewer: Viewer) -> ColumnElement[bool]:
    """One's own, what is about no conversation or ticket, and what is about visible ones."""
    if viewer.sees == "all":
        return true()
    conversation = (
        exists()
        .where(Conversation.id == Activity.conversation_id, conversation_visible_to(viewer))
        .correlate(Activity)
    )
    ticket = exists().where(Ticket.id == Activity.ticket_id, ticket_visible_to(viewer)).correlate(Activity)
    return or_(
        Activity.owner_id == viewer.user_id,
        Activity.created_by == viewer.user_id,
        and_(
            or_(Activity.conversation_id.is_(None), conversation),
            or_(Activity.ticket_id.is_(None), ticket),
        ),
    )


def sees_lead(viewer: Viewer) -> ColumnElement[bool]:
    """One's own, and those that came from nowhere or from a visible conversation."""
    if viewer.sees == "all":
        return true()
    conversation = (
        exists().where(Conversation.id == Lead.session_id, conversation_visible_to(viewer)).correlate(Lead)
    )
    return or_(
        Lead.attendant_id == viewer.user_id,
        Lead.created_by == viewer.user_id,
        Lead.session_id.is_(None),
        conversation,
    )
