"""Events that scripts publish for other scripts of the bot."""

from typing import ClassVar, Final
from uuid import uuid5

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts import happenings
from attendance.bots.scripts.scene import Scene


class PublishEvent(Keyword):
    phrase = "PUBLISH EVENT"
    syntax: ClassVar[tuple[str, ...]] = ("PUBLISH EVENT name [, data]",)
    example = 'PUBLISH EVENT "pedido.pago", { "valor": 120.50 }'
    effects = (
        "Begins the `ON EVENT` handlers of the bot and ends its waits for this event; those of one session only when "
        "the data names a `session_id`."
    )
    result = "{success, delivered}: how many handlers and waits"
    errors = (("E504", "handlers that publish events for each other without end"), ("E311", "no name"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        name = scene.text(call.arguments[0]).strip()
        if not name:
            raise KeywordError("E311", function=call.phrase)
        data = call.arguments[1] if len(call.arguments) > 1 else None
        key = call.key
        heard = await happenings.publish(
            scene.tx, scene.bot.id, name, data, depth=scene.depth,
            conversation_id=scene.found.id if scene.found else None,
            source=uuid5(scene.execution_id, f"event:{key.turn}:{key.instruction}:{key.visit}"),
        )  # fmt: skip
        return {"success": True, "delivered": heard}


class Trigger(PublishEvent):
    phrase = "TRIGGER"
    syntax = ("TRIGGER name [, data]",)
    example = 'TRIGGER "lead.qualificado", { "telefone": customer.phone }'


KEYWORDS: Final = (PublishEvent(), Trigger())
