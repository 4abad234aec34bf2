"""Values to text and back: JSON, YAML, CSV; copies; FORMAT."""

from typing import Final

from attendance.basic import access
from attendance.basic.formats import format_value
from attendance.basic.functions.function import Group, wrong
from attendance.basic.host import Host, Value
from attendance.basic.json_text import NotJson, read_json
from attendance.basic.tabular import csv_text
from attendance.basic.values import json, text
from attendance.basic.yaml_text import yaml_text

GROUP: Final = Group()


@GROUP.add("JSON TOJSON", 1)
def to_json(host: Host, value: Value) -> str:
    return json(value, host)


@GROUP.add("FROMJSON", 1)
def from_json(host: Host, value: Value) -> Value:
    """The value of a JSON text; NULL of NULL and of an empty text; what is no text stays. Raises: E311."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return read_json(value)
    except NotJson as error:
        raise wrong("JSON PARSE", value) from error


@GROUP.add("TOYAML", 1)
def to_yaml(host: Host, value: Value) -> str:
    return yaml_text(value, host)


@GROUP.add("CSV", 1)
def to_csv(host: Host, value: Value) -> str:
    return csv_text(access.elements(value), host)


@GROUP.add("COPY", 1)
def copy(host: Host, value: Value) -> Value:
    return access.copy(value)


@GROUP.add("FORMAT", 1, 3)
def format_function(host: Host, value: Value, pattern: Value = None, locale: Value = None) -> str:
    return format_value(value, None if pattern is None else text(pattern, host), host, locale=locale)
