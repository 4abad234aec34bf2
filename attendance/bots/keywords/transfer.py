"""TRANSFER TO HUMAN: the bot asks for a person."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from attendance.attendants import queries as attendants
from attendance.attendants.schemas import Attendant, AttendantStatus
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots import handing_over
from attendance.bots.keywords import people, telling
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene, Target
from attendance.conversations import actions
from attendance.kernel.errors import Conflict
from attendance.kernel.text import fold
from attendance.queues import actions as queues
from attendance.queues import choosing, queries, snapshots
from attendance.queues.actions import Wanted
from attendance.queues.line import Refused
from attendance.queues.standing import Standing
from attendance.tickets import opening as tickets

DESTINATIONS: Final = frozenset({"console", "teams", "whatsapp", "telegram", "google_chat", "slack"})
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
        return await transfer(scene, call, _asked(scene, call.arguments))


class EscalateToSupervisor(Keyword):
    phrase = "ESCALATE TO SUPERVISOR"
    syntax = ("ESCALATE TO SUPERVISOR [reason]",)
    example = 'ESCALATE TO SUPERVISOR "Cliente ameaça cancelar"'
    effects = "Hands the session over as urgent, to a supervisor who is free if there is one, and tells supervisors."
    result = "as TRANSFER TO HUMAN"

    async def run(self, scene: Scene, call: Invocation) -> Value:
        reason = call.arguments[0] if call.arguments else None
        leads = await telling.supervisors(scene)
        target = await _supervisor(scene, leads)
        result = await transfer(scene, call, {"reason": reason, "priority": "urgent"}, target)
        if result["status"] not in ("disabled", "error"):
            await telling.tell(scene, call, leads, scene.text(reason) or "Atendimento escalado")
        return result


async def transfer(
    scene: Scene, call: Invocation, asked: Mapping[str, Any], aim: Target | None = None
) -> dict[str, Value]:
    """Hand the session to people as asked; `aim` wins over the target that is named.

    With people already, only priority, reason and the queue in which it waits change. Raises: KeywordError E311."""
    said = asked.get("priority")
    priority = None if said in (None, "") else people.priority(said, call.phrase)
    destination = _destination(scene, asked.get("destination"))
    if not scene.bot.config.hands_over:
        return await _result(scene, None, "disabled", destination, target=aim)
    target = aim or await _resolve(scene, asked)
    note = _note(scene, asked)
    try:
        if scene.conversation.owner == "human":
            standing = await _again(scene, target, priority, note)
            return await _result(scene, standing, "already_with_human", destination, target=target)
        standing = await scene.hand_over(
            reason="script",
            target=target,
            priority=priority,
            words=asked.get("message"),
            note=note,
            key=call.key,
        )
    except Conflict as refused:
        return await _result(scene, None, "error", destination, target=target) | {"message": refused.detail}
    if asked.get("destination") in (None, ""):
        destination = await handing_over.destination_of(scene.tx, standing, scene.bot.config)
    await _remember(scene, asked, destination)
    opening = asked.get("message")
    told = scene.bot.config.attendance_transfer_message if opening is None else scene.text(opening)
    message = handing_over.notice(standing, told, scene.company) if told else None
    return await _result(scene, standing, _status(standing), destination, target=target) | {
        "message": message
    }


async def _again(
    scene: Scene, target: Target | None, priority: int | None, note: str | None
) -> Standing | Refused:
    """It is with people: who has it keeps it, who waits may wait elsewhere."""
    found = scene.conversation
    if priority is not None:
        await actions.set_priority(scene.tx, found, priority)
    if note is not None:
        await actions.change_note(scene.tx, found, note)
        scene.context["session"]["transfer_reason"] = note
    is_elsewhere = target is not None and target.is_found and target.queue_id not in (None, found.queue_id)
    if found.status == "waiting" and target is not None and is_elsewhere:
        wanted = Wanted("script", queue_id=target.queue_id, preferred=target.preferred, note=note)
        standing = await queues.enter(scene.tx, found.id, wanted)
    else:
        standing = await queries.line_of(scene.tx, found.id)
    await scene.refresh()
    return standing


async def _remember(scene: Scene, asked: Mapping[str, Any], destination: str) -> None:
    """Where attendants receive it, and what the script tells them, for whoever shows it."""
    facts: dict[str, Any] = {"destination": destination}
    if asked.get("context") not in (None, ""):
        facts["transfer_context"] = scene.plain(asked["context"])
    await actions.remember(scene.tx, scene.conversation.id, facts)


def _asked(scene: Scene, arguments: tuple[Value, ...]) -> dict[str, Any]:
    if len(arguments) == 1 and isinstance(arguments[0], dict):
        return {str(key).casefold(): value for key, value in arguments[0].items()}
    return dict(zip(_KEYS, arguments, strict=False))


def _destination(scene: Scene, said: Value) -> str:
    word = str(said or scene.bot.config.attendance_default_destination or "console").casefold()
    word = word.replace(" ", "_").replace("-", "_")
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
    wanted = fold(word.strip())
    queue = await people.queue(scene, word)
    if queue is not None:
        return Target(queue_id=queue.id)
    known = await attendants.everybody(scene.tx)
    if any(wanted == fold(one.department or "") for one in known):
        return Target(department=word)
    person = people.named(known, word)
    if person is not None:
        return _of(person)
    if any(wanted in map(fold, one.skills) for one in known):
        return Target(skill=wanted)
    active = [one for one in await snapshots.queues(scene.tx) if one.is_active]
    meant = choosing.queues_of_departments(active, [word])
    return Target(queue_id=meant[0].id) if meant else Target(is_found=False)


def _of(person: Attendant) -> Target:
    return Target(queue_id=next(iter(person.queue_ids), None), preferred=person.user_id)


async def _supervisor(scene: Scene, leads: Collection[UUID]) -> Target | None:
    """The one who is free and has least to do."""
    known = await attendants.by_user_ids(scene.tx, leads, only_active=True)
    free = [one for one in known.values() if one.status is AttendantStatus.ONLINE]
    return _of(min(free, key=lambda one: (one.active_conversations, one.id))) if free else None


def _status(standing: Standing | Refused) -> str:
    if isinstance(standing, Refused):
        return "no_attendants"
    if standing.assigned_to is not None:
        return "assigned"
    if standing.is_closed:
        return "outside_hours"
    return "queued" if standing.is_attended else "no_attendants"


async def _result(
    scene: Scene, standing: Standing | Refused | None, status: str, destination: str, *, target: Target | None
) -> dict[str, Value]:
    """`success`: people have it, or it waits for them, be it until they come."""
    known = standing if isinstance(standing, Standing) else None
    return {
        "success": known is not None,
        "status": status,
        "queue_id": _text(known.queue_id if known else None),
        "queue_name": known and known.queue_name,
        "queue_position": known and known.position,
        "assigned_to": await people.id_of(scene, known.assigned_to) if known else None,
        "assigned_to_name": known and known.assigned_to_name,
        "estimated_wait_seconds": known and known.estimated_wait_seconds,
        "ticket_id": await _ticket(scene) if known else None,
        "destination": destination,
        "target_found": target is None or target.is_found,
        "message": None,
    }


async def _ticket(scene: Scene) -> str | None:
    """The session's ticket, opened now where the queue wants one for whatever people get."""
    return _text(await tickets.on_hand_over(scene.tx, scene.conversation.id))


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


KEYWORDS: Final = (TransferToHuman(), EscalateToSupervisor())
