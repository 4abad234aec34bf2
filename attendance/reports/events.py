"""What happens to reports: for the audit log."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChanged(Event):
    kind: ClassVar[str] = "report.changed"
    report_id: UUID
    what: Literal["created", "changed", "deleted"]
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScheduled(Event):
    """It goes to other people from now on, or no longer."""

    kind: ClassVar[str] = "report.scheduled"
    report_id: UUID
    schedule_id: UUID
    what: Literal["created", "changed", "deleted"]
