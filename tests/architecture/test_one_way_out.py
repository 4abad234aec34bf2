"""Nothing is sent around the policy: messages leave in one place, are queued in one, and both ask `rules` (P2)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "attendance"
POSTING = "conversations/posting.py"
_TO_OTHERS = ("channels/", "destinations/")
"""Channels themselves, and what goes to attendants in their messengers: no customer reads it."""


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call in the file, with the name of the function around it."""
    for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ((outer.name, node) for node in ast.walk(outer) if isinstance(node, ast.Call))


def _sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path


def _is_channels_send(call: ast.Call) -> bool:
    func = call.func
    named = isinstance(func, ast.Attribute) and func.attr == "send" and isinstance(func.value, ast.Name)
    return named and func.value.id == "channel"  # type: ignore[attr-defined]  # checked on the line above


def test_only_the_delivery_calls_a_channel() -> None:
    callers = {
        name
        for name, path in _sources()
        if not name.startswith(_TO_OTHERS)
        for _, call in _calls(path)
        if _is_channels_send(call)
    }

    assert callers == {"router/outbound.py"}


def test_deliveries_are_planned_only_behind_the_policy() -> None:
    planners = {
        (name, function)
        for name, path in _sources()
        for function, call in _calls(path)
        for argument in call.args
        if isinstance(argument, ast.Constant) and argument.value == "message.deliver" and name != "worker.py"
    }

    assert planners == {(POSTING, "post_reply"), (POSTING, "retry")}
    asks = {
        function
        for function, call in _calls(ROOT / POSTING)
        if isinstance(call.func, ast.Name) and call.func.id == "_check_allowed"
    }
    assert asks == {"post_reply", "retry"}
