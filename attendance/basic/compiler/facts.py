"""What a publisher reads from a script without running it (chapter 12, 10.8, 10.10)."""

from collections.abc import Iterable, Iterator
from typing import Any

from attendance.basic.compiler.building import literal
from attendance.basic.compiler.queries import is_literal_schedule
from attendance.basic.compiler.walking import inside
from attendance.basic.host import Value
from attendance.basic.program import DeclaredSchedule, EventEntry, Facts, ScriptParameter
from attendance.basic.syntax import (
    Clause,
    Description,
    Evaluate,
    Expression,
    KeywordCall,
    Name,
    OnEvent,
    Param,
    RawBlock,
    Script,
    ScriptCall,
    Statement,
    Table,
    Text,
)

_TOOLS = frozenset({"ADD TOOL", "USE TOOL"})


def facts_of(script: Script, handlers: Iterable[tuple[str, OnEvent]]) -> Facts:
    """Everything that can be said of it."""
    nodes = list(inside(script.body))
    keywords = [node for node in nodes if isinstance(node, KeywordCall)]
    return Facts(
        parameters=tuple(_parameter(node) for node in script.body if isinstance(node, Param)),
        description=_description(script.body),
        handlers=tuple(_handler(entry, node) for entry, node in handlers),
        schedules=tuple(_schedules(script.body)),
        webhook=next((_first_text(node) for node in keywords if node.phrase == "WEBHOOK"), None),
        tools=_texts(node for node in keywords if node.phrase in _TOOLS),
        scripts=_unique(literal(node.script) for node in nodes if isinstance(node, ScriptCall)),
        tables=tuple(node for node in nodes if isinstance(node, Table)),
        keywords=frozenset(node.phrase for node in keywords) | _blocks(nodes),
    )


def _blocks(nodes: Iterable[Any]) -> frozenset[str]:
    return frozenset(f"BEGIN {node.kind}" for node in nodes if isinstance(node, RawBlock))


def _parameter(node: Param) -> ScriptParameter:
    choices = tuple(literal(choice) for choice in node.choices)
    return ScriptParameter(
        node.name,
        (node.type or "TEXT").upper(),
        not node.optional and node.default is None,
        choices,
        str(_text(node.description) or ""),
        literal(node.default),
        literal(node.example),
    )


def _description(body: tuple[Statement, ...]) -> str | None:
    """The last DESCRIPTION before the first statement that does something (12.1)."""
    found: str | None = None
    for node in body:
        if isinstance(node, Description):
            found = str(_text(node.text) or "")
        elif not isinstance(node, Param | Table) and found is not None:
            break
    return found


def _text(node: Expression | None) -> Value:
    if isinstance(node, Text):
        return "".join(part for part in node.parts if isinstance(part, str))
    return literal(node)


def _handler(entry: str, node: OnEvent) -> EventEntry:
    clauses = {clause.word: _clause_value(clause) for clause in node.clauses}
    return EventEntry(entry, node.kind, literal(node.subject), clauses, node.span.line)


def _clause_value(clause: Clause) -> Value:
    return literal(clause.arguments[0]) if clause.arguments else None


def _schedules(body: tuple[Statement, ...]) -> Iterator[DeclaredSchedule]:
    for node in body:
        if not isinstance(node, Evaluate) or not isinstance(node.expression, KeywordCall):
            continue
        call = node.expression
        if call.phrase == "SET SCHEDULE" and is_literal_schedule(call):
            clauses = {clause.word: tuple(map(_word, clause.arguments)) for clause in call.clauses}
            yield DeclaredSchedule(tuple(map(literal, call.arguments)), clauses, node.span.line)


def _word(node: Expression) -> Value:
    return node.name if isinstance(node, Name) else literal(node)


def _first_text(node: KeywordCall) -> str | None:
    value = literal(node.arguments[0]) if node.arguments else None
    return value if isinstance(value, str) else None


def _texts(nodes: Iterable[KeywordCall]) -> tuple[str, ...]:
    return _unique(_first_text(node) for node in nodes)


def _unique(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))
