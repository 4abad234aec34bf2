"""10.2 and 10.7: what a language model would say, from the words that the test gives it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.bots.sandbox.keywords.arguments import argument
from attendance.bots.sandbox.web import reply
from attendance.bots.sandbox.world import World
from attendance.bots.scripts.sentiment import by_words


def ask(world: World, call: Invocation) -> Value:
    """The scripted words. Raises: KeywordError E601 when nobody told the model what to say."""
    answer = _reply(world, call)
    if answer is None:
        raise KeywordError("E601")
    options = argument(call, 1)
    wants_object = isinstance(options, dict) and (options.get("json") or options.get("schema"))
    parsed = read_container(answer) if wants_object else None
    return answer if parsed is None else parsed


def _reply(world: World, call: Invocation) -> str | None:
    world.count_call("llm")
    prompt = " ".join(world.text(one) for one in call.arguments if not isinstance(one, dict | list))
    world.prompts.append(prompt)
    return reply(world.replies, prompt)


def told(**otherwise: Value) -> Callable[[World, Invocation], Value]:
    """A keyword whose value is an object: the scripted JSON, or else that it failed."""

    def run(world: World, call: Invocation) -> Value:
        answer = _reply(world, call)
        if answer is None:
            return {"success": False, **otherwise}
        parsed = read_container(answer)
        return (
            {"success": True, **parsed} if isinstance(parsed, dict) else {"success": True, "answer": answer}
        )

    return run


def mood(world: World, call: Invocation) -> Value:
    """The scripted mood, or what the words alone tell; the script sees it as `sentiment`, too."""
    known = by_words(world.text(call.arguments[-1]))
    known["score"] = Decimal(known.pop("hundredths")) / 100
    answer = _reply(world, call)
    said = read_container(answer) if answer is not None else None
    if isinstance(said, dict):
        known |= said
    is_told = isinstance(said, dict)
    found = {"success": is_told, **known, "source": "llm" if is_told else "rules"}
    world.context["sentiment"] = dict(found)
    return found


KEYWORDS: Final = {
    "LLM": ask, "REWRITE": ask, "SUMMARIZE": ask, "TRANSLATE": ask, "ANSWER": ask, "SEE": ask, "OCR": ask,
    "SAVE FROM UNSTRUCTURED": ask, "CLASSIFY": told(label=None, confidence=0),
    "SENTIMENT": mood, "ANALYZE SENTIMENT": mood, "THINK KB": told(answer=None, passages=[]),
    "GET TIPS": told(items=[]), "POLISH MESSAGE": told(polished=None), "GET SMART REPLIES": told(items=[]),
    "GET SUMMARY": told(brief=None, key_points=[]),
}  # fmt: skip
