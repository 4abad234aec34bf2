"""The language model answers a message itself, with the tools that scripts offered it (1.3).

One turn: each question to the model is a call outside, kept under its effect's key; a tool is a script of the bot that
runs to its end. A tool that would have to wait is told so, for the model to ask what is missing.
"""

import json
from typing import Any, Final, cast

from attendance.basic import values
from attendance.basic.errors import BasicError
from attendance.basic.host import EffectKey, Failed, Finished, Host, KeywordError, Started
from attendance.basic.json_schema import schema_of
from attendance.basic.json_text import read_json
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.program import Program
from attendance.bots.keywords.base import CallNeeded
from attendance.bots.keywords.llm import Llm
from attendance.bots.running import store
from attendance.bots.running.host import TurnHost
from attendance.bots.scripts import prompting
from attendance.bots.scripts.jobs import written
from attendance.bots.scripts.scene import Scene
from attendance.kernel import clock, log
from attendance.llm.base import Message, Tool, ToolCall

_log = log.get("bots")

_MOST_QUESTIONS: Final = 6
_MOST_RESULT: Final = 16 * 1024
_TURNS_OF_A_TOOL: Final = 100
_LIMITS: Final = Limits()


_ASKING: Final = Llm()
"""What `CallNeeded` names: the same call as a script's."""


async def answer(scene: Scene, *, seq: int) -> None:
    """Say what the model answers; when there is no answer, the words for errors of the settings."""
    scene.effects = await store.all_effects(scene.tx, scene.execution_id)
    host = TurnHost(scene, turn=1)
    error: dict[str, Any] | None = None
    try:
        text = await _conversation(scene, host)
    except KeywordError as failed:
        _log.warning("llm_gave_no_answer", bot=str(scene.bot.id), code=failed.code)
        error = {"code": failed.code, "message": failed.values.get("reason", ""), "script": "llm", "line": 0}
        text = scene.bot.config.basic_error_message
    await scene.say(text, EffectKey(1, 0, 1))
    now = clock.now()
    await store.add(
        scene.tx,
        {
            "id": scene.execution_id, "bot_id": scene.bot.id, "version": scene.programs.version,
            "conversation_id": scene.conversation.id, "kind": "llm", "script": scene.script, "started_at": now,
            "status": "failed" if error else "finished", "error": error, "result": written(text), "last_seq": seq,
            "turn": 1, "owner_epoch": scene.conversation.owner_epoch, "script_now": scene.script, "updated_at": now,
        },
    )  # fmt: skip
    await store.forget_effects(scene.tx, scene.execution_id)


async def _conversation(scene: Scene, host: TurnHost) -> str:
    """Ask until the model says something instead of calling tools. Raises: KeywordError E601."""
    tools = _tools(scene)
    messages = [await prompting.system(scene), *await prompting.recent(scene)]
    offered = [_offer(name, program) for name, program in tools.items()]
    for question in range(1, _MOST_QUESTIONS + 1):
        done = prompting.completion(await _ask(scene, messages, offered, question))
        if not done.tool_calls:
            return done.text.strip()
        messages.append(Message("assistant", done.text, done.tool_calls))
        for at, call in enumerate(done.tool_calls):
            result = await _use(scene, host, tools, call, turn=_TURNS_OF_A_TOOL * question + at)
            messages.append(Message("tool", result, tool_call_id=call.id))
    raise KeywordError("E601", reason=f"no answer after {_MOST_QUESTIONS} questions")


async def _ask(scene: Scene, messages: list[Message], tools: list[Tool], question: int) -> Any:
    key = EffectKey(1, question, 1)
    kept = scene.effects.get(key)
    if kept is not None:
        await prompting.used(scene, kept.value)
        return kept.value
    raise CallNeeded(_ASKING, await prompting.asked(scene, messages, tools=tools), scene.execution_id, key)


def _tools(scene: Scene) -> dict[str, Program]:
    """What ADD TOOL offered in this session, by the name that the model sees."""
    found = (scene.programs.named(name) for name in prompting.stated(scene, prompting.TOOLS) or ())
    return {_bare(program): program for program in found if program is not None}


def _bare(program: Program) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in program.name[:-4])[:64]


def _offer(name: str, program: Program) -> Tool:
    return Tool(name, program.facts.description or name, schema_of(program.facts.parameters))


async def _use(scene: Scene, host: TurnHost, tools: dict[str, Program], call: ToolCall, *, turn: int) -> str:
    """Run a tool: its RETURN as JSON, or what went wrong, in words for the model."""
    program = tools.get(call.name)
    if program is None:
        return json.dumps({"error": f"there is no tool {call.name}"})
    missing = [
        one.name for one in program.facts.parameters if one.required and one.name not in call.arguments
    ]
    if missing:
        return json.dumps({"error": f"missing: {', '.join(missing)}"})
    given = cast("dict[str, Any]", read_json(json.dumps(dict(call.arguments))))
    execution = Execution.start(program, given)
    execution.turn = turn
    outcome = await run(execution, cast(Host, host), Started(), _LIMITS)
    match outcome:
        case Finished():
            return _shortened(outcome.value, host)
        case Failed():
            return json.dumps({"error": f"{outcome.code} {outcome.message}"}, ensure_ascii=False)
        case _:
            return json.dumps({"error": "this tool has to ask the customer first"})


def _shortened(value: Any, host: TurnHost) -> str:
    """At most 16 KB, cut with a mark (12.2)."""
    try:
        text = values.json(value, cast(Host, host))
    except BasicError as error:
        return json.dumps({"error": error.code})
    encoded = text.encode()
    return (
        text if len(encoded) <= _MOST_RESULT else encoded[:_MOST_RESULT].decode(errors="ignore") + "… (cut)"
    )
