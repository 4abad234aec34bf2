"""What the session knows."""

from typing import Final
from uuid import UUID

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots import handing_over
from attendance.bots.keywords import sessions
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.conversations import actions, queries
from attendance.conversations.actions import Locked
from attendance.conversations.rules import Viewer
from attendance.kernel.errors import NotFound
from attendance.queues.actions import Wanted

READ_ONLY: Final = frozenset({"id", "channel", "created_at"})
_LONGEST_KEY: Final = 128


class SetSession(Keyword):
    phrase = "SET SESSION"
    syntax = ("SET SESSION key, value", "SET SESSION s, key, value", "session.key = value")
    example = 'SET SESSION "tentativas", (GET SESSION("tentativas") OR 0) + 1'
    effects = (
        "Writes a key of the session, or of another one; `needs_human` true asks for a person, false gives the "
        "session back to the bot, which a script that talks with the customer can't do."
    )
    errors = (
        ("E320", "a key that can only be read"),
        ("E311", "a key or value that makes no sense"),
        ("E332", "no such session"),
        ("E403", "another session, or one that people have, from a script that talks with a customer"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        if len(call.arguments) not in (2, 3):
            raise KeywordError("E310", function=self.phrase)
        *session, said, value = call.arguments
        key = _key(scene, said)
        if key in READ_ONLY:
            raise KeywordError("E320", x=f"session.{key}")
        if key == "needs_human":
            await _needs_human(scene, session[0] if session else None, value)
        elif session and not _is_own(scene, found := await sessions.taken(scene, session[0])):
            await actions.remember(scene.tx, found.id, {key: scene.plain(value)})
        else:
            await scene.set_session(key, scene.plain(value))
        return None


def _key(scene: Scene, said: Value) -> str:
    """Raises: KeywordError E311."""
    key = scene.text(said).removeprefix("session.")
    if not 1 <= len(key) <= _LONGEST_KEY:
        raise KeywordError("E311", function="SET SESSION")
    return key


def _is_own(scene: Scene, found: Locked) -> bool:
    return scene.found is not None and scene.found.id == found.id


async def _needs_human(scene: Scene, session: Value, value: Value) -> None:
    """Raises: KeywordError E311 for anything but true and false, E403 where people have the customer."""
    if not isinstance(value, bool):
        raise KeywordError("E311", function="SET SESSION")
    found = await sessions.taken(scene, session)
    if not value and found.owner == "human":
        sessions.check_released(scene, found)
        await actions.release(scene.tx, found)
    elif value and found.owner == "bot":
        if _is_own(scene, found):
            await scene.hand_over(reason="script")
        else:
            notice_id = f"transfer:{scene.execution_id}"
            await handing_over.hand_over(
                scene.tx, scene.services, found.id, Wanted("script"), notice_id=notice_id
            )
    if _is_own(scene, found):
        await scene.refresh()
        scene.context["session"]["needs_human"] = value


class GetSession(Keyword):
    phrase = "GET SESSION"
    syntax = ("GET SESSION key", "GET SESSION s, key")
    example = 'nome = GET SESSION("nome")'
    effects = "Reads a key of the session, or of another one."
    result = "the value, or NULL"
    errors = (("E332", "no such session"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        key = scene.text(call.arguments[-1]).removeprefix("session.") if call.arguments else ""
        if len(call.arguments) < 2:
            return scene.context["session"].get(key) if "session" in scene.context else None
        wanted = sessions.id_of(call.arguments[0])
        if scene.found is not None and wanted == scene.found.id:
            return scene.context["session"].get(key)
        try:
            known = await queries.session(scene.tx, _EVERYBODY, wanted or UUID(int=0))
        except NotFound:
            raise KeywordError("E332", v=scene.text(call.arguments[0])[:60]) from None
        facts = known.model_dump(mode="json")
        facts |= known.context_data | {
            name: facts[name] for name in ("id", "needs_human", "status", "channel")
        }
        return facts.get(key)


_EVERYBODY: Final = Viewer(UUID(int=0), "all")


KEYWORDS: Final = (SetSession(), GetSession())
