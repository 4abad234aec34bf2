"""What a bot remembers (10.3): of everybody, of a customer across sessions and channels, or for a while."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Final
from uuid import UUID

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.language_keywords.arguments import argument
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts import customers, memory
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.kernel import clock

MOST_BYTES: Final = 64 * 1024
_LONGEST_KEY: Final = 128
_CACHED_SECONDS: Final = 300
_MOST_SECONDS: Final = 366 * 24 * 3600
_KEY_AND_VALUE: Final = (("E311", "a key that is none, a value over 64 KB, or a time that makes no sense"),)
_SESSION: Final = (("E321", "a script without a customer"),)


class SetBotMemory(Keyword):
    phrase = "SET BOT MEMORY"
    syntax = ("SET BOT MEMORY key, value",)
    example = 'SET BOT MEMORY "promoção", { "nome": "Verão", "desconto": 10 }'
    effects = "Remembers a value, as JSON up to 64 KB, for all sessions of the bot; NULL forgets it."
    errors = _KEY_AND_VALUE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await _keep(scene, call, None)
        return None


class GetBotMemory(Keyword):
    phrase = "GET BOT MEMORY"
    syntax = ("GET BOT MEMORY key",)
    example = 'promo = GET BOT MEMORY("promoção")\nIF promo FOUND THEN TALK promo.nome'
    effects = "Reads what the bot remembers."
    result = "the value, or NULL"
    errors = (("E311", "a key that is none"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return await _recall(scene, None, _key(scene, call))


class SetUserMemory(Keyword):
    phrase = "SET USER MEMORY"
    syntax: ClassVar[tuple[str, ...]] = ("SET USER MEMORY key, value",)
    example = 'SET USER MEMORY "tamanho", "M"'
    effects = "Remembers a value, as JSON up to 64 KB, of this customer, across sessions and channels; NULL forgets it."
    errors = (*_KEY_AND_VALUE, *_SESSION)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await _keep(scene, call, _customer(scene))
        return None


class GetUserMemory(Keyword):
    phrase = "GET USER MEMORY"
    syntax: ClassVar[tuple[str, ...]] = ("GET USER MEMORY key",)
    example = 'tamanho = GET USER MEMORY("tamanho") OR "único"'
    effects = "Reads what the bot remembers of this customer."
    result = "the value, or NULL"
    errors = (("E311", "a key that is none"), *_SESSION)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return await _recall(scene, _customer(scene), _key(scene, call))


class Remember(SetUserMemory):
    phrase = "REMEMBER"
    syntax = ("REMEMBER key, value [, days]", "REMEMBER key = value")
    example = 'REMEMBER "cupom", "BEMVINDO10", 30'
    effects = "As SET USER MEMORY; after so many days it is forgotten."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        days = argument(call, 2)
        await _keep(
            scene, call, _customer(scene), seconds=None if days is None else _number(call, days) * 86400
        )
        return None


class Recall(GetUserMemory):
    phrase = "RECALL"
    syntax = ("RECALL key",)
    example = 'cupom = RECALL("cupom")'


class CacheSet(Keyword):
    phrase = "CACHE SET"
    syntax = ("CACHE SET key, value [, seconds]",)
    example = 'CACHE SET "cotação", 5.43, 600'
    effects = (
        "Remembers a value for all sessions of the bot for a while: 300 seconds unless it says another time."
    )
    errors = _KEY_AND_VALUE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        seconds = _number(call, argument(call, 2, _CACHED_SECONDS))
        await _keep(scene, call, None, prefix=memory.CACHE, seconds=seconds)
        return None


class CacheGet(Keyword):
    phrase = "CACHE GET"
    syntax = ("CACHE GET key",)
    example = 'cotacao = CACHE GET("cotação")'
    effects = "Reads what was put aside with CACHE SET."
    result = "the value, or NULL when its time is over"
    errors = (("E311", "a key that is none"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return await _recall(scene, None, memory.CACHE + _key(scene, call))


def _customer(scene: Scene) -> UUID:
    """Who this session's customer is, as far as the script knows. Raises: KeywordError E321."""
    customer = scene.context.get("customer")
    known = customers.as_id(customer.get("id")) if isinstance(customer, dict) else None
    return known or scene.conversation.contact_id


def _key(scene: Scene, call: Invocation) -> str:
    """Raises: KeywordError E311."""
    said = call.arguments[0]
    key = scene.text(call.names[0] if said is None else said).strip()
    if not 1 <= len(key) <= _LONGEST_KEY or not key.isprintable():
        raise KeywordError("E311", function=call.phrase)
    return key


def _number(call: Invocation, said: Value) -> float:
    """A positive number. Raises: KeywordError E311."""
    if isinstance(said, bool) or not isinstance(said, int | Decimal) or said <= 0:
        raise KeywordError("E311", function=call.phrase)
    return float(min(said, _MOST_SECONDS))


async def _keep(
    scene: Scene, call: Invocation, contact_id: UUID | None, *, prefix: str = "", seconds: float | None = None
) -> None:
    """Raises: KeywordError E311."""
    key, value = prefix + _key(scene, call), call.arguments[1]
    if value is None:
        await memory.forget(scene.tx, scene.bot, contact_id, key)
        return
    written = stored.as_json(value, scene.host)
    if len(written.encode()) > MOST_BYTES:
        raise KeywordError("E311", function=call.phrase, x="64 KB")
    until = None if seconds is None else clock.now() + timedelta(seconds=min(seconds, _MOST_SECONDS))
    await memory.remember(scene.tx, scene.bot, contact_id, key, written, until=until)


async def _recall(scene: Scene, contact_id: UUID | None, key: str) -> Value:
    found = await memory.recall(scene.tx, scene.bot, contact_id, key)
    return None if found is None else stored.from_json(found)


KEYWORDS: Final = (
    SetBotMemory(), GetBotMemory(), SetUserMemory(), GetUserMemory(), Remember(), Recall(), CacheSet(), CacheGet(),
)  # fmt: skip
