"""10.5 and 10.6: tasks, messages to anybody, meetings. They only leave an effect behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from attendance.basic.host import Invocation, Value
from attendance.basic.values import Rowset
from attendance.bots.sandbox.keywords.arguments import argument, by_name, clause, words
from attendance.bots.sandbox.world import World

_MEETING: Final = ("title", "start_at", "minutes", "participants")
_DEFAULT_EXPIRY_SECONDS: Final = 3600


def create_task(world: World, call: Invocation) -> Value:
    asked = by_name(call, ("title", "assignee", "due", "also"))
    title = world.text(asked.get("title"))
    row = world.tables.add("tasks", {"title": title, "assignee": asked.get("assignee"), "status": "open"})
    return {"success": True, "id": row["id"], "title": title, "status": "open"}


def send_mail(world: World, call: Invocation) -> Value:
    to = world.text(
        clause(call, "TO") if call.clauses.get("TO") else call.fields.get("to", argument(call, 0))
    )
    return sent(world) if "@" in to or to else {"success": False, "message_id": None, "error": to}


def sent(world: World) -> dict[str, Value]:
    return {"success": True, "message_id": world.new_id(), "error": None}


def send_sms(world: World, call: Invocation) -> Value:
    return {"success": True, "parts": 1 + len(words(world, call, 1)) // 160, "message_id": world.new_id()}


def send_template(world: World, call: Invocation) -> Value:
    recipient = words(world, call, 0)
    one = {
        "success": True,
        "channel": "whatsapp",
        "recipient": recipient,
        "message_id": world.new_id(),
        "error": None,
    }
    return Rowset([one])


def broadcast(world: World, call: Invocation) -> Value:
    to = clause(call, "TO") or argument(call, 1) or []
    return {"success": True, "queued": len(to) if isinstance(to, list) else 1}


def create_meeting(world: World, call: Invocation) -> Value:
    asked = by_name(call, _MEETING)
    room, expires_in = world.new_id(), asked.get("expires_in") or _DEFAULT_EXPIRY_SECONDS
    meeting: dict[str, Value] = {
        "success": True, "id": room, "room_id": room, "type": asked.get("type") or "livekit",
        "join_url": f"https://meet.example/{room[:8]}", "host_url": f"https://meet.example/{room[:8]}?host=1",
        "expires_at": world.host.now() + timedelta(seconds=float(expires_in)), "error": None, "status": "waiting",
        "participants": [], "participant": None,
    }  # fmt: skip
    world.context |= {
        "meeting": meeting,
        "meeting_link": meeting["join_url"],
        "meeting_url": meeting["join_url"],
    }
    return meeting


def book(world: World, call: Invocation) -> Value:
    asked = by_name(call, _MEETING)
    start, minutes = (
        asked.get("start_at") or asked.get("start") or world.host.now(),
        asked.get("minutes") or 30,
    )
    return {"success": True, "id": world.new_id(), "start": start, "end": start + timedelta(minutes=float(minutes)),
            "join_url": None}  # fmt: skip


def score_lead(world: World, call: Invocation) -> Value:
    lead = argument(call, 0)
    score = int(lead.get("score") or 0) if isinstance(lead, dict) else 0
    grade = "A" if score >= 80 else "B" if score >= 60 else "C" if score >= 40 else "D"
    return {"score": score, "grade": grade, "qualified": score >= 60, "reasons": []}


def done(**facts: Any) -> Callable[[World, Invocation], Value]:
    """Whatever it is, it works."""
    return lambda world, call: {"success": True, "error": None, **facts}


def answers(key: str) -> Callable[[World, Invocation], Value]:
    """It works and makes something with an id."""
    return lambda world, call: {"success": True, key: world.new_id(), "error": None}


_METHODS: Final = (
    "REQUEST_SCREEN_SHARE",
    "INVITE",
    "END",
    "MUTE",
    "REMOVE",
    "START_RECORDING",
    "STOP_RECORDING",
    "TRANSCRIPT",
)

KEYWORDS: Final = {
    "CREATE TASK": create_task, "SEND MAIL": send_mail, "EMAIL.SEND": send_mail, "BEGIN MAIL": send_mail,
    "SEND SMS": send_sms, "SEND TEMPLATE": send_template, "SEND TEMPLATE TO": send_template, "BROADCAST": broadcast,
    "CREATE DRAFT": answers("draft_id"), "CREATE MEETING": create_meeting, "BOOK": book,
    "CALL PHONE": answers("call_id"), "HANG UP": done(), "PLAY": done(), "SCORE LEAD": score_lead,
    "CHECK AVAILABILITY": lambda world, call: [],
    **{f".{name}": done() for name in _METHODS},
}  # fmt: skip
