"""How eligible candidates are compared: each strategy is an ordered list of criteria, the lowest key wins.

`member_priority` comes first (only a customer's last attendant outranks it): tiers set by an administrator, equal
for everybody unless somebody set them. `id` comes last, so that no comparison ends in a tie.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from attendance.queues.eligibility import wanted_skills
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Criterion, Question

Key = tuple[Any, ...]
_NEVER = datetime.min.replace(tzinfo=UTC)

_BALANCED = (
    Criterion.TOPIC,
    Criterion.SHARE_IN_USE,
    Criterion.FEWEST_SKILLS,
    Criterion.LONGEST_IDLE,
    Criterion.ID,
)
ORDERS: Mapping[Strategy, tuple[Criterion, ...]] = {
    Strategy.BALANCED: (Criterion.MEMBER_PRIORITY, *_BALANCED),
    Strategy.ROUND_ROBIN: (Criterion.MEMBER_PRIORITY, Criterion.LONGEST_IDLE, Criterion.ID),
    Strategy.SKILLS: (
        Criterion.MEMBER_PRIORITY,
        Criterion.MATCHED_SKILLS,
        Criterion.PROFICIENCY,
        *_BALANCED,
    ),
    Strategy.PREFERRED: (Criterion.PREFERRED, Criterion.MEMBER_PRIORITY, *_BALANCED),
}


def comparison(question: Question) -> Callable[[Candidate], Key]:
    """The key function of this question's strategy."""
    parts = [_KEYS[criterion](question) for criterion in ORDERS[question.policy.strategy]]
    return lambda candidate: tuple([part(candidate) for part in parts])


def deciding(order: tuple[Criterion, ...], best: Key, second: Key) -> Criterion:
    """The first criterion in which the two differ; ids always do."""
    return next(criterion for criterion, a, b in zip(order, best, second, strict=True) if a != b)


def matches_topic(candidate: Candidate, topic: str | None) -> bool:
    return topic is not None and topic in candidate.topics


def share_in_use(candidate: Candidate) -> float:
    """Load over capacity, all queues together. Division rounds equal fractions equally, so ties stay ties."""
    return candidate.total_load / candidate.total_capacity if candidate.total_capacity else 1.0


def _by_topic(question: Question) -> Callable[[Candidate], int]:
    topic = question.conversation.topic
    return lambda candidate: 0 if matches_topic(candidate, topic) else 1


def _by_preference(question: Question) -> Callable[[Candidate], int]:
    preferred = question.conversation.preferred_attendant
    return lambda candidate: 0 if candidate.id == preferred else 1


def _by_matched_skills(question: Question) -> Callable[[Candidate], int]:
    wanted = wanted_skills(question.policy, question.conversation)
    return lambda candidate: -sum(candidate.skills.get(skill, 0) > 0 for skill in wanted)


def _by_proficiency(question: Question) -> Callable[[Candidate], int]:
    wanted = wanted_skills(question.policy, question.conversation)
    return lambda candidate: -sum(candidate.skills.get(skill, 0) for skill in wanted)


_KEYS: Mapping[Criterion, Callable[[Question], Callable[[Candidate], Any]]] = {
    Criterion.MEMBER_PRIORITY: lambda _: lambda candidate: candidate.member_priority,
    Criterion.PREFERRED: _by_preference,
    Criterion.TOPIC: _by_topic,
    Criterion.MATCHED_SKILLS: _by_matched_skills,
    Criterion.PROFICIENCY: _by_proficiency,
    Criterion.SHARE_IN_USE: lambda _: share_in_use,
    Criterion.FEWEST_SKILLS: lambda _: lambda candidate: len(candidate.skills),
    Criterion.LONGEST_IDLE: lambda _: lambda candidate: candidate.last_assigned_at or _NEVER,
    Criterion.ID: lambda _: lambda candidate: candidate.id,
}
