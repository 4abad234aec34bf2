"""Script → program: a flat list of steps that the machine can stop and store between any two of them."""

from hashlib import sha256

from attendance.basic.compiler.building import Builder, Emitted, Rules, Unit
from attendance.basic.compiler.calling import emit_call
from attendance.basic.compiler.checks import check
from attendance.basic.compiler.facts import facts_of
from attendance.basic.compiler.hoisting import code_of
from attendance.basic.compiler.names import add_names, procedure_scope, script_scope, shared_names
from attendance.basic.compiler.operations import JumpUnless, Label, Put, without_detours
from attendance.basic.compiler.pure import constant
from attendance.basic.compiler.resolving import Names
from attendance.basic.compiler.statements import statement
from attendance.basic.compiler.walking import inside, outline
from attendance.basic.diagnostics import Diagnostic
from attendance.basic.machine.calls import Return, Stop
from attendance.basic.program import UNSET, Code, ProcedureCode, Program, QuickAction, Region, Slots
from attendance.basic.syntax import (
    OnEvent,
    Param,
    Parameter,
    Procedure,
    Script,
    fold,
)

_RULES = Rules(statement, lambda builder, node: emit_call(builder, node, wanted=True))


def compile_script(script: Script) -> Program:
    """The program of a tree. What is wrong with it is in `diagnostics`; steps that cannot run raise when reached."""
    program = Program(script.name, "", strict="strict" in script.pragmas)
    try:
        _compile(script, program)
    except RecursionError:
        return _refused(script)
    return program


def _refused(script: Script) -> Program:
    """Nested too deeply."""
    refused = compile_script(Script(script.name, ()))
    refused.diagnostics = (Diagnostic("E105", script.body[0].span),)
    return refused


def _compile(script: Script, program: Program) -> None:
    scope = script_scope(script.body)
    procedures = [node for node in inside(script.body) if isinstance(node, Procedure)]
    for node in procedures:
        add_names(scope, iter(sorted(shared_names(node.body))))
    program.scope = scope
    unit = Unit(script.name, Names(scope, strict=program.strict), program.procedures)
    for node in procedures:
        _declare(unit, node)
    _main(unit, script)
    for node in procedures:
        _procedure(unit, node)
    _later(unit)
    check(unit, script.body)
    _link(unit, program)
    program.hash = _hash(script, unit)
    program.parameter_slots = tuple(
        (fold(node.name), scope.slots[fold(node.name)]) for node in script.body if isinstance(node, Param)
    )
    handlers = [(entry, node) for entry, node in unit.later if isinstance(node, OnEvent)]
    program.facts = facts_of(script, handlers)


def _declare(unit: Unit, node: Procedure) -> None:
    """Procedures are known before any body is compiled: they may be called before their line."""
    parameters = _parameters(node)
    local = procedure_scope(tuple(parameter.name for parameter in parameters), node.body)
    slots = tuple((fold(p.name), local.slots[fold(p.name)]) for p in parameters)
    code = ProcedureCode(node.name, node.kind, local, slots, line=node.span.line)
    if fold(node.name) in unit.procedures:
        unit.report("E120", node.span, y=f"{node.kind} {node.name}")
        return
    unit.procedures[fold(node.name)] = code


def _parameters(node: Procedure) -> tuple[Parameter, ...]:
    """Those in parentheses, then PARAM lines."""
    lines = (one for one in node.body if isinstance(one, Param))
    return (*node.parameters, *(Parameter(one.name, one.type, one.default, span=one.span) for one in lines))


def _main(unit: Unit, script: Script) -> None:
    builder = Builder(unit, unit.names, _RULES, is_script=True)
    label = unit.entries.setdefault("main", Label())
    builder.place(label)
    builder.block(script.body)
    _end(builder, Stop())


def _end(builder: Builder, action: Stop | Return) -> None:
    last = builder.unit.emitted[-1].span if builder.unit.emitted else builder.span
    builder.span = last
    builder.act(action)
    _check_jumps(builder)


def _check_jumps(builder: Builder) -> None:
    """GOTO leads to a label of the same body, out of blocks but never into one."""
    for jump in builder.jumps:
        known = builder.labels[fold(jump.to)]
        if known.path != jump.path[: len(known.path)]:
            builder.unit.report("E143", jump.span, label=jump.to)
            if known.label.at < 0:
                known.label.at = len(builder.unit.emitted) - 1


def _procedure(unit: Unit, node: Procedure) -> None:
    code = unit.procedures[fold(node.name)]
    if code.line != node.span.line:
        return
    names = Names(unit.names.script, code.scope, shared_names(node.body), unit.names.strict)
    builder = Builder(unit, names, _RULES, procedure=code)
    builder.span = node.span
    code.entry = len(unit.emitted)
    for parameter in _parameters(node):
        _default(builder, parameter, code.scope.slots[fold(parameter.name)])
    builder.block(node.body)
    _end(builder, Return(None))


def _default(builder: Builder, parameter: Parameter, slot: int) -> None:
    """A missing argument is its default, NULL without one."""
    given = Label()
    builder.emit(JumpUnless(_is_unset(slot), given))
    code = constant(None) if parameter.default is None else code_of(builder, parameter.default)
    builder.emit(Put(slot, code))
    builder.depth = 0
    builder.place(given)


def _is_unset(slot: int) -> Code:
    def run(f: Slots) -> bool:
        return f[slot] is UNSET

    return run


def _later(unit: Unit) -> None:
    """Event handlers and scheduled blocks: entries of their own, on the script's variables."""
    done = 0
    while done < len(unit.later):
        entry, node = unit.later[done]
        done += 1
        builder = Builder(unit, unit.names, _RULES)
        builder.place(unit.entries.setdefault(entry, Label()))
        builder.block(node.body)
        _end(builder, Stop())


def _hash(script: Script, unit: Unit) -> str:
    """Of the tree and of the steps that were made of it: a stored execution only ever meets the steps it knows."""
    steps = " ".join(type(emitted.operation).__name__ for emitted in unit.emitted)
    said = "\n".join(outline(script.body))
    return sha256(f"{sorted(script.pragmas.items())}\n{said}\n{steps}".encode()).hexdigest()


def _link(unit: Unit, program: Program) -> None:
    ends = without_detours([emitted.operation for emitted in unit.emitted])
    for at, emitted in enumerate(unit.emitted):
        program.steps.append(emitted.operation.link(at, ends[min(at + 1, len(ends) - 1)]))
        program.lines.append(emitted.span.line)
        program.columns.append(emitted.span.column)
        program.resumes.append(emitted.resume.at)
        program.depths.append(emitted.depth)
        if emitted.assigned is not None:
            program.assigned[at] = emitted.assigned
        _add_action(program, at, emitted)
    program.entries = {name: label.at for name, label in unit.entries.items()}
    program.regions = [Region(r.start.at, r.end.at, r.handler.at, r.store) for r in unit.regions]
    program.diagnostics = tuple(unit.diagnostics)


def _add_action(program: Program, at: int, emitted: Emitted) -> None:
    action = emitted.action
    if action is None:
        return
    if isinstance(action, QuickAction):
        program.quick[at] = action
    else:
        program.actions[at] = action
