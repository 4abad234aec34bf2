"""IF, SELECT, WITH, TRY and the blocks that run later."""

from collections.abc import Callable
from typing import Any

from attendance.basic import access, operators
from attendance.basic.compiler import hoisting
from attendance.basic.compiler.arithmetic import COMPARISONS
from attendance.basic.compiler.building import Builder, OpenRegion
from attendance.basic.compiler.operations import Compute, Jump, JumpUnless, Label, Store
from attendance.basic.compiler.pure import Temp, pure, storing
from attendance.basic.compiler.resolving import Names
from attendance.basic.compiler.walking import inside
from attendance.basic.host import Value
from attendance.basic.machine.keywords import ScheduleBlockLater
from attendance.basic.methods import position
from attendance.basic.program import HOST, Code, Slots
from attendance.basic.sizes import room_for_array
from attendance.basic.syntax import Block, Case, If, Name, Select, Try, With, fold


def choose(builder: Builder, node: If) -> None:
    """IF: the first true branch."""
    end = Label()
    for condition, body in node.branches:
        otherwise = Label()
        depth = builder.depth
        builder.emit(JumpUnless(hoisting.code_of(builder, condition), otherwise))
        builder.depth = depth
        builder.inner_block(body)
        builder.emit(Jump(end))
        builder.place(otherwise)
    builder.inner_block(node.otherwise)
    builder.place(end)


def select(builder: Builder, node: Select) -> None:
    """SELECT: the subject once, then the cases in order."""
    subject, end = builder.put(hoisting.code_of(builder, node.subject)), Label()
    for cases, body in node.cases:
        found, following = Label(), Label()
        for case in cases:
            depth, no = builder.depth, Label()
            builder.emit(JumpUnless(_matches(builder, subject, case), no))
            builder.depth = depth
            builder.emit(Jump(found))
            builder.place(no)
        builder.emit(Jump(following))
        builder.place(found)
        builder.inner_block(body)
        builder.emit(Jump(end))
        builder.place(following)
    builder.inner_block(node.otherwise)
    builder.place(end)


def _matches(builder: Builder, subject: Temp, case: Case) -> Code:
    at = subject.slot
    if case.high is not None:
        low, high = hoisting.codes_of(builder, (case.value, case.high))
        return lambda f: operators.between(f[at], low(f), high(f), f[HOST])
    operation = COMPARISONS[case.operator or "="]
    value = hoisting.code_of(builder, case.value)
    return lambda f: operation(f[at], value(f), f[HOST])


def build_object(builder: Builder, node: With) -> None:
    """WITH: a new object in a temporary, stored when END WITH is reached."""
    built = builder.put(lambda f: {})
    builder.objects.append(built)
    for path, expression in node.fields:
        depth = builder.depth
        code = hoisting.code_of(builder, expression)
        builder.emit(Compute(_set_path(built.slot, path, code)))
        builder.depth = depth
    builder.objects.pop()
    target = hoisting.take_out_target(builder, node.target)
    builder.emit(Store(storing(target, builder.names), pure(built, builder.names)))


def _set_path(slot: int, path: tuple[str, ...], code: Code) -> Code:
    *owners, last = path

    def run(f: Slots) -> Value:
        owner = f[slot]
        for name in owners:
            inner = access.member(owner, name)
            if inner is None:
                inner = {}
                access.set_member(owner, name, inner)
            owner = inner
        access.set_member(owner, last, code(f))

    return run


def attempt(builder: Builder, node: Try) -> None:
    """TRY: an error in its steps, or in what they call, goes on at CATCH."""
    start, end, handler, after = Label(), Label(), Label(), Label()
    builder.place(start)
    builder.inner_block(node.body)
    builder.emit(Jump(after))
    builder.place(end)
    builder.place(handler)
    store = None if node.name is None else storing(Name(node.name), builder.names)
    builder.unit.regions.append(OpenRegion(start, end, handler, store))
    builder.inner_block(node.handler)
    builder.place(after)


def array_of(size: Code, first: Value) -> Code:
    """DIM a(n): so many elements."""

    def run(f: Slots) -> list[Any]:
        length = max(0, position(size(f), "DIM"))
        room_for_array(length)
        return [first] * length

    return run


def variables_read(body: Block, names: Names) -> dict[str, Code]:
    """The variables that a block names, each with the closure that reads it."""
    named = {fold(node.name): node.name for node in inside(body) if isinstance(node, Name)}
    return {folded: names.read(name) for folded, name in named.items() if names.is_variable(name)}


def schedule_later(
    entry: str, amount: Code, unit: str, variables: dict[str, Callable[[Slots], Value]]
) -> ScheduleBlockLater:
    """The instruction of SCHEDULE IN."""
    return ScheduleBlockLater(entry, amount, unit.upper(), variables)
