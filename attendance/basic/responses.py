"""What an HTTP call gives (10.9): the body as an ordinary value that also knows its response.

Names that the body doesn't have fall back to the response: `.status`, `.ok`, `.headers`, and `.data`, the whole body.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from attendance.basic.host import Value


@dataclass(frozen=True, slots=True)
class About:
    """`headers` by their names in lower case."""

    status: int
    headers: dict[str, Value] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class ObjectResponse(dict[str, Any]):
    __slots__ = ("about",)

    def __init__(self, body: Mapping[str, Value], about: About) -> None:
        super().__init__(body)
        self.about = about


class ArrayResponse(list[Any]):
    __slots__ = ("about",)

    def __init__(self, body: Iterable[Value], about: About) -> None:
        super().__init__(body)
        self.about = about


class TextResponse(str):
    about: About

    def __new__(cls, body: str, about: About) -> "TextResponse":
        made = super().__new__(cls, body)
        made.about = about
        return made


Response: TypeAlias = ObjectResponse | ArrayResponse | TextResponse


def response(body: Value, about: About) -> Response:
    """The body of a call: an object, an array, or else a text."""
    if isinstance(body, dict):
        return ObjectResponse(body, about)
    return ArrayResponse(body, about) if isinstance(body, list) else TextResponse(str(body), about)


def of_response(value: Value, name: str) -> Value:
    """What a value that came by HTTP says of its response; NULL of any other value."""
    if not isinstance(value, ObjectResponse | ArrayResponse | TextResponse):
        return None
    match name.casefold():
        case "status":
            return value.about.status
        case "ok":
            return value.about.ok
        case "headers":
            return value.about.headers
        case "data":
            return value
    return None
