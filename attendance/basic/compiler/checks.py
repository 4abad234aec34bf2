"""What only the whole script tells: calls of nothing, wrong numbers of arguments, HEAR in a webhook."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from attendance.basic.compiler.building import Unit
from attendance.basic.compiler.pure import CONDITIONAL_CALLS
from attendance.basic.compiler.walking import below, inside
from attendance.basic.functions import FUNCTIONS
from attendance.basic.syntax import Block, Call, Clause, Hear, KeywordCall, Node, fold


def check(unit: Unit, body: Block) -> None:
    """Report it."""
    for node in _outside_conditions(body):
        if isinstance(node, Call):
            _check_call(unit, node)
    nodes = list(inside(body))
    if any(isinstance(node, KeywordCall) and node.phrase == "WEBHOOK" for node in nodes):
        for node in nodes:
            if isinstance(node, Hear):
                unit.report("E321", node.span, w="HEAR")


def _outside_conditions(root: Any) -> Iterator[Node]:
    """All nodes but those of WHERE clauses, which have functions of their own."""
    return below(root, lambda node: not (isinstance(node, Clause) and node.word == "WHERE"))


def _closest(unit: Unit, name: str) -> str:
    """The procedure or function that was probably meant, "" when none is near."""
    procedures = {folded: procedure.name for folded, procedure in unit.procedures.items()}
    known = {**{folded: folded.upper() for folded in FUNCTIONS}, **procedures}
    near = get_close_matches(name, known, n=1, cutoff=0.75)
    return known[near[0]] if near else ""


def _check_call(unit: Unit, node: Call) -> None:
    name, count = fold(node.name), len(node.arguments)
    procedure = unit.procedures.get(name)
    if procedure is not None:
        if count > len(procedure.parameters):
            unit.report("E310", node.span, function=procedure.name)
        return
    if name in CONDITIONAL_CALLS and count in (2, 3):
        return
    function = FUNCTIONS.get(name)
    if function is None:
        unit.report("E130", node.span, w=node.name, s=_closest(unit, name))
    elif not function.least <= count <= function.most:
        unit.report("E310", node.span, function=function.name)
