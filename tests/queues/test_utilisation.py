"""How busy people were: shares of the time online, whatever began before the period."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from attendance.queues.utilisation import Fact, utilisation
from tests.queues.people import JOAO, MARIA

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def fact(minute: float, what: Any, conversation: UUID | None = None, who: UUID = MARIA) -> Fact:
    return Fact(at(minute), who, what, conversation)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], None),
        ([fact(0, "got", ONE)], None),
        ([fact(0, "online")], 0.0),
        ([fact(0, "online"), fact(30, "got", ONE)], 0.5),
        ([fact(0, "online"), fact(0, "got", ONE), fact(15, "lost", ONE)], 0.25),
        ([fact(0, "online"), fact(0, "got", ONE), fact(10, "got", TWO), fact(30, "lost", ONE)], 1.0),
        ([fact(-90, "online"), fact(-60, "got", ONE), fact(30, "lost", ONE)], 0.5),
        ([fact(-90, "online"), fact(-60, "absent")], None),
        ([fact(0, "online"), fact(0, "got", ONE), fact(30, "absent")], 1.0),
        ([fact(30, "online"), fact(45, "got", ONE)], 0.5),
        ([fact(0, "online"), fact(0, "got", ONE), fact(0, "online", who=JOAO)], 0.5),
        ([fact(0, "online"), fact(50, "lost", ONE), fact(90, "got", ONE)], 0.0),
    ],
)
def test_utilisation_of_an_hour(facts: list[Fact], expected: float | None) -> None:
    assert utilisation(facts, since=at(0), until=at(60)) == (
        None if expected is None else pytest.approx(expected)
    )
