"""One turn of one execution: from the machine's start to the stored outcome."""

import time
from datetime import timedelta
from typing import Any, Final

from attendance.basic import values
from attendance.basic.host import Answer, EffectKey, Failed, Finished, Happening, Outcome, Waiting
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.program import UNSET
from attendance.bots import events
from attendance.bots.running import store
from attendance.bots.running.host import TurnHost
from attendance.bots.scripts import jobs as payloads
from attendance.bots.scripts.jobs import Due
from attendance.bots.scripts.scene import Scene
from attendance.kernel import clock, jobs, log

_log = log.get("bots")

_LIMITS: Final = Limits()
_WATCHED: Final = frozenset({"step"})

ENDED: Final[dict[str, Any]] = {"state": None, "wait_kind": None, "wait_event": None, "wait_until": None}


class Run:
    """`seq` is the customer's message that the execution has seen when the turn is over."""

    def __init__(self, scene: Scene, execution: Execution, *, kind: str, seq: int) -> None:
        self._scene, self._execution, self._kind, self._seq = scene, execution, kind, seq
        scene.kind = kind

    async def first(self, happening: Happening, *, entry: str = "main") -> Outcome:
        outcome, values = await self._run(happening)
        scene, now = self._scene, clock.now()
        await store.add(
            scene.tx,
            {
                "id": scene.execution_id, "bot_id": scene.bot.id, "version": scene.programs.version,
                "conversation_id": scene.found.id if scene.found else None, "kind": self._kind,
                "script": scene.script, "entry": entry, "started_at": now, **values,
            },
        )  # fmt: skip
        await self._after(happening, outcome)
        return outcome

    async def further(self, happening: Happening) -> None:
        outcome, values = await self._run(happening)
        await store.change(self._scene.tx, self._scene.execution_id, values)
        await self._after(happening, outcome)

    async def _run(self, happening: Happening) -> tuple[Outcome, dict[str, Any]]:
        execution, scene = self._execution, self._scene
        self._host = TurnHost(scene, turn=execution.turn + 1)
        self._began = time.perf_counter()
        outcome = await run(execution, self._host, happening, _LIMITS, watch=_WATCHED)
        if isinstance(outcome, Failed):
            await self._apologise(outcome)
        return outcome, self._values(outcome)

    def _values(self, outcome: Outcome) -> dict[str, Any]:
        execution, scene, now = self._execution, self._scene, clock.now()
        common = {
            "turn": execution.turn, "steps": execution.steps, "last_seq": self._seq, "updated_at": now,
            "owner_epoch": scene.found.owner_epoch if scene.found else None,
        }  # fmt: skip
        match outcome:
            case Waiting():
                seconds = outcome.seconds
                return common | {
                    "status": "waiting", "state": execution.stored(_LIMITS.state_bytes), "wait_kind": outcome.kind,
                    "wait_event": outcome.event, "script_now": outcome.script, "line": outcome.line,
                    "wait_until": None if seconds is None else now + timedelta(seconds=float(seconds)),
                }  # fmt: skip
            case Finished():
                return common | ENDED | {
                    "status": "finished", "script_now": scene.script, "result": payloads.written(outcome.value),
                }  # fmt: skip
            case Failed():
                return common | ENDED | {
                    "status": "failed", "script_now": outcome.script, "line": outcome.line,
                    "error": _error(outcome),
                }  # fmt: skip

    async def _after(self, happening: Happening, outcome: Outcome) -> None:
        scene, execution = self._scene, self._execution
        timer = f"bot.due:{scene.execution_id}"
        await jobs.cancel(scene.tx, timer)
        if isinstance(outcome, Waiting) and outcome.seconds is not None:
            await jobs.enqueue(
                scene.tx, payloads.DUE, Due(scene.execution_id, execution.turn), dedupe_key=timer,
                run_at=clock.now() + timedelta(seconds=float(outcome.seconds)),
            )  # fmt: skip
        if scene.effects:
            await store.forget_effects(scene.tx, scene.execution_id)
        await self._record(happening, outcome)
        if isinstance(outcome, Failed):
            scene.tx.publish(
                events.ScriptFailed(
                    conversation_id=scene.found.id if scene.found else None, bot_id=scene.bot.id,
                    execution_id=scene.execution_id, script=outcome.script, line=outcome.line, code=outcome.code,
                )
            )  # fmt: skip

    async def _record(self, happening: Happening, outcome: Outcome) -> None:
        scene, execution = self._scene, self._execution
        await store.record_turn(
            scene.tx,
            {
                "execution_id": scene.execution_id, "turn": execution.turn, "happening": _happening(happening),
                "trace": self._host.traced, "outcome": type(outcome).__name__.lower(),
                "line": getattr(outcome, "line", 0), "variables": _variables(execution, self._host),
                "at": clock.now(), "took_ms": round((time.perf_counter() - self._began) * 1000),
            },
        )  # fmt: skip

    async def _apologise(self, failed: Failed) -> None:
        """A customer whose bot broke down reads the configured words instead of nothing."""
        scene = self._scene
        _log.warning(
            "script_failed", script=failed.script, line=failed.line, code=failed.code, message=failed.message
        )
        if scene.found is None or self._kind != "dialogue" or scene.found.owner != "bot":
            return
        await scene.say(scene.bot.config.basic_error_message, EffectKey(self._execution.turn, -1, 1))


def _error(failed: Failed) -> dict[str, Any]:
    return {
        "code": failed.code, "message": failed.message, "script": failed.script, "line": failed.line,
        "column": failed.column,
        "chain": [{"script": one.script, "line": one.line, "procedure": one.procedure} for one in failed.chain],
    }  # fmt: skip


def _happening(happening: Happening) -> dict[str, Any]:
    said = {"kind": type(happening).__name__.lower()}
    return said | ({"text": happening.text} if isinstance(happening, Answer) else {})


def _variables(execution: Execution, host: TurnHost) -> dict[str, Any]:
    """The script's variables as an author reads them."""
    if not execution.frames:
        return {}
    frame = execution.frames[-1]
    shown = {}
    for folded, slot in frame.scope.slots.items():
        value = frame.slots[slot]
        if value is not UNSET:
            shown[frame.scope.spelling.get(folded, folded)] = values.text(value, host)[:300]
    return shown
