"""Pure expressions as closures over the frame. What needs the machine was taken out before (`hoisting`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from attendance.basic import access, operators, values
from attendance.basic.compiler import logic
from attendance.basic.compiler.arithmetic import OPERATIONS, binary
from attendance.basic.compiler.names import CONTEXT_NAMES
from attendance.basic.compiler.resolving import Names
from attendance.basic.errors import BasicError
from attendance.basic.functions import FUNCTIONS, Function
from attendance.basic.host import Value
from attendance.basic.program import EXECUTION, HOST, Code, Slots
from attendance.basic.sizes import SMALL, grown
from attendance.basic.syntax import (
    Array,
    Between,
    Binary,
    Call,
    Expression,
    In,
    Index,
    Is,
    Literal,
    Logic,
    Member,
    MethodCall,
    Name,
    Object,
    Ternary,
    Text,
    Unary,
    fold,
)


@dataclass(slots=True)
class Temp(Name):
    """A temporary that the compiler made; its name only tells its number."""

    slot: int = 0


def pure(node: Expression, names: Names) -> Code:
    """The closure that computes an expression."""
    return _COMPILERS[type(node)](node, names)


def constant(value: Value) -> Code:
    """The closure of a literal."""
    return lambda f: value


def truth(code: Code) -> Code:
    """Always TRUE or FALSE."""
    return lambda f: values.truthy(code(f))


def _literal(node: Literal, names: Names) -> Code:
    return constant(node.value)


def _text(node: Text, names: Names) -> Code:
    parts = [constant(part) if isinstance(part, str) else pure(part, names) for part in node.parts]

    def run(f: Slots) -> Value:
        host = f[HOST]
        joined = "".join([values.text(part(f), host) for part in parts])
        return joined if len(joined) <= SMALL else grown(joined)

    return run


def _name(node: Name, names: Names) -> Code:
    if fold(node.name) == "err" and not names.is_variable("err"):
        return lambda f: f[EXECUTION].error_number()
    if fold(node.name) == "error" and not names.is_variable("error"):
        return lambda f: f[EXECUTION].error is not None
    return names.read(node.name)


def _temp(node: Temp, names: Names) -> Code:
    slot = node.slot
    return lambda f: f[slot]


def _member(node: Member, names: Names) -> Code:
    name, target = node.name, node.target
    if target is None:
        return constant(None)
    if isinstance(target, Name) and fold(target.name) == "err" and not names.is_variable("err"):
        return lambda f: access.member(f[EXECUTION].error, name)
    code = pure(target, names)
    if names.strict:
        return lambda f: _strict_member(code(f), name, f[HOST])

    def run(f: Slots) -> Value:
        value = code(f)
        if type(value) is dict and name in value:
            return value[name]
        return access.member(value, name, f[HOST])

    return run


def _strict_member(value: Value, name: str, host: Any) -> Value:
    found = access.member(value, name, host)
    if found is None and (value is None or (isinstance(value, dict) and not _has(value, name))):
        raise BasicError("E301", v="." + name)
    return found


def _has(value: dict[str, Any], name: str) -> bool:
    return name in value or any(fold(key) == fold(name) for key in value)


def _index(node: Index, names: Names) -> Code:
    target, at = pure(node.target, names), pure(node.index, names)
    return lambda f: access.index(target(f), at(f), f[HOST])


def _unary(node: Unary, names: Names) -> Code:
    operand = pure(node.operand, names)
    if node.operator == "NOT":
        return lambda f: not values.truthy(operand(f))
    if node.operator == "+":
        return lambda f: operators.number_of(operand(f), f[HOST])
    return lambda f: operators.negate(operand(f), f[HOST])


def _binary(node: Binary, names: Names) -> Code:
    spine = left_spine(node)
    if len(spine) > _LONG:
        return _long_binary(spine, names)
    left, right = pure(node.left, names), pure(node.right, names)
    slot = _plain_slot(node.left, names)
    fixed = node.right.value if isinstance(node.right, Literal) else None
    return binary(node.operator, left, right, slot, fixed)


_LONG = 16
"""A longer chain of operators is computed in a loop, not by closures within closures."""


def left_spine(node: Binary) -> list[Binary]:
    """`a + b + c` from the innermost operator to the outermost."""
    spine = [node]
    while isinstance(spine[-1].left, Binary):
        spine.append(spine[-1].left)
    return spine[::-1]


def _long_binary(spine: list[Binary], names: Names) -> Code:
    first = pure(spine[0].left, names)
    rest = [(OPERATIONS[node.operator], pure(node.right, names)) for node in spine]

    def run(f: Slots) -> Value:
        value, host = first(f), f[HOST]
        for operation, code in rest:
            value = operation(value, code(f), host)
        return value

    return run


def _plain_slot(node: Expression, names: Names) -> int | None:
    if isinstance(node, Temp):
        return node.slot
    return names.slot(node.name) if isinstance(node, Name) else None


def logic_spine(node: Logic) -> list[Logic]:
    """Like `left_spine`, as long as the operator is the same."""
    spine = [node]
    while isinstance(spine[-1].left, Logic) and spine[-1].left.operator == node.operator:
        spine.append(spine[-1].left)
    return spine[::-1]


def _logic(node: Logic, names: Names) -> Code:
    spine = logic_spine(node)
    codes = [pure(spine[0].left, names), *(pure(link.right, names) for link in spine)]
    match node.operator:
        case "AND":
            return logic.all_of(codes)
        case "OR":
            return logic.any_of(codes)
        case "??":
            return logic.first_not_null(codes)
        case _:
            return logic.odd(codes)


def _is(node: Is, names: Names) -> Code:
    test, subject = logic.TESTS[node.what], pure(node.subject, names)
    return lambda f: test(subject(f))


def _in(node: In, names: Names) -> Code:
    subject = pure(node.subject, names)
    codes = [pure(item, names) for item in node.items]
    if node.listed:
        return lambda f: _any_equal(subject(f), [code(f) for code in codes], f[HOST])
    return lambda f: operators.contains(codes[0](f), subject(f), f[HOST])


def _any_equal(value: Value, items: list[Any], host: Any) -> bool:
    return any(operators.equal(value, item, host) for item in items)


def _between(node: Between, names: Names) -> Code:
    subject, low, high = pure(node.subject, names), pure(node.low, names), pure(node.high, names)
    return lambda f: operators.between(subject(f), low(f), high(f), f[HOST])


def _ternary(node: Ternary, names: Names) -> Code:
    return logic.choice(pure(node.condition, names), pure(node.yes, names), pure(node.no, names))


def _array(node: Array, names: Names) -> Code:
    codes = [pure(item, names) for item in node.items]
    if len(codes) <= SMALL:
        return lambda f: [code(f) for code in codes]
    return lambda f: grown([code(f) for code in codes])


def _object(node: Object, names: Names) -> Code:
    entries = [(key, pure(value, names)) for key, value in node.entries]
    if len(entries) <= SMALL:
        return lambda f: {key: code(f) for key, code in entries}
    return lambda f: grown({key: code(f) for key, code in entries})


CONDITIONAL_CALLS = frozenset({"iif", "if"})
"""Functions that evaluate only one branch."""


def conditional(node: Call) -> Ternary | None:
    """IIF(c, a, b) and IF(c, a, b) as what they are."""
    if fold(node.name) not in CONDITIONAL_CALLS or len(node.arguments) not in (2, 3):
        return None
    condition, yes, *rest = node.arguments
    no = rest[0] if rest else Literal(None, span=node.span)
    return Ternary(condition, yes, no, span=node.span)


def _call(node: Call, names: Names) -> Code:
    choice = conditional(node)
    if choice is not None:
        return _ternary(choice, names)
    function = FUNCTIONS.get(fold(node.name))
    if function is None:
        return failing("E130", w=node.name)
    if not function.least <= len(node.arguments) <= function.most:
        return failing("E310", function=function.name)
    return _function(function, [pure(argument, names) for argument in node.arguments])


def _function(function: Function, codes: list[Code]) -> Code:
    run = function.run
    if len(codes) == 1:
        only = codes[0]
        return lambda f: run(f[HOST], [only(f)])
    return lambda f: run(f[HOST], [code(f) for code in codes])


def failing(code: str, **values: str) -> Code:
    """A closure that only raises."""

    def run(f: Slots) -> Value:
        raise BasicError(code, **values)

    return run


def _method(node: MethodCall, names: Names) -> Code:
    if node.target is None:
        return constant(None)
    name = node.name
    target = pure(node.target, names)
    codes = [pure(argument.value, names) for argument in node.arguments]
    if fold(name) == "push":
        return _push(node, target, codes, names)
    return lambda f: access.call_method(target(f), name, [code(f) for code in codes], f[HOST])


def _push(node: MethodCall, target: Code, codes: list[Code], names: Names) -> Code:
    """It begins the array when there is none yet."""
    begin = storing(node.target, names) if isinstance(node.target, Name | Member | Index) else None

    def run(f: Slots) -> Value:
        array = target(f)
        if array is None and begin is not None:
            array = []
            begin(f, array)
        return access.call_method(array, "push", [code(f) for code in codes], f[HOST])

    return run


def storing(target: Expression | None, names: Names) -> Callable[[Slots, Value], None]:
    """What assigning to a variable, a property or an element does; missing objects on the way are created."""
    match target:
        case Temp(slot=slot):
            return lambda f, value: f.__setitem__(slot, value)
        case Name(name=name):
            return names.store(name) if names.is_variable(name) else _read_only(name)
        case Member(target=owner, name=name):
            return _store_member(_container(owner, names), name)
        case Index(target=owner, index=at):
            return _store_index(_container(owner, names), pure(at, names))
        case _:
            return _read_only("")


def _store_member(container: Callable[[Slots, bool], Value], name: str) -> Callable[[Slots, Value], None]:
    return lambda f, value: access.set_member(container(f, False), name, value)


def _store_index(container: Callable[[Slots, bool], Value], at: Code) -> Callable[[Slots, Value], None]:
    def store(f: Slots, value: Value) -> None:
        position = at(f)
        access.set_index(container(f, not isinstance(position, str)), position, value)

    return store


def _read_only(name: str) -> Callable[[Slots, Value], None]:
    def store(f: Slots, value: Value) -> None:
        raise BasicError("E320", v=name)

    return store


def _container(node: Expression | None, names: Names) -> Callable[[Slots, bool], Value]:
    """What holds the property; when it is NULL, a new array or object that is stored first."""
    if isinstance(node, Name) and not isinstance(node, Temp) and fold(node.name) in CONTEXT_NAMES:
        return _container_of_context(node.name, names)
    if node is None:
        return lambda f, as_list: None
    read = pure(node, names)
    if not isinstance(node, Name | Member | Index):
        return lambda f, as_list: read(f)
    return _created(read, storing(node, names))


def _created(read: Code, store: Callable[[Slots, Value], None]) -> Callable[[Slots, bool], Value]:
    def run(f: Slots, as_list: bool) -> Value:
        value = read(f)
        if value is None:
            value = [] if as_list else {}
            store(f, value)
        return value

    return run


def _container_of_context(name: str, names: Names) -> Callable[[Slots, bool], Value]:
    """A context object is read only; a variable that hides it is one, once it has a value."""
    is_hidden, read = names.has_value(name), names.read(name)

    def run(f: Slots, as_list: bool) -> Value:
        if not is_hidden(f):
            raise BasicError("E320", v=name)
        return read(f)

    return run


_COMPILERS: dict[type, Callable[[Any, Names], Code]] = {
    Literal: _literal,
    Text: _text,
    Name: _name,
    Temp: _temp,
    Member: _member,
    Index: _index,
    Unary: _unary,
    Binary: _binary,
    Logic: _logic,
    Is: _is,
    In: _in,
    Between: _between,
    Ternary: _ternary,
    Array: _array,
    Object: _object,
    Call: _call,
    MethodCall: _method,
}
