"""The product's side of one turn: what the machine asks for, answered from the scene."""

import hmac
import json
import random
from datetime import datetime, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from attendance.basic import values
from attendance.basic.host import MISSING, EffectKey, Invocation, KeywordError, Question, Suspended, Value
from attendance.bots.config import parameters
from attendance.bots.keywords import KEYWORDS
from attendance.bots.scripts.scene import Scene
from attendance.kernel import clock, phones

_MOST_TRACED = 1_000
_LONGEST_SHOWN = 500


class TurnHost:
    """Implements `basic.host.Host` for a published bot."""

    def __init__(self, scene: Scene, *, turn: int) -> None:
        self._scene = scene
        self._random = random.Random(_seed(scene, turn))
        self._parameters = parameters(scene.bot.settings)
        self.traced: list[Any] = []
        scene.shows = self

    @property
    def language(self) -> str:
        session = self._scene.context.get("session") or {}
        said = str(session.get("language") or self._scene.company.locale)
        return {"pt": "pt-BR"}.get(said.partition("-")[0], said.partition("-")[0])

    @property
    def country(self) -> str:
        return self._scene.company.country

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self._scene.company.timezone)

    @property
    def random(self) -> Random:
        return self._random

    def now(self) -> datetime:
        return clock.now().astimezone(self.zone)

    def context(self, name: str) -> Value:
        return self._scene.context.get(name, MISSING)

    def setting(self, name: str) -> Value:
        return self._parameters.get(name, MISSING)

    def script(self, name: str) -> Any:
        return self._scene.programs.named(name)

    def trace(self, event: str, line: int, **values: Value) -> None:
        if len(self.traced) >= _MOST_TRACED:
            return
        if event == "step" and self.traced and self.traced[-1][:2] == ["step", line]:
            return
        shown = {name: str(value)[:_LONGEST_SHOWN] for name, value in values.items()}
        self.traced.append([event, line, shown] if shown else [event, line])

    async def perform(self, invocation: Invocation) -> Value | Suspended:
        keyword = KEYWORDS.get(invocation.phrase)
        if keyword is None:
            raise KeywordError("E401", w=invocation.phrase)
        self.trace("keyword", invocation.line, phrase=invocation.phrase)
        return await keyword.run(self._scene, invocation)

    async def ask(self, question: Question, key: EffectKey) -> None:
        if self._scene.found is None:
            raise KeywordError("E321", w="HEAR")
        options = tuple((option, option) for option in question.options)
        await self._scene.say(question.text, key, options=options)

    def valid_phone(self, text: str) -> str | None:
        return phones.normalise(text, self.country)

    def text(self, value: Value) -> str:
        return values.text(value, self)

    def note(self, event: str, line: int, text: str) -> None:
        self.trace(event, line, text=text)

    def plain(self, value: Value) -> Any:
        return json.loads(values.json(value, self))


def _seed(scene: Scene, turn: int) -> bytes:
    """The same for a repeated turn; what customers see of the conversation doesn't lead to it."""
    about = f"random:{scene.execution_id}:{turn}".encode()
    return hmac.digest(scene.services.vault.signing_key, about, "sha256")
