"""10.2: people, queues and what is done with conversations."""

from typing import Any, Final
from zoneinfo import ZoneInfo

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots import notices
from attendance.bots.config import PRIORITIES
from attendance.bots.sandbox.keywords.arguments import argument, by_name, clause, last, words
from attendance.bots.sandbox.people import Handed, Person, status_of, told
from attendance.bots.sandbox.world import World
from attendance.queues.standing import Standing

_DESTINATIONS: Final = frozenset({"console", "teams", "whatsapp", "telegram", "google_chat", "slack"})
_PRIORITIES: Final = PRIORITIES | {"baixa": 0, "alta": 2, "urgente": 3}
_TARGETS: Final = ("queue", "department", "name", "attendant_id", "skill", "target")


def transfer(world: World, call: Invocation) -> Value:
    asked = by_name(call, ("target", "priority", "reason", "destination"))
    priority, destination = _priority(asked.get("priority")), _destination(world, asked.get("destination"))
    target = next((world.text(asked[key]) for key in _TARGETS if asked.get(key) not in (None, "")), None)
    if not world.config.hands_over:
        return _result(None, "disabled", destination, is_found=False)
    reason = "\n".join(world.text(asked[key]) for key in ("reason", "context") if asked.get(key)) or None
    words = asked.get("message")
    opening = None if words is None else world.text(words)
    return hand_over(world, target, priority, reason, opening=opening, destination=destination)


def hand_over(
    world: World,
    target: str | None,
    priority: int | None,
    reason: str | None,
    *,
    opening: str | None = None,
    destination: str = "console",
) -> dict[str, Value]:
    """The customer waits for a person, and is told so. `opening` None: the configured words, "": nothing is said."""
    was_with_people = world.owner == "human"
    standing = world.house.receive(target, world.new_uuid())
    status = "already_with_human" if was_with_people else status_of(standing)
    _note(world, standing, reason)
    world.handed.append(Handed(target, priority, reason, status))
    if opening != "" and not was_with_people:
        said = world.config.attendance_transfer_message if opening is None else opening
        zone = ZoneInfo(str(world.host.zone))
        world.say(
            notices.waiting(standing, opening=said, locale=world.host.language, zone=zone), author="system"
        )
    is_found = target is None or world.house.knows(target)
    return _result(standing, status, destination, is_found=is_found)


def _note(world: World, standing: Standing, reason: str | None) -> None:
    if world.owner == "bot":
        facts = {
            "attendance": {"queue": standing.queue_name, "position": standing.position, "reason": reason}
        }
        world.hooks.append(("on_transfer.bas", facts))
    world.owner = "human"
    world.session |= {
        "transfer_reason": reason, "transfer_time": world.host.now(), "queue_name": standing.queue_name,
        "queue_position": standing.position, "attendant_name": standing.assigned_to_name,
    }  # fmt: skip
    if standing.assigned_to_name:
        world.context["attendant"] = {"id": str(standing.assigned_to), "name": standing.assigned_to_name}


def _priority(said: Value) -> int | None:
    if said is None or said == "":
        return None
    word = str(said).strip().casefold()
    if word.isdecimal() and 0 <= int(word) <= 3:
        return int(word)
    if word not in _PRIORITIES:
        raise KeywordError("E311", function="TRANSFER TO HUMAN")
    return _PRIORITIES[word]


def _destination(world: World, said: Value) -> str:
    word = str(said or world.config.attendance_default_destination or "console").casefold()
    word = word.replace(" ", "_").replace("-", "_")
    if word not in _DESTINATIONS:
        raise KeywordError("E311", function="TRANSFER TO HUMAN")
    return word


def _result(standing: Standing | None, status: str, destination: str, *, is_found: bool) -> dict[str, Value]:
    return {
        "success": standing is not None, "status": status, "destination": destination, "target_found": is_found,
        "queue_id": str(standing.queue_id) if standing and standing.queue_id else None,
        "queue_name": standing and standing.queue_name, "queue_position": standing and standing.position,
        "assigned_to": str(standing.assigned_to) if standing and standing.assigned_to else None,
        "assigned_to_name": standing and standing.assigned_to_name,
        "estimated_wait_seconds": standing and standing.estimated_wait_seconds, "ticket_id": None, "message": None,
    }  # fmt: skip


def escalate(world: World, call: Invocation) -> Value:
    return hand_over(world, "supervisor", PRIORITIES["urgent"], words(world, call, 0) or None)


def notify(world: World, call: Invocation) -> Value:
    return {"success": True, "delivered": 1}


def get_queue(world: World, call: Invocation) -> Value:
    waiting = world.house.waiting
    return {
        "success": True,
        "total": waiting,
        "waiting": waiting,
        "assigned": 0,
        "active": 0,
        "resolved": 0,
        "items": [],
    }


def next_in_queue(world: World, call: Invocation) -> Value:
    return {"success": False}


def get_attendants(world: World, call: Invocation) -> Value:
    wanted = world.text(clause(call, "WITH STATUS") or argument(call, 0)).casefold()
    people = [one for one in world.house.people or () if not wanted or one.status == wanted]
    return {"success": True, "count": len(people), "items": told(people)}


def _person(world: World, call: Invocation) -> Person:
    """Raises: KeywordError E332."""
    said = argument(call, 0)
    named = said.get("name") or said.get("id") if isinstance(said, dict) else said
    found = world.house.find(world.text(named))
    if found is None:
        raise KeywordError("E332", x=world.text(named))
    return found


def attendant_status(world: World, call: Invocation) -> Value:
    return _person(world, call).status


def attendant_stats(world: World, call: Invocation) -> Value:
    active = _person(world, call).active
    return {"success": True, "active_conversations": active, "resolved_today": 0, "avg_first_response_seconds": None,
            "csat": None}  # fmt: skip


def set_attendant_status(world: World, call: Invocation) -> Value:
    person = _person(world, call)
    person.status = last(world, call, "TO").casefold()
    return {"success": True, "status": person.status}


def assign(world: World, call: Invocation) -> Value:
    found = world.house.find(last(world, call, "TO"))
    if found is None or found.status != "online":
        return {"success": False, "session_id": world.session["id"]}
    found.active += 1
    world.owner = "human"
    return {"success": True, "session_id": world.session["id"], "assigned_to": str(found.id),
            "assigned_to_name": found.name}  # fmt: skip


def resolve(world: World, call: Invocation) -> Value:
    world.owner = "bot"
    world.hooks.append(("on_resolve.bas", world.resolution(last(world, call, "WITH"))))
    return {"success": True, "session_id": world.session["id"]}


def set_priority(world: World, call: Invocation) -> Value:
    word = last(world, call, "TO")
    _priority(word)
    return {"success": True, "priority": word}


def tag(world: World, call: Invocation) -> Value:
    tags: list[Any] = [*world.session.get("tags", []), last(world, call, "WITH")]
    world.session["tags"] = list(dict.fromkeys(tags))
    return {"success": True, "tags": list(world.session["tags"])}


def add_note(world: World, call: Invocation) -> Value:
    return {"success": True, "note_id": world.new_id()}


def customer_history(world: World, call: Invocation) -> Value:
    tickets = world.tables.rows.get("attendance_tickets", [])
    return {"success": True, "session_count": 1, "last_contact": None, "sessions": [], "tickets": list(tickets),
            "total_spent": world.customer.get("ltv") or 0, "deals": []}  # fmt: skip


KEYWORDS: Final = {
    "TRANSFER TO HUMAN": transfer, "ESCALATE TO SUPERVISOR": escalate, "NOTIFY": notify, "NOTIFY ATTENDANT": notify,
    "NOTIFY AGENT": notify, "GET QUEUE": get_queue, "NEXT IN QUEUE": next_in_queue, "GET ATTENDANTS": get_attendants,
    "GET ATTENDANT STATUS": attendant_status, "GET ATTENDANT STATS": attendant_stats,
    "SET ATTENDANT STATUS": set_attendant_status, "ASSIGN CONVERSATION": assign, "RESOLVE CONVERSATION": resolve,
    "SET PRIORITY": set_priority, "TAG CONVERSATION": tag, "ADD NOTE": add_note,
    "GET CUSTOMER HISTORY": customer_history,
}  # fmt: skip
