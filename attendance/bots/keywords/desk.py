"""What a script does with conversations: give them to somebody, end them, mark them, note something."""

from typing import Any, ClassVar, Final

from attendance.attendants.schemas import Attendant, AttendantStatus
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords import people, sessions
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.conversations import actions, posting
from attendance.conversations.actions import Locked
from attendance.conversations.rules import CLOSED, MoveNotPossible
from attendance.queues.assigning import lock_routing

_ELSEWHERE: Final = (
    ("E332", "no such session or attendant"),
    ("E403", "another session, from a script that talks with a customer"),
)


class AssignConversation(Keyword):
    phrase = "ASSIGN CONVERSATION"
    syntax = ("ASSIGN CONVERSATION [s,] attendant", "ASSIGN CONVERSATION s TO attendant")
    example = 'r = ASSIGN CONVERSATION item.session_id, "att-001"\nIF NOT r.success THEN PRINT r.error'
    effects = "Gives the conversation to an attendant, who has yet to accept it."
    result = "{success, session_id, assigned_to, assigned_to_name, error}; success false for one who is full or offline"
    errors = _ELSEWHERE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        session, said = sessions.session_and(call, "TO")
        person = await people.attendant(scene, said)
        await lock_routing(scene.tx)
        found = await sessions.taken(scene, session)
        reason = _why_not(person, found)
        if reason is None:
            try:
                await actions.assign(scene.tx, found, person.user_id, how="assigned")
            except MoveNotPossible as refused:
                reason = refused.detail
        await _seen(scene, found)
        told = {"success": reason is None, "session_id": str(found.id), "error": reason}
        return told | {"assigned_to": person.id, "assigned_to_name": person.name} if reason is None else told


def _why_not(person: Attendant, found: Locked) -> str | None:
    if found.assigned_to == person.user_id:
        return None
    if person.status is AttendantStatus.OFFLINE:
        return "offline"
    return "full" if 0 < person.capacity <= person.active_conversations else None


class ResolveConversation(Keyword):
    phrase = "RESOLVE CONVERSATION"
    syntax = ("RESOLVE CONVERSATION [s] [, reason]", "RESOLVE CONVERSATION [s] WITH reason")
    example = 'RESOLVE CONVERSATION item.session_id, "Sem resposta do cliente"'
    effects = "Ends the attendance: the next message belongs to the bot again. The reason is kept as a note."
    result = "{success, session_id}"
    errors = (*_ELSEWHERE, ("E403", "a script that talks with a customer whom people have"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        session = call.arguments[0] if call.arguments else None
        reason = call.clauses["WITH"][0] if call.clauses.get("WITH") else None
        if len(call.arguments) == 2:
            reason = call.arguments[1]
        found = await sessions.taken(scene, session)
        sessions.check_released(scene, found)
        if found.status not in CLOSED:
            if reason not in (None, ""):
                await _note(scene, found, scene.text(reason), call)
            await actions.resolve(scene.tx, found)
        await _seen(scene, found)
        return {"success": True, "session_id": str(found.id)}


class SetPriority(Keyword):
    phrase = "SET PRIORITY"
    syntax = ("SET PRIORITY [s,] priority", "SET PRIORITY s TO priority")
    example = 'SET PRIORITY item.session_id, "urgent"'
    effects = "Changes who is served first: low/0, normal/1, high/2, urgent/3."
    result = "{success, priority}"
    errors = (*_ELSEWHERE, ("E311", "no priority"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        session, said = sessions.session_and(call, "TO")
        priority = people.priority(said, self.phrase)
        found = await sessions.taken(scene, session)
        await actions.set_priority(scene.tx, found, priority)
        await _seen(scene, found)
        return {"success": True, "priority": priority}


class TagConversation(Keyword):
    phrase = "TAG CONVERSATION"
    syntax = ("TAG CONVERSATION [s,] tag", "TAG CONVERSATION s WITH tag")
    example = 'TAG CONVERSATION "cobrança"'
    effects = "Adds a tag, or each one of a list."
    result = "{success, tags}"
    errors = _ELSEWHERE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        session, said = sessions.session_and(call, "WITH")
        tags = [scene.text(one).strip() for one in (said if isinstance(said, list) else [said])]
        found = await sessions.taken(scene, session)
        await actions.change_tags(scene.tx, found, add=[tag for tag in tags if tag], remove=[])
        after = await actions.lock(scene.tx, found.id)
        await _seen(scene, found)
        return {"success": True, "tags": list(after.tags)}


class AddNote(Keyword):
    phrase = "ADD NOTE"
    syntax = ("ADD NOTE [s,] text",)
    example = 'ADD NOTE "Cliente pediu retorno depois das 18h"'
    effects = "Writes a private note for colleagues; the customer never sees it."
    result = "{success, note_id}"
    errors: ClassVar[tuple[tuple[str, str], ...]] = _ELSEWHERE

    async def run(self, scene: Scene, call: Invocation) -> Value:
        session, said = sessions.session_and(call)
        text = scene.text(said).strip()
        if not text:
            raise KeywordError("E311", function=self.phrase)
        found = await sessions.taken(scene, session)
        return {"success": True, "note_id": await _note(scene, found, text, call)}


async def _note(scene: Scene, found: Locked, text: str, call: Invocation) -> str:
    note_id = await posting.post_bot_note(
        scene.tx, found, text=text, client_id=scene.client_id(call.key), author_name=scene.bot.name
    )
    return str(note_id)


async def _seen(scene: Scene, found: Locked) -> None:
    """The script's own session is looked at again, so that what it reads next is true."""
    if scene.found is None or scene.found.id != found.id:
        return
    after = await scene.refresh()
    scene.context["session"]["needs_human"] = after.owner == "human"
    about: dict[str, Any] = {"status": after.status, "priority": after.priority, "queue": after.queue_name}
    if isinstance(scene.context.get("attendance"), dict):
        scene.context["attendance"] |= about
    if isinstance(scene.context.get("conversation"), dict):
        scene.context["conversation"] |= {"status": after.status, "tags": list(after.tags)}


KEYWORDS: Final = (AssignConversation(), ResolveConversation(), SetPriority(), TagConversation(), AddNote())
