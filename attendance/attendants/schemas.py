"""Wire shapes of attendants and their presence."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire


class AttendantStatus(StrEnum):
    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class Attendant(Wire):
    """A user who works conversations. `id` is the external id (att-001), `user_id` the user.

    `status` is what counts now: a lost presence lease shows as offline. `capacity` is the sum that routing allows.
    `channel` is `all` or channels joined by `;`, `preferences` topics joined by `;`.
    """

    id: str
    user_id: UUID
    name: str
    email: str
    channel: str
    preferences: str
    department: str | None
    aliases: list[str]
    phone: str | None
    status: AttendantStatus
    status_reason: str | None
    status_since: datetime
    active_conversations: int
    capacity: int
    queue_ids: list[UUID]
    skills: dict[str, int]
    last_assigned_at: datetime | None


class StatusChange(Wire):
    status: AttendantStatus
    reason: str | None = Field(None, max_length=100)


class AttendantPatch(Wire):
    channel: str | None = None
    preferences: str | None = None
    department: str | None = None
    aliases: list[str] | None = None
    phone: str | None = None
    skills: dict[str, int] | None = None
    """Skill → proficiency 1-5."""


class ImportReport(Wire):
    """What importing attendant.csv did, row by row; with `dry_run` what it would do."""

    created: int
    updated: int
    unchanged: int
    errors: list["RowError"]


class RowError(Wire):
    line: int
    column: str | None
    message: str
