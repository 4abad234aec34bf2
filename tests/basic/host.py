"""A host for tests of the language: a fixed clock, a seeded random, Brazil."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from attendance.basic.host import MISSING, EffectKey, Invocation, KeywordError, Question, Value

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NOON = datetime(2026, 3, 10, 12, 0, 0, tzinfo=SAO_PAULO)
"""A Tuesday."""


class FakeHost:
    """Remembers what it was asked: `invocations`, `questions`, `traces`.

    `keywords` maps a phrase to what runs it; `contexts`, `settings` and `scripts` are what the machine may look up.
    """

    def __init__(
        self, *, language: str = "pt-BR", country: str = "BR", zone: tzinfo = SAO_PAULO, at: datetime = NOON
    ) -> None:
        self.language, self.country, self.zone, self.at = language, country, zone, at
        self.random = Random(7)
        self.contexts: dict[str, Value] = {}
        self.settings: dict[str, Value] = {}
        self.scripts: dict[str, Any] = {}
        self.keywords: dict[str, Callable[[Invocation], Value]] = {}
        self.invocations: list[Invocation] = []
        self.questions: list[Question] = []
        self.traces: list[tuple[str, int, dict[str, Value]]] = []

    def now(self) -> datetime:
        return self.at

    def context(self, name: str) -> Value:
        return self.contexts.get(name, MISSING)

    def setting(self, name: str) -> Value:
        return self.settings.get(name, MISSING)

    def script(self, name: str) -> Any:
        return self.scripts.get(name.removesuffix(".bas"))

    def trace(self, event: str, line: int, **values: Value) -> None:
        self.traces.append((event, line, values))

    async def perform(self, invocation: Invocation) -> Value:
        self.invocations.append(invocation)
        keyword = self.keywords.get(invocation.phrase)
        if keyword is None:
            raise KeywordError("E401", w=invocation.phrase)
        return keyword(invocation)

    async def ask(self, question: Question, key: EffectKey) -> None:
        self.questions.append(question)

    def valid_phone(self, text: str) -> str | None:
        digits = "".join(character for character in text if character.isdigit())
        if text.strip().startswith("+"):
            return f"+{digits}" if 8 <= len(digits) <= 15 else None
        return f"+55{digits}" if self.country == "BR" and len(digits) in (10, 11) else None
