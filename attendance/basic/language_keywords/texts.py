"""FILL, FORMAT … AS, JSON PARSE, GENERATE CODE."""

import re
from typing import Any, Final

from attendance.basic.errors import BasicError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.functions.function import integer
from attendance.basic.functions.ids import random_digits
from attendance.basic.host import Host, Invocation, Value
from attendance.basic.language_keywords.arguments import argument, clause, key_of
from attendance.basic.methods import push
from attendance.basic.sizes import grown, room_for_text
from attendance.basic.values import json, text, type_name

_PLACE: Final = re.compile(r"\{\{\s*([^\W\d][\w.]*)\s*\}\}")
_CODE_DIGITS: Final = 6
_DEEPEST: Final = 100


def fill(host: Host, invocation: Invocation) -> Value:
    """`FILL data, template`: `{{name}}` replaced in a text, or in the texts of an object or array; of a list of data
    one result each. A text that is only `{{name}}` inside an object becomes the value itself.
    """
    data, template = argument(invocation, 0), argument(invocation, 1)
    if not isinstance(data, list):
        return _filled(template, data, host)
    results: list[Any] = []
    for item in data:
        push(results, _filled(template, item, host))
    return grown(results)


def _filled(template: Value, data: Value, host: Host, depth: int = 0) -> Value:
    if depth > _DEEPEST:
        raise BasicError("E305", a=type_name(template), b="FILL")
    if isinstance(template, dict):
        return grown({key: _filled(value, data, host, depth + 1) for key, value in template.items()})
    if isinstance(template, list):
        return grown([_filled(value, data, host, depth + 1) for value in template])
    if not isinstance(template, str):
        return template
    if depth and (whole := _PLACE.fullmatch(template)):
        return key_of(data, whole[1], host)
    return _filled_text(template, data, host)


def _filled_text(template: str, data: Value, host: Host) -> str:
    pieces: list[str] = []
    length = end = 0
    for place in _PLACE.finditer(template):
        pieces += [template[end : place.start()], text(key_of(data, place[1], host), host)]
        length += len(pieces[-1]) + len(pieces[-2])
        room_for_text(length)
        end = place.end()
    return grown("".join([*pieces, template[end:]]))


def format_as(host: Host, invocation: Invocation) -> Value:
    """`FORMAT x [, pattern [, locale]]`, `FORMAT x AS pattern`, `FORMAT x AS JSON`."""
    pattern = clause(invocation, "AS")
    if pattern is None:
        return FUNCTIONS["format"].call(host, invocation.arguments)
    value = argument(invocation, 0)
    if isinstance(pattern, str) and pattern.casefold() == "json":
        return json(value, host)
    return FUNCTIONS["format"].call(host, [value, pattern, *invocation.arguments[2:]])


def parse_json(host: Host, invocation: Invocation) -> Value:
    """`JSON PARSE s`."""
    return FUNCTIONS["fromjson"].call(host, invocation.arguments)


def generate_code(host: Host, invocation: Invocation) -> Value:
    """`GENERATE CODE n`: n digits that nobody can guess; six when n isn't said."""
    return random_digits(host, integer(argument(invocation, 0, _CODE_DIGITS), "GENERATE CODE"))
