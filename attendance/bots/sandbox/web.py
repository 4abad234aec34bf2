"""What the outside answers in a tried conversation: recorded HTTP routes and the words of a scripted language model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from attendance.basic.json_text import read_container
from attendance.basic.wildcards import wildcard_match


@dataclass(frozen=True, slots=True)
class Request:
    """A call that a script made."""

    method: str
    url: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Route:
    """An answer for calls whose method and address fit; `*` in the address stands for anything. `times` None: always.

    `is_broken`: the host can't be reached."""

    method: str
    url: str
    status: int = 200
    text: str = ""
    times: int | None = None
    is_broken: bool = False

    def fits(self, request: Request) -> bool:
        return self.times != 0 and self.method == request.method and fits(self.url, request.url)

    def body(self) -> Any:
        """JSON as values, everything else as text."""
        parsed = read_container(self.text)
        return self.text if parsed is None else parsed


@dataclass(slots=True)
class Reply:
    """What the language model says to prompts that fit; `*` stands for anything."""

    prompt: str
    text: str
    times: int | None = None

    def fits(self, prompt: str) -> bool:
        return self.times != 0 and fits(self.prompt, prompt)


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says; `*` stands for anything, case and surrounding blanks don't count."""
    literal = pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("*", "%")
    return wildcard_match(text.strip().casefold(), literal.strip().casefold())


def use(routes: Sequence[Route], request: Request) -> Route | None:
    """The first route that fits; it is used up when it was there for so many times."""
    route = next((one for one in routes if one.fits(request)), None)
    if route is not None and route.times is not None:
        route.times -= 1
    return route


def reply(replies: Sequence[Reply], prompt: str) -> str | None:
    """What the model says, None when nobody told it."""
    found = next((one for one in replies if one.fits(prompt)), None)
    if found is None:
        return None
    if found.times is not None:
        found.times -= 1
    return found.text
