"""Wire shapes of contacts."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from attendance.crm.rules import FieldKind
from attendance.kernel.wire import Wire

Sort = Literal["name", "created", "last_contact", "ltv"]
Reach = Literal["phone", "email"]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class ContactIdentity(Wire):
    """By which name a channel knows the contact. `opted_out_of` marketing|all: what they refuse there, since when."""

    channel: str
    external_id: str
    username: str | None
    opted_out_of: str | None
    opted_out_at: datetime | None


class ContactAddress(Wire):
    """A phone in E.164, or an e-mail in lower case."""

    value: str = Field(min_length=3, max_length=320, examples=["+5511988887777"])
    label: Short | None = Field(None, examples=["Trabalho"])


class CompanyRef(Wire):
    id: UUID
    name: str


class Contact(Wire):
    """`phone` and `email` are the primary ones, which stand first in `phones` and `emails`.

    `custom_fields` also holds what scripts wrote. `blocked_at`: what they write is answered by nobody since then."""

    id: UUID
    customer_id: str | None
    name: str
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    phones: list[ContactAddress]
    emails: list[ContactAddress]
    company: CompanyRef | None
    owner_id: UUID | None
    owner_name: str | None
    tier: str | None
    ltv: Decimal | None
    last_purchase: datetime | None
    status: str | None
    source: str | None
    attendant_id: str | None
    last_contact: datetime | None
    tags: list[str]
    custom_fields: dict[str, Any]
    blocked_at: datetime | None
    block_reason: str | None
    customer_since: datetime
    updated_at: datetime
    conversations: int
    identities: list[ContactIdentity]


class ContactRow(Wire):
    """A contact in a list."""

    id: UUID
    customer_id: str | None
    name: str
    phone: str | None
    email: str | None
    company: str | None
    owner_id: UUID | None
    owner_name: str | None
    tier: str | None
    ltv: Decimal | None
    status: str | None
    source: str | None
    tags: list[str]
    last_contact: datetime | None
    customer_since: datetime
    blocked_at: datetime | None


class ContactCount(Wire):
    """How many there are; `is_more`: at least so many, nobody counted on."""

    contacts: int
    is_more: bool


class ContactPatch(Wire):
    """`phones` and `emails` are the whole list, the primary one first; `phone` and `email` only the primary.

    `company` names one that is found or made. In `custom_fields` null empties a field."""

    name: Short | None = None
    first_name: Short | None = Field(None, max_length=200)
    last_name: Short | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=320)
    phone: str | None = Field(None, max_length=32)
    phones: list[ContactAddress] | None = Field(None, max_length=20)
    emails: list[ContactAddress] | None = Field(None, max_length=20)
    customer_id: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)] | None
    ) = None
    company: Short | None = None
    company_id: UUID | None = None
    owner_id: UUID | None = None
    tier: Short | None = None
    ltv: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    last_purchase: AwareDatetime | None = None
    status: Short | None = None
    source: Short | None = None
    tags: list[Tag] | None = Field(None, max_length=100)
    custom_fields: dict[str, Any] | None = None


class NewContact(ContactPatch):
    """At least a name, a phone or an e-mail. `allow_duplicate`: even when somebody has the phone or e-mail already."""

    allow_duplicate: bool = False


class BulkContactChange(Wire):
    """The same for many. A given `owner_id` null takes their owner away."""

    ids: list[UUID] = Field(min_length=1, max_length=500)
    add_tags: list[Tag] = Field([], max_length=50)
    remove_tags: list[Tag] = Field([], max_length=50)
    owner_id: UUID | None = None


class Changed(Wire):
    """How many were changed."""

    changed: int


class ContactBlock(Wire):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] | None = None


class ContactFilter(Wire):
    """Which contacts. `text`: a part of a name, phone, e-mail, company or customer number; accents don't matter.

    `custom`: fields of one's own and the text of their values. `not_since`: silent since then, or never heard of."""

    text: str | None = Field(None, min_length=1, max_length=200)
    owner_id: UUID | Literal["me", "none"] | None = None
    company_id: UUID | None = None
    tier: str | None = Field(None, max_length=200)
    status: str | None = Field(None, max_length=200)
    source: str | None = Field(None, max_length=200)
    tags: list[Tag] = Field([], max_length=20)
    has: Reach | None = None
    is_blocked: bool | None = None
    ltv_from: Decimal | None = None
    created_from: AwareDatetime | None = None
    not_since: AwareDatetime | None = None
    custom: dict[str, str] = Field({}, max_length=20)


class ContactField(Wire):
    """A field that the company gives its contacts; values are in `custom_fields` under `key`."""

    key: str = Field(max_length=50, examples=["tamanho"])
    label: str = Field(min_length=1, max_length=100, examples=["Tamanho"])
    kind: FieldKind
    choices: list[str] = Field([], max_length=100, examples=[["P", "M", "G"]])
    is_required: bool = False


class ContactFields(Wire):
    fields: list[ContactField] = Field(max_length=100)


class Segment(Wire):
    """A saved filter. `is_mine`: may be changed."""

    id: UUID
    name: str
    is_shared: bool
    is_mine: bool
    filter: ContactFilter


class NewSegment(Wire):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    is_shared: bool = False
    filter: ContactFilter


class SegmentPatch(Wire):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None = None
    is_shared: bool | None = None
    filter: ContactFilter | None = None


class CustomerCompany(Wire):
    """A company that customers belong to."""

    id: UUID
    name: str


class CompanyDetail(CustomerCompany):
    """`contacts`: how many belong to it."""

    domain: str | None
    phone: str | None
    notes: str | None
    contacts: int
    created_at: datetime


class NewCustomerCompany(Wire):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    domain: Short | None = None
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    notes: str | None = Field(None, max_length=5_000)


class CustomerCompanyPatch(Wire):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None = None
    domain: Short | None = None
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    notes: str | None = Field(None, max_length=5_000)


class Duplicate(Wire):
    """Somebody who may be the same person. `reason`: the same phone or e-mail, or a name that is alike."""

    reason: Literal["phone", "email", "name"]
    likeness: float
    contact: ContactRow


class DuplicateGroup(Wire):
    """Contacts that share a phone, an e-mail or a name."""

    reason: Literal["phone", "email", "name"]
    value: str
    contacts: list[ContactRow]


class MergeOrder(Wire):
    """`other_id` goes, and all that belongs to it comes here. `take`: fields whose values come from the other:
    columns of a contact, `name` for all of its names, `custom_fields.<key>`."""

    other_id: UUID
    take: list[Annotated[str, StringConstraints(max_length=100)]] = Field([], max_length=200)


class Distinction(Wire):
    """Somebody who looks alike and is another person."""

    other_id: UUID


class ContactMerge(Wire):
    """`may_be_undone`: it is the latest of this contact."""

    id: UUID
    contact_id: UUID
    absorbed_id: UUID
    absorbed_name: str
    merged_by_name: str
    created_at: datetime
    undone_at: datetime | None
    may_be_undone: bool


class ImportColumn(Wire):
    """A column of the file. `field`: what it seems to hold; None: it is left out. `samples`: its first values."""

    name: str
    field: str | None
    samples: list[str]


class ContactImport(Wire):
    """A file of contacts. `next_row`: how many of its `total` rows are done."""

    id: UUID
    name: str
    state: Literal["uploaded", "running", "finished", "cancelled"]
    encoding: str
    separator: str
    total: int
    next_row: int
    created: int
    updated: int
    unchanged: int
    failed: int
    user_name: str
    created_at: datetime
    finished_at: datetime | None


class ImportPreview(Wire):
    """What a file seems to hold, before anything is taken. `problems`: rows that couldn't be taken like this."""

    job: ContactImport
    columns: list[ImportColumn]
    problems: list["ImportProblem"]


class ImportProblem(Wire):
    """`line` counts from 1, the heading being the first. `field`: of the contact; empty: the whole row."""

    line: int
    field: str
    reason: str


class ImportStart(Wire):
    """`columns`: column of the file → field of a contact (`custom_fields.<key>` for one's own); others are left out.

    `add_tags`: for everybody in the file."""

    columns: dict[str, str] = Field(min_length=1, max_length=200)
    add_tags: list[Tag] = Field([], max_length=20)
    source: Short | None = None
