"""What one step of a tried conversation shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Author: TypeAlias = Literal["bot", "system"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message to the customer. `options` are its quick replies: value and label."""

    text: str
    options: tuple[tuple[str, str], ...] = ()
    author: Author = "bot"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a keyword did beside talking: `shown` is its line for people, `arguments` and `result` are plain JSON."""

    phrase: str
    shown: str
    script: str = ""
    line: int = 0
    arguments: Sequence[Any] = ()
    result: Any = None


@dataclass(frozen=True, slots=True)
class Failure:
    """The script stopped with an error that nobody caught."""

    code: str
    message: str
    script: str
    line: int


@dataclass(frozen=True, slots=True)
class Traced:
    """Something that an author may want to see: a step, an assignment, a keyword, a line of the log."""

    event: str
    script: str
    line: int
    text: str = ""


@dataclass(slots=True)
class Turn:
    """`waits` is what the dialogue waits for now (hear, response, time, event, keyword), None when none waits;
    `script` and `line` tell where it stands, `variables` what its names hold."""

    said: list[Said] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    waits: str | None = None
    waits_seconds: float | None = None
    script: str = ""
    line: int = 0
    variables: Mapping[str, str] = field(default_factory=dict)
    error: Failure | None = None
    trace: list[Traced] = field(default_factory=list)
