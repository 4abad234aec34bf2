"""10.1: what the bot says."""

from typing import Final

from attendance.basic.host import Invocation, Value
from attendance.bots.sandbox.keywords.arguments import argument, clause, words
from attendance.bots.sandbox.turn import Traced
from attendance.bots.sandbox.world import World

_MOST_SUGGESTIONS: Final = 10


def talk(world: World, call: Invocation) -> Value:
    message_id = world.say(words(world, call, 0))
    return {"success": message_id is not None, "message_id": message_id}


def talk_to(world: World, call: Invocation) -> Value:
    """Somebody else reads it: an effect, not a line of this conversation."""
    return {"success": bool(words(world, call, 0)), "message_id": world.new_id()}


def send_file(world: World, call: Invocation) -> Value:
    """The customer reads the caption and where the file is from."""
    said = " ".join(filter(None, [words(world, call, 1), words(world, call, 0)]))
    message_id = world.say(said)
    return {"success": message_id is not None, "message_id": message_id, "error": None, "fallback": False}


def show(world: World, call: Invocation) -> Value:
    text = " ".join(world.text(one) for one in call.arguments)
    world.turn.trace.append(Traced("print", call.script, call.line, text))
    return None


def add_suggestion(world: World, call: Invocation) -> Value:
    value = words(world, call, 0)
    label = clause(call, "AS")
    if len(world.suggestions) < _MOST_SUGGESTIONS:
        world.suggestions.append((value, value if label is None else world.text(label)))
    return None


def clear_suggestions(world: World, call: Invocation) -> Value:
    world.suggestions.clear()
    return None


def wait(world: World, call: Invocation) -> Value:
    world.pass_time(float(argument(call, 0, 0)))
    return None


KEYWORDS: Final = {
    "TALK": talk, "SEND MESSAGE": talk, "TALK TO": talk_to, "SEND TO SESSION": talk_to, "SEND WHATSAPP": talk_to,
    "SEND FILE": send_file, "SEND IMAGE": send_file, "SEND AUDIO": send_file, "SEND VIDEO": send_file,
    "SEND FILE TO": talk_to, "SEND IMAGE TO": talk_to, "SEND AUDIO TO": talk_to, "SEND VIDEO TO": talk_to,
    "PRINT": show, "ADD SUGGESTION": add_suggestion, "CLEAR SUGGESTIONS": clear_suggestions, "WAIT": wait,
}  # fmt: skip
