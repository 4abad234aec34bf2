"""One function for each rule."""

from collections.abc import Callable, Iterator
from typing import Final

from attendance.basic import syntax
from attendance.basic.diagnostics import Diagnostic, Span
from attendance.basic.lexer.lexed import STATEMENT_IN_TEXT
from attendance.basic.lint.walk import walk
from attendance.basic.syntax import Script

_FILTERED: Final = frozenset(["FIND", "FIND ALL", "COUNT", "FILTER"])
_DECLARATIONS: Final = (syntax.Description, syntax.Param)
_UNREACHED_ANYWAY: Final = (syntax.Procedure, syntax.OnEvent, syntax.Table, syntax.Label)


def swallowed_statements(script: Script) -> Iterator[Diagnostic]:
    """W202: a text of several lines holds a line that reads like code."""
    raw = {id(node.text) for node in walk(script.body) if isinstance(node, syntax.RawBlock)}
    for node in walk(script.body):
        if node.span.end_line == node.span.line or id(node) in raw:
            continue
        text = _written(node)
        found = STATEMENT_IN_TEXT.search(text, text.find("\n") + 1) if text else None
        if found:
            line = node.span.line + text.count("\n", 0, found.start() + 1)
            yield Diagnostic("W202", _opening(node.span), {"l": str(line), "w": found[0].strip()})


def _written(node: syntax.Node) -> str:
    if isinstance(node, syntax.Literal):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, syntax.Text):
        return "".join(part if isinstance(part, str) else "…" for part in node.parts)
    return ""


def _opening(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column + 1)


def repeated_keys(script: Script) -> Iterator[Diagnostic]:
    """W207: an object has the same key twice."""
    for node in walk(script.body):
        if not isinstance(node, syntax.Object):
            continue
        seen: set[str] = set()
        for key, value in node.entries:
            if key in seen:
                yield Diagnostic("W207", value.span, {"k": key})
            seen.add(key)


def jumps(script: Script) -> Iterator[Diagnostic]:
    """W209: GOTO."""
    for node in walk(script.body):
        if isinstance(node, syntax.Goto):
            yield Diagnostic("W209", node.span)


def descriptions(script: Script) -> Iterator[Diagnostic]:
    """W211: more than one DESCRIPTION."""
    found = [statement for statement in script.body if isinstance(statement, syntax.Description)]
    for statement in found[1:]:
        yield Diagnostic("W211", statement.span)


def unreachable(script: Script) -> Iterator[Diagnostic]:
    """W213: the first statement behind a RETURN of the script itself."""
    returned = False
    for statement in script.body:
        if isinstance(statement, syntax.Label):
            returned = False
        elif returned and not isinstance(statement, _UNREACHED_ANYWAY):
            yield Diagnostic("W213", statement.span)
            return
        returned = returned or isinstance(statement, syntax.Return | syntax.Stop)


def open_filters(script: Script) -> Iterator[Diagnostic]:
    """W301: a filter without literal text is read when the script runs."""
    for node in walk(script.body):
        if isinstance(node, syntax.KeywordCall) and node.phrase in _FILTERED and len(node.arguments) == 2:
            wanted = node.arguments[1]
            if isinstance(wanted, syntax.Name | syntax.Member | syntax.Index):
                yield Diagnostic("W301", wanted.span, {"v": name_of(wanted)})


def name_of(node: syntax.Expression | None) -> str:
    """The words of a name or path."""
    match node:
        case syntax.Name():
            return node.name
        case syntax.Member():
            return f"{name_of(node.target)}.{node.name}"
        case syntax.Index():
            return name_of(node.target) + "[…]"
    return ""


RULES: Final[tuple[Callable[[Script], Iterator[Diagnostic]], ...]] = (
    swallowed_statements, repeated_keys, jumps, descriptions, unreachable, open_filters,
)  # fmt: skip
