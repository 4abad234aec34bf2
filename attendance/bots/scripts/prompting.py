"""What a language model is told for a session: instructions, context, what was said, and what is asked of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from attendance.basic.host import KeywordError, Prompt, Value
from attendance.bots import secrets
from attendance.bots.scripts.models import ModelUsage
from attendance.bots.scripts.scene import Scene
from attendance.conversations.models import Message as Said
from attendance.kernel import clock, log
from attendance.llm import delimiting
from attendance.llm.base import (
    Completion,
    Endpoint,
    LanguageModel,
    Message,
    ModelFailed,
    Options,
    Tool,
    ToolCall,
)

_log = log.get("bots")

SYSTEM: Final = "llm_system"
CONTEXT: Final = "llm_context"
MODEL: Final = "llm_model"
TOOLS: Final = "llm_tools"
_RECENT: Final = 20
_LONGEST_MESSAGE: Final = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a call needs once the transaction is closed."""

    endpoint: Endpoint
    messages: tuple[Message, ...]
    options: Options
    tools: tuple[Tool, ...] = ()


async def asked(
    scene: Scene,
    messages: Sequence[Message],
    *,
    said: Mapping[str, Any] | None = None,
    schema: Mapping[str, Any] | None = None,
    tools: Sequence[Tool] = (),
) -> Asked:
    """A call with the bot's settings; `said` are options of a script. Raises: KeywordError E601 without a provider."""
    config, wanted = scene.bot.config, said or {}
    if not config.llm_provider_url:
        raise KeywordError("E601", reason="llm-provider-url")
    sealed = await secrets.of_bot(scene.tx, scene.services.vault, scene.bot.id)
    shape = schema or wanted.get("schema")
    timeout = min(_number(wanted.get("timeout"), config.llm_timeout_seconds), 300.0)
    options = Options(
        str(wanted.get("model") or stated(scene, MODEL) or config.llm_model),
        temperature=min(2.0, max(0.0, _number(wanted.get("temperature"), config.llm_temperature))),
        max_tokens=int(_number(wanted.get("max_tokens"), config.llm_max_tokens)),
        timeout_seconds=max(1.0, timeout),
        is_json=bool(wanted.get("json") or shape), schema=scene.plain(shape) if isinstance(shape, dict) else None,
    )  # fmt: skip
    endpoint = Endpoint(config.llm_provider_url, sealed.get("llm-api-key", ""))
    return Asked(endpoint, tuple(messages), options, tuple(tools))


async def complete(model: LanguageModel, asked: Asked) -> dict[str, Value]:
    """Call the model: its answer, or `failed` with the reason, as a value that can be kept."""
    try:
        done = await model.complete(asked.endpoint, asked.messages, asked.tools, asked.options)
    except ModelFailed as failed:
        _log.warning("llm_failed", model=asked.options.model, reason=str(failed)[:200])
        return {"failed": str(failed)[:200]}
    _log.info(
        "llm_answered", model=done.model, prompt_tokens=done.usage.prompt_tokens,
        completion_tokens=done.usage.completion_tokens,
    )  # fmt: skip
    return {
        "text": done.text, "model": done.model, "prompt_tokens": done.usage.prompt_tokens,
        "completion_tokens": done.usage.completion_tokens,
        "calls": [
            {"id": call.id, "name": call.name, "arguments": json.dumps(dict(call.arguments))}
            for call in done.tool_calls
        ],
    }  # fmt: skip


async def used(scene: Scene, kept: Mapping[str, Any]) -> None:
    """Count an answer that a turn uses: once, with the turn, however often the turn was begun."""
    if "failed" in kept:
        return
    first = {
        "bot_id": scene.bot.id, "day": clock.now().date(), "model": kept["model"], "calls": 1,
        "tenant_id": scene.tx.tenant_id, "prompt_tokens": kept["prompt_tokens"],
        "completion_tokens": kept["completion_tokens"],
    }  # fmt: skip
    counted = ("calls", "prompt_tokens", "completion_tokens")
    more = {name: getattr(ModelUsage, name) + first[name] for name in counted}
    await scene.tx.execute(
        insert(ModelUsage)
        .values(**first)
        .on_conflict_do_update(index_elements=["bot_id", "day", "model"], set_=more)
    )


def completion(kept: Mapping[str, Any]) -> Completion:
    """What `complete` kept. Raises: KeywordError E601."""
    if "failed" in kept:
        raise KeywordError("E601", reason=kept["failed"])
    calls = tuple(ToolCall(one["id"], one["name"], json.loads(one["arguments"])) for one in kept["calls"])
    return Completion(kept["text"], calls, model=kept["model"])


async def system(scene: Scene, *more: str) -> Message:
    """The instructions: the rule about others' words, the session's prompt and context, and `more`."""
    parts = [delimiting.RULE, *more]
    prompt = stated(scene, SYSTEM)
    if isinstance(prompt, str) and prompt:
        parts.append(prompt)
    for one in stated(scene, CONTEXT) or ():
        parts.append(f"{one['name']}: {one['text']}" if one.get("name") else str(one["text"]))
    return Message("system", "\n\n".join(parts))


async def recent(scene: Scene) -> list[Message]:
    """What was said last in the session, the customer's words as the user's."""
    if scene.found is None:
        return []
    rows = await scene.tx.rows(
        select(Said.direction, Said.text)
        .where(Said.conversation_id == scene.found.id, Said.is_note.is_(False), Said.text != "")
        .order_by(Said.seq.desc())
        .limit(_RECENT)
    )
    return [
        Message("user" if row.direction == "in" else "assistant", row.text[:_LONGEST_MESSAGE])
        for row in reversed(rows)
    ]


def stated(scene: Scene, key: str) -> Any:
    """What the session, or a script without one, told the model under this key."""
    return scene.context.get("session", {}).get(key) or scene.context.get(key)


async def state(scene: Scene, key: str, value: Any) -> None:
    """Tell the model something for the rest of the session; of the run, for scripts without one."""
    if scene.found is None:
        scene.context[key] = value
    else:
        await scene.set_session(key, value)


def words(scene: Scene, value: Value) -> str:
    """A prompt: what the author wrote, and what others did, marked as data."""
    return delimiting.prompt(value.parts) if isinstance(value, Prompt) else scene.text(value)


def _number(said: Value, otherwise: Any) -> float:
    try:
        return float(otherwise if said is None or isinstance(said, bool) else said)
    except (TypeError, ValueError):
        raise KeywordError("E311", function="LLM") from None
