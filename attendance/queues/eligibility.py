"""Who may receive a conversation at all, and the reason codes of those who may not."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attendance.attendants import rules as presence
from attendance.attendants.schemas import AttendantStatus
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Exclusion, Policy, Question, Reason, Waiting

_EXCLUDED_BY_STATUS: Mapping[AttendantStatus, Exclusion] = {
    AttendantStatus.OFFLINE: Exclusion.OFFLINE,
    AttendantStatus.BUSY: Exclusion.BUSY,
    AttendantStatus.AWAY: Exclusion.AWAY,
}
_MAY_FREE_UP_SOON = frozenset(
    {Exclusion.BUSY, Exclusion.AWAY, Exclusion.NO_CAPACITY, Exclusion.NO_TOTAL_CAPACITY}
)
_STAGES: tuple[tuple[Reason, frozenset[str]], ...] = (
    (Reason.NOBODY_ACTIVE, frozenset({Exclusion.MEMBERSHIP_INACTIVE})),
    (
        Reason.NOBODY_ONLINE,
        frozenset({Exclusion.OFFLINE, Exclusion.LEASE_EXPIRED, Exclusion.BUSY, Exclusion.AWAY}),
    ),
    (Reason.NOBODY_FOR_CHANNEL, frozenset({Exclusion.WRONG_CHANNEL})),
    (Reason.NOBODY_WITH_SKILLS, frozenset({Exclusion.MISSING_SKILL})),
    (Reason.EVERYONE_FULL, frozenset({Exclusion.NO_CAPACITY, Exclusion.NO_TOTAL_CAPACITY})),
)


def exclusions(candidate: Candidate, question: Question, required: tuple[str, ...]) -> tuple[str, ...]:
    """All reason codes against this candidate, in a fixed order; none means eligible."""
    found: list[str] = []
    if not candidate.is_active_member:
        found.append(Exclusion.MEMBERSHIP_INACTIVE)
    absence = _absence(candidate, question.at)
    if absence is not None:
        found.append(absence)
    if not presence.serves(candidate.channels, question.conversation.channel):
        found.append(Exclusion.WRONG_CHANNEL)
    found += [
        f"{Exclusion.MISSING_SKILL}:{skill}" for skill in required if candidate.skills.get(skill, 0) < 1
    ]
    if candidate.load >= candidate.capacity:
        found.append(Exclusion.NO_CAPACITY)
    if candidate.total_load >= candidate.total_capacity:
        found.append(Exclusion.NO_TOTAL_CAPACITY)
    return tuple(found)


def is_present(candidate: Candidate, at: datetime) -> bool:
    return _absence(candidate, at) is None


def wanted_skills(policy: Policy, conversation: Waiting) -> tuple[str, ...]:
    """The queue's and the conversation's skills together, each once, sorted."""
    if not policy.required_skills and not conversation.required_skills:
        return ()
    return tuple(sorted({*policy.required_skills, *conversation.required_skills}))


def skills_relax_at(policy: Policy, conversation: Waiting) -> datetime | None:
    """When missing skills stop excluding; None: never (only the strategy `skills` relaxes) or none wanted."""
    if policy.strategy is not Strategy.SKILLS or not wanted_skills(policy, conversation):
        return None
    return conversation.waiting_since + timedelta(seconds=policy.relax_after_seconds)


def preference_ends_at(policy: Policy, conversation: Waiting) -> datetime | None:
    """Until when the line is held for the last attendant; None: not at all."""
    if policy.strategy is not Strategy.PREFERRED or conversation.preferred_attendant is None:
        return None
    return conversation.waiting_since + timedelta(seconds=policy.preferred_seconds)


def may_free_up_soon(reasons: tuple[str, ...]) -> bool:
    """Worth a short wait: full, busy or away, but here. Nobody is kept waiting for somebody who left."""
    return bool(reasons) and _MAY_FREE_UP_SOON.issuperset(reasons)


def why_nobody(excluded: Iterable[tuple[str, ...]]) -> Reason:
    """The stage of the filter at which the last candidate dropped out."""
    remaining = [{reason.partition(":")[0] for reason in reasons} for reasons in excluded]
    if not remaining:
        return Reason.NO_MEMBERS
    for reason, codes in _STAGES:
        remaining = [found for found in remaining if not found & codes]
        if not remaining:
            return reason
    return Reason.WAITING_FOR_PREFERRED


def _absence(candidate: Candidate, at: datetime) -> Exclusion | None:
    stated = _EXCLUDED_BY_STATUS.get(candidate.status)
    if stated is not None:
        return stated
    held = presence.holds_lease(presence.Presence(candidate.status, candidate.lease_expires_at), at)
    return None if held else Exclusion.LEASE_EXPIRED
