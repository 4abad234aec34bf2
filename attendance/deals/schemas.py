"""Wire shapes of deals and of the pipeline. Values are in the company's currency, exact to the cent."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.conversations.schemas import Author
from attendance.deals.rules import Kind
from attendance.kernel.wire import Wire

Sort = Literal["position", "updated"]


class Deal(Wire):
    """`stage` is the key of its stage, `probability` that stage's, in percent. `session_id`: where it came from.

    `reason`: why it was won or lost. `stage_changed_at`: since when it is in its stage.
    """

    id: UUID
    name: str
    value: Decimal
    stage: str
    status: Kind
    reason: str | None
    probability: float
    position: float
    contact_id: UUID | None
    contact_name: str | None
    contact_phone: str | None
    company: str | None
    owner_id: UUID | None
    owner_name: str | None
    expected_close: date | None
    session_id: UUID | None
    ticket_id: UUID | None
    custom_fields: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    stage_changed_at: datetime
    closed_at: datetime | None
    deleted_at: datetime | None


class DealHistoryEntry(Wire):
    """Something that happened to a deal: `kind` is the event's wire name, `data` its facts."""

    id: UUID
    kind: str
    at: datetime
    actor: Author
    data: dict[str, Any]


class DealDetail(Wire):
    """A deal and what happened to it, oldest first."""

    deal: Deal
    history: list[DealHistoryEntry]


class NewDeal(Wire):
    """Out of a conversation (`session_id`) it takes the contact over, out of a ticket (`ticket_id`) the conversation,
    too. `owner_id` left out: whoever makes it.

    `company` is found by its name, or made.
    """

    name: str = Field(min_length=1, max_length=200)
    value: Decimal = Field(Decimal(0), ge=0, max_digits=14, decimal_places=2)
    stage: str | None = Field(None, max_length=50)
    contact_id: UUID | None = None
    company: str | None = Field(None, max_length=200)
    owner_id: UUID | None = None
    expected_close: date | None = None
    session_id: UUID | None = None
    ticket_id: UUID | None = None
    custom_fields: dict[str, Any] = Field(default_factory=dict)


class DealPatch(Wire):
    """Changes the fields that the body names. `custom_fields` are merged; null empties one."""

    name: str | None = Field(None, min_length=1, max_length=200)
    value: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    contact_id: UUID | None = None
    company: str | None = Field(None, max_length=200)
    owner_id: UUID | None = None
    expected_close: date | None = None
    reason: str | None = Field(None, max_length=500)
    custom_fields: dict[str, Any] | None = None


class DealMove(Wire):
    """Into `stage`, right under `after`; without it to the top. `from_stage`: where the mover saw it."""

    from_stage: str = Field(max_length=50)
    stage: str = Field(max_length=50)
    after: UUID | None = None
    reason: str | None = Field(None, max_length=500)


class PipelineStage(Wire):
    """`probability` in percent; `kind` won|lost ends a deal."""

    id: UUID
    key: str
    name: str
    order_index: int
    probability: float
    kind: Kind


class PipelineStageInput(Wire):
    """One of the stages in their order; without `key` a new one. The kind of a known one stays."""

    key: str | None = Field(None, max_length=50)
    name: str = Field(min_length=1, max_length=60)
    probability: float = Field(ge=0, le=100, allow_inf_nan=False)
    kind: Kind = "open"


class PipelineStages(Wire):
    stages: list[PipelineStageInput] = Field(min_length=3, max_length=30)


class PipelineColumn(Wire):
    """A stage with the sums of all its deals, and the first ones. The next page: `/api/crm/deals?stage=&cursor=`."""

    stage: PipelineStage
    deals: int
    value: Decimal
    items: list[Deal]
    next_cursor: str | None


class Pipeline(Wire):
    """`value` of all open deals, and `forecast`: each weighed with the probability of its stage."""

    columns: list[PipelineColumn]
    value: Decimal
    forecast: Decimal


class DealFilter(Wire):
    """What a board or a list shows; nulls mean everything. `owner_id`: a user, `me` or `none`.

    `closed_from`: of won and lost ones only those that ended since.
    """

    stage: str | None = None
    status: Kind | None = None
    owner_id: UUID | Literal["me", "none"] | None = None
    contact_id: UUID | None = None
    session_id: UUID | None = None
    ticket_id: UUID | None = None
    closed_from: datetime | None = None
    text: str | None = None
    sort: Sort = "position"
