"""Reads of executions for their authors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.engine import RowMapping

from attendance.bots import queries as bots
from attendance.bots import sources
from attendance.bots.running import schemas
from attendance.bots.scripts.models import Execution, TurnRecord
from attendance.conversations.models import Conversation
from attendance.crm.models import Contact
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.wire import Page

_FACTS = (
    "id", "bot_id", "version", "conversation_id", "kind", "script", "script_now", "status", "line", "wait_kind",
    "wait_event", "wait_until", "turn", "steps", "error", "started_at", "updated_at",
)  # fmt: skip


async def page(
    tx: Tx, bot_id: UUID, asked: Slice, *, status: str | None, conversation_id: UUID | None
) -> Page[schemas.Execution]:
    """Those of a bot, the newest first. Raises: NotFound."""
    await bots.facts(tx, bot_id)
    statement = _executions().where(Execution.bot_id == bot_id)
    if status is not None:
        statement = statement.where(Execution.status == status)
    if conversation_id is not None:
        statement = statement.where(Execution.conversation_id == conversation_id)
    after = asked.after(tuple[datetime, UUID])
    if after is not None:
        statement = statement.where(tuple_(Execution.started_at, Execution.id) < after)
    ordered = statement.order_by(Execution.started_at.desc(), Execution.id.desc()).limit(asked.probe)
    rows, next_cursor = asked.cut(await tx.mappings(ordered), lambda row: (row["started_at"], row["id"]))
    return Page(items=[schemas.Execution(**_shown(row)) for row in rows], next_cursor=next_cursor)


async def one(tx: Tx, bot_id: UUID, execution_id: UUID) -> schemas.ExecutionDetail:
    """Raises NotFound."""
    wanted = _executions().where(Execution.bot_id == bot_id, Execution.id == execution_id)
    rows = await tx.mappings(wanted)
    if not rows:
        raise NotFound("execution")
    turns = await _turns(tx, execution_id)
    return schemas.ExecutionDetail(**_shown(rows[0]), turns=turns, sources=await _sources(tx, rows[0], turns))


def _executions() -> Any:
    return (
        select(*(getattr(Execution, name) for name in _FACTS), Contact.name.label("contact_name"))
        .outerjoin(Conversation, Conversation.id == Execution.conversation_id)
        .outerjoin(Contact, Contact.id == Conversation.contact_id)
    )


def _shown(row: RowMapping) -> dict[str, Any]:
    return {**{name: row[name] for name in _FACTS}, "contact_name": row["contact_name"]}


async def _turns(tx: Tx, execution_id: UUID) -> list[schemas.ExecutionTurn]:
    columns = [getattr(TurnRecord, name) for name in schemas.ExecutionTurn.model_fields]
    found = select(*columns).where(TurnRecord.execution_id == execution_id).order_by(TurnRecord.turn)
    return [schemas.ExecutionTurn(**row) for row in await tx.mappings(found)]


async def _sources(tx: Tx, row: RowMapping, turns: Sequence[schemas.ExecutionTurn]) -> dict[str, str]:
    """The texts of the scripts that it went through."""
    scripts = (await sources.version(tx, row["bot_id"], row["version"])).scripts
    named = {row["script"], row["script_now"]}
    for turn in turns:
        named |= {step[2]["script"] for step in turn.trace if len(step) > 2 and "script" in step[2]}
    return {path: scripts[path] for path in sorted(named) if path in scripts}
