"""The PARAMs of a script as the JSON Schema that a language model is given (12.1)."""

from collections.abc import Iterable
from typing import Any

from attendance.basic.host import Value
from attendance.basic.program import ScriptParameter

_TYPES: dict[str, dict[str, str]] = {
    "INTEGER": {"type": "integer"},
    "INT": {"type": "integer"},
    "NUMBER": {"type": "number"},
    "FLOAT": {"type": "number"},
    "DECIMAL": {"type": "number"},
    "DOUBLE": {"type": "number"},
    "MONEY": {"type": "number"},
    "BOOLEAN": {"type": "boolean"},
    "BOOL": {"type": "boolean"},
    "OBJECT": {"type": "object"},
    "ARRAY": {"type": "array"},
    "DATE": {"type": "string", "format": "date"},
    "DATETIME": {"type": "string", "format": "date-time"},
    "EMAIL": {"type": "string", "format": "email"},
    "URL": {"type": "string", "format": "uri"},
    "UUID": {"type": "string", "format": "uuid"},
}


def schema_of(parameters: Iterable[ScriptParameter]) -> dict[str, Any]:
    """The schema of an object with these properties."""
    listed = list(parameters)
    return {
        "type": "object",
        "properties": {parameter.name: _property(parameter) for parameter in listed},
        "required": [parameter.name for parameter in listed if parameter.required],
        "additionalProperties": False,
    }


def _property(parameter: ScriptParameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_TYPES.get(parameter.type, {"type": "string"}))
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.description:
        schema["description"] = parameter.description
    if parameter.default is not None:
        schema["default"] = _plain(parameter.default)
    if parameter.example is not None:
        schema["examples"] = [_plain(parameter.example)]
    return schema


def _plain(value: Value) -> Value:
    """JSON has floating-point numbers only."""
    return value if isinstance(value, bool | int | str) else float(value)
