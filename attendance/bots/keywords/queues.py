"""The queues: who waits, and who is next."""

import json
from collections.abc import Sequence
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from attendance.basic import filters
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Invocation, KeywordError, Value
from attendance.bots.keywords import people
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.queues import overview

_STATUSES: Final = {status: (status,) for status in (*overview.OPEN, *overview.CLOSED)} | {
    "new": ("waiting", "assigned")
}
_EVERY_STATUS: Final = (*overview.OPEN, *overview.CLOSED)


class GetQueue(Keyword):
    phrase = "GET QUEUE"
    syntax = ("GET QUEUE [filter-or-status]",)
    example = 'fila = GET QUEUE "waiting"\nFOR EACH item IN fila.items\n    PRINT item.user_name\nNEXT item'
    effects = "Reads the conversations that people have, at most 1,000; resolved ones are those of today."
    result = (
        "{success, total, waiting, assigned, active, resolved, items: [{session_id, user_id, user_name, channel, "
        "status, priority, assigned_to, assigned_to_name, queue, wait_seconds, last_message, created_at}]}"
    )
    errors = (
        ("E343", "a filter that makes no sense"),
        ("E344", "a filter that compares what can't be compared"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        asked = call.arguments[0] if call.arguments else None
        counts = await overview.counts(scene.tx)
        found = await _found(scene, asked)
        told = {status: counts.get(status, 0) for status in ("waiting", "assigned", "active", "resolved")}
        return {"success": True, "total": len(found), **told, "items": found}


class NextInQueue(Keyword):
    phrase = "NEXT IN QUEUE"
    syntax = ("NEXT IN QUEUE [queue]",)
    example = 'proximo = NEXT IN QUEUE "suporte"\nIF proximo.success THEN PRINT proximo.user_name'
    effects = "Reads the conversation that waits and is served first: highest priority, then longest wait."
    result = "{success, session_id, user_id, user_name, …} as an item of GET QUEUE; success false when nobody waits"
    errors = (("E332", "no such queue"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        queue_id = None
        if call.arguments and call.arguments[0] not in (None, ""):
            word = scene.text(call.arguments[0])
            queue = await people.queue(scene, word)
            if queue is None:
                raise KeywordError("E332", v=word[:60])
            queue_id = queue.id
        rows = await overview.items(scene.tx, ["waiting"], queue_id=queue_id)
        return {"success": True, **item(scene, rows[0])} if rows else {"success": False, "session_id": None}


async def _found(scene: Scene, asked: Value) -> list[Value]:
    if asked is None or asked == "":
        return await _items(scene, overview.OPEN)
    if isinstance(asked, dict):
        rows = await _items(scene, _EVERY_STATUS)
        return [row for row in rows if all(_same(row.get(key), value) for key, value in asked.items())]
    word = scene.text(asked).strip()
    if word.casefold() in _STATUSES:
        return await _items(scene, _STATUSES[word.casefold()])
    try:
        query = filters.parse(word)
        return filters.select(await _items(scene, _EVERY_STATUS), query, cast(Host, scene.shows))
    except BasicError as error:
        raise KeywordError(error.code, **error.values) from None


async def _items(scene: Scene, statuses: Sequence[str]) -> list[dict[str, Any]]:
    return [item(scene, row) for row in await overview.items(scene.tx, statuses)]


def item(scene: Scene, row: dict[str, Any]) -> dict[str, Any]:
    """A conversation in the words of scripts."""
    zone = ZoneInfo(scene.company.timezone)
    assigned_to = row["external_id"] or row["assigned_to"]
    return {
        "session_id": str(row["id"]), "user_id": str(row["contact_id"]), "user_name": row["user_name"],
        "channel": row["channel"], "status": row["status"], "priority": row["priority"],
        "assigned_to": str(assigned_to) if assigned_to else None, "assigned_to_name": row["assigned_to_name"],
        "queue": row["queue_name"], "wait_seconds": row["wait_seconds"],
        "last_message": row["last_inbound_text"] or "", "created_at": row["created_at"].astimezone(zone),
        "tags": list(_tags(row["tags"])),
    }  # fmt: skip


def _tags(stored: Any) -> Sequence[str]:
    return cast("Sequence[str]", json.loads(stored) if isinstance(stored, str) else stored)


def _same(known: Value, wanted: Value) -> bool:
    return str(known).casefold() == str(wanted).casefold()


KEYWORDS: Final = (GetQueue(), NextInQueue())
