"""Who is chosen, table by table; the laws that hold for every table are in test_laws.py."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.records import from_json, to_json
from attendance.queues.rules import AnotherPolicyVersion, choose_attendant, drain, replay
from attendance.queues.schemas import Strategy
from attendance.queues.snapshot import Candidate, Criterion, Reason
from tests.queues.people import ANA, JOAO, MARIA, NOW, PEDRO, ago, snapshot, somebody, waiting


@pytest.mark.parametrize(
    ("against", "codes", "reason"),
    [
        ({"status": AttendantStatus.OFFLINE}, ("offline",), Reason.NOBODY_ONLINE),
        ({"status": AttendantStatus.BUSY}, ("busy",), Reason.NOBODY_ONLINE),
        ({"status": AttendantStatus.AWAY}, ("away",), Reason.NOBODY_ONLINE),
        ({"lease_expires_at": NOW}, ("lease_expired",), Reason.NOBODY_ONLINE),
        ({"is_active_member": False}, ("membership_inactive",), Reason.NOBODY_ACTIVE),
        ({"channels": ("telegram", "web")}, ("wrong_channel",), Reason.NOBODY_FOR_CHANNEL),
        ({"skills": {"billing": 0}}, ("missing_skill:billing",), Reason.NOBODY_WITH_SKILLS),
        ({"skills": {}}, ("missing_skill:billing",), Reason.NOBODY_WITH_SKILLS),
        ({"load": 5}, ("no_capacity", "no_total_capacity"), Reason.EVERYONE_FULL),
        ({"load": 5, "total_capacity": 9}, ("no_capacity",), Reason.EVERYONE_FULL),
        ({"load": 1, "total_load": 5}, ("no_total_capacity",), Reason.EVERYONE_FULL),
        (
            {"status": AttendantStatus.AWAY, "channels": ("sms",), "load": 5},
            ("away", "wrong_channel", "no_capacity", "no_total_capacity"),
            Reason.NOBODY_ONLINE,
        ),
    ],
)
def test_exclusions(against: dict[str, Any], codes: tuple[str, ...], reason: Reason) -> None:
    only = somebody(**({"skills": {"billing": 3}} | against))

    verdict = choose_attendant(snapshot(only), waiting(required_skills=("billing",)))

    assert verdict.chosen is None
    assert verdict.reasons == (reason,)
    assert [one.reasons for one in verdict.excluded] == [codes]


@pytest.mark.parametrize(
    ("maria", "joao", "chosen", "decided_by"),
    [
        ({"load": 1}, {"load": 2}, MARIA, Criterion.SHARE_IN_USE),
        ({"load": 2, "capacity": 10}, {"load": 1, "capacity": 4}, MARIA, Criterion.SHARE_IN_USE),
        ({"load": 1, "capacity": 3}, {"load": 2, "capacity": 6}, MARIA, Criterion.ID),
        ({"load": 0}, {"load": 4, "topics": ("sales",)}, JOAO, Criterion.TOPIC),
        ({"skills": {"a": 1, "b": 1}}, {"skills": {"a": 1}}, JOAO, Criterion.FEWEST_SKILLS),
        ({"last_assigned_at": ago(5)}, {"last_assigned_at": ago(9)}, JOAO, Criterion.LONGEST_IDLE),
        ({"last_assigned_at": ago(5)}, {}, JOAO, Criterion.LONGEST_IDLE),
        ({}, {}, MARIA, Criterion.ID),
        ({"member_priority": 2}, {"member_priority": 1, "load": 4}, JOAO, Criterion.MEMBER_PRIORITY),
    ],
)
def test_balanced(maria: dict[str, Any], joao: dict[str, Any], chosen: UUID, decided_by: Criterion) -> None:
    people = [somebody(JOAO, **joao), somebody(MARIA, **maria)]

    verdict = choose_attendant(snapshot(*people), waiting(topic="sales"))

    assert (verdict.chosen, verdict.decided_by) == (chosen, decided_by)
    assert verdict.reasons == (Reason.BEST_CANDIDATE,)


def test_nobody_among_nobody() -> None:
    assert choose_attendant(snapshot(), waiting()).reasons == (Reason.NO_MEMBERS,)


@pytest.mark.parametrize(
    ("policy", "reason"),
    [({"auto_assign": False}, Reason.AUTO_ASSIGN_OFF), ({"is_open": False}, Reason.QUEUE_CLOSED)],
)
def test_a_queue_that_does_not_assign(policy: dict[str, Any], reason: Reason) -> None:
    here = snapshot(somebody(), line=[waiting()], **policy)

    assert choose_attendant(here, waiting()).reasons == (reason,)
    assert drain(here) == []


def test_round_robin_rotates_whatever_the_load() -> None:
    people = [somebody(id, load=load) for id, load in ((MARIA, 3), (JOAO, 0), (ANA, 1))]
    line = [waiting(n) for n in range(6)]

    served = drain(snapshot(*people, line=line, strategy=Strategy.ROUND_ROBIN))

    assert [verdict.chosen for verdict in served] == [MARIA, JOAO, ANA, MARIA, JOAO, ANA]


def test_skills_takes_the_most_proficient() -> None:
    people = [somebody(MARIA, skills={"vpn": 3}), somebody(JOAO, skills={"vpn": 5}, load=4), somebody(ANA)]

    verdict = choose_attendant(
        snapshot(*people, strategy=Strategy.SKILLS, required_skills=("vpn",)), waiting()
    )

    assert (verdict.chosen, verdict.decided_by) == (JOAO, Criterion.PROFICIENCY)
    assert [one.reasons for one in verdict.excluded] == [("missing_skill:vpn",)]


def test_skills_relax_after_the_time_out_and_say_when() -> None:
    here = snapshot(
        somebody(skills={"fax": 1}),
        strategy=Strategy.SKILLS,
        required_skills=("fax", "vpn"),
        relax_after_seconds=30,
    )

    early = choose_attendant(here, waiting(since=10))
    late = choose_attendant(here, waiting(since=30))

    assert early.chosen is None
    assert early.retry_at == NOW + timedelta(seconds=20)
    assert late.chosen == MARIA
    assert late.reasons == (Reason.ONLY_CANDIDATE, Reason.SKILLS_RELAXED)


def test_relaxed_skills_still_prefer_who_has_more_of_them() -> None:
    people = [somebody(MARIA), somebody(JOAO, skills={"vpn": 1, "fax": 1}), somebody(ANA, skills={"vpn": 5})]
    here = snapshot(*people, strategy=Strategy.SKILLS, required_skills=("fax", "vpn", "x"))

    verdict = choose_attendant(here, waiting(since=120))

    assert (verdict.chosen, verdict.decided_by) == (JOAO, Criterion.MATCHED_SKILLS)


@pytest.mark.parametrize("strategy", [Strategy.BALANCED, Strategy.ROUND_ROBIN, Strategy.PREFERRED])
def test_the_other_strategies_never_relax(strategy: Strategy) -> None:
    here = snapshot(somebody(), strategy=strategy, required_skills=("vpn",))

    verdict = choose_attendant(here, waiting(since=9999))

    assert (verdict.chosen, verdict.retry_at) == (None, None)


@pytest.mark.parametrize(
    ("maria", "since", "chosen", "reason"),
    [
        ({"load": 4}, 0, MARIA, Reason.BEST_CANDIDATE),
        ({"load": 5}, 0, None, Reason.WAITING_FOR_PREFERRED),
        ({"status": AttendantStatus.BUSY}, 59, None, Reason.WAITING_FOR_PREFERRED),
        ({"status": AttendantStatus.AWAY}, 0, None, Reason.WAITING_FOR_PREFERRED),
        ({"load": 5}, 60, JOAO, Reason.ONLY_CANDIDATE),
        ({"status": AttendantStatus.OFFLINE}, 0, JOAO, Reason.ONLY_CANDIDATE),
        ({"lease_expires_at": NOW}, 0, JOAO, Reason.ONLY_CANDIDATE),
        ({"is_active_member": False}, 0, JOAO, Reason.ONLY_CANDIDATE),
        ({"load": 5, "channels": ("sms",)}, 0, JOAO, Reason.ONLY_CANDIDATE),
    ],
)
def test_preferred_waits_only_for_somebody_who_is_here(
    maria: dict[str, Any], since: float, chosen: UUID | None, reason: Reason
) -> None:
    here = snapshot(somebody(**maria), somebody(JOAO), strategy=Strategy.PREFERRED)

    verdict = choose_attendant(here, waiting(since=since, preferred_attendant=MARIA))

    assert (verdict.chosen, verdict.reasons) == (chosen, (reason,))


def test_preferred_says_when_its_hold_ends_and_whom_it_held_back() -> None:
    here = snapshot(somebody(load=5), somebody(JOAO), strategy=Strategy.PREFERRED)

    verdict = choose_attendant(here, waiting(since=20, preferred_attendant=MARIA))

    assert verdict.retry_at == NOW + timedelta(seconds=40)
    assert verdict.excluded[1].reasons == ("held_for_preferred",)


def test_preferred_falls_back_to_balanced_for_somebody_who_left_the_queue() -> None:
    here = snapshot(somebody(JOAO, load=2), somebody(ANA), strategy=Strategy.PREFERRED)

    assert choose_attendant(here, waiting(preferred_attendant=PEDRO)).chosen == ANA


def test_the_line_is_served_by_priority_then_sla_then_wait_then_id() -> None:
    due = NOW + timedelta(minutes=5)
    line = [
        waiting(1, since=99),
        waiting(2, since=50, sla_due=due),
        waiting(3, since=10, sla_due=due - timedelta(minutes=1)),
        waiting(4, priority=0, since=999),
        waiting(5, priority=3),
        waiting(6, priority=2),
        waiting(8, since=99),
        waiting(7, since=99),
    ]

    served = drain(snapshot(somebody(capacity=99), line=line))

    assert [verdict.question.conversation.id.int - 100 for verdict in served] == [5, 6, 3, 2, 1, 7, 8, 4]


def test_a_conversation_nobody_may_take_holds_up_no_other() -> None:
    line = [waiting(1, since=99, channel="sms"), waiting(2, since=98, required_skills=("x",)), waiting(3)]

    served = drain(snapshot(somebody(channels=("whatsapp",)), line=line))

    assert [verdict.question.conversation.id.int for verdict in served] == [103]


def test_drain_stops_at_capacity_and_at_the_limit() -> None:
    line = [waiting(n) for n in range(100)]

    assert len(drain(snapshot(somebody(load=2), somebody(JOAO, load=1), line=line))) == 7
    assert len(drain(snapshot(somebody(), line=line), limit=2)) == 2


def test_assignments_of_one_instant_still_rotate() -> None:
    """Two decisions of the same microsecond: the second one sees the first one's mark."""
    maria = somebody(last_assigned_at=NOW)

    verdict = choose_attendant(snapshot(maria, somebody(JOAO, last_assigned_at=ago(1))), waiting())

    assert verdict.chosen == JOAO
    assert verdict.question.at > NOW


def test_a_stored_decision_of_other_rules_refuses_to_be_replayed() -> None:
    verdict = choose_attendant(snapshot(somebody()), waiting())

    with pytest.raises(AnotherPolicyVersion):
        replay(replace(verdict, policy_version=verdict.policy_version - 1))


def test_a_forged_decision_does_not_replay() -> None:
    verdict = choose_attendant(snapshot(somebody(), somebody(JOAO, load=1)), waiting())
    forged = replace(verdict, chosen=JOAO)

    assert replay(from_json(to_json(forged))) != forged


def test_input_order_does_not_matter() -> None:
    people: list[Candidate] = [somebody(PEDRO), somebody(ANA), somebody(MARIA)]

    assert choose_attendant(snapshot(*people), waiting()) == choose_attendant(
        snapshot(*people[::-1]), waiting()
    )
