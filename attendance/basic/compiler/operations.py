"""Steps before their numbers are known: each becomes a closure when all labels have their place."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from attendance.basic import operators, values
from attendance.basic.errors import BasicError
from attendance.basic.host import Value
from attendance.basic.numbers import Number
from attendance.basic.program import HOST, Code, Slots, Step


@dataclass(slots=True, eq=False)
class Label:
    """A place in the program; `at` is the number of the step that stands there."""

    at: int = -1


class Operation(Protocol):
    """Becomes a step; `here` is its own number, `following` that of the step after it."""

    def link(self, here: int, following: int) -> Step: ...


@dataclass(slots=True)
class Put:
    """slot := code."""

    slot: int
    code: Code

    def link(self, here: int, following: int) -> Step:
        slot, code = self.slot, self.code

        def step(f: Slots) -> int:
            f[slot] = code(f)
            return following

        return step


@dataclass(slots=True)
class Store:
    """Assign the value of `code` through `store`."""

    store: Callable[[Slots, Value], None]
    code: Code

    def link(self, here: int, following: int) -> Step:
        store, code = self.store, self.code

        def step(f: Slots) -> int:
            store(f, code(f))
            return following

        return step


@dataclass(slots=True)
class Compute:
    """Evaluate for what it does."""

    code: Code

    def link(self, here: int, following: int) -> Step:
        code = self.code

        def step(f: Slots) -> int:
            code(f)
            return following

        return step


@dataclass(slots=True)
class Jump:
    """Go on elsewhere. One that is a statement of the script is a step; of others only the way is kept."""

    label: Label
    is_statement: bool = False

    def link(self, here: int, following: int) -> Step:
        to = self.label.at
        return lambda f: to


@dataclass(slots=True)
class JumpUnless:
    """Go on elsewhere when the condition is false."""

    code: Code
    label: Label

    def link(self, here: int, following: int) -> Step:
        code, to = self.code, self.label.at

        def step(f: Slots) -> int:
            value = code(f)
            if value is True:
                return following
            if value is False:
                return to
            return following if values.truthy(value) else to

        return step


@dataclass(slots=True)
class JumpIf:
    """Go on elsewhere when the test holds for the value."""

    code: Code
    test: Callable[[Value], bool]
    label: Label

    def link(self, here: int, following: int) -> Step:
        code, test, to = self.code, self.test, self.label.at
        return lambda f: to if test(code(f)) else following


@dataclass(slots=True)
class BeginFor:
    """The bounds are in the temporaries; the loop runs not even once when the start is beyond the end."""

    read: Code
    store: Callable[[Slots, Value], None]
    limit: int
    by: int
    after: Label

    def link(self, here: int, following: int) -> Step:
        read, store, limit, by = self.read, self.store, self.limit, self.by
        to = self.after.at

        def step(f: Slots) -> int:
            host = f[HOST]
            for at in (limit, by):
                f[at] = operators.number_of(f[at], host)
            if f[by] == 0:
                raise BasicError("E305", a="STEP", b="0")
            start = operators.number_of(read(f), host)
            store(f, start)
            return to if beyond(start, f[limit], f[by]) else following

        return step


@dataclass(slots=True)
class NextFor:
    """The variable moves on unless that would be beyond the end, so it keeps its last value."""

    read: Code
    store: Callable[[Slots, Value], None]
    slot: int | None
    limit: int
    by: int
    body: Label

    def link(self, here: int, following: int) -> Step:
        step = self._any(following)
        return step if self.slot is None else self._whole_numbers(step, self.slot)

    def _whole_numbers(self, otherwise: Step, slot: int) -> Step:
        limit, by, to = self.limit, self.by, self.body.at

        def step(f: Slots) -> int:
            value, last = f[slot], f[limit]
            if f[by] == 1 and type(value) is int and type(last) is int and value < last:
                f[slot] = value + 1
                return to
            return otherwise(f)

        return step

    def _any(self, following: int) -> Step:
        read, store, limit, by = self.read, self.store, self.limit, self.by
        to = self.body.at

        def step(f: Slots) -> int:
            host = f[HOST]
            value = operators.add(operators.number_of(read(f), host), f[by], host)
            if beyond(value, f[limit], f[by]):
                return following
            store(f, value)
            return to

        return step


def beyond(value: Number, limit: Number, by: Number) -> bool:
    """Whether a FOR variable has passed its end."""
    return value > limit if by > 0 else value < limit


@dataclass(slots=True)
class NextElement:
    """FOR EACH: the next element of the copy into the variables, or leave."""

    elements: int
    position: int
    stores: tuple[Callable[[Slots, Value], None], ...]
    after: Label

    def link(self, here: int, following: int) -> Step:
        elements, position, stores, to = self.elements, self.position, self.stores, self.after.at
        only = stores[0] if len(stores) == 1 else None

        def step(f: Slots) -> int:
            at = f[position]
            items = f[elements]
            if at >= len(items):
                return to
            f[position] = at + 1
            if only is not None:
                only(f, items[at])
            else:
                for store, value in zip(stores, items[at], strict=True):
                    store(f, value)
            return following

        return step


@dataclass(slots=True)
class Act:
    """Leave the loop of steps: the machine does the rest."""

    def link(self, here: int, following: int) -> Step:
        outside = ~here
        return lambda f: outside


def without_detours(operations: Sequence[Operation]) -> list[int]:
    """Where a way to each number really leads: past the jumps that are no statements. Labels are moved there."""
    ends = [_end(operations, at) for at in range(len(operations))]
    moved: set[int] = set()
    for operation in operations:
        for field in dataclasses.fields(operation):  # type: ignore[arg-type]  # all operations are dataclasses
            label = getattr(operation, field.name)
            if isinstance(label, Label) and id(label) not in moved:
                moved.add(id(label))
                label.at = ends[label.at]
    return ends


def _end(operations: Sequence[Operation], at: int) -> int:
    """Jumps that lead to each other only are a loop, which must stay one."""
    seen: set[int] = set()
    while at not in seen:
        operation = operations[at]
        if not isinstance(operation, Jump) or operation.is_statement:
            return at
        seen.add(at)
        at = operation.label.at
    return at
