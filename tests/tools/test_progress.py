"""Tasks run side by side, fail alone, and take those along who need them."""

import pytest

from tools.progress import Needed, Task, run_lanes, run_together


def fail() -> None:
    raise ValueError("broken")


def test_failure_comes_after_all_have_ended() -> None:
    done: list[str] = []

    with pytest.raises(ValueError, match="broken"):
        run_together([Task("broken", [fail]), Task("fine", [lambda: done.append("fine")])])

    assert done == ["fine"]


def test_who_needs_a_failed_task_is_not_tried(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []
    first = Task("first", [fail])
    second = Task("second", [lambda: done.append("second")], needs=first)
    third = Task("third", [lambda: done.append("third")])

    run_lanes([[first, second, third]])

    assert done == ["third"]
    assert isinstance(second.failure, Needed)
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["✗", "first"], ["✗", "second"], ["✓", "third"]
    ]  # fmt: skip
