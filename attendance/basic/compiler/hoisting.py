"""Takes out of an expression whatever needs the machine: each call becomes an instruction before it that stores a
temporary, left to right; what stood to its left is kept in temporaries too, so that the order of the source holds.
AND, OR, `??` and choices around such calls become jumps."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from attendance.basic import values
from attendance.basic.compiler.building import Builder
from attendance.basic.compiler.children import children, with_children
from attendance.basic.compiler.instructions import is_instruction
from attendance.basic.compiler.operations import Jump, JumpIf, JumpUnless, Label, Put
from attendance.basic.compiler.pure import Temp, conditional, left_spine, logic_spine, pure, truth
from attendance.basic.compiler.walking import inside
from attendance.basic.program import Code
from attendance.basic.syntax import (
    Argument,
    Binary,
    Call,
    Expression,
    Index,
    Literal,
    Logic,
    Member,
    MethodCall,
    Name,
    Node,
    Ternary,
    fold,
)


def code_of(builder: Builder, node: Expression) -> Code:
    """The closure of an expression, its calls emitted before."""
    return pure(take_out(builder, node), builder.names)


def codes_of(builder: Builder, nodes: tuple[Expression, ...]) -> tuple[Code, ...]:
    """The same for several, evaluated in their order."""
    return tuple(pure(node, builder.names) for node in take_out_all(builder, nodes))


def needs_machine(builder: Builder, node: Expression) -> bool:
    """Something in the expression is an instruction of its own."""
    return any(is_instruction(builder, part) for part in inside(node))


def take_out(builder: Builder, node: Expression) -> Expression:
    """A pure expression of the same value."""
    if node_is_plain(node) or not needs_machine(builder, node):
        return _bound(builder, node)
    if is_instruction(builder, node):
        return builder.rules.call(builder, node)
    match node:
        case Call() if (choice := conditional(node)) is not None:
            return _take_out_ternary(builder, choice)
        case MethodCall(target=Name() | Member() | Index() as target, arguments=(item,)) if _grows(node):
            array, value = take_out_assignment(builder, target, item.value)
            return replace(node, target=array, arguments=(Argument(value),))
        case Logic():
            return _take_out_logic(builder, node)
        case Ternary():
            return _take_out_ternary(builder, node)
        case Binary():
            return _take_out_binary(builder, node)
        case _:
            parts = children(node)
            return with_children(node, take_out_all(builder, parts))


def _grows(node: MethodCall) -> bool:
    """`.push` may have to begin the array that its target holds."""
    return fold(node.name) == "push"


def node_is_plain(node: Expression) -> bool:
    """A literal or a temporary: its value cannot change."""
    return isinstance(node, Literal | Temp)


def take_out_all(builder: Builder, nodes: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Siblings from left to right; those before the last call are kept in temporaries."""
    last = max((at for at, node in enumerate(nodes) if needs_machine(builder, node)), default=-1)
    taken = []
    for at, node in enumerate(nodes):
        pure_node = take_out(builder, node)
        taken.append(keep(builder, pure_node) if at < last else pure_node)
    return tuple(taken)


def take_out_assignment(
    builder: Builder, target: Expression, value: Expression
) -> tuple[Expression, Expression]:
    """The target with pure positions, and the pure value; the positions are computed first."""
    owner, positions = _positions(target)
    *kept, value = take_out_all(builder, (*positions, value))
    return _with_positions(target, owner, kept), value


def take_out_target(builder: Builder, target: Expression) -> Expression:
    """The target whose positions are computed once, because it is read and written."""
    owner, positions = _positions(target)
    kept = [keep(builder, node) for node in take_out_all(builder, positions)]
    return _with_positions(target, owner, kept)


def _positions(target: Expression) -> tuple[Expression, tuple[Expression, ...]]:
    """The innermost owner and what is evaluated on the way from it: the owner itself when it is no variable."""
    found: list[Expression] = []
    while isinstance(target, Member | Index) and target.target is not None:
        if isinstance(target, Index):
            found.append(target.index)
        target = target.target
    if not isinstance(target, Name):
        found.append(target)
    return target, tuple(reversed(found))


def _with_positions(target: Expression, owner: Expression, positions: list[Expression]) -> Expression:
    if target is owner:
        return owner if isinstance(owner, Name) or not positions else positions[0]
    if isinstance(target, Index):
        return replace(
            target, target=_with_positions(target.target, owner, positions[:-1]), index=positions[-1]
        )
    if isinstance(target, Member) and target.target is not None:
        return replace(target, target=_with_positions(target.target, owner, positions))
    return target


def call_of(node: Name) -> Call:
    """A bare name as the call that it is."""
    return Call(node.name, (), span=node.span)


def keep(builder: Builder, node: Expression) -> Expression:
    """The value that a pure expression has now, in a temporary."""
    if node_is_plain(node):
        return node
    return builder.put(pure(node, builder.names))


def _bound(builder: Builder, node: Expression) -> Expression:
    """`.name` inside WITH reads the object that is being built."""
    if not builder.objects or not any(_is_dotted(part) for part in inside(node)):
        return node
    return _replace_dotted(node, builder.objects[-1])


def _is_dotted(node: Node) -> bool:
    return isinstance(node, Member | MethodCall) and node.target is None


def _replace_dotted(node: Expression, built: Temp) -> Expression:
    if isinstance(node, Member | MethodCall) and node.target is None:
        node = replace(node, target=built)
    parts = children(node)
    return with_children(node, tuple(_replace_dotted(child, built) for child in parts))


def _take_out_binary(builder: Builder, node: Binary) -> Expression:
    spine = left_spine(node)
    operands = take_out_all(builder, (spine[0].left, *(link.right for link in spine)))
    result = operands[0]
    for link, right in zip(spine, operands[1:], strict=True):
        result = replace(link, left=result, right=right)
    return result


def _take_out_logic(builder: Builder, node: Logic) -> Expression:
    if node.operator == "XOR":
        left, right = take_out_all(builder, (node.left, node.right))
        return replace(node, left=left, right=right)
    spine = logic_spine(node)
    result, end = builder.put(code_of(builder, spine[0].left)), Label()
    for link in spine:
        builder.emit(JumpIf(pure(result, builder.names), _STOPS[node.operator], end))
        depth = builder.depth
        builder.emit(Put(result.slot, code_of(builder, link.right)))
        builder.depth = depth
    builder.place(end)
    return result


_STOPS: dict[str, Callable[[Any], bool]] = {
    "AND": lambda value: not values.truthy(value),
    "OR": values.truthy,
    "??": lambda value: value is not None,
}


def _take_out_ternary(builder: Builder, node: Ternary) -> Expression:
    condition = truth(code_of(builder, node.condition))
    otherwise, end, depth = Label(), Label(), builder.depth
    builder.emit(JumpUnless(condition, otherwise))
    _put_at(builder, node.yes, depth)
    builder.emit(Jump(end))
    builder.depth = depth
    builder.place(otherwise)
    result = _put_at(builder, node.no, depth)
    builder.place(end)
    return result


def _put_at(builder: Builder, node: Expression, depth: int) -> Temp:
    """The value in the temporary of this depth, where both branches leave theirs."""
    code = code_of(builder, node)
    inner, builder.depth = builder.depth, depth
    result = builder.temp()
    builder.depth = inner
    builder.emit(Put(result.slot, code))
    builder.depth = depth + 1
    return result


def name_at_end(node: Expression) -> str | None:
    """The last identifier of an argument: `lead.email` gives email."""
    if isinstance(node, Temp):
        return None
    return node.name if isinstance(node, Name | Member) else None
