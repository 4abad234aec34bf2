"""A golden conversation, played over a sandbox up to its first difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from attendance.basic import values
from attendance.basic.values import File
from attendance.bots.sandbox.coverage import Coverage
from attendance.bots.sandbox.golden import setting
from attendance.bots.sandbox.golden.comparing import difference, holds
from attendance.bots.sandbox.golden.reading import Line, Test
from attendance.bots.sandbox.golden.words import NOTHING
from attendance.bots.sandbox.sandbox import Sandbox
from attendance.bots.sandbox.turn import Turn
from attendance.bots.sandbox.web import fits

_STEPS: Final = frozenset({"customer", "later", "event", "resolve", "run"})
_PRIORITY_NAMES: Final = ("low", "normal", "high", "urgent")
_FILE_BYTES: Final = 1000


@dataclass(frozen=True, slots=True)
class Played:
    """`at` is the line of the first difference, 0 without one; `rows` show it."""

    test: Test
    coverage: Coverage
    at: int = 0
    rows: tuple[str, ...] = ()

    @property
    def is_passed(self) -> bool:
        return self.at == 0


class _Differs(Exception):
    def __init__(self, at: int, rows: list[str]) -> None:
        super().__init__(at)
        self.at, self.rows = at, rows


@dataclass(slots=True)
class _Play:
    sandbox: Sandbox
    turn: Turn = field(default_factory=Turn)
    step: Line | None = None
    patterns: list[Line] = field(default_factory=list)
    is_settled: bool = True
    may_fail: bool = False


async def play(test: Test, setup: tuple[Line, ...], files: Mapping[str, str]) -> Played:
    """The conversation with a world of its own."""
    now = _Play(Sandbox(files))
    try:
        for line in (*setup, *test.lines):
            await _take(now, line)
        _settle(now)
    except _Differs as differs:
        return Played(test, now.sandbox.coverage(), differs.at, tuple(differs.rows))
    return Played(test, now.sandbox.coverage())


async def _take(now: _Play, line: Line) -> None:
    if line.word == "bot":
        now.patterns.append(line)
        return
    if line.word.startswith("expect"):
        now.may_fail = now.may_fail or line.word == "expect error"
        _settle(now)
        _EXPECTATIONS[line.word](now, line)
        return
    if line.word in _STEPS:
        _settle(now)
        now.step, now.is_settled, now.may_fail = line, False, False
        now.turn = await _step(now.sandbox, line)
        return
    setting.apply(now.sandbox, line)


def _settle(now: _Play) -> None:
    """What was said since the last step is what the lines after it say. Raises: _Differs."""
    if now.is_settled or now.step is None:
        if now.patterns:
            raise _Differs(now.patterns[0].at, [f"- bot: {now.patterns[0].text}"])
        return
    rows = difference([line.text for line in now.patterns], now.turn.said)
    error = now.turn.error
    if rows or (error is not None and not now.may_fail):
        at = now.patterns[0].at if now.patterns else now.step.at
        shown = rows or [f"  bot: {line.text}" for line in now.patterns]
        if error is not None:
            shown.append(f"! {error.script}:{error.line}: {error.code} {error.message}")
        raise _Differs(at, [_told(now.step), *shown])
    now.is_settled, now.patterns = True, []


def _told(line: Line) -> str:
    about = " ".join(("", *line.about))
    return f"  {line.word}{about}: {line.text}"


async def _step(sandbox: Sandbox, line: Line) -> Turn:
    if line.word == "customer":
        text, files = _attached(line.text)
        return await sandbox.say(text, files)
    if line.word == "later":
        return await sandbox.advance(line.value)
    if line.word == "event":
        return await sandbox.happen(line.about[0], line.value)
    if line.word == "run":
        return await sandbox.run(line.about[0], line.value or {})
    return await sandbox.resolve(line.text)


def _attached(text: str) -> tuple[str, list[File]]:
    """`veja + foto.jpg image/jpeg` brings a file along."""
    said, plus, file = text.rpartition("+ ")
    name, blank, kind = file.partition(" ")
    if not plus or not blank or "/" not in kind:
        return text, []
    return said.strip(), [File(f"https://files.example/{name}", name, kind.strip(), _FILE_BYTES)]


def _json(now: _Play, value: Any) -> str:
    return values.json(value, now.sandbox.world.host)


def _fail(line: Line, actual: str) -> _Differs:
    return _Differs(line.at, [f"- {_told(line).strip()}", f"+ {actual}"])


def _transfer(now: _Play, line: Line) -> None:
    handed = now.sandbox.world.handed
    if line.text.casefold() in NOTHING:
        if handed:
            raise _fail(line, f"expect transfer: {_json(now, _handed(handed[-1]))}")
        return
    known = _handed(handed[-1]) if handed else None
    if known is None or not holds(line.value, known):
        raise _fail(line, f"expect transfer: {_json(now, known) if known else 'none'}")


def _handed(one: Any) -> dict[str, Any]:
    priority = None if one.priority is None else _PRIORITY_NAMES[one.priority]
    return {"target": one.target, "priority": priority, "reason": one.reason, "status": one.status}


def _session(now: _Play, line: Line) -> None:
    value = now.sandbox.world.seen()["session"].get(line.about[0])
    if not holds(line.value, value):
        raise _fail(line, f"expect session {line.about[0]}: {_json(now, value)}")


def _table(now: _Play, line: Line) -> None:
    rows = now.sandbox.world.tables.known(line.about[0])
    if not any(holds(line.value, row) for row in rows):
        raise _fail(line, f"expect table {line.about[0]}:" + "".join(f"\n{_json(now, row)}" for row in rows))


def _variable(now: _Play, line: Line) -> None:
    known = {name.casefold(): value for name, value in now.turn.variables.items()}
    value = known.get(line.about[0].casefold())
    if value is None or not fits(line.text, value):
        raise _fail(line, f"expect variable {line.about[0]}: {value}")


def _effect(now: _Play, line: Line) -> None:
    shown = [effect.shown for effect in now.turn.effects]
    if not any(fits(line.text, one) for one in shown):
        raise _fail(line, "expect effect: " + ("\n".join(shown) or "none"))


def _http(now: _Play, line: Line) -> None:
    method, url = line.about
    calls = [one for one in now.sandbox.world.requests if one.method == method.upper() and fits(url, one.url)]
    if not any(line.value is None or holds(line.value, one.body) for one in calls):
        made = [f"{one.method} {one.url} {one.body or ''}".strip() for one in now.sandbox.world.requests]
        raise _fail(line, f"expect http: {made or 'none'}")


def _waits(now: _Play, line: Line) -> None:
    wanted = None if line.text.casefold() in NOTHING else line.text
    if now.turn.waits != wanted:
        raise _fail(line, f"expect waits: {now.turn.waits or 'none'}")


def _error(now: _Play, line: Line) -> None:
    error = now.turn.error
    known = f"{error.code} {error.script}:{error.line}" if error else "none"
    if not known.startswith(line.text):
        raise _fail(line, f"expect error: {known}")


_EXPECTATIONS: Final[Mapping[str, Callable[[_Play, Line], None]]] = {
    "expect transfer": _transfer, "expect session": _session, "expect table": _table, "expect effect": _effect,
    "expect variable": _variable, "expect http": _http, "expect waits": _waits, "expect error": _error,
}  # fmt: skip
