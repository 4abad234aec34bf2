"""Wire shapes of contacts, as the side panel shows and edits them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire


class ContactIdentity(Wire):
    """By which name a channel knows the contact. `opted_out_of` marketing|all: what they refuse there, since when."""

    channel: str
    external_id: str
    username: str | None
    opted_out_of: str | None
    opted_out_at: datetime | None


class Contact(Wire):
    id: UUID
    name: str
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    tier: str | None
    ltv: Decimal | None
    last_purchase: datetime | None
    tags: list[str]
    customer_since: datetime
    conversations: int
    identities: list[ContactIdentity]


class ContactPatch(Wire):
    first_name: str | None = Field(None, max_length=200)
    last_name: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=320)
    phone: str | None = Field(None, max_length=32)
    tags: list[str] | None = None
