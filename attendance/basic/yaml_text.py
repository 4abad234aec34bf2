"""TOYAML: values as YAML of the simplest style; texts that YAML would read otherwise are quoted."""

import re
from collections.abc import Iterator
from typing import Final

from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.json_text import DEPTH
from attendance.basic.sizes import room_for_text
from attendance.basic.texts import kept
from attendance.basic.values import json, text

_PLAIN = re.compile(r"[^\W\d_][\w ./@()+-]*(?<! )")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def yaml_text(value: Value, host: Host) -> str:
    """The YAML of a value. Raises: E305 when it is nested too deeply, E503."""
    lines: list[str] = []
    length = 0
    for line in _lines(value, host, 0):
        lines.append(line)
        length += len(line) + 1
        room_for_text(length)
    return kept("\n".join(lines))


def _lines(value: Value, host: Host, depth: int) -> Iterator[str]:
    if depth > DEPTH:
        raise BasicError("E305", a="YAML", b="object" if isinstance(value, dict) else "array")
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _entry(f"{_scalar(key, host)}:", item, host, depth)
    elif isinstance(value, list) and value:
        for item in value:
            yield from _entry("-", item, host, depth)
    else:
        yield _scalar(value, host)


def _entry(head: str, item: Value, host: Host, depth: int) -> Iterator[str]:
    if not isinstance(item, list | dict) or not item:
        yield f"{head} {_scalar(item, host)}"
        return
    nested = _lines(item, host, depth + 1)
    if head == "-":
        yield f"- {next(nested)}"
    else:
        yield head
    yield from ("  " + line for line in nested)


def _scalar(value: Value, host: Host) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) is not None and value.casefold() not in _WORDS
        return value if is_plain else json(value, host)
    return text(value, host)
