"""Numbers of JSON columns as scripts have them: the database's library reads them as floats, and no value is one."""

from typing import Any

from attendance.basic.host import Value
from attendance.basic.numbers import exact


def exactly(value: Any) -> Value:
    """The same with decimals: a float is the number that it is written as."""
    if isinstance(value, float):
        return exact(repr(value))
    if isinstance(value, list):
        return [exactly(item) for item in value]
    if isinstance(value, dict):
        return {key: exactly(item) for key, item in value.items()}
    return value
