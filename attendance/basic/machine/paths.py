"""GET and SET with path strings that are known only when they are reached."""

from collections.abc import Callable
from dataclasses import dataclass

from attendance.basic import access, values
from attendance.basic.errors import BasicError
from attendance.basic.host import Happening, Outcome, Value
from attendance.basic.machine.keywords import AssignSession, PerformKeyword, resume_keyword
from attendance.basic.machine.turn import Turn
from attendance.basic.program import Code, Slots


@dataclass(slots=True)
class GetPath:
    """GET: a context object, a variable's property, or, by the host, the network and files."""

    keyword: PerformKeyword
    name: str | None
    session: Code
    paths: Callable[[str], Code | None]

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        first, *rest = [code(f) for code in self.keyword.arguments]
        if rest:
            read = self.paths(f"{first}.{values.text(rest[0], turn.host)}")
            turn.done(None if read is None else read(f), self.keyword.target)
            return None
        if first is None and self.name is not None:
            turn.done(access.member(self.session(f), self.name), self.keyword.target)
            return None
        read = self.paths(first) if isinstance(first, str) else None
        if read is None:
            return await self.keyword.act(turn)
        turn.done(read(f), self.keyword.target)
        return None

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return await self.keyword.resume(turn, happening)


@dataclass(slots=True)
class SetPath:
    """`SET path, value` whose path is computed."""

    path: Code
    value: Code
    stores: Callable[[str], Callable[[Slots, Value], None] | None]

    async def act(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        path, value = values.text(self.path(f), turn.host), self.value(f)
        store = self.stores(path)
        if store is None:
            first, *rest = [part.strip() for part in path.split(".")]
            if first.casefold() != "session" or not rest:
                raise BasicError("E320", v=path)
            return await AssignSession(rest[0], tuple(rest[1:]), lambda f: value).act(turn)
        store(f, value)
        turn.done(None, None)
        return None

    async def resume(self, turn: Turn, happening: Happening) -> Outcome | None:
        return resume_keyword(turn, happening, None)
