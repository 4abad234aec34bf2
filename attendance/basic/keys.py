"""Keys of objects: the exact spelling first, then one that differs only in case (2.1)."""

from collections.abc import Mapping

from attendance.basic.host import Value
from attendance.basic.sizes import SMALL, spend


def find_key(value: Mapping[str, Value], name: str) -> str | None:
    """The key under which an object has that name; None when it hasn't."""
    if name in value:
        return name
    if len(value) > SMALL:
        spend(len(value))
    folded, length = name.casefold(), len(name)
    for key in value:
        if len(key) == length and key.casefold() == folded:
            return key
    return None
