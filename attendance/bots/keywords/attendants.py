"""The people: who is here, how they are doing, and their status."""

from decimal import Decimal
from typing import Final

from attendance.attendants import actions as presence
from attendance.attendants import queries
from attendance.attendants.schemas import Attendant
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords import people
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.queues import overview

_NOBODY: Final = (("E332", "no such attendant"),)


class GetAttendants(Keyword):
    phrase = "GET ATTENDANTS"
    syntax = ("GET ATTENDANTS [status]", "GET ATTENDANTS WITH STATUS status")
    example = (
        'livres = GET ATTENDANTS "online"\nIF livres.count = 0 THEN TALK "Ninguém está disponível agora."'
    )
    effects = "Reads everybody who serves customers, by name."
    result = (
        "{success, count, items: [{id, name, email, channel, department, skills, status, active_conversations, "
        "max_conversations}]}"
    )
    errors = (("E311", "no such status"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        said = next(iter(call.clauses.get("WITH STATUS") or call.arguments), None)
        wanted = None if said in (None, "") else people.status(said, self.phrase)
        found = [one for one in await queries.everybody(scene.tx) if wanted is None or one.status is wanted]
        return {"success": True, "count": len(found), "items": [_told(one) for one in found]}


def _told(one: Attendant) -> dict[str, Value]:
    return {
        "id": one.id, "name": one.name, "email": one.email, "channel": one.channel,
        "department": one.department, "skills": sorted(one.skills), "status": one.status.value,
        "active_conversations": one.active_conversations, "max_conversations": one.capacity,
    }  # fmt: skip


class GetAttendantStatus(Keyword):
    phrase = "GET ATTENDANT STATUS"
    syntax = ("GET ATTENDANT STATUS id",)
    example = 'IF GET ATTENDANT STATUS "att-001" = "online" THEN TALK "A Maria está aqui."'
    effects = "Reads the status that counts now: a lost connection is offline, full capacity is busy."
    result = "online, busy, away or offline"
    errors = _NOBODY

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return (await people.attendant(scene, call.arguments[0])).status.value


class GetAttendantStats(Keyword):
    phrase = "GET ATTENDANT STATS"
    syntax = ("GET ATTENDANT STATS id",)
    example = 'numeros = GET ATTENDANT STATS "att-001"\nPRINT numeros.resolved_today'
    effects = "Reads an attendant's day so far."
    result = "{success, active_conversations, resolved_today, avg_first_response_seconds, csat}"
    errors = _NOBODY

    async def run(self, scene: Scene, call: Invocation) -> Value:
        person = await people.attendant(scene, call.arguments[0])
        today = await overview.today(scene.tx, person.user_id)
        return {
            "success": True, "active_conversations": person.active_conversations,
            "resolved_today": today.resolved, "avg_first_response_seconds": _number(today.first_response_seconds),
            "csat": _number(today.rating),
        }  # fmt: skip


class SetAttendantStatus(Keyword):
    phrase = "SET ATTENDANT STATUS"
    syntax = ("SET ATTENDANT STATUS id, status", "SET ATTENDANT STATUS id TO status")
    example = 'SET ATTENDANT STATUS "att-001", "away"'
    effects = "Changes an attendant's status, as if chosen by them; with a browser open it holds while that is there."
    result = "{success, status}"
    errors = (*_NOBODY, ("E311", "no such status"), ("E403", "a script that talks with a customer"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        said = call.clauses["TO"][0] if call.clauses.get("TO") else (call.arguments[1:] or (None,))[0]
        if not call.arguments:
            raise KeywordError("E310", function=self.phrase)
        status = people.status(said, self.phrase)
        if not scene.may_act_elsewhere:
            raise KeywordError("E403", w="attendance.write")
        person = await people.attendant(scene, call.arguments[0])
        is_leased = await queries.is_leased(scene.tx, person.user_id)
        await presence.set_status(scene.tx, person.user_id, status, reason="script", is_leased=is_leased)
        return {"success": True, "status": (await queries.one(scene.tx, person.user_id)).status.value}


def _number(value: float | None) -> Value:
    """The language knows decimal numbers only."""
    return None if value is None else Decimal(str(value))


KEYWORDS: Final = (GetAttendants(), GetAttendantStatus(), GetAttendantStats(), SetAttendantStatus())
