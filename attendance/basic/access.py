"""Reaching into values: properties, elements, methods, copies (4.4, 4.9 to 4.14, chapter 6).

Texts that are exactly one JSON array or object are read as that; what would change them is refused.
"""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from attendance.basic import moments
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.json_text import read_container
from attendance.basic.keys import find_key
from attendance.basic.methods import METHODS, Method
from attendance.basic.numbers import literal_number, number_text, whole
from attendance.basic.responses import of_response
from attendance.basic.sizes import SMALL, grown, room_for_array, room_for_object
from attendance.basic.values import File, Rowset, type_name


def member(value: Value, name: str, host: Host | None = None) -> Value:
    """`value.name`; NULL when there is none. With a host, datetimes tell the company's local time."""
    if isinstance(value, dict):
        key = name if name in value else find_key(value, name)
        return of_response(value, name) if key is None else value[key]
    if isinstance(value, list):
        return _member_of_list(value, name, host)
    if isinstance(value, str):
        return _member_of_text(value, name, host)
    if isinstance(value, date | time | timedelta):
        return moments.part(value, name.casefold(), None if host is None else host.zone)
    if isinstance(value, File):
        read = _FILE.get(name.casefold())
        return None if read is None else read(value)
    return None


_FILE: dict[str, Callable[[File], Value]] = {
    "url": lambda file: file.url,
    "filename": lambda file: file.filename,
    "mime_type": lambda file: file.mime_type,
    "size": lambda file: file.size,
}


def _member_of_list(value: list[Any], name: str, host: Host | None) -> Value:
    folded = name.casefold()
    if folded in ("length", "count"):
        return len(value)
    if not isinstance(value, Rowset):
        return of_response(value, name)
    if folded == "truncated":
        return value.truncated
    return member(value[0], name, host) if value else None


def _member_of_text(value: str, name: str, host: Host | None) -> Value:
    parsed = read_container(value)
    if parsed is not None:
        return member(parsed, name, host)
    return len(value) if name.casefold() == "length" else of_response(value, name)


def index(value: Value, at: Value, host: Host | None = None) -> Value:
    """`value[at]`; NULL out of range. A text that is no number names a property."""
    if type(value) is list and type(at) is int:
        return value[at] if -len(value) <= at < len(value) else None
    if isinstance(value, str):
        value = read_container(value)
    if isinstance(value, list):
        position = _position(at)
        if position is not None:
            return value[position] if -len(value) <= position < len(value) else None
    name = _key(at)
    return None if name is None else member(value, name, host)


def set_member(value: Value, name: str, new: Value) -> None:
    """`value.name = new`, in place. Raises: E307 for an empty rowset, E305 for what has no properties, E503."""
    if isinstance(value, Rowset):
        if not value:
            raise BasicError("E307")
        value = value[0]
    if not isinstance(value, dict):
        raise BasicError("E305", a=type_name(value), b="." + name)
    key = name if name in value else find_key(value, name)
    if key is None:
        room_for_object(len(value) + 1)
        key = name
    value[key] = new


def set_index(value: Value, at: Value, new: Value) -> None:
    """`value[at] = new`, in place; at the end it appends, further out it pads. Raises: E306, E305, E503."""
    position = _position(at) if isinstance(value, list) else None
    if position is None and (isinstance(value, Rowset) or not isinstance(value, list)):
        name = _key(at)
        if name is None:
            raise BasicError("E306")
        set_member(value, name, new)
        return
    if position is None or position < 0:
        raise BasicError("E306", **({} if position is None else {"index": str(position)}))
    if position >= len(value):
        room_for_array(position + 1)
        padding = position + 1 - len(value)
        value.extend([None] * padding)
        if padding > SMALL or position % SMALL == 0:
            grown(value)
    value[position] = new


def _position(at: Value) -> int | None:
    if isinstance(at, str):
        at = literal_number(at)
    return whole(at) if isinstance(at, int | Decimal) and not isinstance(at, bool) else None


def _key(at: Value) -> str | None:
    if isinstance(at, str):
        return at
    return number_text(at) if isinstance(at, int | Decimal) and not isinstance(at, bool) else None


def elements(value: Value) -> list[Any]:
    """What FOR EACH goes through, a list of its own: elements, `{key, value}` of an object, nothing of NULL."""
    if isinstance(value, str):
        parsed = read_container(value)
        value = value if parsed is None else parsed
    if value is None:
        return []
    if isinstance(value, dict):
        return [{"key": key, "value": item} for key, item in value.items()]
    return list(value) if isinstance(value, list) else [value]


def pairs(value: Value) -> list[tuple[Value, Value]]:
    """What `FOR EACH k, v IN value` goes through: keys of an object, positions of anything else."""
    if isinstance(value, str):
        parsed = read_container(value)
        value = value if parsed is None else parsed
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(elements(value)))


def call_method(value: Value, name: str, args: Sequence[Value], host: Host) -> Value:
    """`value.name(args)`; NULL of NULL. Raises: E308 for an unknown one, E310 for a wrong number of arguments."""
    if value is None:
        return None
    method = _method(value, name)
    if method is None and isinstance(value, str):
        value = read_container(value)
        method = _method(value, name)
    if method is None:
        raise BasicError("E308", method=name, type=type_name(value))
    if not method.least <= len(args) <= method.most:
        raise BasicError("E310", function="." + name)
    return method.run(value, host, *args)


def _method(value: Value, name: str) -> Method | None:
    kind = next((kind for kind in (str, list, dict) if isinstance(value, kind)), None)
    return None if kind is None else METHODS.get((kind, name.casefold()))


def copy(value: Value) -> Value:
    """COPY(v): all arrays and objects anew; those that were one stay one. Raises: E503."""
    if not isinstance(value, list | dict):
        return value
    copies: dict[int, Any] = {}
    result = _shell(value, copies)
    waiting = [value]
    while waiting:
        original = waiting.pop()
        twin = copies[id(original)]
        for key, item in original.items() if isinstance(original, dict) else enumerate(original):
            if isinstance(item, list | dict):
                if id(item) not in copies:
                    _shell(item, copies)
                    waiting.append(item)
                twin[key] = copies[id(item)]
    return result


def _shell(value: Any, copies: dict[int, Any]) -> Any:
    """A copy that still holds the original's elements."""
    if isinstance(value, Rowset):
        twin: Any = Rowset(value, truncated=value.truncated)
    else:
        twin = dict(value) if isinstance(value, dict) else list(value)
    copies[id(value)] = grown(twin)
    return twin
