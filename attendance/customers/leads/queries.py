"""Reads of leads, each of them one query."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.engine import RowMapping

from attendance.conversations.rules import Viewer
from attendance.crm.leads_models import Lead
from attendance.crm.models import Contact
from attendance.customers.leads import schemas
from attendance.customers.leads.schemas import LeadFilter
from attendance.customers.sight import sees_lead
from attendance.identity.models import User
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.text import fold

_NAMES: Final = ("attendant_name", "contact_name")
_PLAIN: Final = tuple(name for name in schemas.Lead.model_fields if name not in _NAMES)
IS_THERE: Final = Lead.deleted_at.is_(None)


def _leads() -> Select[Any]:
    return (
        select(
            *(getattr(Lead, name) for name in _PLAIN),
            User.name.label("attendant_name"),
            Contact.name.label("contact_name"),
        )
        .outerjoin(User, User.id == Lead.attendant_id)
        .outerjoin(Contact, Contact.id == Lead.contact_id)
    )


def _lead(row: RowMapping) -> schemas.Lead:
    return schemas.Lead(**{name: row[name] for name in (*_PLAIN, *_NAMES)})


async def page(
    tx: Tx, viewer: Viewer, wanted: LeadFilter, asked: Slice
) -> tuple[list[schemas.Lead], str | None]:
    """Newest first; the second value is the next page's cursor."""
    order = (Lead.created_at, Lead.id)
    statement = _leads().where(IS_THERE, sees_lead(viewer), *_conditions(viewer, wanted))
    after = asked.after(tuple[datetime, UUID])
    if after is not None:
        statement = statement.where(tuple_(*order) < tuple_(*after))
    rows = await tx.mappings(statement.order_by(*(x.desc() for x in order)).limit(asked.probe))
    shown, cursor = asked.cut(rows, lambda row: (row["created_at"], row["id"]))
    return [_lead(row) for row in shown], cursor


def _conditions(viewer: Viewer, wanted: LeadFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        getattr(Lead, name) == value
        for name in ("source", "campaign_id", "contact_id", "session_id")
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.status:
        found.append(Lead.status.in_(wanted.status))
    if wanted.attendant_id == "none":
        found.append(Lead.attendant_id.is_(None))
    elif wanted.attendant_id is not None:
        someone = viewer.user_id if wanted.attendant_id == "me" else wanted.attendant_id
        found.append(Lead.attendant_id == someone)
    if wanted.text:
        said = fold(wanted.text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found.append(Lead.search.like(f"%{said}%"))
    return found


async def one(tx: Tx, viewer: Viewer, lead_id: UUID) -> schemas.Lead:
    """Raises NotFound when it isn't there, or isn't visible to the viewer."""
    rows = await tx.mappings(_leads().where(Lead.id == lead_id, IS_THERE, sees_lead(viewer)))
    if not rows:
        raise NotFound("lead")
    return _lead(rows[0])


async def shown(tx: Tx, lead_id: UUID) -> schemas.Lead:
    """As it is after a write, whether its writer may still see it or has just given it away."""
    return _lead((await tx.mappings(_leads().where(Lead.id == lead_id)))[0])
