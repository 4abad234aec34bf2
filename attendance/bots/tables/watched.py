"""Writes that scripts may listen to: `ON INSERT|UPDATE|DELETE OF "table"` begins once the turn is committed."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal
from uuid import UUID

from attendance.basic.host import KeywordError, Value
from attendance.bots.scripts import happenings
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import queries
from attendance.bots.tables.table import Table

Write = Literal["INSERT", "UPDATE", "DELETE"]
Rows = Mapping[UUID, dict[str, Value]]
_NOTHING: Final[Rows] = {}


async def insert(scene: Scene, table: Table, values: Mapping[str, Value]) -> UUID:
    """A new row; its id in the database. Raises like the table, and E504 for handlers that set off each other."""
    row_id = await table.insert(scene, values)
    if _is_heard(scene, "INSERT", table):
        await _tell(scene, "INSERT", table, record=await queries.row(scene, table, row_id), old=None)
    return row_id


async def update(scene: Scene, table: Table, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
    """Raises like the table, and E504 for handlers that set off each other."""
    is_heard = _is_heard(scene, "UPDATE", table)
    before = await _read(scene, table, rows) if is_heard else _NOTHING
    await table.update(scene, rows, values)
    after = await _read(scene, table, rows) if is_heard else _NOTHING
    for row_id, record in after.items():
        await _tell(scene, "UPDATE", table, record=record, old=before[row_id])


async def delete(scene: Scene, table: Table, rows: Sequence[UUID]) -> None:
    """Raises like the table, and E504 for handlers that set off each other."""
    before = await _read(scene, table, rows) if _is_heard(scene, "DELETE", table) else _NOTHING
    await table.delete(scene, rows)
    for record in before.values():
        await _tell(scene, "DELETE", table, record=record, old=record)


def _is_heard(scene: Scene, write: Write, table: Table) -> bool:
    """By the scripts of the version that runs: whoever listens to nothing pays nothing."""
    return any(
        handler.kind == write and happenings.is_meant(handler.subject, table.name)
        for program in scene.programs.all().values()
        for handler in program.facts.handlers
    )


async def _read(scene: Scene, table: Table, rows: Sequence[UUID]) -> Rows:
    return {row_id: await queries.row(scene, table, row_id) for row_id in rows}


async def _tell(scene: Scene, write: Write, table: Table, *, record: Value, old: Value) -> None:
    if scene.depth >= happenings.DEEPEST:
        raise KeywordError("E504")
    names = {"record": record, "old": old}
    conversation_id = scene.found.id if scene.found else None
    await happenings.happened(
        scene.tx, scene.bot.id, write, table.name, names, conversation_id=conversation_id, depth=scene.depth
    )
