"""Executions as rows: what waits in a conversation, how it begins, goes on and ends."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, null, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine import RowMapping

from attendance.basic.host import EffectKey, Value
from attendance.bots.keywords.base import INTERRUPTED
from attendance.bots.scripts.jobs import Due, read, written
from attendance.bots.scripts.models import Effect, Execution, TurnRecord
from attendance.bots.scripts.scene import Kept
from attendance.kernel import clock
from attendance.kernel.database import Tx

_COLUMNS = [getattr(Execution, name) for name in Execution.__table__.columns.keys()]  # noqa: SIM118


async def waiting_dialogue(tx: Tx, conversation_id: UUID) -> RowMapping | None:
    """The dialogue that waits in this conversation."""
    waits = (Execution.status == "waiting", Execution.kind == "dialogue")
    rows = await tx.mappings(select(*_COLUMNS).where(Execution.conversation_id == conversation_id, *waits))
    return rows[0] if rows else None


async def waiting_at(tx: Tx, execution_id: UUID, turn: int) -> RowMapping | None:
    """This execution, if it still waits where it waited after that turn; locked."""
    here = (Execution.id == execution_id, Execution.turn == turn, Execution.status == "waiting")
    rows = await tx.mappings(select(*_COLUMNS).where(*here).with_for_update())
    return rows[0] if rows else None


async def has_run(tx: Tx, execution_id: UUID) -> bool:
    """Whether an execution with this id was stored: its job is a repetition."""
    return await tx.scalar(select(Execution.id).where(Execution.id == execution_id)) is not None


async def has_started(tx: Tx, conversation_id: UUID, script: str, *, since: Any) -> bool:
    """Whether this script answered in this conversation since then."""
    began = (Execution.script == script, Execution.started_at >= since)
    here = select(Execution.id).where(Execution.conversation_id == conversation_id, *began).limit(1)
    return await tx.scalar(here) is not None


async def result_of(tx: Tx, execution_id: UUID) -> dict[str, Any] | None:
    """What a finished execution returned, `written`; None while there is none."""
    finished = (Execution.id == execution_id, Execution.status == "finished")
    found: dict[str, Any] | None = await tx.scalar(select(Execution.result).where(*finished))
    return found


async def add(tx: Tx, values: Mapping[str, Any]) -> None:
    """A new execution after its first turn."""
    await tx.execute(insert(Execution).values(tenant_id=tx.tenant_id, **values))


async def change(tx: Tx, execution_id: UUID, values: Mapping[str, Any]) -> None:
    """An execution after another turn."""
    await tx.execute(update(Execution).where(Execution.id == execution_id).values(**values))


async def park(tx: Tx, due: Due) -> None:
    """What the dialogue waited for is there, but people have its conversation: keep it for later."""
    kept = {"turn": due.turn, "event": due.event}
    await change(tx, due.execution_id, {"parked": kept})


async def unpark(tx: Tx, conversation_id: UUID) -> Due | None:
    """What was kept for the dialogue that waits in this conversation, which has the floor again."""
    row = await waiting_dialogue(tx, conversation_id)
    if row is None or row["parked"] is None:
        return None
    await change(tx, row["id"], {"parked": null()})
    return Due(row["id"], row["parked"]["turn"], row["parked"]["event"], has_happened=True)


async def cancel_dialogue(tx: Tx, conversation_id: UUID, *, before: datetime | None = None) -> UUID | None:
    """The dialogue that waits in this conversation, `before` then already, will not go on; its id."""
    waits = [Execution.status == "waiting", Execution.kind == "dialogue"]
    if before is not None:
        waits.append(Execution.updated_at <= before)
    cancelled = {
        "status": "cancelled",
        "state": None,
        "wait_kind": None,
        "wait_event": None,
        "wait_until": None,
    }
    found: UUID | None = await tx.scalar(
        update(Execution)
        .where(Execution.conversation_id == conversation_id, *waits)
        .values(**cancelled, updated_at=clock.now())
        .returning(Execution.id)
    )
    return found


async def was_resolved(tx: Tx, conversation_id: UUID, *, since: datetime) -> bool:
    """Whether people or a script ended this conversation after `since`, also if it was opened again."""
    rows = await tx.fetch(
        "select 1 from events where conversation_id = $1 and kind = 'conversation.resolved' and at > $2 limit 1",
        conversation_id, since,
    )  # fmt: skip
    return bool(rows)


async def effects(tx: Tx, execution_id: UUID, turn: int) -> dict[EffectKey, Kept]:
    """Results that were kept for this turn."""
    rows = await tx.rows(
        select(Effect.instruction, Effect.visit, Effect.result).where(
            Effect.execution_id == execution_id, Effect.turn == turn
        )
    )
    return {EffectKey(turn, row.instruction, row.visit): _kept(row.result) for row in rows}


async def all_effects(tx: Tx, execution_id: UUID) -> dict[EffectKey, Kept]:
    """Results that were kept for all turns of an execution."""
    columns = (Effect.turn, Effect.instruction, Effect.visit, Effect.result)
    rows = await tx.rows(select(*columns).where(Effect.execution_id == execution_id))
    return {EffectKey(row.turn, row.instruction, row.visit): _kept(row.result) for row in rows}


def _kept(result: Any) -> Kept:
    return Kept(INTERRUPTED if result is None else read(result))


async def begin(tx: Tx, execution_id: UUID, key: EffectKey) -> None:
    """Note that a call which must not be made twice is about to be made."""
    await tx.execute(_effect(tx, execution_id, key, None).on_conflict_do_nothing())


async def keep(tx: Tx, execution_id: UUID, key: EffectKey, value: Value) -> None:
    """Keep the result of a call: whoever runs this turn again finds it. The first result counts."""
    kept = _effect(tx, execution_id, key, written(value))
    names = [Effect.execution_id, Effect.turn, Effect.instruction, Effect.visit]
    await tx.execute(
        kept.on_conflict_do_update(
            index_elements=names, set_={"result": kept.excluded.result}, where=Effect.result.is_(None)
        )
    )


def _effect(tx: Tx, execution_id: UUID, key: EffectKey, result: Any) -> Insert:
    return insert(Effect).values(
        execution_id=execution_id, turn=key.turn, instruction=key.instruction, visit=key.visit,
        tenant_id=tx.tenant_id, result=null() if result is None else result, at=clock.now(),
    )  # fmt: skip


async def forget_effects(tx: Tx, execution_id: UUID) -> None:
    """The turn is committed: nobody will run it again."""
    await tx.execute(delete(Effect).where(Effect.execution_id == execution_id))


async def record_turn(tx: Tx, values: Mapping[str, Any]) -> None:
    """What a turn did, for its author."""
    await tx.execute(insert(TurnRecord).values(tenant_id=tx.tenant_id, **values))


def state_of(row: RowMapping) -> dict[str, Any]:
    """The machine's state of an execution that waits."""
    state: dict[str, Any] = json.loads(row["state"])
    return state
