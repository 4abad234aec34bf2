"""W220, W230 and W231: variables that nobody assigns, or that hide what the session provides."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Diagnostic
from attendance.basic.lint.walk import children
from attendance.basic.syntax import Script, fold

CONTEXT: Final = frozenset(
    ["session", "user", "message", "customer", "attendant", "conversation", "attendance", "meeting", "sentiment",
     "intent", "config", "bot", "channel", "hear", "http", "err"]
)  # fmt: skip
_GIVEN: Final = CONTEXT | {
    "now", "today", "username", "error", "guid", "uuid", "rnd", "pi", "time", "true", "false", "schedule", "body",
    "params", "headers", "method", "event", "fields", "metadata", "email", "record", "old", "meeting_link",
    "meeting_url", "nothing",
}  # fmt: skip
_BARE_WORD_KEYWORDS: Final = frozenset(
    ["GET", "SET ANSWER MODE", "SET LANGUAGE", "SET USER", "USE KB", "CLEAR KB"]
)
_BARE_WORD_CLAUSES: Final = frozenset(["AS", "BY", "EVERY", "EXPIRES", "TIMEOUT"])


@dataclass(slots=True)
class _Names:
    assigned: dict[str, syntax.Node] = field(default_factory=dict)
    built: dict[str, syntax.Node] = field(default_factory=dict)
    read: dict[str, syntax.Name] = field(default_factory=dict)

    def assign(self, name: str, node: syntax.Node) -> None:
        self.assigned.setdefault(fold(name), node)


def check(script: Script) -> Iterator[Diagnostic]:
    """The findings about names, one for each name."""
    names = _collect(script)
    for folded, node in names.assigned.items():
        if folded in CONTEXT:
            yield Diagnostic("W231", node.span, {"v": folded})
    for folded, node in names.built.items():
        if folded not in names.assigned and folded not in CONTEXT:
            yield Diagnostic("W220", node.span, {"v": folded})
    for folded, name in names.read.items():
        if folded not in names.assigned and folded not in names.built and folded not in _GIVEN:
            yield Diagnostic("W230", name.span, {"v": name.name})


def _collect(script: Script) -> _Names:
    names, stack = _Names(), list[object](reversed(script.body))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, syntax.Node):
            stack.extend(reversed(_visit(node, names)))
    return names


def _visit(node: syntax.Node, names: _Names) -> list[object]:
    """Note what a node does to names; what is left to visit in it."""
    match node:
        case syntax.Name():
            names.read.setdefault(fold(node.name), node)
            return []
        case syntax.Assign():
            return [*_target(node.target, names), node.value]
        case syntax.Hear() if node.target:
            return [*_target(node.target, names), *children(node)[1:]]
        case syntax.With():
            return [*_target(node.target, names), *(value for _, value in node.fields)]
        case syntax.Evaluate(expression=syntax.Name()):
            return []
        case syntax.KeywordCall():
            return _visit_keyword(node, names)
        case syntax.Clause():
            return _visit_clause(node, names)
    for name in _declared(node):
        names.assign(name, node)
    return children(node)


def _declared(node: syntax.Node) -> Iterator[str]:
    match node:
        case syntax.Dim():
            yield from (name for name, _, _ in node.names)
        case syntax.Global() | syntax.ForEach():
            yield from node.names
        case syntax.For() | syntax.Parameter() | syntax.Param():
            yield node.name
        case syntax.Try(name=str(name)):
            yield name


def _target(target: syntax.Expression, names: _Names) -> list[object]:
    """An assigned place: its name, and the expressions inside its brackets."""
    inside: list[object] = []
    whole = target
    while isinstance(target, syntax.Member | syntax.Index) and target.target is not None:
        if isinstance(target, syntax.Index):
            inside.append(target.index)
        target = target.target
    if isinstance(target, syntax.Name):
        if target is whole:
            names.assign(target.name, target)
        else:
            names.built.setdefault(fold(target.name), whole)
    return inside


def _visit_keyword(node: syntax.KeywordCall, names: _Names) -> list[object]:
    if node.phrase in ("APPEND", "PUSH") and node.arguments:
        return [*_target(node.arguments[0], names), *node.arguments[1:], *node.clauses]
    if node.phrase in _BARE_WORD_KEYWORDS:
        return [*(each for each in node.arguments if not isinstance(each, syntax.Name)), *node.clauses]
    if node.phrase == "WAIT FOR RESPONSE":
        for clause in node.clauses:
            if clause.word == "AS" and isinstance(clause.arguments[0], syntax.Name):
                names.assign(clause.arguments[0].name, node)
    return children(node)


def _visit_clause(node: syntax.Clause, names: _Names) -> list[object]:
    if node.word == "WHERE":
        return list(_right_sides(node.arguments[0]))
    if node.word in _BARE_WORD_CLAUSES:
        return [each for each in node.arguments if not isinstance(each, syntax.Name)]
    return children(node)


def _right_sides(condition: syntax.Expression) -> Iterator[object]:
    """The expressions of a WHERE that the script evaluates: left sides are columns."""
    stack: list[syntax.Expression] = [condition]
    while stack:
        node = stack.pop()
        match node:
            case syntax.Logic():
                stack += [node.right, node.left]
            case syntax.Unary(operator="NOT"):
                stack.append(node.operand)
            case syntax.Binary():
                yield node.right
            case syntax.In():
                yield from node.items
            case syntax.Between():
                yield from (node.low, node.high)
