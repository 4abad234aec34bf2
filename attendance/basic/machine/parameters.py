"""PARAMs of a script that runs: conversion of what was given, and the question for what is missing."""

from dataclasses import dataclass

from attendance.basic import hearing, values
from attendance.basic.errors import BasicError
from attendance.basic.host import MISSING, Answer, Happening, Outcome, Value
from attendance.basic.machine.calls import Place
from attendance.basic.machine.conversation import Hear
from attendance.basic.machine.turn import Turn
from attendance.basic.program import Code, Slots

_ANYTHING = frozenset({"TEXT", "STRING", "ANY", "OBJECT", "ARRAY", "FILE"})


@dataclass(slots=True)
class ConvertParameter:
    """The given value as the PARAM's type wants it."""

    name: str
    type: str
    choices: tuple[Code, ...]
    slot: int
    end: Place

    def do(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        f[self.slot] = self._converted(f[self.slot], f, turn)
        turn.frame.pc = self.end.at
        return None

    def _converted(self, value: Value, f: Slots, turn: Turn) -> Value:
        """Texts are read like answers; other values come from scripts, which know what they do."""
        if not isinstance(value, str) or (self.type in _ANYTHING and not self.choices):
            return value
        items = tuple(values.text(code(f), turn.host) for code in self.choices)
        answer = Answer(value)
        heard = hearing.choose(items, answer) if items else hearing.understand(self.type, answer, turn.host)
        if not isinstance(heard, hearing.Understood):
            raise BasicError("E311", function="PARAM", argument=self.name)
        return heard.value


@dataclass(slots=True)
class AskParameter:
    """The customer is asked when there is one."""

    name: str
    hear: Hear

    async def act(self, turn: Turn) -> Outcome | None:
        if turn.host.context("session") is MISSING:
            raise BasicError("E312", param=self.name)
        return await self.hear.act(turn)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return await self.hear.resume(turn, happening)
