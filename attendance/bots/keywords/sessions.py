"""Sessions as arguments of keywords: the current one, or another where the script may act on others."""

from typing import Any
from uuid import UUID

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.scripts.scene import Scene
from attendance.conversations import actions
from attendance.conversations.actions import Locked
from attendance.kernel.errors import NotFound


async def taken(scene: Scene, value: Value) -> Locked:
    """The session of an argument under its lock; NULL is the current one.

    Raises: KeywordError E332 for a session that isn't there, E403 for another one that this script may not act on."""
    wanted = scene.found.id if value is None and scene.found is not None else id_of(value)
    if value is None and wanted is None:
        raise KeywordError("E321")
    if wanted is None:
        raise KeywordError("E332", v=scene.text(value)[:60])
    if scene.found is not None and wanted == scene.found.id:
        return await scene.refresh()
    if not scene.may_act_elsewhere:
        raise KeywordError("E403", w="attendance.write")
    try:
        return await actions.lock(scene.tx, wanted)
    except NotFound:
        raise KeywordError("E332", v=str(wanted)) from None


def session_and(call: Invocation, *clauses: str) -> tuple[Value, Value]:
    """`[s,] x` and `s TO x`: the session (None: the current one), and what is to be done with it."""
    said = next((call.clauses[word][0] for word in clauses if call.clauses.get(word)), None)
    if said is not None:
        return (call.arguments[0] if call.arguments else None), said
    if len(call.arguments) == 2:
        return call.arguments[0], call.arguments[1]
    if len(call.arguments) != 1:
        raise KeywordError("E310", function=call.phrase)
    return None, call.arguments[0]


def check_released(scene: Scene, found: Locked) -> None:
    """A script that talks with a customer never takes this customer from the people who have them.

    Raises: KeywordError E403."""
    is_own = scene.found is not None and scene.found.id == found.id
    if is_own and scene.kind == "dialogue" and found.owner == "human":
        raise KeywordError("E403", w="needs_human")


def id_of(value: Value) -> UUID | None:
    """The id that a session argument names; None when it can't be one."""
    if isinstance(value, dict):
        known: dict[str, Any] = {str(key).casefold(): one for key, one in value.items()}
        value = known.get("session_id") or known.get("id")
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
