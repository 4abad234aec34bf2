"""Keywords whose arguments are filters, templates or conditions (9.1 to 9.5), and declarations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from attendance.basic import filters, values
from attendance.basic.compiler.building import Builder
from attendance.basic.compiler.pure import constant, failing
from attendance.basic.errors import BasicError
from attendance.basic.host import Prompt, Value
from attendance.basic.program import HOST, Code, Slots
from attendance.basic.sizes import grown
from attendance.basic.syntax import Clause, Expression, KeywordCall, Literal, Name

Use = Callable[[Sequence[Code]], Code]
"""Makes one argument's closure from the closures of its part of the expressions."""


@dataclass(slots=True)
class Part:
    """One argument or clause value: where its expressions stand among all, and what becomes of their closures."""

    first: int
    count: int
    use: Use

    def code(self, codes: Sequence[Code]) -> Code:
        return self.use(codes[self.first : self.first + self.count])


@dataclass(slots=True)
class Prepared:
    """Everything that a keyword evaluates, in the order of the source."""

    expressions: tuple[Expression, ...] = ()
    positional: list[Part] = field(default_factory=list)
    by_clause: dict[str, list[Part]] = field(default_factory=dict)
    named: dict[str, Part] = field(default_factory=dict)

    def part(self, expressions: tuple[Expression, ...], use: Use) -> Part:
        first = len(self.expressions)
        self.expressions = (*self.expressions, *expressions)
        return Part(first, len(expressions), use)

    def arguments(self, codes: Sequence[Code]) -> tuple[Code, ...]:
        return tuple(part.code(codes) for part in self.positional)

    def clauses(self, codes: Sequence[Code]) -> tuple[Mapping[str, tuple[Code, ...]], Mapping[str, Code]]:
        clauses = {word: tuple(part.code(codes) for part in parts) for word, parts in self.by_clause.items()}
        return clauses, {name: part.code(codes) for name, part in self.named.items()}


_FILTER_AT = {"FIND": 1, "FIND ALL": 1, "UPDATE": 1, "DELETE": 1, "COUNT": 1, "FILTER": 1, "AGGREGATE": 3}
"""Which argument is a filter."""

_ID_OR_FILTER = frozenset({"UPDATE", "DELETE"})
_FILTERED_BY_WITH = frozenset({"FIND", "FIND ALL"})
_PROMPTED = frozenset({"LLM", "REWRITE", "SUMMARIZE"})
_WORDS = frozenset({"AS", "BY", "EVERY", "EXPIRES"})
"""Clauses that may hold bare words: what is no variable stands for its own name."""


def prepare(builder: Builder, node: KeywordCall) -> Prepared:
    """Sort out what a keyword evaluates."""
    prepared = Prepared()
    for at, argument in enumerate(node.arguments):
        prepared.positional.append(_argument(builder, prepared, node, at, argument))
    for clause in node.clauses:
        _clause(builder, prepared, node, clause)
    return prepared


def _argument(builder: Builder, prepared: Prepared, node: KeywordCall, at: int, argument: Expression) -> Part:
    if _FILTER_AT.get(node.phrase) == at and not _is_field_and_value(node):
        return _filter(builder, prepared, node, argument)
    if node.phrase in _PROMPTED and at == 0:
        return _prompt(prepared, argument)
    return prepared.part((argument,), _only)


def _prompt(prepared: Prepared, argument: Expression) -> Part:
    """What the author wrote and what came in stay apart (10.7)."""
    pieces = filters.pieces(argument)
    if pieces is None or len(pieces) == 1:
        return prepared.part((argument,), _only)
    literal, dynamic = filters.template_of(pieces)
    return prepared.part(dynamic, lambda codes: _put_together(literal, codes))


def _put_together(pieces: tuple[str | None, ...], codes: Sequence[Code]) -> Code:
    def run(f: Slots) -> Value:
        given = iter([values.text(code(f), f[HOST]) for code in codes])
        prompt = Prompt.of((next(given), False) if piece is None else (piece, True) for piece in pieces)
        return grown(prompt)

    return run


def _is_field_and_value(node: KeywordCall) -> bool:
    """FIND table, field, value; UPDATE table, id, field, value."""
    count = len(node.arguments)
    return (node.phrase in ("FIND", "FIND ALL") and count == 3) or (node.phrase == "UPDATE" and count == 4)


def _filter(builder: Builder, prepared: Prepared, node: KeywordCall, argument: Expression) -> Part:
    pieces = filters.pieces(argument)
    if node.phrase in _ID_OR_FILTER and not filters.is_filter(argument):
        return prepared.part((argument,), _only)
    if pieces is None:
        return prepared.part((argument,), lambda codes: _parsed(codes[0]))
    literal, dynamic = filters.template_of(pieces)
    try:
        plan = filters.template(literal)
    except BasicError as error:
        builder.unit.report(error.code, argument.span, **error.values)
        return prepared.part((), _always(failing(error.code, **error.values)))
    return prepared.part(dynamic, lambda codes: _bound(plan, codes))


def _clause(builder: Builder, prepared: Prepared, node: KeywordCall, clause: Clause) -> None:
    parts = prepared.by_clause.setdefault(clause.word, [])
    for given in clause.fields:
        prepared.named[given.name] = prepared.part((given.value,), _only)
    if clause.order:
        order = tuple(filters.Order(_column(item.column), item.descending) for item in clause.order)
        parts.extend(prepared.part((), _always(constant(item))) for item in order)
    for argument in clause.arguments:
        if clause.word == "WHERE":
            parts.append(_where(builder, prepared, argument))
        elif clause.word == "WITH" and node.phrase in _FILTERED_BY_WITH:
            parts.append(_filter(builder, prepared, node, argument))
        else:
            word = _bare_word(builder, clause, argument)
            parts.append(prepared.part((argument if word is None else Literal(word),), _only))


def _bare_word(builder: Builder, clause: Clause, argument: Expression) -> str | None:
    if clause.word not in _WORDS or not isinstance(argument, Name):
        return None
    return None if builder.names.is_variable(argument.name) else argument.name


def _where(builder: Builder, prepared: Prepared, argument: Expression) -> Part:
    try:
        plan, expressions = filters.where(argument)
    except BasicError as error:
        builder.unit.report(error.code, argument.span, **error.values)
        return prepared.part((), _always(failing(error.code, **error.values)))
    return prepared.part(expressions, lambda codes: _bound(plan, codes))


def _column(name: str) -> filters.Column:
    return filters.Column(tuple(name.split(".")))


def _only(codes: Sequence[Code]) -> Code:
    return codes[0]


def _always(code: Code) -> Use:
    return lambda codes: code


def _bound(plan: filters.Plan, codes: Sequence[Code]) -> Code:
    return lambda f: plan.bind([code(f) for code in codes])


def _parsed(code: Code) -> Code:
    """A filter whose text is known only now (9.3); NULL and "" filter nothing."""

    def run(f: Slots) -> Value:
        value = code(f)
        return filters.parse(values.text(value, f[HOST])) if value not in (None, "") else None

    return run


def throwing(codes: tuple[Code, ...]) -> Code:
    """THROW text [, code]."""

    def run(f: Slots) -> Value:
        given = [values.text(code(f), f[HOST]) for code in codes]
        raise _thrown(given)

    return run


def asserting(codes: tuple[Code, ...]) -> Code:
    """ASSERT condition [, text]."""

    def run(f: Slots) -> Value:
        if not values.truthy(codes[0](f)):
            raise _thrown([values.text(code(f), f[HOST]) for code in codes[1:]])

    return run


def _thrown(given: list[str]) -> BasicError:
    text, *code = given or [""]
    return BasicError("E390", text=text, **({"thrown": code[0]} if code else {}))


def is_declaration(builder: Builder, node: KeywordCall) -> bool:
    """SET SCHEDULE with literals at top level: the publisher registers it, running it does nothing (10.10)."""
    return builder.is_script and not builder.path and is_literal_schedule(node)


def is_literal_schedule(node: KeywordCall) -> bool:
    """All that it says is known before it runs."""
    arguments = (*node.arguments, *(a for clause in node.clauses for a in clause.arguments))
    words = all(isinstance(argument, Literal | Name) for argument in arguments)
    return words and all(isinstance(argument, Literal) for argument in node.arguments)
