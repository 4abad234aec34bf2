"""One customer's conversation with a folder of scripts, as the product would lead it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from attendance.basic import messages, values
from attendance.basic.host import (
    Answer,
    EventHappened,
    Failed,
    Finished,
    Happening,
    Outcome,
    Started,
    TimedOut,
    Value,
    Waiting,
)
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.program import UNSET
from attendance.botfiles.paths import ATTENDANTS, CONFIG
from attendance.bots.config import asks_for_a_person, parameters, read, settings_of
from attendance.bots.sandbox.coverage import Coverage, coverage
from attendance.bots.sandbox.host import SandboxHost
from attendance.bots.sandbox.keywords.attendance import hand_over
from attendance.bots.sandbox.people import read_people
from attendance.bots.sandbox.scripts import Scripts
from attendance.bots.sandbox.turn import Effect, Failure, Turn
from attendance.bots.sandbox.web import reply
from attendance.bots.sandbox.world import World
from attendance.bots.scripts.selection import START, Ask, Begin, choose

ZONE: Final = "America/Sao_Paulo"
MOMENT: Final = datetime(2026, 3, 10, 12, 0, 0, tzinfo=ZoneInfo(ZONE))
"""When a tried conversation begins: noon of a Tuesday."""

_LIMITS: Final = Limits()
_STEPS: Final = frozenset({"step"})
_EVERYTHING: Final = frozenset({"step", "assign"})
_ANSWERED: Final = frozenset({"hear", "response"})
_MOST_HOOKS: Final = 8
_LONGEST_SHOWN: Final = 300


@dataclass(slots=True)
class _Waits:
    """An execution between two turns, stored as the product stores it."""

    state: str
    kind: str
    event: str | None
    until: datetime | None
    is_dialogue: bool
    script: str
    line: int


class Sandbox:
    """`files` are the folder's texts by path. The same files and the same happenings give the same turns.

    `world` may be changed before and between turns: tables, people, routes, replies, …"""

    def __init__(
        self,
        files: Mapping[str, str],
        *,
        clock: datetime = MOMENT,
        language: str = "pt-BR",
        country: str = "BR",
        zone: str = ZONE,
        channel: str = "webchat",
        company: str = "Empresa",
        seed: int = 7,
        limits: Limits = _LIMITS,
        is_traced: bool = False,
    ) -> None:
        settings = settings_of(files.get(CONFIG, ""))
        config = read(settings)
        self.scripts = Scripts(files)
        self.world = World(config, clock, Random(seed), company, channel, files=files)
        own = "" if config.basic_language == "company" else config.basic_language
        self._host = SandboxHost(
            self.world, self.scripts, dict(parameters(settings)),
            language=own or language, country=country, zone=zone,
        )  # fmt: skip
        self.world.context |= _of_bot(settings, company)
        self.world.house.people = read_people(files.get(ATTENDANTS, ""), self.world.new_uuid)
        self.world.tables.declares = self.scripts.declares
        self._limits, self._watch = limits, _EVERYTHING if is_traced else _STEPS
        self._waiting: list[_Waits] = []
        self._has_started = False

    async def say(self, text: str, attachments: Sequence[Value] = ()) -> Turn:
        """The customer writes."""
        self._begin()
        self.world.context |= {"message": text, "attachments": list(attachments)}
        config = self.world.config
        if self.world.owner == "human":
            self._note("CUSTOMER", f"→ {text}")
        elif config.hands_over and config.attendance_bypass_mode:
            hand_over(self.world, None, None, "bypass")
        elif config.hands_over and asks_for_a_person(text, config.attendance_transfer_keywords):
            hand_over(self.world, None, None, "keyword")
        else:
            await self._answer(text, tuple(attachments))
        return await self._end()

    async def advance(self, seconds: float) -> Turn:
        """Time passes; whatever waits for a moment in it goes on at that moment."""
        self._begin()
        until = self.world.now + timedelta(seconds=seconds)
        while (due := self._next_due(until)) is not None:
            self.world.now = max(self.world.now, due.until or until)
            await self._resume(due, TimedOut())
        self.world.now = max(self.world.now, until)
        return await self._end()

    async def happen(self, event: str, data: Value = None) -> Turn:
        """Something that scripts may wait for."""
        self._begin()
        for waits in [one for one in self._waiting if one.kind == "event" and one.event == event]:
            await self._resume(waits, EventHappened(data))
        return await self._end()

    async def resolve(self, reason: str = "") -> Turn:
        """The attendant is done: the bot has the customer again."""
        self._begin()
        self.world.owner = "bot"
        if self.world.config.basic_after_resolve == "cancel":
            self._waiting = [one for one in self._waiting if not one.is_dialogue]
        self.world.hooks.append(("on_resolve.bas", self.world.resolution(reason)))
        return await self._end()

    async def run(self, script: str, parameters: Mapping[str, Value] | None = None) -> Turn:
        """A script beside the dialogue: scheduled, a webhook, a hook, a tool."""
        self._begin()
        await self._start(script, parameters or {}, is_dialogue=False)
        return await self._end()

    def coverage(self) -> Coverage:
        """Which lines of the scripts ran so far."""
        return coverage(self.scripts, self._host.covered)

    def _begin(self) -> None:
        self.world.begin_turn()

    async def _end(self) -> Turn:
        for _ in range(_MOST_HOOKS):
            if not self.world.hooks:
                break
            script, facts = self.world.hooks.pop(0)
            if script in self.scripts:
                await self._start(script, facts, is_dialogue=False)
        turn = self.world.turn
        dialogue = self._dialogue()
        if dialogue is not None:
            turn.waits, turn.script, turn.line = dialogue.kind, dialogue.script, dialogue.line
            if dialogue.until is not None:
                turn.waits_seconds = (dialogue.until - self.world.now).total_seconds()
        return turn

    def _dialogue(self) -> _Waits | None:
        return next((one for one in self._waiting if one.is_dialogue), None)

    async def _answer(self, text: str, attachments: tuple[Value, ...]) -> None:
        waits = self._dialogue()
        if waits is not None and waits.kind in _ANSWERED:
            await self._resume(waits, Answer(text, attachments))
            return
        if waits is not None:
            return
        chosen = choose(self.scripts, has_started=self._has_started, has_llm=bool(self.world.replies))
        if isinstance(chosen, Begin):
            self._has_started = self._has_started or chosen.script == START
            await self._start(chosen.script, {}, is_dialogue=True)
        elif isinstance(chosen, Ask):
            self.world.say(reply(self.world.replies, text) or "")
        elif not self._has_started:
            self._has_started = True
            self.world.say(self.world.config.attendance_greeting)

    async def _start(self, script: str, given: Mapping[str, Value], *, is_dialogue: bool) -> None:
        found = self.scripts.compiled(script)
        if found is None:
            self.world.turn.error = self._failure("E331", {"script": script}, script, 1)
            return
        if found.errors:
            first = found.errors[0]
            self.world.turn.error = self._failure(
                first.code, first.values, found.program.name, first.span.line
            )
            return
        await self._turn(Execution.start(found.program, given), Started(), is_dialogue=is_dialogue)

    async def _resume(self, waits: _Waits, happening: Happening) -> None:
        self._waiting.remove(waits)
        execution = Execution.load(json.loads(waits.state), self.scripts.by_hash())
        await self._turn(execution, happening, is_dialogue=waits.is_dialogue)

    async def _turn(self, execution: Execution, happening: Happening, *, is_dialogue: bool) -> None:
        self._host.execution = execution
        outcome = await run(execution, self._host, happening, self._limits, watch=self._watch)
        self._show(execution, outcome)
        if isinstance(outcome, Waiting):
            until = (
                None
                if outcome.seconds is None
                else self.world.now + timedelta(seconds=float(outcome.seconds))
            )
            state = execution.stored(self._limits.state_bytes)
            self._waiting.append(
                _Waits(state, outcome.kind, outcome.event, until, is_dialogue, outcome.script, outcome.line)
            )
        elif isinstance(outcome, Failed) and is_dialogue and self.world.owner == "bot":
            self.world.say(self.world.config.basic_error_message)

    def _show(self, execution: Execution, outcome: Outcome) -> None:
        turn = self.world.turn
        turn.variables = _variables(execution, self._host)
        if isinstance(outcome, Finished):
            turn.script = execution.program.name
            if outcome.value is not None:
                self._note("RETURN", f"RETURN {values.json(outcome.value, self._host)}", outcome.value)
            return
        turn.script, turn.line = outcome.script, outcome.line
        if isinstance(outcome, Failed):
            turn.error = Failure(outcome.code, outcome.message, outcome.script, outcome.line)

    def _failure(self, code: str, given: Mapping[str, str], script: str, line: int) -> Failure:
        return Failure(code, messages.text(code, given, self._host.language), script, line)

    def _note(self, phrase: str, shown: str, result: Value = None) -> None:
        self.world.turn.effects.append(Effect(phrase, shown, result=result))

    def _next_due(self, until: datetime) -> _Waits | None:
        """While people attend, a dialogue stays as it is."""
        due = [
            one
            for one in self._waiting
            if one.until is not None
            and one.until <= until
            and not (one.is_dialogue and self.world.owner == "human")
        ]
        return min(due, key=lambda one: one.until or until, default=None)


def _of_bot(settings: Mapping[str, str], company: str) -> dict[str, Any]:
    config: dict[str, Any] = {key.replace("-", "_"): value for key, value in settings.items()}
    return {"bot": {"id": "sandbox", "name": "Bot"}, "config": {"company_name": company, **config}}


def _variables(execution: Execution, host: SandboxHost) -> dict[str, str]:
    """The script's variables as an author reads them."""
    if not execution.frames:
        return {}
    frame = execution.frames[-1]
    held = ((name, frame.slots[slot]) for name, slot in frame.scope.slots.items())
    return {
        frame.scope.spelling.get(name, name): values.text(value, host)[:_LONGEST_SHOWN]
        for name, value in held
        if value is not UNSET
    }
