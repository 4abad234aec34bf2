"""What SET HEADER adds to the calls of an execution, for as long as that may live."""

import json
from datetime import timedelta
from typing import Final

from attendance.basic.host import KeywordError
from attendance.bots.scripts import memory
from attendance.bots.scripts.scene import Scene
from attendance.kernel import clock

_MOST: Final = 30
_KEPT: Final = timedelta(days=8)


async def of_execution(scene: Scene) -> dict[str, str]:
    """By name; a copy that may be changed."""
    found = await memory.recall(scene.tx, scene.bot, None, _key(scene))
    headers: dict[str, str] = json.loads(found) if found else {}
    return headers


async def add(scene: Scene, name: str, value: str) -> None:
    """In place of one of the same name. Raises: KeywordError E311 for too many."""
    headers = {one: said for one, said in (await of_execution(scene)).items() if one.lower() != name.lower()}
    headers[name] = value
    if len(headers) > _MOST:
        raise KeywordError("E311", function="SET HEADER", x=f"> {_MOST}")
    await memory.remember(
        scene.tx, scene.bot, None, _key(scene), json.dumps(headers), until=clock.now() + _KEPT
    )


async def clear(scene: Scene) -> None:
    await memory.forget(scene.tx, scene.bot, None, _key(scene))


def _key(scene: Scene) -> str:
    return f"{memory.HEADERS}{scene.execution_id}"
