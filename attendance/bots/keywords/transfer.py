"""TRANSFER TO HUMAN: the bot asks for a person."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from attendance.attendants import queries as attendants
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.config import PRIORITIES
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene, Target
from attendance.kernel.clock import now
from attendance.kernel.text import fold
from attendance.queues import snapshots
from attendance.queues.line import Refused
from attendance.queues.standing import Standing

DESTINATIONS: Final = frozenset({"console", "teams", "whatsapp", "google_chat", "slack"})
_PRIORITY_WORDS: Final = PRIORITIES | {"baixa": 0, "alta": 2, "urgente": 3}
_KEYS: Final = ("target", "priority", "reason", "destination")


class TransferToHuman(Keyword):
    phrase = "TRANSFER TO HUMAN"
    syntax = (
        "TRANSFER TO HUMAN [target [, priority [, reason [, destination]]]]",
        "TRANSFER TO HUMAN({department | queue | name | attendant_id | skill, priority, reason, context, "
        "destination, message})",
    )
    example = (
        'r = TRANSFER TO HUMAN "financeiro", "high", "Contestação de cobrança"\n'
        'IF r.status = "assigned" THEN TALK r.assigned_to_name + " vai continuar com você."'
    )
    effects = "Hands the session to people: a queue, a notice to the customer, the reason for the attendant."
    result = (
        "{success, status, queue_id, queue_name, queue_position, assigned_to, assigned_to_name, "
        "estimated_wait_seconds, ticket_id, destination, target_found, message}"
    )
    errors = (("E311", "a priority or destination that nobody knows"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        asked = _asked(scene, call.arguments)
        priority = _priority(asked.get("priority"))
        destination = _destination(scene, asked.get("destination"))
        if not scene.bot.config.hands_over:
            return _result(None, "disabled", destination, target_found=False)
        target = await _resolve(scene, asked)
        before = scene.conversation.owner
        standing = await scene.hand_over(
            reason="script", target=target, priority=priority, words=asked.get("message"),
            note=_note(scene, asked), key=call.key,
        )  # fmt: skip
        return _result(
            standing, _status(standing, before), destination, target_found=target is None or target.is_found
        )


def _asked(scene: Scene, arguments: tuple[Value, ...]) -> dict[str, Any]:
    if len(arguments) == 1 and isinstance(arguments[0], dict):
        return {str(key).lower(): value for key, value in arguments[0].items()}
    return dict(zip(_KEYS, arguments, strict=False))


def _priority(said: Value) -> int | None:
    """Raises: KeywordError E311."""
    if said is None or said == "":
        return None
    if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 3:
        return said
    word = str(said).strip().lower()
    if word.isdecimal() and 0 <= int(word) <= 3:
        return int(word)
    if word not in _PRIORITY_WORDS:
        raise KeywordError("E311", function="TRANSFER TO HUMAN")
    return _PRIORITY_WORDS[word]


def _destination(scene: Scene, said: Value) -> str:
    word = str(said or scene.bot.config.attendance_default_destination or "console").lower().replace(" ", "_")
    if word not in DESTINATIONS:
        raise KeywordError("E311", function="TRANSFER TO HUMAN")
    return word


def _note(scene: Scene, asked: Mapping[str, Any]) -> str | None:
    parts = [scene.text(asked[name]) for name in ("reason", "context") if asked.get(name) not in (None, "")]
    return "\n".join(parts) or None


async def _resolve(scene: Scene, asked: Mapping[str, Any]) -> Target | None:
    """What the target means: queue, department, attendant or skill, in this order; None when none was named."""
    for key in ("queue", "department", "name", "attendant_id", "skill", "target"):
        if asked.get(key) not in (None, ""):
            return await _target(scene, scene.text(asked[key]))
    return None


async def _target(scene: Scene, word: str) -> Target:
    wanted = fold(word)
    queues = [queue for queue in await snapshots.queues(scene.tx) if queue.is_active]
    for queue in queues:
        if wanted in (fold(queue.name), fold(queue.name).replace(" ", "-"), str(queue.id)):
            return Target(queue_id=queue.id)
    people = await attendants.everybody(scene.tx)
    if any(wanted == fold(one.department or "") for one in people):
        return Target(department=word)
    for one in people:
        names = {fold(one.name), fold(one.id), *map(fold, one.aliases)}
        if wanted in names or wanted == fold(one.email):
            queue_id = next(iter(one.queue_ids), None)
            return Target(queue_id=queue_id, preferred=one.user_id)
    if any(wanted in map(fold, one.skills) for one in people):
        return Target(skill=wanted)
    return Target(department=word, is_found=False)


def _status(standing: Standing | Refused, before: str) -> str:
    if isinstance(standing, Refused):
        return "no_attendants"
    if before == "human":
        return "already_with_human"
    if standing.assigned_to is not None:
        return "assigned"
    if standing.is_closed:
        return "outside_hours"
    return "queued" if standing.queue_id is not None else "no_attendants"


def _result(
    standing: Standing | Refused | None, status: str, destination: str, *, target_found: bool
) -> dict[str, Value]:
    known = standing if isinstance(standing, Standing) else None
    return {
        "success": status in ("assigned", "queued", "already_with_human"),
        "status": status,
        "queue_id": _text(known.queue_id if known else None),
        "queue_name": known and known.queue_name,
        "queue_position": known and known.position,
        "assigned_to": _text(known.assigned_to if known else None),
        "assigned_to_name": known and known.assigned_to_name,
        "estimated_wait_seconds": known and known.estimated_wait_seconds,
        "ticket_id": None,
        "destination": destination,
        "target_found": target_found,
        "message": None,
        "at": now(),
    }


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


KEYWORDS: Final = (TransferToHuman(),)
