"""Somebody who is blocked writes: it is kept, and nobody answers."""

import pytest

from attendance.bots.config import BotConfig
from attendance.router.decide import Nothing, Silence, Situation, Verdict, decide

SITUATION = Situation("created", "bot", 1, "atendente", None, "bot", is_blocked=True)


@pytest.mark.parametrize(
    ("opened", "owner", "expected"),
    [("created", "bot", Silence()), ("open", "human", Silence()), ("duplicate", "bot", Nothing())],
    ids=["to the bot", "to a person", "again"],
)
def test_the_words_of_somebody_blocked_go_to_nobody(opened: str, owner: str, expected: Verdict) -> None:
    situation = Situation(opened, owner, 1, "atendente", None, "bot", is_blocked=True)  # type: ignore[arg-type]  # cases

    assert decide(situation, BotConfig()) == expected
