"""HEAR and WAIT: where a turn ends, and how it goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from attendance.basic import access, hearing, values
from attendance.basic.errors import BasicError
from attendance.basic.host import (
    Answer,
    EventHappened,
    Happening,
    Outcome,
    Question,
    Value,
)
from attendance.basic.machine.keywords import invocation, perform
from attendance.basic.machine.turn import Turn
from attendance.basic.numbers import literal_number
from attendance.basic.program import Code, Slots

HEAR_SECONDS: Final = 24 * 3600
RETRIES: Final = 3
LONGEST_SLEEP_SECONDS: Final = 5
LONGEST_WAIT_SECONDS: Final = 2_592_000

Store = Callable[[Slots, Value], None]


@dataclass(slots=True)
class Hear:
    """HEAR. What it needs was put into temporaries before, so that nothing is computed twice."""

    type: str
    menu: Code | None
    others: bool
    prompt: Code | None
    default: Code | None
    timeout: Code | None
    unit_seconds: int
    retries: Code | None
    store: Store | None
    target: int | None

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        left = RETRIES if self.retries is None else _whole(self.retries(f), "HEAR")
        turn.execution.wait = {"left": max(0, left)}
        text = "" if self.prompt is None else values.text(self.prompt(f), turn.host)
        await self._ask(turn, text)
        return turn.wait("hear", self._seconds(f))

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        if not isinstance(happening, Answer):
            return self._settle(turn, self._fallback(turn), "timeout", Answer(""))
        if self.default is not None and _is_skip(happening):
            return self._settle(turn, self._fallback(turn), "default", happening)
        heard = self._understand(turn, happening)
        if isinstance(heard, hearing.Understood):
            return self._settle(turn, heard.value, "ok" if heard.value != "" else "empty", happening)
        left = (turn.execution.wait or {}).get("left", 0)
        if left <= 0:
            reason = "invalid" if self.default is None else "default"
            return self._settle(turn, self._fallback(turn), reason, happening)
        turn.execution.wait = {"left": left - 1}
        await self._ask(turn, hearing.complaint(heard.code, turn.host.language))
        return turn.wait("hear", self._seconds(turn.frame.slots))

    def _understand(self, turn: Turn, answer: Answer) -> hearing.Understanding:
        if self.menu is None:
            return hearing.understand(self.type, answer, turn.host)
        return hearing.choose(self._items(turn), answer, others=self.others)

    async def _ask(self, turn: Turn, text: str) -> None:
        question = Question(text, self._items(turn), hearing.is_secret(self.type))
        await turn.host.ask(question, turn.key())

    def _items(self, turn: Turn) -> tuple[str, ...]:
        if self.menu is None:
            return ()
        return tuple(values.text(item, turn.host) for item in self.menu(turn.frame.slots))

    def _seconds(self, f: Slots) -> float:
        if self.timeout is None:
            return HEAR_SECONDS
        return _seconds(self.timeout(f), "HEAR") * self.unit_seconds

    def _fallback(self, turn: Turn) -> Value:
        return None if self.default is None else self.default(turn.frame.slots)

    def _settle(self, turn: Turn, value: Value, reason: str, answer: Answer) -> Outcome | None:
        execution = turn.execution
        execution.wait = None
        attachments = list(answer.attachments)
        execution.hear = {
            "ok": reason == "ok", "reason": reason, "text": answer.text, "attachments": attachments,
        }  # fmt: skip
        if self.store is not None:
            self.store(turn.frame.slots, value)
        turn.done(value, self.target)
        return None


def _is_skip(answer: Answer) -> bool:
    return not answer.attachments and hearing.is_skip(answer.text)


@dataclass(slots=True)
class Wait:
    """WAIT n: the host sleeps through a short one, a longer one ends the turn."""

    seconds: Code

    async def act(self, turn: Turn) -> Outcome | None:
        seconds = self.seconds(turn.frame.slots)
        number = _seconds(seconds, "WAIT")
        if number > LONGEST_SLEEP_SECONDS:
            return turn.wait("time", number)
        await perform(turn, invocation(turn, "WAIT", seconds))
        turn.done(None, None)
        return None

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        turn.execution.wait = None
        turn.done(None, None)
        return None


@dataclass(slots=True)
class WaitForEvent:
    """WAIT FOR EVENT name [TIMEOUT seconds]: the event's data, NULL on time-out."""

    event: Code
    timeout: Code | None
    target: int | None

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        seconds = None if self.timeout is None else _seconds(self.timeout(f), "WAIT FOR EVENT")
        return turn.wait("event", seconds, values.text(self.event(f), turn.host))

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        turn.execution.wait = None
        turn.done(happening.data if isinstance(happening, EventHappened) else None, self.target)
        return None


@dataclass(slots=True)
class WaitForResponse:
    """WAIT FOR RESPONSE: whatever the customer says next, NULL on time-out."""

    timeout: Code | None
    store: Store | None
    target: int | None

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        seconds = HEAR_SECONDS if self.timeout is None else _seconds(self.timeout(f), "WAIT FOR RESPONSE")
        return turn.wait("response", seconds)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        turn.execution.wait = None
        value = happening.text.strip() if isinstance(happening, Answer) else None
        if self.store is not None:
            self.store(turn.frame.slots, value)
        turn.done(value, self.target)
        return None


def _seconds(value: Value, keyword: str) -> float:
    """Raises: E311 for what is no time, or longer than a script may wait."""
    number = access.member(value, "seconds") if not isinstance(value, int | Decimal | str) else value
    number = _number(number)
    if number is None or not 0 <= number <= LONGEST_WAIT_SECONDS:
        raise BasicError("E311", function=keyword)
    return float(number) if number % 1 else int(number)


def _whole(value: Value, keyword: str) -> int:
    number = _number(value)
    if number is None:
        raise BasicError("E311", function=keyword)
    return int(number)


def _number(value: Value) -> int | Decimal | None:
    """The number that a value is, None when it is none."""
    from_text = literal_number(value) if isinstance(value, str) else value
    return from_text if isinstance(from_text, int | Decimal) and not isinstance(from_text, bool) else None
