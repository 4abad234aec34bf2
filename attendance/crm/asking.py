"""What the query strings of contacts ask for."""

from decimal import Decimal
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from attendance.crm import schemas, segments
from attendance.crm.schemas import ContactFilter
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.kernel.errors import InvalidInput

Reader = Annotated[Who, Allowed("contacts.read")]
Writer = Annotated[Who, Allowed("contacts.write")]
Deleter = Annotated[Who, Allowed("contacts.delete")]
Administrator = Annotated[Who, Allowed("contacts.manage")]

_Word = Annotated[str | None, Query(min_length=1, max_length=200)]
_MOST: Final = 20


async def asked_contacts(
    who: Reader,
    tx: InTransaction,
    text: _Word = None,
    owner_id: UUID | Literal["me", "none"] | None = None,
    company_id: UUID | None = None,
    tier: _Word = None,
    status: _Word = None,
    source: _Word = None,
    tag: Annotated[list[schemas.Tag], Query(max_length=_MOST, description="All of them.")] = [],  # noqa: B006
    has: schemas.Reach | None = None,
    is_blocked: bool | None = None,
    ltv_from: Annotated[Decimal | None, Query(ge=0)] = None,
    created_from: AwareDatetime | None = None,
    not_since: AwareDatetime | None = None,
    custom: Annotated[
        list[str], Query(max_length=_MOST, description="`key:value` of a field of one's own.")
    ] = [],  # noqa: B006
    segment_id: UUID | None = None,
) -> ContactFilter:
    """Dependency: the query string's filter; of a segment what the query string doesn't say. Raises NotFound."""
    said = ContactFilter(
        text=text, owner_id=owner_id, company_id=company_id, tier=tier, status=status, source=source, tags=tag,
        has=has, is_blocked=is_blocked, ltv_from=ltv_from, created_from=created_from, not_since=not_since,
        custom=dict(_pair(one) for one in custom),
    )  # fmt: skip
    if segment_id is None:
        return said
    kept = (await segments.one(tx, who.user_id, segment_id)).filter
    return kept.model_copy(update=said.model_dump(exclude_defaults=True))


def _pair(said: str) -> tuple[str, str]:
    key, colon, value = said.partition(":")
    if not colon or not key:
        raise InvalidInput("Write `key:value`.", fields={"custom": "invalid"})
    return key, value


AskedContacts = Annotated[ContactFilter, Depends(asked_contacts)]
