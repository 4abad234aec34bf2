"""Everything around a tried script: customer, session, tables, people, the outside. Nothing of it is real."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from attendance.basic.host import Host, KeywordError, Value
from attendance.basic.values import text
from attendance.bots import notices
from attendance.bots.config import BotConfig
from attendance.bots.sandbox.people import Handed, House
from attendance.bots.sandbox.tables import Tables
from attendance.bots.sandbox.turn import Author, Said, Turn
from attendance.bots.sandbox.web import Reply, Request, Route

MOST_MESSAGES: Final = 30
MOST_CALLS: Final[Mapping[str, int]] = {"http": 20, "llm": 10}

_DEFAULT_CUSTOMER: Final = {"name": "Cliente", "phone": "+5511999990001", "email": None}


@dataclass(slots=True)
class World:
    """What scripts see and change. `owner` is who answers the customer; `host` shows values as texts."""

    config: BotConfig
    now: datetime
    random: Random
    company: str
    channel: str = "webchat"
    owner: str = "bot"
    host: Host = field(init=False)
    tables: Tables = field(init=False)
    session: dict[str, Value] = field(default_factory=dict)
    customer: dict[str, Value] = field(default_factory=lambda: dict(_DEFAULT_CUSTOMER))
    context: dict[str, Value] = field(default_factory=dict)
    bot_memory: dict[str, Value] = field(default_factory=dict)
    user_memory: dict[str, tuple[Value, datetime | None]] = field(default_factory=dict)
    cache: dict[str, tuple[Value, datetime]] = field(default_factory=dict)
    house: House = field(default_factory=House)
    routes: list[Route] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    given: dict[str, list[Value]] = field(default_factory=dict)
    """Results that keywords give instead of their own, by phrase."""
    headers: dict[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    suggestions: list[tuple[str, str]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    hooks: list[tuple[str, dict[str, Value]]] = field(default_factory=list)
    """Scripts that run after this turn, with the facts that they see."""
    turn: Turn = field(default_factory=Turn)
    calls: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = Tables(self.random, lambda: self.now, self.config.basic_auto_tables)
        self.customer["id"] = self.new_id()
        self.tables.rows["customers"] = [self.customer]
        self.session = {"id": self.new_id(), "created_at": self.now}

    def declare(self, table: str, rows: list[dict[str, Value]]) -> None:
        """A table with these rows. The customer is one of the customers: the one with their phone, or one more."""
        self.tables.declare(table, rows)
        customers = self.tables.of("customers")
        if any(row is self.customer for row in customers):
            return
        known = next((row for row in customers if row.get("phone") == self.customer.get("phone")), None)
        if known is None:
            customers.append(self.customer)
        else:
            self.customer = known

    def new_id(self) -> str:
        return str(self.new_uuid())

    def new_uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def text(self, value: Value) -> str:
        """As the customer reads it."""
        return text(value, self.host)

    def say(
        self, words: str, *, options: tuple[tuple[str, str], ...] = (), author: Author = "bot"
    ) -> str | None:
        """A message to the customer, with the quick replies that wait for one; None when there is nothing to say.

        Raises: KeywordError E505."""
        if author == "bot":
            options = options or tuple(self.suggestions)
            self.suggestions.clear()
        if not words.strip():
            return self._offer(options) if options else None
        if len(self.turn.said) >= MOST_MESSAGES:
            raise KeywordError("E505")
        self.turn.said.append(Said(words, options, author))
        return self.new_id()

    def _offer(self, options: tuple[tuple[str, str], ...]) -> str:
        """Quick replies alone go with what the bot said just before."""
        said = self.turn.said
        if said and said[-1].author == "bot":
            said[-1] = Said(said[-1].text, options)
        else:
            said.append(Said(notices.choose(self.host.language), options))
        return self.new_id()

    def count_call(self, kind: str) -> None:
        """Raises: KeywordError E505 when the turn makes too many."""
        self.calls[kind] = self.calls.get(kind, 0) + 1
        if self.calls[kind] > MOST_CALLS[kind]:
            raise KeywordError("E505")

    def begin_turn(self) -> None:
        self.turn, self.calls = Turn(), {}

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def seen(self) -> dict[str, Any]:
        """The context objects (5.3)."""
        customer = {"customer_id": self.customer["id"], "tags": [], **self.customer}
        about = {"id": customer["id"], **{name: customer.get(name) for name in ("name", "phone", "email")}}
        message = self.context.get("message", "")
        session = self._seen_session(customer)
        return {
            "session": session, "customer": customer, "channel": self.channel, "message": message,
            "user": about | {"language": self.host.language, "message": message},
            "attachments": [], "attendant": None, "http": {}, "sentiment": None, "intent": None, "meeting": None,
            "attendance": {
                "queue": session.get("queue_name"), "status": None, "position": session.get("queue_position"),
            },
            "conversation": {
                "id": session["id"], "status": "open", "tags": session.get("tags", []),
                "started_at": session["created_at"],
            },
            **self.context,
        }  # fmt: skip

    def resolution(self, reason: Value) -> dict[str, Value]:
        """What on_resolve.bas learns beside the context: the attendance is over, and in which words it went."""
        seen = self.seen()
        summary = self.session.get("summary") or seen["message"]
        return {
            "attendance": {"reason": reason},
            "attendant": {**(seen["attendant"] or {}), "resolved": True},
            "conversation": {**seen["conversation"], "summary": summary},
        }

    def _seen_session(self, customer: Mapping[str, Value]) -> dict[str, Value]:
        return {
            "customer_id": customer["id"], "user_id": customer["id"], "user_name": customer.get("name"),
            "phone": customer.get("phone"), "email": customer.get("email"), "channel": self.channel,
            "call_type": None, "last_activity_at": self.now, **self.session, "needs_human": self.owner == "human",
        }  # fmt: skip
