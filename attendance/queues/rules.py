"""Who takes which conversation: pure, deterministic, replayable.

Eligible candidates (`eligibility`) are compared by the queue's strategy (`strategies`); the line is served in
the order of `line.order_key`. Data comes in as a `Snapshot` and goes out as `Verdict`s (`snapshot`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, nsmallest
from uuid import UUID

from attendance.kernel.errors import Conflict
from attendance.queues import eligibility
from attendance.queues.line import order_key
from attendance.queues.snapshot import (
    POLICY_VERSION,
    Candidate,
    ExcludedCandidate,
    Exclusion,
    Policy,
    Question,
    Reason,
    Snapshot,
    Verdict,
    Waiting,
)
from attendance.queues.strategies import ORDERS, comparison, deciding

_ONE_TICK = timedelta(microseconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


class AnotherPolicyVersion(Conflict):
    code = "another_policy_version"
    message = "This decision was made under policy version {stored}; this program has version {current}."


def choose_attendant(snapshot: Snapshot, conversation: Waiting) -> Verdict:
    """Pick who should take this conversation now; `chosen` is None when nobody may."""
    candidates = tuple(sorted(snapshot.candidates, key=_id))
    return decide(Question(_instant(snapshot), snapshot.policy, conversation, candidates))


def drain(*snapshots: Snapshot, limit: int | None = None) -> list[Verdict]:
    """Serve the waiting lines of these queues together: one verdict for each conversation that finds somebody.

    In the order of service over all queues; a conversation that nobody may take holds up no other. Who serves several
    of the queues fills up in all of them. At most `limit` verdicts; None means no limit."""
    floor = _Floor(snapshots)
    line = [
        (order_key(waiting), here.policy.queue_id, waiting) for here in snapshots for waiting in here.waiting
    ]
    heapify(line)
    verdicts, hopeless = list[Verdict](), set[object]()
    while line and floor.free > 0 and (limit is None or len(verdicts) < limit):
        _, queue_id, conversation = heappop(line)
        policy = floor.policies[queue_id]
        if (kind := _kind(policy, conversation, floor.at)) in hopeless:
            continue
        verdict = decide(Question(floor.at, policy, conversation, floor.candidates(queue_id)))
        if verdict.chosen is None:
            hopeless.add(kind)
            continue
        verdicts.append(verdict)
        floor.give(verdict.chosen, queue_id)
    return verdicts


def decide(question: Question) -> Verdict:
    """The decision itself: equal questions get equal verdicts, whenever and wherever asked."""
    if not question.policy.auto_assign:
        return _nobody(question, Reason.AUTO_ASSIGN_OFF)
    if not question.policy.is_open:
        return _nobody(question, Reason.QUEUE_CLOSED)
    relax_at = eligibility.skills_relax_at(question.policy, question.conversation)
    is_relaxed = relax_at is not None and question.at >= relax_at
    required = () if is_relaxed else eligibility.wanted_skills(question.policy, question.conversation)
    reasons = {c.id: eligibility.exclusions(c, question, required) for c in question.candidates}
    eligible = [candidate for candidate in question.candidates if not reasons[candidate.id]]
    held_until = _held_until(question, reasons)
    if held_until is not None:
        held = {c.id: (Exclusion.HELD_FOR_PREFERRED.value,) for c in eligible}
        return _nobody(question, Reason.WAITING_FOR_PREFERRED, reasons | held, retry_at=held_until)
    if not eligible:
        retry_at = None if is_relaxed else relax_at
        return _nobody(question, eligibility.why_nobody(reasons.values()), reasons, retry_at=retry_at)
    return _best(question, eligible, reasons, is_relaxed=is_relaxed)


def replay(stored: Verdict) -> Verdict:
    """Decide again from the stored inputs; an honest record makes this equal to what was stored.

    Raises: AnotherPolicyVersion, when the rules have changed since."""
    if stored.policy_version != POLICY_VERSION:
        raise AnotherPolicyVersion(stored=stored.policy_version, current=POLICY_VERSION)
    return decide(stored.question)


def room(snapshots: Iterable[Snapshot]) -> int:
    """How many more, of some kind, the people online could take; who serves two of the queues counts twice."""
    return sum(_free_places(here.candidates, here.now) for here in snapshots)


def with_one_more(candidate: Candidate, at: datetime, *, is_here: bool = True) -> Candidate:
    """The candidate after having been given a conversation; of another queue when not `is_here`."""
    load = candidate.load + 1 if is_here else candidate.load
    return replace(candidate, load=load, total_load=candidate.total_load + 1, last_assigned_at=at)


class _Floor:
    """The people of some queues while conversations are handed out: loads and rotation as they change."""

    def __init__(self, snapshots: Sequence[Snapshot]) -> None:
        self.policies = {here.policy.queue_id: here.policy for here in snapshots}
        self.at = max((_instant(here) for here in snapshots), default=_NEVER)
        self._people = {
            here.policy.queue_id: {one.id: one for one in sorted(here.candidates, key=_id)}
            for here in snapshots
        }
        self.free = sum(_free_places(people.values(), self.at) for people in self._people.values())

    def candidates(self, queue_id: UUID) -> tuple[Candidate, ...]:
        return tuple(self._people[queue_id].values())

    def give(self, id: UUID, queue_id: UUID) -> None:
        for of_queue, people in self._people.items():
            if id in people:
                people[id] = with_one_more(people[id], self.at, is_here=of_queue == queue_id)
        self.free, self.at = self.free - 1, self.at + _ONE_TICK


def _best(
    question: Question,
    eligible: list[Candidate],
    reasons: dict[UUID, tuple[str, ...]],
    *,
    is_relaxed: bool,
) -> Verdict:
    order, key = ORDERS[question.policy.strategy], comparison(question)
    keyed = nsmallest(2, ((key(candidate), candidate.id) for candidate in eligible))
    second = keyed[1] if len(keyed) > 1 else None
    why = [Reason.BEST_CANDIDATE if second else Reason.ONLY_CANDIDATE]
    if is_relaxed:
        why.append(Reason.SKILLS_RELAXED)
    return Verdict(
        question=question,
        policy_version=POLICY_VERSION,
        chosen=keyed[0][1],
        runner_up=second[1] if second else None,
        order=order,
        decided_by=deciding(order, keyed[0][0], second[0]) if second else None,
        reasons=tuple(why),
        excluded=_excluded(reasons),
        retry_at=None,
    )


def _nobody(
    question: Question,
    reason: Reason,
    reasons: dict[UUID, tuple[str, ...]] | None = None,
    *,
    retry_at: datetime | None = None,
) -> Verdict:
    return Verdict(
        question=question,
        policy_version=POLICY_VERSION,
        chosen=None,
        runner_up=None,
        order=ORDERS[question.policy.strategy],
        decided_by=None,
        reasons=(reason,),
        excluded=_excluded(reasons or {}),
        retry_at=retry_at,
    )


def _held_until(question: Question, reasons: dict[UUID, tuple[str, ...]]) -> datetime | None:
    """Until when the conversation waits for its last attendant, here but not free; None: it doesn't."""
    ends_at = eligibility.preference_ends_at(question.policy, question.conversation)
    if ends_at is None or question.at >= ends_at or question.conversation.preferred_attendant is None:
        return None
    against = reasons.get(question.conversation.preferred_attendant, ())
    return ends_at if eligibility.may_free_up_soon(against) else None


def _excluded(reasons: dict[UUID, tuple[str, ...]]) -> tuple[ExcludedCandidate, ...]:
    return tuple(ExcludedCandidate(id, found) for id, found in reasons.items() if found)


def _instant(snapshot: Snapshot) -> datetime:
    """Now, but after the last assignment: two decisions in one microsecond would break the rotation."""
    last = max((c.last_assigned_at for c in snapshot.candidates if c.last_assigned_at), default=None)
    return snapshot.now if last is None or last < snapshot.now else last + _ONE_TICK


def _free_places(candidates: Iterable[Candidate], at: datetime) -> int:
    """An upper bound of what can still be assigned; 0 ends the work early."""
    return sum(
        max(0, min(c.capacity - c.load, c.total_capacity - c.total_load))
        for c in candidates
        if c.is_active_member and eligibility.is_present(c, at)
    )


def _kind(policy: Policy, conversation: Waiting, at: datetime) -> object:
    """Conversations of one kind have the same eligible candidates: if one finds nobody, neither do the others."""
    relax_at = eligibility.skills_relax_at(policy, conversation)
    held_until = eligibility.preference_ends_at(policy, conversation)
    return (
        policy.queue_id,
        conversation.channel,
        conversation.required_skills,
        relax_at is not None and at >= relax_at,
        conversation.preferred_attendant if held_until is not None and at < held_until else None,
    )


def _id(candidate: Candidate) -> UUID:
    return candidate.id
