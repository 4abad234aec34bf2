"""What the machine asks of the product, answered from memory."""

from datetime import datetime, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from attendance.basic import values
from attendance.basic.catalogue import PHRASES
from attendance.basic.host import MISSING, EffectKey, Invocation, KeywordError, Question, Suspended, Value
from attendance.basic.machine import Execution
from attendance.bots.sandbox.coverage import ends
from attendance.bots.sandbox.keywords import KEYWORDS
from attendance.bots.sandbox.scripts import Scripts
from attendance.bots.sandbox.showing import showable, shown_call
from attendance.bots.sandbox.turn import Effect, Traced
from attendance.bots.sandbox.world import World
from attendance.kernel import phones

_SPOKEN = frozenset({"TALK", "SEND MESSAGE", "ADD SUGGESTION", "CLEAR SUGGESTIONS"})
"""What the conversation itself shows."""

_MOST_TRACED = 20_000
_LANGUAGES = {"pt": "pt-BR"}


class SandboxHost:
    """Implements `basic.host.Host` over a `World`."""

    def __init__(
        self,
        world: World,
        scripts: Scripts,
        parameters: dict[str, Any],
        *,
        language: str,
        country: str,
        zone: str,
    ) -> None:
        self._world, self._scripts, self._parameters = world, scripts, parameters
        self._language, self._country, self._zone = language, country, ZoneInfo(zone)
        self.covered: dict[str, set[int]] = {}
        self.execution: Execution | None = None
        world.host = self

    @property
    def language(self) -> str:
        said = str(self._world.session.get("language") or self._language)
        return _LANGUAGES.get(said.partition("-")[0], said.partition("-")[0])

    @property
    def country(self) -> str:
        return self._country

    @property
    def zone(self) -> tzinfo:
        return self._zone

    @property
    def random(self) -> Random:
        return self._world.random

    def now(self) -> datetime:
        return self._world.now.astimezone(self._zone)

    def context(self, name: str) -> Value:
        return self._world.seen().get(name, MISSING)

    def setting(self, name: str) -> Value:
        return self._parameters.get(name, MISSING)

    def script(self, name: str) -> Any:
        return self._scripts.named(name)

    def trace(self, event: str, line: int, **values: Value) -> None:
        script = str(values.pop("script", "") or self._running())
        if event == "step":
            if self._is_implied():
                return
            self.covered.setdefault(script, set()).add(line)
        trace = self._world.turn.trace
        if len(trace) < _MOST_TRACED:
            trace.append(Traced(event, script, line, self._told(event, values)))

    def _running(self) -> str:
        """The script that is at work."""
        frames = self.execution.frames if self.execution else []
        return frames[-1].program.name if frames else ""

    def _is_implied(self) -> bool:
        frames = self.execution.frames if self.execution else []
        return bool(frames) and frames[-1].pc in ends(frames[-1].program)

    async def perform(self, invocation: Invocation) -> Value | Suspended:
        given = self._world.given.get(invocation.phrase)
        try:
            value = _raised(given.pop(0)) if given else self._run(invocation)
        except KeywordError as error:
            self._note(invocation, f"! {error.code}", None)
            raise
        self._note(invocation, "", value)
        return value

    def _run(self, invocation: Invocation) -> Value | Suspended:
        keyword = KEYWORDS.get(invocation.phrase)
        if keyword is None:
            raise KeywordError("E401", w=invocation.phrase)
        return keyword(self._world, invocation)

    async def ask(self, question: Question, key: EffectKey) -> None:
        self._world.say(question.text, options=tuple((option, option) for option in question.options))

    def valid_phone(self, text: str) -> str | None:
        return phones.normalise(text, self._country)

    def _note(self, call: Invocation, error: str, value: Value) -> None:
        row = PHRASES.get(call.phrase)
        shown = shown_call(call, self)
        self.trace("keyword", call.line, script=call.script, text=shown)
        is_silent = row is not None and (row.effect == "none" or call.phrase in _SPOKEN)
        if is_silent and not error:
            return
        arguments = [showable(one) for one in call.arguments]
        effect = Effect(
            call.phrase, " ".join(filter(None, [shown, error])), call.script, call.line, arguments, value
        )
        self._world.turn.effects.append(effect)

    def _told(self, event: str, said: dict[str, Value]) -> str:
        if event == "assign":
            return f"{said['name']} = {self._json(said['value'])}"
        if event == "log":
            data = "" if said.get("data") is None else f" {self._json(said['data'])}"
            return f"{said['level']} {said['text']}{data}"
        return " ".join(str(value) for value in said.values())

    def _json(self, value: Value) -> str:
        return values.json(value, self)


def _raised(value: Value) -> Value:
    """A given result `!E602` is an error."""
    if isinstance(value, str) and value.startswith("!"):
        raise KeywordError(value[1:])
    return value
