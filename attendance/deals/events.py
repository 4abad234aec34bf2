"""What happens to deals and to the pipeline. `by`: what did it."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event

Cause = Literal["person", "script", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCreated(Event):
    kind: ClassVar[str] = "deal.created"
    deal_id: UUID
    stage: str
    value: str
    by: Cause
    ticket_id: UUID | None = None
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealChanged(Event):
    """`changed`: of each field, the value before and after."""

    kind: ClassVar[str] = "deal.changed"
    deal_id: UUID
    changed: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DealMoved(Event):
    """Into another stage, or to another place of the same one (`stage` is `previous` then)."""

    kind: ClassVar[str] = "deal.moved"
    deal_id: UUID
    stage: str
    previous: str
    status: str
    value: str
    reason: str | None
    by: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDeleted(Event):
    kind: ClassVar[str] = "deal.deleted"
    deal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRestored(Event):
    kind: ClassVar[str] = "deal.restored"
    deal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineChanged(Event):
    """Its stages, or the order within one: whoever shows them asks again."""

    kind: ClassVar[str] = "pipeline.changed"
