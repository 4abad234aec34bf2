"""Which names of a script are variables, and of which scope (5.1, 5.2)."""

from collections.abc import Iterator

from attendance.basic.compiler.walking import outside_procedures
from attendance.basic.program import FIRST_VARIABLE, Scope
from attendance.basic.syntax import (
    Assign,
    Block,
    Dim,
    Expression,
    For,
    ForEach,
    Global,
    Hear,
    Index,
    KeywordCall,
    Literal,
    Member,
    MethodCall,
    Name,
    Node,
    Param,
    SetPath,
    Try,
    With,
    fold,
)

GROWING_KEYWORDS = frozenset({"APPEND", "PUSH"})
"""Statements that create the array when it is NULL."""

CONTEXT_NAMES = frozenset({
    "session", "user", "message", "customer", "attendant", "conversation", "attendance", "meeting", "sentiment",
    "intent", "config", "bot", "channel", "hear", "http", "err",
})  # fmt: skip
"""What the session brings along (5.3). Writing a property of one doesn't make a variable of it."""


def script_scope(body: Block) -> Scope:
    """The variables of the script itself: what is assigned outside procedures, and what procedures call GLOBAL."""
    return _scope(_assigned(body))


def procedure_scope(parameters: tuple[str, ...], body: Block) -> Scope:
    """The variables of a procedure."""
    shared = shared_names(body)
    assigned = (name for name in _assigned(body) if fold(name) not in shared)
    return _scope(iter((*parameters, *assigned)))


def shared_names(body: Block) -> set[str]:
    """The folded names that a procedure calls GLOBAL."""
    found = (node.names for node in outside_procedures(body) if isinstance(node, Global))
    return {fold(name) for names in found for name in names}


def add_names(scope: Scope, names: Iterator[str]) -> None:
    """More variables of a scope."""
    for name in names:
        folded = fold(name)
        if folded not in scope.slots:
            scope.slots[folded] = FIRST_VARIABLE + len(scope.slots)
            scope.spelling[folded] = name


def root_name(target: Expression | None) -> str | None:
    """The variable that `a.b[1].c` belongs to."""
    while isinstance(target, Member | Index):
        target = target.target
    return target.name if isinstance(target, Name) else None


def path_names(path: str) -> list[str]:
    """The names of a path string: `session.x` gives session and x."""
    return [part.strip() for part in path.split(".")]


def _scope(names: Iterator[str]) -> Scope:
    scope = Scope()
    add_names(scope, names)
    return scope


def _assigned(body: Block) -> Iterator[str]:
    for node in outside_procedures(body):
        yield from _names_of(node)


def _names_of(node: Node) -> Iterator[str]:
    match node:
        case Assign(target=target) | With(target=target) | Hear(target=target):
            yield from _owned(target)
        case MethodCall(target=target, name=name) if fold(name) == "push":
            yield from _owned(target)
        case KeywordCall(phrase=phrase, arguments=(target, *_)) if phrase in GROWING_KEYWORDS:
            yield from _owned(target)
        case KeywordCall(phrase="WAIT FOR RESPONSE", clauses=clauses):
            for clause in clauses:
                if clause.word == "AS" and clause.arguments:
                    yield from _owned(clause.arguments[0])
        case Dim(names=names):
            yield from (name for name, _, _ in names)
        case For(name=name) | Param(name=name):
            yield name
        case ForEach(names=each):
            yield from each
        case Try(name=caught):
            yield from _name(caught)
        case SetPath(path=Literal(value=str() as path)):
            yield from _of_path(path)
        case _:
            return


def _owned(target: Expression | None) -> Iterator[str]:
    name = root_name(target)
    if name is not None and (isinstance(target, Name) or fold(name) not in CONTEXT_NAMES):
        yield name


def _of_path(path: str) -> Iterator[str]:
    first, *rest = path_names(path)
    if not rest or fold(first) not in CONTEXT_NAMES:
        yield first


def _name(name: str | None) -> Iterator[str]:
    if name is not None:
        yield name
