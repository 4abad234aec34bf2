"""What a bot says to the customer of its conversation."""

import asyncio
from typing import ClassVar, Final

from attendance.basic.host import Invocation, Suspended, Value
from attendance.basic.values import File
from attendance.bots.keywords.base import Keyword
from attendance.bots.keywords.files import SEND_FILE
from attendance.bots.scripts.scene import Scene

MOST_SUGGESTIONS: Final = 10
_LONGEST_SLEEP_SECONDS: Final = 5.0


class Talk(Keyword):
    phrase = "TALK"
    syntax: ClassVar[tuple[str, ...]] = ("TALK [expr]", "BEGIN TALK … END TALK")
    example = 'TALK "Bom dia, " + (customer.name OR "tudo bem") + "!"'
    effects = "Sends a message to the customer of the session; empty text sends nothing. A file goes as by SEND FILE."
    result = "{success, message_id}"
    errors = (("E505", "too many messages in one turn"),)

    async def run(self, scene: Scene, call: Invocation) -> Value | Suspended:
        if call.arguments and isinstance(call.arguments[0], File):
            return await SEND_FILE.run(scene, call)
        text = scene.text(call.arguments[0]) if call.arguments else ""
        message_id = await scene.say(text, call.key)
        return {"success": message_id is not None, "message_id": str(message_id) if message_id else None}


class SendMessage(Talk):
    phrase = "SEND MESSAGE"
    syntax = ("SEND MESSAGE text",)
    example = 'SEND MESSAGE "Até logo!"'


class Print(Keyword):
    phrase = "PRINT"
    syntax = ("PRINT expr",)
    example = 'PRINT "cliente " + customer.id'
    effects = "Writes to the execution's log; the customer sees nothing."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        scene.note("print", call.line, " ".join(scene.text(one) for one in call.arguments))
        return None


class AddSuggestion(Keyword):
    phrase = "ADD SUGGESTION"
    syntax = ("ADD SUGGESTION value [AS label]",)
    example = 'ADD SUGGESTION "boleto" AS "2ª via do boleto"\nTALK "Como posso ajudar?"'
    effects = "Adds a quick reply to the next message: the label is shown, the value comes back. At most 10."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        value = scene.text(call.arguments[0])
        label = scene.text(call.clauses["AS"][0]) if call.clauses.get("AS") else value
        if len(scene.suggestions) < MOST_SUGGESTIONS:
            scene.suggestions.append((value, label))
        return None


class ClearSuggestions(Keyword):
    phrase = "CLEAR SUGGESTIONS"
    syntax = ("CLEAR SUGGESTIONS",)
    example = "CLEAR SUGGESTIONS"
    effects = "Removes the quick replies that were not sent yet."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        scene.suggestions.clear()
        return None


class Wait(Keyword):
    """WAIT up to 5 seconds; the machine itself ends the turn for longer ones."""

    phrase = "WAIT"
    syntax = ("WAIT seconds",)
    example = "WAIT 60"
    effects = "Waits; more than 5 seconds end the turn, and the script goes on later."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await asyncio.sleep(min(_LONGEST_SLEEP_SECONDS, float(call.arguments[0])))
        return None


KEYWORDS: Final = (Talk(), SendMessage(), Print(), AddSuggestion(), ClearSuggestions(), Wait())
