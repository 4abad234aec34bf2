"""FOR, FOR EACH, WHILE and DO as steps, and the ways out of them."""

from attendance.basic import access
from attendance.basic.compiler import hoisting
from attendance.basic.compiler.building import Builder, OpenLoop
from attendance.basic.compiler.operations import (
    BeginFor,
    Jump,
    JumpUnless,
    Label,
    NextElement,
    NextFor,
    Store,
)
from attendance.basic.compiler.pure import constant, storing
from attendance.basic.host import Value
from attendance.basic.methods import position
from attendance.basic.program import Code
from attendance.basic.syntax import Block, For, ForEach, Leave, Literal, Loop, Name


def count(builder: Builder, node: For) -> None:
    """FOR … TO: bounds and step are evaluated once."""
    names, variable = builder.names, Name(node.name)
    store, read = storing(variable, names), names.read(node.name)
    start, end, step = hoisting.codes_of(builder, (node.start, node.end, node.step or Literal(1)))
    limit, by = builder.put(end), builder.put(step)
    builder.emit(Store(store, start), assigned=(node.name, read))
    body, again, after = Label(), Label(), Label()
    builder.emit(BeginFor(read, store, limit.slot, by.slot, after))
    builder.place(body)
    _body(builder, "FOR", node.body, leave=after, again=again)
    builder.place(again)
    builder.emit(
        NextFor(read, store, names.slot(node.name), limit.slot, by.slot, body), assigned=(node.name, read)
    )
    builder.place(after)


def each(builder: Builder, node: ForEach) -> None:
    """FOR EACH over a copy of the elements."""
    source, *only = hoisting.codes_of(builder, (node.source, *((node.only[1],) if node.only else ())))
    taken = _pairs(source) if len(node.names) > 1 else _elements(source)
    if node.only is not None:
        taken = _some(taken, only[0], from_end=node.only[0] == "LAST")
    elements, at = builder.put(taken), builder.put(constant(0))
    again, after = Label(), Label()
    builder.place(again)
    stores = tuple(storing(Name(name), builder.names) for name in node.names)
    seen = (node.names[0], builder.names.read(node.names[0]))
    builder.emit(NextElement(elements.slot, at.slot, stores, after), assigned=seen)
    _body(builder, "FOR", node.body, leave=after, again=again)
    builder.emit(Jump(again))
    builder.place(after)


def _elements(source: Code) -> Code:
    return lambda f: access.elements(source(f))


def _pairs(source: Code) -> Code:
    return lambda f: [[key, value] for key, value in access.pairs(source(f))]


def _some(taken: Code, number: Code, *, from_end: bool) -> Code:
    def run(f: list[Value]) -> Value:
        elements = taken(f)
        wanted = max(0, position(number(f), "FOR EACH"))
        if from_end:
            return elements[max(0, len(elements) - wanted) :]
        return elements[:wanted]

    return run


def loop(builder: Builder, node: Loop) -> None:
    """WHILE and DO: the condition is evaluated again, with its calls, before or after each turn."""
    start, again, after = Label(), Label(), Label()
    builder.place(start)
    if node.before is not None:
        depth = builder.depth
        builder.emit(JumpUnless(hoisting.code_of(builder, node.before), after))
        builder.depth = depth
    _body(builder, node.kind, node.body, leave=after, again=again if node.after is not None else start)
    builder.place(again)
    if node.after is not None:
        builder.emit(JumpUnless(hoisting.code_of(builder, node.after), after))
    builder.emit(Jump(start))
    builder.place(after)


def _body(builder: Builder, kind: str, body: Block, *, leave: Label, again: Label) -> None:
    builder.loops.append(OpenLoop(kind, leave, again))
    builder.inner_block(body)
    builder.loops.pop()


def leave(builder: Builder, node: Leave) -> None:
    """EXIT FOR, BREAK, CONTINUE: of the innermost loop, or the innermost of that kind."""
    loop_left = next((one for one in reversed(builder.loops) if node.kind in (None, one.kind)), None)
    if loop_left is None:
        word = f"{node.what} {node.kind}" if node.kind else node.what
        builder.unit.report("E141", node.span, x=word)
        return
    builder.emit(Jump(loop_left.leave if node.what == "EXIT" else loop_left.again, is_statement=True))
