"""The operands of an expression, to be taken out and put back."""

from collections.abc import Iterator
from dataclasses import replace

from attendance.basic.syntax import (
    Argument,
    Array,
    Between,
    Binary,
    Call,
    Expression,
    In,
    Index,
    Is,
    Logic,
    Member,
    MethodCall,
    Object,
    Ternary,
    Text,
    Unary,
)


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions that a pure node is computed from, in the order in which they are."""
    return tuple(_all_children(node))


def _all_children(node: Expression) -> Iterator[Expression]:
    match node:
        case Text(parts=parts):
            yield from (part for part in parts if not isinstance(part, str))
        case Member(target=target) if target is not None:
            yield target
        case Index(target=target, index=index):
            yield from (target, index)
        case Unary(operand=operand):
            yield operand
        case Binary(left=left, right=right) | Logic(left=left, right=right):
            yield from (left, right)
        case Is(subject=subject):
            yield subject
        case In(subject=subject, items=items):
            yield from (subject, *items)
        case Between(subject=subject, low=low, high=high):
            yield from (subject, low, high)
        case Ternary(condition=condition, yes=yes, no=no):
            yield from (condition, yes, no)
        case Array(items=items):
            yield from items
        case Object(entries=entries):
            yield from (value for _, value in entries)
        case Call(arguments=arguments):
            yield from arguments
        case MethodCall(target=target, arguments=named):
            yield from () if target is None else (target,)
            yield from (argument.value for argument in named)
        case _:
            return


def with_children(node: Expression, new: tuple[Expression, ...]) -> Expression:
    """The node with other children, in the order of `children`."""
    match node:
        case Text(parts=parts):
            rest = iter(new)
            return replace(node, parts=tuple(p if isinstance(p, str) else next(rest) for p in parts))
        case Member(target=target) if target is not None:
            return replace(node, target=new[0])
        case Index():
            return replace(node, target=new[0], index=new[1])
        case Unary():
            return replace(node, operand=new[0])
        case Binary() | Logic():
            return replace(node, left=new[0], right=new[1])
        case Is():
            return replace(node, subject=new[0])
        case In():
            return replace(node, subject=new[0], items=new[1:])
        case Between():
            return replace(node, subject=new[0], low=new[1], high=new[2])
        case Ternary():
            return replace(node, condition=new[0], yes=new[1], no=new[2])
        case Array():
            return replace(node, items=new)
        case Object(entries=entries):
            pairs = zip(entries, new, strict=True)
            return replace(node, entries=tuple((key, value) for (key, _), value in pairs))
        case Call():
            return replace(node, arguments=new)
        case MethodCall(target=target, arguments=arguments):
            first = 0 if target is None else 1
            values_ = zip(arguments, new[first:], strict=True)
            named = tuple(Argument(value, argument.name) for argument, value in values_)
            return replace(node, target=new[0] if first else None, arguments=named)
        case _:
            return node
