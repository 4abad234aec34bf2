"""What a routing decision looks at and what comes out of it: frozen data that survives JSON unchanged."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.schemas import Strategy

POLICY_VERSION = 1
"""Raise it with any change that can alter a verdict: decisions stored earlier then refuse to be replayed."""


class Exclusion(StrEnum):
    """Why a candidate could not be chosen. `missing_skill` is stored as `missing_skill:<skill>`."""

    MEMBERSHIP_INACTIVE = "membership_inactive"
    OFFLINE = "offline"
    LEASE_EXPIRED = "lease_expired"
    BUSY = "busy"
    AWAY = "away"
    WRONG_CHANNEL = "wrong_channel"
    MISSING_SKILL = "missing_skill"
    NO_CAPACITY = "no_capacity"
    NO_TOTAL_CAPACITY = "no_total_capacity"
    HELD_FOR_PREFERRED = "held_for_preferred"


class Reason(StrEnum):
    """Why the verdict is what it is. The first group goes with somebody chosen, the second with nobody."""

    ONLY_CANDIDATE = "only_candidate"
    BEST_CANDIDATE = "best_candidate"
    SKILLS_RELAXED = "skills_relaxed"

    AUTO_ASSIGN_OFF = "auto_assign_off"
    QUEUE_CLOSED = "queue_closed"
    NO_MEMBERS = "no_members"
    NOBODY_ACTIVE = "nobody_active"
    NOBODY_ONLINE = "nobody_online"
    NOBODY_FOR_CHANNEL = "nobody_for_channel"
    NOBODY_WITH_SKILLS = "nobody_with_skills"
    EVERYONE_FULL = "everyone_full"
    WAITING_FOR_PREFERRED = "waiting_for_preferred"


class Criterion(StrEnum):
    """What candidates are compared by, one after the other; each strategy has its own order."""

    MEMBER_PRIORITY = "member_priority"
    PREFERRED = "preferred"
    TOPIC = "topic"
    MATCHED_SKILLS = "matched_skills"
    PROFICIENCY = "proficiency"
    SHARE_IN_USE = "share_in_use"
    FEWEST_SKILLS = "fewest_skills"
    LONGEST_IDLE = "longest_idle"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Policy:
    """How the queue routes. `relax_after_seconds` and `preferred_seconds` count from the wait's start."""

    queue_id: UUID
    strategy: Strategy = Strategy.BALANCED
    required_skills: tuple[str, ...] = ()
    relax_after_seconds: int = 120
    preferred_seconds: int = 60
    auto_assign: bool = True
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in the line. `priority` 0 low … 3 urgent; `preferred_attendant`: who served them last.

    `topic` and skills are folded (`kernel.text.fold`), as a candidate's are."""

    id: UUID
    waiting_since: datetime
    channel: str
    priority: int = 1
    sla_due: datetime | None = None
    topic: str | None = None
    preferred_attendant: UUID | None = None
    required_skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of the queue at the moment of the decision. `id` is the user's.

    `capacity` and `load` count conversations of this queue, `total_*` those of all queues together.
    `member_priority`: lower numbers first. `skills`: skill → proficiency 1-5. `last_assigned_at` None: never.
    """

    id: UUID
    name: str
    status: AttendantStatus
    lease_expires_at: datetime | None = None
    is_active_member: bool = True
    member_priority: int = 0
    channels: tuple[str, ...] = ("all",)
    topics: tuple[str, ...] = ()
    skills: dict[str, int] = field(default_factory=dict)
    capacity: int = 5
    load: int = 0
    total_capacity: int = 5
    total_load: int = 0
    last_assigned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A queue at one instant, in any order: the rules sort for themselves."""

    policy: Policy
    now: datetime
    candidates: tuple[Candidate, ...]
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """All inputs of one decision; `candidates` by ascending id. Equal questions have equal verdicts."""

    at: datetime
    policy: Policy
    conversation: Waiting
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ExcludedCandidate:
    id: UUID
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One routing decision: its inputs, the choice and why.

    `order` lists the comparisons, `decided_by` is the first of them that told the chosen one from the `runner_up`
    (both None with fewer than two eligible). `retry_at`: when time alone may change a "nobody".
    """

    question: Question
    policy_version: int
    chosen: UUID | None
    runner_up: UUID | None
    order: tuple[Criterion, ...]
    decided_by: Criterion | None
    reasons: tuple[Reason, ...]
    excluded: tuple[ExcludedCandidate, ...]
    retry_at: datetime | None
