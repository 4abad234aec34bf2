"""Statements as steps."""

from collections.abc import Callable
from typing import Any
from typing import Literal as OneOf

from attendance.basic.compiler import blocks, hoisting, loops
from attendance.basic.compiler.building import Builder, Jumping, KnownLabel
from attendance.basic.compiler.calling import emit_call
from attendance.basic.compiler.instructions import is_instruction
from attendance.basic.compiler.operations import Compute, Jump, Label, Put, Store
from attendance.basic.compiler.parameters import param
from attendance.basic.compiler.paths import stores_of, target_of
from attendance.basic.compiler.pure import constant, failing, pure, storing
from attendance.basic.machine.calls import ChooseErrorPath
from attendance.basic.machine.calls import Return as ReturnAction
from attendance.basic.machine.calls import Stop as StopAction
from attendance.basic.machine.keywords import AssignSession, PerformKeyword
from attendance.basic.machine.paths import SetPath as SetPathAction
from attendance.basic.syntax import (
    Assign,
    Binary,
    Description,
    Dim,
    Evaluate,
    Expression,
    For,
    ForEach,
    Global,
    Goto,
    If,
    Index,
    Leave,
    Literal,
    Loop,
    Member,
    Name,
    OnError,
    OnEvent,
    Param,
    Procedure,
    RawBlock,
    Return,
    ScheduleBlock,
    Select,
    SetPath,
    Statement,
    Stop,
    Table,
    Try,
    With,
    fold,
)
from attendance.basic.syntax import Label as LabelNode


def statement(builder: Builder, node: Statement) -> None:
    """One statement; its temporaries end with it, and after it RESUME NEXT goes on."""
    compile_one = _STATEMENTS[type(node)]
    end, depth, span = Label(), builder.depth, builder.span
    builder.statement_ends.append(end)
    builder.span = node.span
    compile_one(builder, node)
    builder.statement_ends.pop()
    builder.depth, builder.span = depth, span
    builder.place(end)


def _assign(builder: Builder, node: Assign) -> None:
    path = _session_path(builder, node.target)
    if path is not None:
        _assign_session(builder, node, path)
        return
    if node.operator == "=":
        target, value = hoisting.take_out_assignment(builder, node.target, node.value)
    else:
        target = hoisting.take_out_target(builder, node.target)
        both = Binary(_SUMS[node.operator], target, node.value, span=node.span)
        value = hoisting.take_out(builder, both)
    _store(builder, target, value)


_SUMS: dict[str, OneOf["+", "-", "*", "/"]] = {"+=": "+", "-=": "-", "*=": "*", "/=": "/"}


def _store(builder: Builder, target: Expression, value: Expression) -> None:
    names = builder.names
    code = pure(value, names)
    if isinstance(target, Name):
        slot = names.slot(target.name)
        seen = (target.name, names.read(target.name))
        if slot is not None:
            builder.emit(Put(slot, code), assigned=seen)
            return
        builder.emit(Store(storing(target, names), code), assigned=seen)
        return
    builder.emit(Store(storing(target, names), code))


def _session_path(builder: Builder, target: Expression) -> tuple[str, ...] | None:
    """The names after `session.` when the target is the session's."""
    path: list[str] = []
    while isinstance(target, Member | Index):
        if isinstance(target, Member):
            path.append(target.name)
        elif isinstance(target.index, Literal) and isinstance(target.index.value, str):
            path.append(target.index.value)
        else:
            return None
        if target.target is None:
            return None
        target = target.target
    if not path or not isinstance(target, Name) or fold(target.name) != "session":
        return None
    return None if builder.names.is_variable("session") else tuple(reversed(path))


def _assign_session(builder: Builder, node: Assign, path: tuple[str, ...]) -> None:
    value = hoisting.take_out(builder, node.value)
    if node.operator != "=":
        value = Binary(_SUMS[node.operator], node.target, value, span=node.span)
    builder.act(AssignSession(path[0], path[1:], pure(value, builder.names)), node)


def _set_path(builder: Builder, node: SetPath) -> None:
    if isinstance(node.path, Literal) and isinstance(node.path.value, str):
        target = target_of(node.path.value, node.path.span)
        _assign(builder, Assign(target, "=", node.value, span=node.span))
        return
    path, value = hoisting.codes_of(builder, (node.path, node.value))
    builder.act(SetPathAction(path, value, stores_of(builder.names)), node)


_FIRST_VALUES = {
    "STRING": "", "TEXT": "", "INTEGER": 0, "INT": 0, "NUMBER": 0, "FLOAT": 0, "DOUBLE": 0, "DECIMAL": 0,
    "MONEY": 0, "BOOLEAN": False, "BOOL": False,
}  # fmt: skip


def _dim(builder: Builder, node: Dim) -> None:
    for name, size, kind in node.names:
        store = storing(Name(name), builder.names)
        first = _FIRST_VALUES.get((kind or "").upper())
        if size is not None:
            code = blocks.array_of(hoisting.code_of(builder, size), first)
        elif (kind or "").upper() in ("ARRAY", "OBJECT"):
            code = _empty_list if (kind or "").upper() == "ARRAY" else _empty_object
        else:
            code = constant(first)
        builder.emit(Store(store, code), assigned=(name, builder.names.read(name)))


def _empty_list(f: list[Any]) -> list[Any]:
    return []


def _empty_object(f: list[Any]) -> dict[str, Any]:
    return {}


def _evaluate(builder: Builder, node: Evaluate) -> None:
    expression = node.expression
    if is_instruction(builder, expression):
        emit_call(builder, expression, wanted=False)
    elif isinstance(expression, Name) and fold(expression.name) in builder.unit.procedures:
        _call_hidden_procedure(builder, expression)
    elif isinstance(expression, Name):
        builder.emit(Compute(failing("E130", w=expression.name)))
    else:
        builder.emit(Compute(hoisting.code_of(builder, expression)))


def _call_hidden_procedure(builder: Builder, node: Name) -> None:
    """`name` alone calls the SUB even when a variable has the same name: names of both are separate."""
    from_call = hoisting.call_of(node)
    emit_call(builder, from_call, wanted=False)


def _return(builder: Builder, node: Return) -> None:
    code = None if node.value is None else hoisting.code_of(builder, node.value)
    builder.act(ReturnAction(code), node)


def _stop(builder: Builder, node: Stop) -> None:
    builder.act(StopAction(), node)


def _label(builder: Builder, node: LabelNode) -> None:
    known = _label_of(builder, node.name)
    known.path = builder.path
    builder.place(known.label)


def _label_of(builder: Builder, name: str) -> KnownLabel:
    return builder.labels.setdefault(fold(name), KnownLabel(Label(), (-1,)))


def _goto(builder: Builder, node: Goto) -> None:
    label = _jump_to(builder, node.label, node)
    builder.emit(Jump(label, is_statement=True))


def _jump_to(builder: Builder, name: str, node: Goto | OnError) -> Label:
    label = _label_of(builder, name).label
    builder.jumps.append(Jumping(name, label, builder.path, node.span))
    return label


def _on_error(builder: Builder, node: OnError) -> None:
    match node.what:
        case "RESUME":
            builder.act(ChooseErrorPath("RESUME"), node)
        case "GOTO":
            builder.act(ChooseErrorPath("GOTO", _jump_to(builder, node.label or "", node)), node)
        case "DEFAULT":
            builder.act(ChooseErrorPath(None), node)


def _raw(builder: Builder, node: RawBlock) -> None:
    if node.kind == "MERMAID":
        return
    given = (node.text,) if node.head is None else (node.head, node.text)
    codes = hoisting.codes_of(builder, given)
    phrase = "TALK" if node.kind == "TALK" else f"BEGIN {node.kind}"
    builder.act(PerformKeyword(phrase, codes, names=(None,) * len(codes)), node)


def _on_event(builder: Builder, node: OnEvent) -> None:
    """The body, which may be the rest of the script, is compiled later."""
    builder.unit.later.append((f"handler:{len(builder.unit.later)}", node))


def _schedule_block(builder: Builder, node: ScheduleBlock) -> None:
    entry = f"schedule:{len(builder.unit.later)}"
    builder.unit.later.append((entry, node))
    amount = hoisting.code_of(builder, node.amount)
    variables = blocks.variables_read(node.body, builder.names)
    builder.act(blocks.schedule_later(entry, amount, node.unit, variables), node)


def _nothing(builder: Builder, node: Statement) -> None:
    """A declaration."""


_STATEMENTS: dict[type, Callable[[Builder, Any], None]] = {
    Assign: _assign,
    SetPath: _set_path,
    Dim: _dim,
    Evaluate: _evaluate,
    If: blocks.choose,
    For: loops.count,
    ForEach: loops.each,
    Loop: loops.loop,
    Select: blocks.select,
    With: blocks.build_object,
    Return: _return,
    Leave: loops.leave,
    Stop: _stop,
    LabelNode: _label,
    Goto: _goto,
    OnError: _on_error,
    Try: blocks.attempt,
    OnEvent: _on_event,
    ScheduleBlock: _schedule_block,
    Param: param,
    RawBlock: _raw,
    Global: _nothing,
    Procedure: _nothing,
    Description: _nothing,
    Table: _nothing,
}
