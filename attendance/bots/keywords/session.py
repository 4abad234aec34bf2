"""What the session knows."""

from typing import Final

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import Scene
from attendance.conversations import actions

READ_ONLY: Final = frozenset({"id", "channel", "created_at"})
_LONGEST_KEY: Final = 128


class SetSession(Keyword):
    phrase = "SET SESSION"
    syntax = ("SET SESSION key, value", "session.key = value")
    example = 'SET SESSION "tentativas", (GET SESSION("tentativas") OR 0) + 1'
    effects = "Writes a key of the session; `needs_human` false gives the session back to the bot."
    errors = (("E320", "a key that can only be read"), ("E311", "a key or value that makes no sense"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        if len(call.arguments) != 2:
            raise KeywordError("E310", function=self.phrase)
        key, value = scene.text(call.arguments[0]).removeprefix("session."), call.arguments[1]
        if not 1 <= len(key) <= _LONGEST_KEY:
            raise KeywordError("E311", function=self.phrase)
        if key in READ_ONLY:
            raise KeywordError("E320", x=f"session.{key}")
        if key == "needs_human":
            await _needs_human(scene, value)
        else:
            await scene.set_session(key, scene.plain(value))
        return None


async def _needs_human(scene: Scene, value: Value) -> None:
    """Raises: KeywordError E311 for anything but true and false."""
    if not isinstance(value, bool):
        raise KeywordError("E311", function="SET SESSION")
    if not value and scene.conversation.owner == "human":
        await actions.release(scene.tx, scene.conversation)
        await scene.refresh()
    elif value and scene.conversation.owner == "bot":
        await scene.hand_over(reason="script")
    scene.context["session"]["needs_human"] = value


class GetSession(Keyword):
    phrase = "GET SESSION"
    syntax = ("GET SESSION key",)
    example = 'nome = GET SESSION("nome")'
    effects = "Reads a key of the session."
    result = "the value, or NULL"

    async def run(self, scene: Scene, call: Invocation) -> Value:
        key = scene.text(call.arguments[-1]).removeprefix("session.") if call.arguments else ""
        return scene.context["session"].get(key)


KEYWORDS: Final = (SetSession(), GetSession())
