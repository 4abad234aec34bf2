"""Values as plain JSON and back (8.4). Texts, booleans, NULL and whole numbers stand for themselves; everything else is
an array whose first element says what it is. Arrays and objects live in a heap and are referred to by their index, so
that what was shared is shared again, and what contained itself does so again."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attendance.basic.host import Value
from attendance.basic.program import UNSET
from attendance.basic.responses import About, ArrayResponse, ObjectResponse, Response, TextResponse
from attendance.basic.values import File, Rowset

_PLAIN = frozenset({str, int, bool, type(None)})


class Writer:
    """Writes the values of one execution; `finish` gives the heap that they refer to."""

    def __init__(self) -> None:
        self._heap: list[Any] = []
        self._places: dict[int, int] = {}
        self._waiting: list[Any] = []

    def write(self, value: Value) -> Any:
        """One value."""
        if type(value) in _PLAIN:
            return value
        if isinstance(value, list | dict):
            return ["@", self._place(value)]
        if isinstance(value, TextResponse):
            return ["response", str(value), self._about(value)]
        return _tagged(value)

    def write_all(self, values: Mapping[str, Value]) -> dict[str, Any]:
        """The values of an object, its keys as they are."""
        return {key: self.write(value) for key, value in values.items()}

    def finish(self) -> list[Any]:
        """The arrays and objects, once all values are written."""
        write = self.write
        for at, container in enumerate(self._waiting):  # grows while it is read
            if isinstance(container, ObjectResponse):
                self._heap[at] = ["object", self._about(container), self.write_all(container)]
            elif isinstance(container, ArrayResponse):
                self._heap[at] = ["array", self._about(container), *map(write, container)]
            elif isinstance(container, dict):
                self._heap[at] = {key: write(value) for key, value in container.items()}
            elif isinstance(container, Rowset):
                self._heap[at] = ["rows", container.truncated, *map(write, container)]
            else:
                self._heap[at] = ["list", *map(write, container)]
        return self._heap

    def _about(self, value: Response) -> list[Any]:
        return [value.about.status, value.about.headers]

    def _place(self, container: list[Any] | dict[str, Any]) -> int:
        place = self._places.get(id(container))
        if place is None:
            place = self._places[id(container)] = len(self._heap)
            self._heap.append(None)
            self._waiting.append(container)
        return place


class Reader:
    """Reads what a Writer wrote."""

    def __init__(self, heap: list[Any]) -> None:
        self._heap = [_empty(entry) for entry in heap]
        for container, entry in zip(self._heap, heap, strict=True):
            self._fill(container, entry)

    def read(self, stored: Any) -> Value:
        """One value."""
        if type(stored) is not list:
            return stored
        if stored[0] == "@":
            return self._heap[stored[1]]
        if stored[0] == "response":
            return TextResponse(stored[1], About(*stored[2]))
        return _READERS[stored[0]](*stored[1:])

    def read_all(self, stored: Mapping[str, Any]) -> dict[str, Value]:
        """The values of an object."""
        return {key: self.read(value) for key, value in stored.items()}

    def _fill(self, container: Any, entry: Any) -> None:
        if isinstance(entry, dict):
            container.update(self.read_all(entry))
        elif entry[0] == "object":
            container.update(self.read_all(entry[2]))
        else:
            container.extend(map(self.read, entry[1:] if entry[0] == "list" else entry[2:]))


def _empty(entry: Any) -> Any:
    if isinstance(entry, dict):
        return {}
    match entry[0]:
        case "rows":
            return Rowset(truncated=entry[1])
        case "object":
            return ObjectResponse({}, About(*entry[1]))
        case "array":
            return ArrayResponse((), About(*entry[1]))
    return []


def _tagged(value: Value) -> list[Any]:
    match value:
        case Decimal():
            return ["decimal", str(value)]
        case datetime():
            zone = getattr(value.tzinfo, "key", None)
            return ["datetime", value.isoformat(), zone, value.fold]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case timedelta():
            return ["duration", value.days, value.seconds, value.microseconds]
        case File():
            return ["file", value.url, value.filename, value.mime_type, value.size]
        case str():
            return ["text", str(value)]
    if value is UNSET:
        return ["unset"]
    raise TypeError(f"{type(value).__name__} is no value of a script")


def _moment(text: str, zone: str | None) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if zone is None else moment.astimezone(ZoneInfo(zone))


_READERS: dict[str, Callable[..., Value]] = {
    "decimal": Decimal,
    "datetime": lambda text, zone, fold: _moment(text, zone).replace(fold=fold),
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "duration": timedelta,
    "file": File,
    "text": str,
    "unset": lambda: UNSET,
}
