"""Laws of routing that hold for every snapshot: eligibility, capacity, determinism, replay, no starvation."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.explanation import explain
from attendance.queues.line import order_key
from attendance.queues.records import from_json, to_json
from attendance.queues.rules import choose_attendant, drain, replay, with_one_more
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Policy, Snapshot, Verdict, Waiting
from tests.queues.people import NOW, QUEUE

IDS = [UUID(int=n) for n in range(1, 9)]
SKILLS = ("a", "b", "c")
CHANNELS = ("whatsapp", "webchat", "telegram")

moments = st.integers(-300, 30).map(lambda seconds: NOW + timedelta(seconds=seconds))
skill_sets = st.lists(st.sampled_from(SKILLS), unique=True, max_size=2).map(tuple)


@st.composite
def candidates(draw: st.DrawFn) -> tuple[Candidate, ...]:
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=6))
    return tuple(draw(_candidate(id)) for id in ids)


@st.composite
def _candidate(draw: st.DrawFn, id: UUID) -> Candidate:
    load = draw(st.integers(0, 4))
    return Candidate(
        id=id,
        name=f"A{id.int}",
        status=draw(st.sampled_from([AttendantStatus.ONLINE] * 3 + list(AttendantStatus))),
        lease_expires_at=draw(st.none() | moments),
        is_active_member=draw(st.sampled_from([True, True, True, False])),
        member_priority=draw(st.integers(0, 1)),
        channels=draw(st.sampled_from([("all",), ("all",), ("whatsapp", "web"), ("telegram",)])),
        topics=draw(st.sampled_from([(), ("sales",), ("sales", "support")])),
        skills=draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 5), max_size=3)),
        capacity=draw(st.integers(0, 4)),
        load=load,
        total_capacity=draw(st.integers(0, 5)),
        total_load=load + draw(st.integers(0, 2)),
        last_assigned_at=draw(st.none() | moments),
    )


@st.composite
def lines(draw: st.DrawFn) -> tuple[Waiting, ...]:
    numbers = draw(st.lists(st.integers(100, 130), unique=True, max_size=12))
    return tuple(
        Waiting(
            id=UUID(int=number),
            waiting_since=NOW - timedelta(seconds=draw(st.integers(0, 200))),
            channel=draw(st.sampled_from(CHANNELS)),
            priority=draw(st.integers(0, 3)),
            sla_due=draw(st.none() | moments),
            topic=draw(st.sampled_from([None, "sales"])),
            preferred_attendant=draw(st.none() | st.sampled_from(IDS)),
            required_skills=draw(skill_sets),
        )
        for number in numbers
    )


policies = st.builds(
    Policy,
    queue_id=st.just(QUEUE),
    strategy=st.sampled_from(Strategy),
    required_skills=skill_sets,
    relax_after_seconds=st.sampled_from([0, 60, 120]),
    preferred_seconds=st.sampled_from([0, 60]),
    auto_assign=st.just(True),
    is_open=st.sampled_from([True] * 9 + [False]),
)
snapshots = st.builds(Snapshot, policy=policies, now=st.just(NOW), candidates=candidates(), waiting=lines())


@given(snapshots)
def test_nobody_is_given_more_than_they_may_hold(here: Snapshot) -> None:
    people = {candidate.id: candidate for candidate in here.candidates}

    given_to = Counter(verdict.chosen for verdict in drain(here))

    for id, count in given_to.items():
        assert id is not None
        assert people[id].load + count <= people[id].capacity
        assert people[id].total_load + count <= people[id].total_capacity


@given(snapshots, snapshots)
def test_nobody_is_given_more_by_several_queues_than_they_may_hold_in_all(
    one: Snapshot, two: Snapshot
) -> None:
    """Two queues share their people; each conversation waits in one of them."""
    other = replace(
        two,
        policy=replace(two.policy, queue_id=UUID(int=99)),
        candidates=tuple(replace(person, load=0) for person in one.candidates),
        waiting=tuple(replace(each, id=UUID(int=each.id.int + 1000)) for each in two.waiting),
    )
    people = {candidate.id: candidate for candidate in one.candidates}

    served = drain(one, other)

    for id, count in Counter(verdict.chosen for verdict in served).items():
        assert id is not None
        assert people[id].total_load + count <= people[id].total_capacity
    assert [order_key(v.question.conversation) for v in served] == sorted(
        order_key(v.question.conversation) for v in served
    )
    assert len({verdict.question.at for verdict in served}) == len(served)


@given(snapshots)
def test_only_eligible_people_are_chosen(here: Snapshot) -> None:
    for verdict in drain(here):
        chosen = next(one for one in verdict.question.candidates if one.id == verdict.chosen)
        conversation, policy = verdict.question.conversation, here.policy
        assert policy.is_open
        assert chosen.is_active_member
        assert chosen.status is AttendantStatus.ONLINE
        assert chosen.lease_expires_at is None or chosen.lease_expires_at > verdict.question.at
        assert chosen.channels == ("all",) or conversation.channel.removesuffix("chat") in chosen.channels
        missing = {*policy.required_skills, *conversation.required_skills} - {
            skill for skill, level in chosen.skills.items() if level > 0
        }
        waited = verdict.question.at - conversation.waiting_since
        is_relaxed = (
            policy.strategy is Strategy.SKILLS and waited.total_seconds() >= policy.relax_after_seconds
        )
        assert not missing or is_relaxed


@given(snapshots, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(here: Snapshot, random: st.DataObject) -> None:
    people, line = list(here.candidates), list(here.waiting)
    random.shuffle(people)  # type: ignore[attr-defined]  # hypothesis types its Random as DataObject
    random.shuffle(line)  # type: ignore[attr-defined]  # as above

    assert drain(Snapshot(here.policy, here.now, tuple(people), tuple(line))) == drain(here)


@given(snapshots)
def test_a_stored_decision_replays_bit_for_bit(here: Snapshot) -> None:
    for verdict in [*drain(here), *(choose_attendant(here, one) for one in here.waiting[:3])]:
        stored = json.dumps(to_json(verdict))

        again = replay(from_json(json.loads(stored)))

        assert again == verdict
        assert msgspec.json.encode(again) == msgspec.json.encode(verdict)


@given(snapshots)
def test_nobody_starves_while_somebody_could_serve_them(here: Snapshot) -> None:
    """Work-conserving: after a drain, no remaining conversation has an eligible attendant."""
    served = drain(here)
    people = {candidate.id: candidate for candidate in here.candidates}
    for verdict in served:
        assert verdict.chosen is not None
        people[verdict.chosen] = with_one_more(people[verdict.chosen], verdict.question.at)
    done = {verdict.question.conversation.id for verdict in served}
    after = Snapshot(here.policy, here.now, tuple(people.values()))

    for left in (one for one in here.waiting if one.id not in done):
        assert choose_attendant(after, left).chosen is None


@given(snapshots)
def test_alike_conversations_are_served_in_their_order(here: Snapshot) -> None:
    """Within what the same people may serve, nobody overtakes."""
    served = [verdict.question.conversation for verdict in drain(here)]
    left = [one for one in here.waiting if one not in served]

    assert [one.id for one in served] == [one.id for one in sorted(served, key=order_key)]
    for behind in served:
        for waiting in left:
            assert not (_kind(waiting) == _kind(behind) and order_key(waiting) < order_key(behind))


@given(snapshots)
def test_draining_is_choosing_one_after_the_other(here: Snapshot) -> None:
    people = {candidate.id: candidate for candidate in here.candidates}
    one_by_one: list[Verdict] = []
    for conversation in sorted(here.waiting, key=order_key):
        at = one_by_one[-1].question.at + timedelta(microseconds=1) if one_by_one else here.now
        verdict = choose_attendant(Snapshot(here.policy, at, tuple(people.values())), conversation)
        if verdict.chosen is not None:
            one_by_one.append(verdict)
            people[verdict.chosen] = with_one_more(people[verdict.chosen], verdict.question.at)

    assert drain(here) == one_by_one


@given(snapshots)
def test_every_candidate_is_accounted_for_and_explained(here: Snapshot) -> None:
    for conversation in here.waiting[:3]:
        verdict = choose_attendant(here, conversation)
        excluded = {one.id for one in verdict.excluded}

        if verdict.chosen is None:
            assert not excluded or excluded == {one.id for one in here.candidates}
        else:
            assert verdict.chosen not in excluded
            assert verdict.runner_up not in excluded
        assert all(explain(verdict, locale) for locale in ("pt-BR", "en", "es"))


def _kind(waiting: Waiting) -> object:
    """Everything a verdict looks at besides time."""
    return (waiting.channel, waiting.required_skills, waiting.preferred_attendant, waiting.waiting_since)
