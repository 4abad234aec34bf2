"""The literal text and the dynamic pieces of an expression that makes a filter (9.2, 9.4)."""

import re

from attendance.basic.syntax import Binary, Expression, Literal, Text

_OPERATOR = re.compile(r"[=<>]|\b(like|ilike|in|between|is|contains)\b", re.IGNORECASE)


def pieces(expression: Expression) -> tuple[str | Expression, ...] | None:
    """What a literal, a concatenation or an interpolated text consists of; None when nothing of it is literal text.

    `a + b` counts as a concatenation only when one side is text for certain: two variables may be numbers.
    """
    if isinstance(expression, Literal) and isinstance(expression.value, str):
        return (expression.value,)
    if isinstance(expression, Text):
        return expression.parts
    if isinstance(expression, Binary) and expression.operator in ("+", "&"):
        left, right = pieces(expression.left), pieces(expression.right)
        if left is not None or right is not None:
            return (left or (expression.left,)) + (right or (expression.right,))
    return None


def template_of(parts: tuple[str | Expression, ...]) -> tuple[tuple[str | None, ...], tuple[Expression, ...]]:
    """What `filters.template` takes, and the expressions whose values `Plan.bind` takes."""
    literal = tuple(part if isinstance(part, str) else None for part in parts)
    return literal, tuple(part for part in parts if not isinstance(part, str))


def is_filter(expression: Expression) -> bool:
    """Whether the second argument of UPDATE and DELETE is a filter: its literal text has an operator (9.4)."""
    parts = pieces(expression) or ()
    return _OPERATOR.search(" ".join(part for part in parts if isinstance(part, str))) is not None
