"""Expressions that are instructions: keywords, HEAR, procedures, scripts, the product's methods."""

from dataclasses import replace

from attendance.basic.compiler import hoisting, queries
from attendance.basic.compiler.building import Builder, clause_of
from attendance.basic.compiler.instructions import procedure_of
from attendance.basic.compiler.operations import Compute
from attendance.basic.compiler.paths import emit_get, is_path_get
from attendance.basic.compiler.pure import Temp, failing, pure, storing
from attendance.basic.host import Value
from attendance.basic.machine.calls import CallProcedure, CallScript, ClearError
from attendance.basic.machine.conversation import Hear as HearAction
from attendance.basic.machine.conversation import Wait, WaitForEvent, WaitForResponse
from attendance.basic.machine.keywords import CallMethod, PerformKeyword, UseTool
from attendance.basic.machine.logging import Log
from attendance.basic.program import EXECUTION, Code, ProcedureCode
from attendance.basic.syntax import (
    Argument,
    Call,
    Clause,
    Expression,
    Hear,
    KeywordCall,
    Literal,
    MethodCall,
    Name,
    Node,
    ScriptCall,
    fold,
)

_UNIT_SECONDS = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600}


def emit_call(builder: Builder, node: Expression, *, wanted: bool) -> Expression:
    """Emit the instruction; the temporary that holds its value (NULL when nobody wants it)."""
    match node:
        case KeywordCall():
            return emit_keyword(builder, node, wanted=wanted)
        case Hear():
            return emit_hear(builder, node, wanted=wanted)
        case Call(name=name, arguments=arguments):
            procedure = builder.unit.procedures[fold(name)]
            return _emit_procedure(builder, node, procedure, arguments, wanted=wanted)
        case Name():
            return _emit_procedure(builder, node, procedure_of(builder, node), (), wanted=wanted)
        case ScriptCall(script=script, arguments=arguments):
            code, *rest = hoisting.codes_of(builder, (script, *arguments))
            result = _result(builder, wanted)
            builder.act(CallScript(code, tuple(rest), slot_of(result)), node)
            return claim(builder, result)
        case MethodCall():
            return _emit_method(builder, node, wanted=wanted)
        case _:
            raise TypeError(type(node).__name__)


def _result(builder: Builder, wanted: bool) -> Temp | None:
    """The temporary of a value that comes after the instruction: it does not live before."""
    if not wanted:
        return None
    temp = builder.temp()
    builder.depth -= 1
    return temp


def claim(builder: Builder, temp: Temp | None) -> Expression:
    """From here on the temporary lives."""
    if temp is None:
        return Literal(None)
    builder.depth += 1
    return temp


def slot_of(temp: Temp | None) -> int | None:
    """The temporary's slot."""
    return None if temp is None else temp.slot


def _emit_procedure(
    builder: Builder,
    node: Node,
    procedure: ProcedureCode | None,
    arguments: tuple[Expression, ...],
    *,
    wanted: bool,
) -> Expression:
    if procedure is None:
        builder.emit(Compute(failing("E130", w=getattr(node, "name", ""))))
        return Literal(None)
    codes = hoisting.codes_of(builder, arguments)
    result = _result(builder, wanted)
    builder.act(CallProcedure(procedure, codes, slot_of(result)), node)
    return claim(builder, result)


def _emit_method(builder: Builder, node: MethodCall, *, wanted: bool) -> Expression:
    service = None
    if isinstance(node.target, Name) and not isinstance(node.target, Temp):
        service = None if builder.names.is_variable(node.target.name) else node.target.name
    target = node.target or Literal(None)
    values = tuple(argument.value for argument in node.arguments)
    subject, *codes = hoisting.codes_of(builder, (target, *values))
    named = {a.name: code for a, code in zip(node.arguments, codes, strict=True) if a.name}
    plain = tuple(code for a, code in zip(node.arguments, codes, strict=True) if not a.name)
    result = _result(builder, wanted)
    builder.act(CallMethod(service, node.name, subject, plain, named, slot_of(result)), node)
    return claim(builder, result)


def emit_keyword(builder: Builder, node: KeywordCall, *, wanted: bool) -> Expression:
    """A keyword with what belongs to it."""
    special = _SPECIAL.get(node.phrase)
    if special is not None:
        result = special(builder, node, wanted)
        if result is not None:
            return result
    action = keyword_action(builder, node)
    temp = _result(builder, wanted)
    action.target = slot_of(temp)
    builder.act(UseTool(action) if node.phrase == "USE TOOL" else action, node)
    return claim(builder, temp)


def keyword_action(builder: Builder, node: KeywordCall) -> PerformKeyword:
    """The instruction of a keyword; filters and WHERE are compiled to plans (chapter 9)."""
    prepared = queries.prepare(builder, node)
    codes = list(hoisting.codes_of(builder, prepared.expressions))
    arguments = prepared.arguments(codes)
    clauses, fields = prepared.clauses(codes)
    names = tuple(hoisting.name_at_end(argument) for argument in node.arguments)
    return PerformKeyword(node.phrase, arguments, clauses, fields, names)


def emit_hear(builder: Builder, node: Hear, *, wanted: bool) -> Expression:
    """HEAR: everything that it needs is put into temporaries first, then it asks."""
    parts = (node.prompt, node.default, node.timeout, node.retries, *node.menu)
    given = tuple(part for part in parts if part is not None)
    pure_parts = hoisting.take_out_all(builder, given)
    kept = iter([pure(hoisting.keep(builder, part), builder.names) for part in pure_parts])
    prompt, default, timeout, retries, *menu = (None if part is None else next(kept) for part in parts)
    store = None if node.target is None else storing(node.target, builder.names)
    result = _result(builder, wanted)
    builder.act(
        HearAction(
            node.type, _menu_code(node, [code for code in menu if code]), node.others, prompt, default, timeout,
            _UNIT_SECONDS[node.timeout_unit], retries, store, slot_of(result),
        ),
        node,
    )  # fmt: skip
    return claim(builder, result)


def _menu_code(node: Hear, codes: list[Code]) -> Code | None:
    """One item is the list itself when it holds one."""
    if not codes:
        return None
    if len(codes) > 1:
        return lambda f: [code(f) for code in codes]
    only = codes[0]

    def run(f: list[Value]) -> Value:
        value = only(f)
        return value if isinstance(value, list) else [value]

    return run


# ---------------------------------------------------------------- phrases of the language itself


def _wait(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    (seconds,) = hoisting.codes_of(builder, node.arguments[:1] or (Literal(0),))
    builder.act(Wait(seconds), node)
    return Literal(None)


def _wait_for_event(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    timeout = clause_of(node.clauses, "TIMEOUT")
    event, *rest = hoisting.codes_of(builder, (*node.arguments[:1], *_arguments(timeout)))
    result = _result(builder, wanted)
    builder.act(WaitForEvent(event, rest[0] if rest else None, slot_of(result)), node)
    return claim(builder, result)


def _wait_for_response(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    timeout, name = clause_of(node.clauses, "TIMEOUT"), _arguments(clause_of(node.clauses, "AS"))
    codes = hoisting.codes_of(builder, _arguments(timeout))
    store = storing(name[0], builder.names) if name else None
    result = _result(builder, wanted)
    builder.act(WaitForResponse(codes[0] if codes else None, store, slot_of(result)), node)
    return claim(builder, result)


def _arguments(clause: Clause | None) -> tuple[Expression, ...]:
    return () if clause is None else clause.arguments[:1]


def _throw(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    codes = hoisting.codes_of(builder, node.arguments)
    builder.emit(Compute(queries.throwing(codes)))
    return Literal(None)


def _assert(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    codes = hoisting.codes_of(builder, node.arguments)
    builder.emit(Compute(queries.asserting(codes)))
    return Literal(None)


def _error(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    return builder.put(lambda f: f[EXECUTION].error is not None)


def _error_message(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    return builder.put(lambda f: (f[EXECUTION].error or {}).get("message"))


def _clear_error(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    builder.act(ClearError(), node)
    return Literal(None)


def _grow(builder: Builder, node: KeywordCall, wanted: bool) -> Expression | None:
    """APPEND and PUSH are the method, which begins the array when it is NULL."""
    if len(node.arguments) != 2:
        return None
    target, item = node.arguments
    push = MethodCall(target, "push", (Argument(item),), span=node.span)
    return builder.put(hoisting.code_of(builder, push))


def _get(builder: Builder, node: KeywordCall, wanted: bool) -> Expression | None:
    if not is_path_get(node):
        return None
    node = replace(node, arguments=hoisting.take_out_all(builder, node.arguments))
    result = _result(builder, wanted)
    emit_get(builder, node, slot_of(result))
    return claim(builder, result)


def _log(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    codes = hoisting.codes_of(builder, node.arguments)
    level = node.phrase.removeprefix("LOG").strip().lower() or "info"
    builder.act(Log(level, codes), node)
    return Literal(None)


def _nothing(builder: Builder, node: KeywordCall, wanted: bool) -> Expression:
    """A declaration: the publisher reads it from the program."""
    return Literal(None)


def _set_schedule(builder: Builder, node: KeywordCall, wanted: bool) -> Expression | None:
    return Literal(None) if queries.is_declaration(builder, node) else None


_SPECIAL = {
    "WAIT": _wait,
    "WAIT FOR EVENT": _wait_for_event,
    "WAIT FOR RESPONSE": _wait_for_response,
    "THROW": _throw,
    "ASSERT": _assert,
    "ERROR": _error,
    "ERROR MESSAGE": _error_message,
    "CLEAR ERROR": _clear_error,
    "APPEND": _grow,
    "PUSH": _grow,
    "GET": _get,
    "LOG": _log,
    "LOG INFO": _log,
    "LOG WARN": _log,
    "LOG ERROR": _log,
    "LOG DEBUG": _log,
    "WEBHOOK": _nothing,
    "CREATE INDEX": _nothing,
    "SET SCHEDULE": _set_schedule,
}
"""Phrases that the compiler treats itself; None from one of these means that it is an ordinary keyword after all."""
