"""WHERE clauses (9.5): columns on the left of a comparison, expressions of the script on its right."""

from decimal import Decimal
from typing import Final, NoReturn, TypeGuard

from attendance.basic.errors import BasicError
from attendance.basic.filters.plan import Plan
from attendance.basic.filters.tree import (
    FUNCTIONS,
    And,
    Apply,
    Between,
    Column,
    Compare,
    Comparison,
    Constant,
    Contains,
    Holds,
    Hole,
    In,
    IsEmpty,
    IsNull,
    Like,
    Not,
    Operand,
    Or,
    Part,
    Pieces,
    Predicate,
    Query,
)
from attendance.basic.filters.written import pieces
from attendance.basic.moments import UNITS
from attendance.basic.syntax import (
    Between as BetweenExpression,
)
from attendance.basic.syntax import (
    Binary,
    Call,
    Expression,
    Is,
    Literal,
    Logic,
    Member,
    Name,
    Unary,
)
from attendance.basic.syntax import (
    In as InExpression,
)

_COMPARISONS: Final[dict[str, Comparison]] = {
    "=": "=", "<>": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">=",
}  # fmt: skip


def where(expression: Expression) -> tuple[Plan, tuple[Expression, ...]]:
    """The plan of a WHERE clause and the expressions whose values it needs, in the order of its holes.

    Raises: E343 for what is no condition on columns.
    """
    clause = _Clause()
    query = Query(clause.condition(expression))
    return Plan(query, len(clause.values)), tuple(clause.values)


class _Clause:
    def __init__(self) -> None:
        self.values: list[Expression] = []

    def condition(self, expression: Expression) -> Predicate:
        match expression:
            case Logic("AND", left, right):
                return And((self.condition(left), self.condition(right)))
            case Logic("OR", left, right):
                return Or((self.condition(left), self.condition(right)))
            case Unary("NOT", operand):
                return Not(self.condition(operand))
            case Is(subject, what):
                return self._state(self._left(subject), what)
            case InExpression(subject, items):
                return In(self._left(subject), tuple(self._value(item) for item in items))
            case BetweenExpression(subject, low, high):
                return Between(self._left(subject), self._value(low), self._value(high))
            case Binary():
                return self._test(expression)
            case Name() | Member():
                return Holds(self._column(expression))
        _refuse(expression)

    def _test(self, test: Binary) -> Predicate:
        if test.operator in _COMPARISONS:
            left = self._left(test.left)
            return Compare(_COMPARISONS[test.operator], left, self._value(test.right))
        match test.operator:
            case "LIKE" | "ILIKE":
                return self._like(test)
            case "CONTAINS":
                return Contains(self._left(test.left), self._value(test.right))
            case "STARTS WITH":
                return Like(self._left(test.left), Pieces((*self._dynamic(test.right), "%")))
            case "ENDS WITH":
                return Like(self._left(test.left), Pieces(("%", *self._dynamic(test.right))))
        _refuse(test)

    def _like(self, test: Binary) -> Predicate:
        """`%` in text of the clause is a wildcard, in a value joined to it not; a value alone is a whole pattern."""
        left = self._left(test.left)
        parts = pieces(test.right)
        if parts is None:
            return Like(left, Pieces(self._dynamic(test.right)), open=True)
        return Like(
            left, Pieces(tuple(part if isinstance(part, str) else self._hole(part) for part in parts))
        )

    def _state(self, subject: Operand, what: str) -> Predicate:
        match what:
            case "NULL":
                return IsNull(subject)
            case "FOUND":
                return Not(IsNull(subject))
            case "EMPTY":
                return IsEmpty(subject)
            case "TRUE" | "FALSE":
                return Compare("=", subject, Constant(what == "TRUE"))
        raise BasicError("E343", near=f"IS {what}")

    # ------------------------------------------------------------ operands

    def _left(self, expression: Expression) -> Operand:
        match expression:
            case Call(name, arguments) if _is_function(expression):
                return Apply(name.upper(), tuple(self._argument(argument) for argument in arguments))
            case Name(name) if name.upper() in ("NOW", "TODAY", "CURDATE"):
                return Apply(name.upper(), ())
        return self._column(expression)

    def _argument(self, expression: Expression) -> Operand:
        """An argument of a function on the left: a column, another function, or a value."""
        match expression:
            case Literal(str(unit)) if unit.casefold() in UNITS:
                return Constant(UNITS[unit.casefold()])
            case Literal():
                return self._value(expression)
        return self._left(expression)

    def _column(self, expression: Expression) -> Column:
        path: list[str] = []
        while isinstance(expression, Member) and expression.target is not None:
            path.append(expression.name)
            expression = expression.target
        if (
            isinstance(expression, Call)
            and expression.name.upper() == "COLUMN"
            and len(expression.arguments) == 1
        ):
            path.extend(reversed(self._column(expression.arguments[0]).path))
        elif isinstance(expression, Literal) and isinstance(expression.value, str) and expression.value:
            path.extend(reversed(expression.value.split(".")))
        elif isinstance(expression, Name):
            path.append(expression.name)
        else:
            _refuse(expression)
        return Column(tuple(reversed(path)))

    def _value(self, expression: Expression) -> Operand:
        match expression:
            case Literal(bool() | int() | Decimal() | None as value):
                return Constant(value)
            case Call(name, _) if name.upper() == "COLUMN" or (
                _is_function(expression) and _has_column(expression)
            ):
                return self._left(expression)
        return Pieces((self._hole(expression),), quoted=False)

    def _dynamic(self, expression: Expression) -> tuple[Part, ...]:
        return (self._hole(expression),)

    def _hole(self, expression: Expression) -> Hole:
        self.values.append(expression)
        return Hole(len(self.values) - 1)


def _is_function(expression: Expression) -> TypeGuard[Call]:
    if not isinstance(expression, Call) or expression.name.upper() not in FUNCTIONS:
        return False
    least, most = FUNCTIONS[expression.name.upper()]
    return least <= len(expression.arguments) <= most


def _has_column(expression: Expression) -> bool:
    return isinstance(expression, Call) and (
        expression.name.upper() == "COLUMN" or any(_has_column(argument) for argument in expression.arguments)
    )


def _refuse(expression: Expression) -> NoReturn:
    raise BasicError("E343", near=_shown(expression))


def _shown(expression: Expression) -> str:
    match expression:
        case Binary() | Logic():
            return expression.operator
        case Call() | Name() | Member():
            return expression.name
        case Literal():
            return str(expression.value)
    return ""
