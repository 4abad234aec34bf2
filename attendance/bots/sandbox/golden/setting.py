"""What a golden conversation says of its world: tables, people, time, the outside."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from attendance.basic.json_text import read_container as _read
from attendance.bots.sandbox.golden.reading import Line
from attendance.bots.sandbox.golden.words import NOTHING
from attendance.bots.sandbox.people import Person
from attendance.bots.sandbox.sandbox import Sandbox
from attendance.bots.sandbox.web import Reply, Route
from attendance.bots.sandbox.world import World

_PERSON: Final = re.compile(r"(?P<name>[^(),]+?)\s*(?:\((?P<department>[^()]*)\))?")
_CLOSED: Final = frozenset({"closed", "fechado"})
_BROKEN: Final = frozenset({"broken", "fora do ar"})


def apply(sandbox: Sandbox, line: Line) -> None:
    """One line of setup."""
    _SETTINGS[line.word](sandbox.world, line)


def _people(world: World, line: Line) -> None:
    """`Maria Santos (vendas), João Silva` are online; `none`: nobody is."""
    if line.text.casefold() in NOTHING:
        world.house.people = []
        return
    people = list[Person]()
    for part in re.split(r",(?![^(]*\))", line.text):
        found = _PERSON.fullmatch(part.strip())
        name, department = (found["name"], found["department"] or "") if found else (part.strip(), "")
        people.append(Person(name, world.new_uuid(), department=department))
    world.house.people = people


def _clock(world: World, line: Line) -> None:
    world.now = line.value.replace(tzinfo=line.value.tzinfo or world.host.zone)


def _channel(world: World, line: Line) -> None:
    world.channel = line.text


def _language(world: World, line: Line) -> None:
    world.session["language"] = line.text


def _contact(world: World, line: Line) -> None:
    world.customer.update(line.value)


def _table(world: World, line: Line) -> None:
    world.declare(line.about[0], line.value)


def _session(world: World, line: Line) -> None:
    if line.about[0] == "needs_human":
        world.owner = "human" if line.value else "bot"
    else:
        world.session[line.about[0]] = line.value


def _memory(world: World, line: Line) -> None:
    world.bot_memory[line.about[0]] = line.value


def _context(world: World, line: Line) -> None:
    world.context[line.about[0].casefold()] = line.value


def _hours(world: World, line: Line) -> None:
    world.house.is_open = line.text.casefold() not in _CLOSED


def _line(world: World, line: Line) -> None:
    world.house.waiting = int(line.text or 0)


def _http(world: World, line: Line) -> None:
    """`http GET https://…: 200 {"a": 1}`; later lines come first."""
    method, url = line.about
    status, _, body = line.text.partition(" ")
    if line.text.casefold() in _BROKEN:
        world.routes.insert(0, Route(method.upper(), url, is_broken=True))
    elif status.isdecimal():
        world.routes.insert(0, Route(method.upper(), url, int(status), body.strip()))
    else:
        world.routes.insert(0, Route(method.upper(), url, 200, line.text))


def _llm(world: World, line: Line) -> None:
    world.replies.insert(0, Reply(line.about[0], line.text))


def _gives(world: World, line: Line) -> None:
    """The next such keyword gives this value, or raises `!E602`."""
    from_json = _json(line.text)
    world.given.setdefault(line.about[0].upper(), []).append(from_json)


def _json(text: str) -> Any:
    from_text = _read(f"[{text}]") if not text.startswith("!") else None
    return from_text[0] if isinstance(from_text, list) and from_text else text


_SETTINGS: Final[Mapping[str, Callable[[World, Line], None]]] = {
    "clock": _clock, "channel": _channel, "language": _language, "contact": _contact, "table": _table,
    "session": _session, "memory": _memory, "context": _context, "people": _people, "hours": _hours,
    "line": _line, "http": _http, "llm": _llm, "gives": _gives,
}  # fmt: skip
