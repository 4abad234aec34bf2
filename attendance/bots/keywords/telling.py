"""Messages that are not for the customer of this session: to colleagues, and into other sessions."""

from collections.abc import Iterable
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import select

from attendance.attendants import queries as attendants
from attendance.attendants.events import AttendantNotified
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords import people, sessions
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.conversations import posting
from attendance.identity.models import User
from attendance.identity.schemas import Role
from attendance.kernel.text import fold
from attendance.queues.models import QueueMember

_LEADS: Final = (Role.SUPERVISOR, Role.ADMIN, Role.OWNER)
"""Who hears what nobody in particular is told; the first of them that exist."""


class Notify(Keyword):
    phrase = "NOTIFY"
    syntax: ClassVar[tuple[str, ...]] = ("NOTIFY target, message",)
    example = 'NOTIFY attendant, "Cliente VIP aguardando: " + customer.name'
    effects = (
        'Tells people in the console: an attendant, `"queue:suporte"`, `"role:supervisor"`, a key of config.csv; '
        "NULL is the attendant of the session, else the supervisors. A note stays in the conversation."
    )
    result = "{success, delivered}: how many people"
    errors = (("E332", "nobody is called like that"), ("E311", "no message"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        target, said = _target_and_message(call)
        text = scene.text(said).strip()
        if not text:
            raise KeywordError("E311", function=call.phrase)
        told = await audience(scene, target)
        await tell(scene, call, told, text)
        return {"success": bool(told), "delivered": len(told)}


class NotifyAttendant(Notify):
    phrase = "NOTIFY ATTENDANT"
    syntax = ("NOTIFY ATTENDANT target, message", "NOTIFY ATTENDANT target WITH message")
    example = 'NOTIFY ATTENDANT item.assigned_to, "Conversa parada há " + minutos + " min"'


class NotifyAgent(Notify):
    phrase = "NOTIFY AGENT"
    syntax = ("NOTIFY AGENT target WITH message", "NOTIFY AGENT target, message")
    example = 'NOTIFY AGENT "maria@loja.com.br" WITH "Cliente pediu para falar com você"'


def _target_and_message(call: Invocation) -> tuple[Value, Value]:
    if call.clauses.get("WITH"):
        return (call.arguments[0] if call.arguments else None), call.clauses["WITH"][0]
    if len(call.arguments) == 2:
        return call.arguments[0], call.arguments[1]
    return None, call.arguments[0] if call.arguments else None


async def tell(scene: Scene, call: Invocation, user_ids: Iterable[UUID], text: str) -> None:
    """Let these people know, and keep it in the conversation of the script if it has one."""
    told = sorted(user_ids)
    if not told:
        return
    if scene.found is not None:
        await posting.post_bot_note(
            scene.tx, scene.found, text=text, client_id=scene.client_id(call.key), author_name=scene.bot.name,
            content={"notified": [str(user_id) for user_id in told]},
        )  # fmt: skip
    conversation_id = scene.found.id if scene.found else None
    scene.tx.publish(AttendantNotified(conversation_id=conversation_id, user_ids=told, text=text))


async def audience(scene: Scene, target: Value) -> set[UUID]:
    """The active users that a target means. Raises: KeywordError E332."""
    if target is None or target == "":
        return await _responsible(scene)
    if isinstance(target, list):
        return {user_id for one in target for user_id in await audience(scene, one)}
    word = target.strip() if isinstance(target, str) else ""
    scope, _, name = word.partition(":")
    if name and scope.casefold() == "queue":
        return await _members(scene, name)
    if name and scope.casefold() == "role":
        return await _of_role(scene, fold(name.strip()))
    return await _person(scene, target, word)


async def _person(scene: Scene, target: Value, word: str) -> set[UUID]:
    known = scene.context.get("config")
    configured = known.get(word.replace("-", "_")) if isinstance(known, dict) and word else None
    if isinstance(configured, str) and configured and configured != word:
        return await audience(scene, configured)
    if word:
        rows = await scene.tx.rows(select(User.id, User.email, User.name).where(User.is_active))
        found = {row.id for row in rows if fold(word) in (str(row.id), fold(row.email))}
        if found:
            return found
    return {(await people.attendant(scene, target)).user_id}


async def _responsible(scene: Scene) -> set[UUID]:
    """The session's attendant, else the supervisors of its queue, else those of the company."""
    if scene.found is not None and scene.found.assigned_to is not None:
        return {scene.found.assigned_to}
    return await supervisors(scene)


async def supervisors(scene: Scene) -> set[UUID]:
    """Those of the session's queue, else all; where there are none, who administers the company."""
    for role in _LEADS:
        leads = await _of_role(scene, role.value)
        if scene.found is not None and scene.found.queue_id is not None:
            leads = leads & await _serving(scene, scene.found.queue_id) or leads
        if leads:
            return leads
    return set()


async def _of_role(scene: Scene, role: str) -> set[UUID]:
    rows = await scene.tx.rows(select(User.id).where(User.is_active, User.role == role))
    return {row.id for row in rows}


async def _members(scene: Scene, name: str) -> set[UUID]:
    queue = await people.queue(scene, name)
    if queue is None:
        raise KeywordError("E332", v=name[:60])
    return await _serving(scene, queue.id)


async def _serving(scene: Scene, queue_id: UUID) -> set[UUID]:
    serves = (QueueMember.queue_id == queue_id, QueueMember.is_active)
    members = {row.user_id for row in await scene.tx.rows(select(QueueMember.user_id).where(*serves))}
    return set(await attendants.by_user_ids(scene.tx, members, only_active=True))


class SendToSession(Keyword):
    phrase = "SEND TO SESSION"
    syntax = ("SEND TO SESSION session_id, text",)
    example = 'SEND TO SESSION item.session_id, "Seu atendente já vem."'
    effects = "Writes to the customer of another session of this bot."
    result = "{success, message_id}"
    errors = (
        ("E332", "no such session of this bot"),
        ("E403", "from a script that talks with another customer"),
        ("E505", "too many messages in one turn"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        found = await sessions.taken(scene, call.arguments[0])
        if found.bot_id != scene.bot.id:
            raise KeywordError("E332", v=str(found.id))
        message_id = await scene.say_in(found, scene.text(call.arguments[1]), call.key)
        return {"success": message_id is not None, "message_id": str(message_id) if message_id else None}


KEYWORDS: Final = (Notify(), NotifyAttendant(), NotifyAgent(), SendToSession())
