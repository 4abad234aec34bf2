"""Wire shapes of leads."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.crm.leads import Status
from attendance.kernel.wire import Wire

Written = Annotated[str, Field(max_length=200)]
Settable = Literal["new", "contacted", "qualified", "lost"]
"""What people set; `converted` comes with the conversion."""


class Lead(Wire):
    """Somebody who may become a customer. `attendant_id`: the user who looks after it.

    Converted, it names its contact, and its deal if one was made.
    """

    id: UUID
    name: str
    phone: str | None
    email: str | None
    source: str | None
    status: Status
    attendant_id: UUID | None
    attendant_name: str | None
    notes: str | None
    contact_id: UUID | None
    contact_name: str | None
    deal_id: UUID | None
    session_id: UUID | None
    campaign_id: str | None
    campaign_name: str | None
    utm_source: str | None
    utm_medium: str | None
    ad_id: str | None
    segment: str | None
    custom_fields: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    converted_at: datetime | None


class NewLead(Wire):
    """Out of a conversation (`session_id`) it takes contact, name, phone and e-mail over where the body names none."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    phone: Annotated[str, Field(max_length=32)] | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    source: Written | None = None
    status: Settable = "new"
    attendant_id: UUID | None = None
    notes: Annotated[str, Field(max_length=10_000)] | None = None
    contact_id: UUID | None = None
    session_id: UUID | None = None
    campaign_id: Written | None = None
    campaign_name: Written | None = None
    utm_source: Written | None = None
    utm_medium: Written | None = None
    ad_id: Written | None = None
    segment: Written | None = None
    custom_fields: dict[str, Any] = Field(default_factory=dict)


class LeadPatch(Wire):
    """Changes the fields that the body names. `custom_fields` are merged; null empties one."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    phone: Annotated[str, Field(max_length=32)] | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    source: Written | None = None
    status: Settable | None = None
    attendant_id: UUID | None = None
    notes: Annotated[str, Field(max_length=10_000)] | None = None
    campaign_id: Written | None = None
    campaign_name: Written | None = None
    utm_source: Written | None = None
    utm_medium: Written | None = None
    ad_id: Written | None = None
    segment: Written | None = None
    custom_fields: dict[str, Any] | None = None


class NewLeadDeal(Wire):
    """The deal that a conversion makes; without `name` it is called after the lead."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    value: Decimal = Field(Decimal(0), ge=0, max_digits=14, decimal_places=2)
    stage: str | None = Field(None, max_length=50)
    expected_close: date | None = None


class NewLeadConversion(Wire):
    """Into a customer: `contact_id`, else the lead's own, else the one with its phone, else a new one.

    `deal` null: no deal is made.
    """

    contact_id: UUID | None = None
    deal: NewLeadDeal | None = NewLeadDeal(value=Decimal(0))


class ConvertedLead(Wire):
    lead: Lead
    contact_id: UUID
    deal_id: UUID | None
    is_new_contact: bool


class LeadFilter(Wire):
    """What a list shows; nulls mean everything. `attendant_id`: a user, `me` or `none`."""

    status: list[Status] = Field(default_factory=list)
    attendant_id: UUID | Literal["me", "none"] | None = None
    source: str | None = None
    campaign_id: str | None = None
    contact_id: UUID | None = None
    session_id: UUID | None = None
    text: str | None = None
