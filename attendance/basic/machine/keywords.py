"""Keywords: in memory where the language can, by the host otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import thread_time
from typing import Any

from attendance.basic import access
from attendance.basic.catalogue import PHRASES
from attendance.basic.errors import BasicError
from attendance.basic.host import (
    Completed,
    Happening,
    Invocation,
    Outcome,
    Suspended,
    Value,
)
from attendance.basic.language_keywords import FOR_THE_HOST, LANGUAGE_KEYWORDS
from attendance.basic.machine.turn import Turn
from attendance.basic.phrases import Phrase
from attendance.basic.program import UNSET, Code, Program, Slots


@dataclass(slots=True)
class PerformKeyword:
    """A phrase of the table with the closures of what belongs to it."""

    phrase: str
    arguments: tuple[Code, ...] = ()
    clauses: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    fields: Mapping[str, Code] = field(default_factory=dict)
    names: tuple[str | None, ...] = ()
    target: int | None = None

    async def act(self, turn: Turn) -> Outcome | None:
        return await _perform(turn, self._invocation(turn), self.target)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return resume_keyword(turn, happening, self.target)

    def _invocation(self, turn: Turn) -> Invocation:
        f = turn.frame.slots
        arguments = tuple([code(f) for code in self.arguments])
        _check(PHRASES.get(self.phrase), arguments)
        return Invocation(
            self.phrase,
            arguments,
            {word: tuple([code(f) for code in codes]) for word, codes in self.clauses.items()},
            {name: code(f) for name, code in self.fields.items()},
            self.names,
            turn.frame.program.name,
            turn.line,
            turn.key(),
        )


def invocation(turn: Turn, phrase: str, *arguments: Value) -> Invocation:
    """A keyword that the machine itself decided to run."""
    names = (None,) * len(arguments)
    return Invocation(phrase, arguments, {}, {}, names, turn.frame.program.name, turn.line, turn.key())


async def perform(turn: Turn, wanted: Invocation) -> Value:
    """The value of a keyword; `Suspended` when the host will tell it later."""
    inside = LANGUAGE_KEYWORDS.get(wanted.phrase)
    if inside is None:
        return await turn.host.perform(wanted)
    began = thread_time()
    try:
        value = inside(turn.host, wanted)
    finally:
        turn.meter.spend_time(thread_time() - began)
    return await turn.host.perform(wanted) if value is FOR_THE_HOST else value


async def _perform(turn: Turn, wanted: Invocation, target: int | None) -> Outcome | None:
    value = await perform(turn, wanted)
    if isinstance(value, Suspended):
        return turn.wait("keyword", value.seconds)
    turn.done(value, target)
    return None


def resume_keyword(turn: Turn, happening: Happening, target: int | None) -> Outcome | None:
    """The result of a keyword that had suspended; NULL when it came too late."""
    turn.execution.wait = None
    turn.done(happening.value if isinstance(happening, Completed) else None, target)
    return None


def _check(phrase: Phrase | None, arguments: tuple[Value, ...]) -> None:
    """Raises: E401 for what this product doesn't do, E311 for an object with unknown keys."""
    if phrase is None:
        return
    if phrase.mark == "out":
        raise BasicError("E401", w=phrase.words)
    if phrase.keys and len(arguments) == 1 and isinstance(arguments[0], dict):
        known = {key.casefold() for key in phrase.keys}
        unknown = next((key for key in arguments[0] if key.casefold() not in known), None)
        if unknown is not None:
            raise BasicError("E311", function=phrase.words, argument=unknown)


PRODUCT_METHODS = frozenset({
    "request_screen_share", "invite", "end", "mute", "remove", "start_recording", "stop_recording", "transcript",
    "send", "render",
})  # fmt: skip
"""Methods of what the product gives (a meeting, EMAIL); all others are the values' own."""


@dataclass(slots=True)
class CallMethod:
    """A method that may be the product's: `.name` with the object first, or `SERVICE.name` of one that is no value."""

    service: str | None
    name: str
    object: Code
    arguments: tuple[Code, ...]
    named: Mapping[str, Code]
    target: int | None

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        subject = self.object(f)
        if subject is None and self.service is None:
            turn.done(None, self.target)
            return None
        arguments = [code(f) for code in self.arguments]
        if subject is not None and not isinstance(subject, dict):
            turn.done(access.call_method(subject, self.name, arguments, turn.host), self.target)
            return None
        phrase = f"{self.service or ''}.{self.name}".upper()
        first = () if subject is None else (subject,)
        wanted = invocation(turn, phrase, *first, *arguments)
        named = {name: code(f) for name, code in self.named.items()}
        return await _perform(turn, replace(wanted, fields=named), self.target)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return resume_keyword(turn, happening, self.target)


@dataclass(slots=True)
class UseTool:
    """USE TOOL name, args: a script of the bot, or a tool that only the host knows."""

    keyword: PerformKeyword

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        name, *arguments = [code(f) for code in self.keyword.arguments]
        program = turn.host.script(name) if isinstance(name, str) else None
        if not isinstance(program, Program):
            return await self.keyword.act(turn)
        turn.enter_script(program, _in_order(program, arguments), self.keyword.target)
        return None

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return await self.keyword.resume(turn, happening)


def _in_order(program: Program, arguments: list[Value]) -> list[Value]:
    """One object whose keys are all parameters gives them by name."""
    names = [name for name, _ in program.parameter_slots]
    if len(arguments) != 1 or not isinstance(arguments[0], dict) or not arguments[0]:
        return arguments
    given = {key.casefold(): value for key, value in arguments[0].items()}
    if not given.keys() <= set(names):
        return arguments
    return [given.get(name, UNSET) for name in names]


@dataclass(slots=True)
class AssignSession:
    """`session.k = v`, `session.a.b = v`: the keyword SET SESSION with the whole of `k`."""

    key: str
    path: tuple[str, ...]
    value: Code

    async def act(self, turn: Turn) -> Outcome | None:
        value = self.value(turn.frame.slots)
        if self.path:
            value = _with_path(access.member(turn.host.context("session"), self.key), self.path, value)
        return await _perform(turn, invocation(turn, "SET SESSION", self.key, value), None)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return resume_keyword(turn, happening, None)


def _with_path(value: Value, path: tuple[str, ...], new: Value) -> Value:
    whole = {} if value is None else access.copy(value)
    owner: Any = whole
    for name in path[:-1]:
        inner = access.member(owner, name)
        if inner is None:
            inner = {}
            access.set_member(owner, name, inner)
        owner = inner
    access.set_member(owner, path[-1], new)
    return whole


@dataclass(slots=True)
class ScheduleBlockLater:
    """SCHEDULE IN: the host starts the block's entry once, with a copy of the variables that it reads."""

    entry: str
    amount: Code
    unit: str
    variables: Mapping[str, Code]

    async def act(self, turn: Turn) -> Outcome | None:
        f: Slots = turn.frame.slots
        wanted = invocation(turn, "SCHEDULE IN", self.amount(f), self.unit, self.entry)
        variables = {name: access.copy(code(f)) for name, code in self.variables.items()}
        return await _perform(turn, replace(wanted, fields=variables), None)

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return resume_keyword(turn, happening, None)
