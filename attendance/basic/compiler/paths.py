"""GET and its path strings (5.4): `session.x`, `config`, variables of the script; anything else is the host's."""

import re
from collections.abc import Callable

from attendance.basic import access
from attendance.basic.compiler.building import Builder
from attendance.basic.compiler.names import CONTEXT_NAMES, path_names
from attendance.basic.compiler.pure import pure, storing
from attendance.basic.compiler.resolving import Names
from attendance.basic.diagnostics import Span
from attendance.basic.host import Value
from attendance.basic.machine.keywords import PerformKeyword
from attendance.basic.machine.paths import GetPath
from attendance.basic.program import Code, Slots
from attendance.basic.syntax import NOWHERE, Expression, KeywordCall, Literal, Member, Name, fold

_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)+")


def is_path_get(node: KeywordCall) -> bool:
    """`GET x` and `GET "config", "key"`, without clauses."""
    if node.clauses or not 1 <= len(node.arguments) <= 2:
        return False
    return len(node.arguments) == 1 or _context_object(node.arguments[0]) is not None


def emit_get(builder: Builder, node: KeywordCall, target: int | None) -> None:
    """The instruction of GET; its arguments are pure."""
    names = builder.names
    codes = tuple(pure(argument, names) for argument in node.arguments)
    keyword = PerformKeyword(node.phrase, codes, names=(None,) * len(codes), target=target)
    session = names.read("session")
    builder.act(GetPath(keyword, _fallback_key(names, node.arguments), session, _Paths(names)), node)


def _context_object(argument: Expression) -> str | None:
    value = argument.value if isinstance(argument, Literal) else None
    return value if isinstance(value, str) and fold(value) in CONTEXT_NAMES else None


def _fallback_key(names: Names, arguments: tuple[Expression, ...]) -> str | None:
    """`GET name` of a name that nothing defines reads session.name."""
    first = arguments[0]
    return first.name if isinstance(first, Name) and len(arguments) == 1 else None


def target_of(path: str, span: Span) -> Expression:
    """The assignment target that a path string names."""
    first, *rest = path_names(path)
    target: Expression = Name(first, span=span)
    for name in rest:
        target = Member(target, name, span=span)
    return target


def stores_of(names: Names) -> Callable[[str], Callable[[Slots, Value], None] | None]:
    """Finds what assigning to a path string does; None when it is none of the script's variables."""

    def find(path: str) -> Callable[[Slots, Value], None] | None:
        if not names.is_variable(path_names(path)[0]):
            return None
        return storing(target_of(path, NOWHERE), names)

    return find


class _Paths:
    """Finds what a path string names."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __call__(self, path: str) -> Code | None:
        """The closure that reads it; None when it is no path of this script."""
        if _PATH.fullmatch(path) is None:
            return None
        first, *rest = path_names(path)
        if not self._names.is_variable(first) and fold(first) not in CONTEXT_NAMES:
            return None
        read = self._names.read(first)

        def run(f: Slots) -> Value:
            value = read(f)
            for name in rest:
                value = access.member(value, name)
            return value

        return run
