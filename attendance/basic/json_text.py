"""JSON text in and out: numbers exact, sizes bounded, no endless nesting."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.host import Value
from attendance.basic.numbers import bounded, exact, number_text
from attendance.basic.sizes import grown, in_use, room_for_array, room_for_object, room_for_text, spend

DEPTH: Final = 100


class NotJson(ValueError):
    """The text is no JSON."""


def read_json(text: str) -> Value:
    """The value of a whole JSON text. Raises: NotJson, E503, E304 for a number beyond the limit."""
    spend(len(text) // 4)
    try:
        value = json.loads(text, parse_float=exact, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error
    _measure(value)
    return value if "\\u" not in text else _mended(value)


def read_container(text: str) -> Value | None:
    """The array or object that a text is (4.13); None for any other text."""
    spend(len(text) >> 6)
    stripped = text.strip()
    if not stripped or stripped[0] + stripped[-1] not in ("{}", "[]"):
        return None
    try:
        return read_json(stripped)
    except NotJson:
        return None


def _refuse(constant: str) -> Value:
    raise ValueError(constant)


def _measure(value: Value) -> None:
    """Each container and number that was read is within the limits, and none is nested too deeply."""
    waiting: list[tuple[Value, int]] = [([value], -1)]
    while waiting:
        container, depth = waiting.pop()
        if depth >= DEPTH:
            raise NotJson("nested too deeply")
        if isinstance(container, dict):
            room_for_object(len(container))
            items = list(grown(container).values())
        else:
            room_for_array(len(container))
            items = grown(container)
        spend(3 * len(items))
        for item in items:
            if type(item) is int:
                bounded(item)
            elif isinstance(item, (list, dict)):
                waiting.append((item, depth + 1))


def _mended(value: Value) -> Value:
    """Halves of characters, which no encoding can store, become the replacement character. Nesting is bounded here."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value


def write_json(
    value: Value, leaf: Callable[[Value], Value], *, indent: int | None = None, ordered: bool = False
) -> str:
    """The JSON of a value; `leaf` translates what JSON has no notation for; `ordered` sorts keys. Letters stay letters.

    Raises: E305 when it is nested too deeply (a list inside itself is), E503 when the text is too long.
    """
    writer = _Writer(leaf, indent, ordered, in_use().text)
    try:
        writer.write(value, 0)
    finally:
        spend(len(writer.pieces) * 10)
    return "".join(writer.pieces)


@dataclass(slots=True)
class _Writer:
    leaf: Callable[[Value], Value]
    indent: int | None
    ordered: bool
    room: int
    pieces: list[str] = field(default_factory=list)

    def write(self, value: Value, depth: int) -> None:
        if depth > DEPTH:
            raise BasicError("E305", a="JSON", b="object" if isinstance(value, dict) else "array")
        if isinstance(value, dict):
            self._write_object(value, depth)
        elif isinstance(value, list):
            self._write_array(value, depth)
        else:
            self._write_scalar(value, depth)

    def _write_object(self, value: dict[str, Value], depth: int) -> None:
        colon = ":" if self.indent is None else ": "
        opener = "{"
        for key, item in sorted(value.items()) if self.ordered else value.items():
            self._put(opener + self._break(depth + 1) + encode_basestring(str(key)) + colon)
            self.write(item, depth + 1)
            opener = ","
        self._put(self._break(depth) + "}" if value else "{}")

    def _write_array(self, value: list[Value], depth: int) -> None:
        opener = "["
        for item in value:
            self._put(opener + self._break(depth + 1))
            self.write(item, depth + 1)
            opener = ","
        self._put(self._break(depth) + "]" if value else "[]")

    def _write_scalar(self, value: Value, depth: int) -> None:
        if value is None:
            self._put("null")
        elif isinstance(value, str):
            self._put(encode_basestring(value))
        elif isinstance(value, bool):
            self._put("true" if value else "false")
        elif isinstance(value, int | Decimal):
            self._put(number_text(value))
        else:
            self.write(self.leaf(value), depth + 1)

    def _break(self, depth: int) -> str:
        return "" if self.indent is None else "\n" + " " * (self.indent * depth)

    def _put(self, piece: str) -> None:
        self.room -= len(piece)
        if self.room < 0:
            room_for_text(in_use().text + 1)
        self.pieces.append(piece)
