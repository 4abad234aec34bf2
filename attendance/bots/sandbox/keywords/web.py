"""10.9 and 10.11: HTTP from recorded routes, files of the folder."""

from collections.abc import Callable
from typing import Any, Final

from attendance.basic import access
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.responses import About, response
from attendance.bots.sandbox.keywords.arguments import argument, clause, words
from attendance.bots.sandbox.web import Request, use
from attendance.bots.sandbox.world import World

_PATH_NAMES: Final = (
    "session",
    "user",
    "customer",
    "attendant",
    "conversation",
    "attendance",
    "meeting",
    "config",
)


def get(world: World, call: Invocation) -> Value:
    """A network address, a path of the context (5.4), or else a file of the folder."""
    said = words(world, call, 0)
    if said.startswith(("http://", "https://", "/api/")):
        return request("GET")(world, call)
    if said == "config" and len(call.arguments) > 1:
        return access.member(world.host.context("config"), words(world, call, 1).replace("-", "_"))
    name, _, rest = said.partition(".")
    if name in _PATH_NAMES:
        return _reach(world.seen().get(name), rest)
    return world.files.get(said)


def _reach(value: Value, path: str) -> Value:
    for name in filter(None, path.split(".")):
        value = access.member(value, name)
    return value


def request(method: str) -> Callable[[World, Invocation], Value]:
    """Raises: KeywordError E602 for an address that nobody recorded, E505 after too many calls."""

    def run(world: World, call: Invocation) -> Value:
        world.count_call("http")
        body = argument(call, 1, clause(call, "WITH"))
        asked = Request(method, words(world, call, 0), body, dict(world.headers))
        world.requests.append(asked)
        route = use(world.routes, asked)
        if route is None or route.is_broken:
            raise KeywordError("E602", reason=asked.url)
        return _answer(world, route.status, route.body())

    return run


def _answer(world: World, status: int, body: Any) -> Value:
    """The body, which knows its response (10.9)."""
    about = About(status)
    world.context["http"] = {"status": status, "ok": about.ok, "headers": {}}
    return response(body, about)


def set_header(world: World, call: Invocation) -> Value:
    world.headers[words(world, call, 0)] = words(world, call, 1)
    return None


def read(world: World, call: Invocation) -> Value:
    path = words(world, call, 0)
    if path not in world.files:
        raise KeywordError("E404")
    return world.files[path]


KEYWORDS: Final = {
    "GET": get, "POST": request("POST"), "PUT": request("PUT"), "PATCH": request("PATCH"),
    "DELETE HTTP": request("DELETE"), "WEBHOOK POST": request("POST"), "SET HEADER": set_header, "READ": read,
}  # fmt: skip
