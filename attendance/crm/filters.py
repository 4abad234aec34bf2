"""Which contacts a filter means, as conditions of SQL."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, bindparam, func, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE

from attendance.crm.models import Contact
from attendance.crm.schemas import ContactFilter
from attendance.kernel.database import Tx

MOST_MATCHES = 2_000
"""Among so many matches of a text the other conditions look."""


async def conditions(tx: Tx, user_id: UUID, wanted: ContactFilter) -> list[ColumnElement[bool]]:
    """Erased contacts are nobody's. One query when the filter has a text, else none."""
    found: list[ColumnElement[bool]] = [Contact.erased_at.is_(None), *_plain(user_id, wanted)]
    if wanted.text:
        found.append(Contact.id == any_(_uuids(await matching(tx, wanted.text))))
    return found


async def matching(tx: Tx, text: str) -> list[UUID]:
    """Contacts that this text means, in no order."""
    rows = await tx.fetch("select contact_id from contacts_matching($1, $2)", _plain_text(text), MOST_MATCHES)
    return [row["contact_id"] for row in rows]


def _plain_text(text: str) -> str:
    return text.replace("\x00", "")


def _uuids(ids: list[UUID]) -> Any:
    return bindparam(None, ids, ARRAY(UUID_TYPE(as_uuid=True)))


def _plain(user_id: UUID, wanted: ContactFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("company_id", "tier", "status", "source"):
        if getattr(wanted, name) is not None:
            found.append(getattr(Contact, name) == getattr(wanted, name))
    if wanted.owner_id == "none":
        found.append(Contact.owner_id.is_(None))
    elif wanted.owner_id is not None:
        found.append(Contact.owner_id == (user_id if wanted.owner_id == "me" else wanted.owner_id))
    if wanted.tags:
        found.append(Contact.tags.op("@>")(literal(list(wanted.tags), JSONB)))
    if wanted.has is not None:
        found.append(getattr(Contact, wanted.has).is_not(None))
    if wanted.is_blocked is not None:
        found.append(Contact.blocked_at.is_not(None) if wanted.is_blocked else Contact.blocked_at.is_(None))
    if wanted.ltv_from is not None:
        found.append(Contact.ltv >= wanted.ltv_from)
    if wanted.created_from is not None:
        found.append(Contact.created_at >= wanted.created_from)
    if wanted.not_since is not None:
        found.append(or_(Contact.last_contact.is_(None), Contact.last_contact < wanted.not_since))
    for key, value in wanted.custom.items():
        found.append(func.jsonb_extract_path_text(Contact.custom_fields, key) == value)
    return found
