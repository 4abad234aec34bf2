"""Keywords' calls as lines that people read."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from attendance.basic import filters, values
from attendance.basic.host import Host, Invocation, Value

_LONGEST = 300


def shown_call(call: Invocation, host: Host) -> str:
    """`UPDATE "leads", {"filter": [7]}, {"status": "frio"}`."""
    parts = [values.json(showable(value), host) for value in call.arguments]
    extras: dict[str, Value] = {
        word: [showable(one) for one in given] for word, given in call.clauses.items() if given
    }
    extras.update({name: showable(value) for name, value in call.fields.items()})
    if extras:
        parts.append(values.json(extras, host))
    line = f"{call.phrase} {', '.join(parts)}".rstrip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def showable(value: Value) -> Value:
    """Filters as the values that they were given, everything else as it is."""
    if isinstance(value, filters.Query):
        return {"filter": list(_given(value.predicate))}
    if isinstance(value, filters.Order):
        return value.column.name + (" DESC" if value.descending else "")
    if isinstance(value, list):
        return [showable(one) for one in value]
    if isinstance(value, dict):
        return {key: showable(one) for key, one in value.items()}
    return value


def _given(node: Any) -> Iterator[Value]:
    if type(node).__name__ == "Given":
        yield node.value
    elif isinstance(node, tuple):
        for one in node:
            yield from _given(one)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for entry in dataclasses.fields(node):
            yield from _given(getattr(node, entry.name))
