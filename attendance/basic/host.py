"""What the machine asks of the product that runs it. The machine never waits for anything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from random import Random
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = Any
"""A BASIC value (`basic.values`): None, bool, int, Decimal, str, date, datetime, time, timedelta, list, dict, Rowset,
File. References are shared, never copied."""


@dataclass(frozen=True, slots=True)
class EffectKey:
    """Names one happening of one instruction: the same again when a turn is repeated after a crash."""

    turn: int
    instruction: int
    visit: int


class Prompt(str):
    """A prompt that the script put together: `parts` are its pieces in order, each with whether the author wrote it.
    What the author did not write is data for the model, never instructions. As a text it is the whole prompt."""

    parts: tuple[tuple[str, bool], ...] = ()

    @classmethod
    def of(cls, parts: Iterable[tuple[str, bool]]) -> "Prompt":
        """The prompt of these pieces."""
        pieces = tuple(parts)
        prompt = cls("".join(text for text, _ in pieces))
        prompt.parts = pieces
        return prompt


@dataclass(frozen=True, slots=True)
class Invocation:
    """A keyword that the product must run.

    `arguments` are values, a `filters.Query` where the keyword takes a filter, a `Prompt` where LLM gets a
    concatenation. `clauses` holds the values of each clause by its word (a flag: an empty tuple; WHERE: one Query;
    ORDER BY: `filters.Order`s), `fields` the named values of WITH and SET in order. `names` are the last identifiers
    of the argument expressions (`lead.email` → `email`, None where there is none).
    """

    phrase: str
    arguments: tuple[Value, ...]
    clauses: Mapping[str, tuple[Value, ...]]
    fields: Mapping[str, Value]
    names: tuple[str | None, ...]
    script: str
    line: int
    key: EffectKey


@dataclass(frozen=True, slots=True)
class Suspended:
    """What `perform` gives for a keyword whose result comes later, as `Completed`; `seconds` bounds the wait."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What HEAR shows before it waits; `text` may be empty. `options` are a menu's items as written."""

    text: str
    options: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The customer's next message. `attachments` are File values."""

    text: str
    attachments: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """The execution begins."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Nobody answered, or the waiting time is over."""


@dataclass(frozen=True, slots=True)
class EventHappened:
    """What WAIT FOR EVENT waited for."""

    data: Value = None


@dataclass(frozen=True, slots=True)
class Completed:
    """The result of a keyword that had suspended (`Waiting.kind == "keyword"`)."""

    value: Value = None


Happening: TypeAlias = Started | Answer | TimedOut | EventHappened | Completed


@dataclass(frozen=True, slots=True)
class Waiting:
    """The turn is over, the dialogue is not. `kind`: hear, response, time, event or keyword; `event` names it.

    `seconds` until TimedOut is due; None waits for ever (the product bounds it).
    """

    kind: str
    seconds: float | None
    line: int
    script: str
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The script ended; `value` is what it RETURNed."""

    value: Value = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the call chain of an error."""

    script: str
    line: int
    procedure: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The script stopped with an error that nobody caught. `code` is E…; `message` in the host's language."""

    code: str
    message: str
    script: str
    line: int
    column: int
    chain: tuple[Frame, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


Outcome: TypeAlias = Waiting | Finished | Failed


class KeywordError(Exception):
    """Raised by a host's keyword: an error that the script may catch."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Host(Protocol):
    """The product's side of one turn of one execution."""

    @property
    def language(self) -> str:
        """`pt-BR`, `en` or `es`: the session's, for answers, questions and formats."""
        ...

    @property
    def country(self) -> str:
        """ISO code whose phone numbers need no prefix, e.g. `BR`."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The company's time zone."""
        ...

    @property
    def random(self) -> Random:
        """The same sequence again when a turn is repeated."""
        ...

    def now(self) -> datetime:
        """Aware."""
        ...

    def context(self, name: str) -> Value:
        """A context object by its folded name (`session`, `customer`, `channel`, …); MISSING when there is none."""
        ...

    def setting(self, name: str) -> Value:
        """`param-…` of the configuration by its folded name with underscores; MISSING when there is none."""
        ...

    def script(self, name: str) -> Any:
        """The compiled program of another script of the bot, with or without `.bas`; None when there is none."""
        ...

    def trace(self, event: str, line: int, **values: Value) -> None:
        """What the author may want to see: `step`, `assign`, `W310`, `W311`, `log`, `error`."""
        ...

    async def perform(self, invocation: Invocation) -> Value:
        """Run a keyword; `Suspended` when its result comes later. Raises: KeywordError."""
        ...

    async def ask(self, question: Question, key: EffectKey) -> None:
        """Send what HEAR shows; a question with neither text nor options sends nothing."""
        ...

    def valid_phone(self, text: str) -> str | None:
        """E.164, or None."""
        ...


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()
