"""People as scripts name them: `att-001`, or the id of a user; rows hold the user."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from attendance.basic.host import KeywordError, Value
from attendance.basic.values import text
from attendance.bots.scripts import customers
from attendance.bots.scripts.scene import Scene

NAME_OF: Final = """coalesce(
  (select att.external_id from attendants att where att.user_id = {column}), {column}::text)"""
"""SQL for the name of the user in a column."""


async def user_of(scene: Scene, said: Value, *, column: str) -> UUID | None:
    """The user whom a value means, None for nothing. Raises: KeywordError E344 for nobody."""
    written = text(said, scene.host).strip() if said is not None else ""
    if not written:
        return None
    rows = await scene.tx.fetch(
        "select u.id from users u left join attendants a on a.user_id = u.id "
        "where u.is_active and (a.external_id = $1 or u.id = $2)",
        written, customers.as_id(written),
    )  # fmt: skip
    if not rows:
        raise KeywordError("E344", column=column, type="attendant")
    found: UUID = rows[0]["id"]
    return found


async def with_user(scene: Scene, given: Mapping[str, Any], column: str) -> dict[str, Any]:
    """The values with the user in this column, if they name one."""
    if column not in given:
        return dict(given)
    return {**given, column: await user_of(scene, given[column], column=column)}
