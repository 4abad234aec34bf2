"""10.3: session, memory and context."""

from datetime import timedelta
from typing import Final

from attendance.basic import access
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.sandbox.keywords.arguments import argument, clause, words
from attendance.bots.sandbox.world import World

_READ_ONLY: Final = frozenset({"id", "channel", "created_at"})
_LONGEST_KEY: Final = 128


def set_session(world: World, call: Invocation) -> Value:
    if len(call.arguments) == 3:
        return None
    key, value = _key(world, call), argument(call, 1)
    if key in _READ_ONLY:
        raise KeywordError("E320", x=f"session.{key}")
    if key == "needs_human":
        _needs_human(world, value)
    else:
        world.session[key] = access.copy(value)
    return None


def _key(world: World, call: Invocation) -> str:
    key = words(world, call, 0).removeprefix("session.")
    if not 1 <= len(key) <= _LONGEST_KEY:
        raise KeywordError("E311", function=call.phrase)
    return key


def _needs_human(world: World, value: Value) -> None:
    if not isinstance(value, bool):
        raise KeywordError("E311", function="SET SESSION")
    world.owner = "human" if value else "bot"


def get_session(world: World, call: Invocation) -> Value:
    key = world.text(call.arguments[-1]).removeprefix("session.")
    return access.copy(access.member(world.seen()["session"], key))


def set_bot_memory(world: World, call: Invocation) -> Value:
    world.bot_memory[_key(world, call)] = access.copy(argument(call, 1))
    return None


def get_bot_memory(world: World, call: Invocation) -> Value:
    return access.copy(world.bot_memory.get(_key(world, call)))


def set_user_memory(world: World, call: Invocation) -> Value:
    days = argument(call, 2)
    until = None if days is None else world.now + timedelta(days=float(days))
    world.user_memory[_key(world, call)] = (access.copy(argument(call, 1)), until)
    return None


def get_user_memory(world: World, call: Invocation) -> Value:
    value, until = world.user_memory.get(_key(world, call), (None, None))
    return None if until is not None and until <= world.now else access.copy(value)


def cache_set(world: World, call: Invocation) -> Value:
    until = world.now + timedelta(seconds=float(argument(call, 2, 3600)))
    world.cache[_key(world, call)] = (access.copy(argument(call, 1)), until)
    return None


def cache_get(world: World, call: Invocation) -> Value:
    value, until = world.cache.get(_key(world, call), (None, world.now))
    return access.copy(value) if until > world.now else None


def set_language(world: World, call: Invocation) -> Value:
    world.session["language"] = words(world, call, 0)
    return None


def set_user(world: World, call: Invocation) -> Value:
    world.customer["id"] = words(world, call, 0)
    return None


def accepted(world: World, call: Invocation) -> Value:
    """Nothing in a tried conversation depends on it."""
    return None


def set_context(world: World, call: Invocation) -> Value:
    """Kept with the session, so that tests may ask for it."""
    text = clause(call, "AS")
    name = words(world, call, 0) if text is not None else "context"
    world.session.setdefault("llm_context", {})[name] = (
        words(world, call, 0) if text is None else world.text(text)
    )
    return None


def clear_headers(world: World, call: Invocation) -> Value:
    world.headers.clear()
    return None


KEYWORDS: Final = {
    "SET SESSION": set_session, "GET SESSION": get_session, "SET BOT MEMORY": set_bot_memory,
    "GET BOT MEMORY": get_bot_memory, "SET USER MEMORY": set_user_memory, "GET USER MEMORY": get_user_memory,
    "REMEMBER": set_user_memory, "RECALL": get_user_memory, "CACHE SET": cache_set, "CACHE GET": cache_get,
    "SET LANGUAGE": set_language, "SET USER": set_user, "SET CONTEXT": set_context, "CLEAR HEADERS": clear_headers,
    "SET ANSWER MODE": accepted, "CLEAR TOOLS": accepted, "CLEAR KB": accepted, "USE KB": accepted,
    "ADD KB": accepted, "ADD TOOL": accepted, "USE MODEL": accepted, "USE WEBSITE": accepted,
    "BEGIN SYSTEM PROMPT": accepted, "ALLOW ROLE": accepted, "WEBHOOK": accepted, "SET SCHEDULE": accepted,
    "SCHEDULE IN": accepted, "PUBLISH EVENT": accepted, "TRIGGER": accepted, "LOG ACTIVITY": accepted,
    "RECORD METRIC": accepted,
}  # fmt: skip
