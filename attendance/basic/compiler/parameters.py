"""PARAM: what a script was given, its default, or a question to the customer (12.1)."""

from attendance.basic.compiler import hoisting
from attendance.basic.compiler.building import Builder
from attendance.basic.compiler.operations import JumpIf, Label, Put
from attendance.basic.compiler.pure import constant
from attendance.basic.host import MISSING, Value
from attendance.basic.machine.conversation import Hear
from attendance.basic.machine.parameters import AskParameter, ConvertParameter
from attendance.basic.program import UNSET, Code, Slots
from attendance.basic.syntax import Literal, Param


def param(builder: Builder, node: Param) -> None:
    """Given values are converted; a missing one has its default, is NULL when optional, and is asked for otherwise."""
    slot = builder.names.slot(node.name)
    if slot is None or builder.procedure is not None:
        return
    missing, end = Label(), Label()
    builder.emit(JumpIf(_slot(slot), _is_missing, missing))
    kind = (node.type or "TEXT").upper()
    choices = hoisting.codes_of(builder, node.choices)
    builder.act(ConvertParameter(node.name, kind, choices, slot, end), node)
    builder.place(missing)
    if node.default is not None:
        builder.emit(Put(slot, hoisting.code_of(builder, node.default)))
    elif node.optional:
        builder.emit(Put(slot, constant(None)))
    else:
        question = node.description or Literal("")
        prompt = hoisting.code_of(builder, question)
        builder.act(AskParameter(node.name, _question(kind, choices, prompt, slot)), node)
    builder.place(end)


def _question(kind: str, choices: tuple[Code, ...], prompt: Code, slot: int) -> Hear:
    def menu(f: Slots) -> list[Value]:
        return [code(f) for code in choices]

    def store(f: Slots, value: Value) -> None:
        f[slot] = value

    asked = "MENU" if choices else _ASKED.get(kind, kind)
    return Hear(asked, menu if choices else None, False, prompt, None, None, 1, None, store, None)


_ASKED = {"OBJECT": "TEXT", "ARRAY": "TEXT"}


def _slot(slot: int) -> Code:
    def run(f: Slots) -> Value:
        return f[slot]

    return run


def _is_missing(value: Value) -> bool:
    return value is None or value is UNSET or value is MISSING
