"""Help for attendants (10.2): moods, tips, polished words, replies, summaries; without a model by rules, if at all."""

from abc import abstractmethod
from decimal import Decimal
from typing import Any, ClassVar, Final

from sqlalchemy import select

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords import sessions
from attendance.bots.keywords.base import Limited, OutsideKeyword
from attendance.bots.keywords.llm import as_object
from attendance.bots.scripts import prompting
from attendance.bots.scripts.prompting import Asked
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.bots.scripts.sentiment import by_words
from attendance.conversations.models import Message as Said
from attendance.llm import delimiting
from attendance.llm.base import Message

_MOST_MESSAGES: Final = 60
_JSON: Final = "Answer with one JSON object and nothing else, its texts in the language of the conversation."


class Helping(OutsideKeyword):
    """Asks the model for an object; what fails gives `success` false and what rules can tell."""

    limited: ClassVar[Limited] = "llm"
    task: ClassVar[str]
    errors: ClassVar[tuple[tuple[str, str], ...]] = (
        ("E332", "no such session"), ("E505", "more than 10 questions in one turn"),
    )  # fmt: skip

    async def prepare(self, scene: Scene, call: Invocation) -> Asked | None:
        """None: there is nobody to ask."""
        if not scene.bot.config.llm_provider_url:
            return None
        system = Message("system", f"{delimiting.RULE}\n\n{self.task} {_JSON}")
        about = Message("user", delimiting.data(await self.about(scene, call)))
        return await prompting.asked(scene, [system, about], said={"json": True})

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        if prepared is None:
            return {"failed": "llm-provider-url"}
        return await prompting.complete(services.llm, prepared)

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        await prompting.used(scene, value)
        try:
            answer = as_object(prompting.completion(value).text)
            told = {
                "success": True,
                **await self.shaped(scene, call, answer if isinstance(answer, dict) else {}),
            }
        except KeywordError as error:
            reason = error.values.get("reason", "")
            told = {"success": False, "error": reason, **await self.by_rules(scene, call)}
        return told

    @abstractmethod
    async def about(self, scene: Scene, call: Invocation) -> str:
        """What the model looks at: the session, or a text."""

    @abstractmethod
    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        """The keyword's fields from the model's answer, whatever that forgot."""

    @abstractmethod
    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        """The keyword's fields without a model."""


class AnalyzeSentiment(Helping):
    phrase = "ANALYZE SENTIMENT"
    syntax: ClassVar[tuple[str, ...]] = ("ANALYZE SENTIMENT [s,] text",)
    example = 's = ANALYZE SENTIMENT message\nIF s.score < -0.5 THEN TRANSFER TO HUMAN "suporte", "high"'
    effects = "Tells a mood, and remembers it as `sentiment` of the session."
    result = "{success, overall, score, emoji, urgency, escalation_risk, source}: score from -1 to 1"
    task = (
        "How does the customer feel? JSON: overall (positive, neutral, negative), score (-1 to 1), emoji, urgency "
        "(low, normal, high, urgent), escalation_risk (low, medium, high)."
    )

    async def about(self, scene: Scene, call: Invocation) -> str:
        return scene.text(call.arguments[-1])

    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        rules = _mood(await self.about(scene, call))
        known = {key: answer.get(key, otherwise) for key, otherwise in rules.items()}
        if isinstance(known["score"], bool) or not isinstance(known["score"], int | Decimal):
            known["score"] = rules["score"]
        return await self._remembered(scene, call, known | {"source": "llm"})

    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        known = _mood(await self.about(scene, call)) | {"source": "rules"}
        return await self._remembered(scene, call, known)

    async def _remembered(self, scene: Scene, call: Invocation, mood: dict[str, Value]) -> dict[str, Value]:
        named = call.arguments[0] if len(call.arguments) == 2 else None
        is_own = named is None or (scene.found is not None and sessions.id_of(named) == scene.found.id)
        if is_own and scene.found is not None:
            await scene.set_session("sentiment", scene.plain(mood))
            scene.context["sentiment"] = dict(mood)
        return mood


class Sentiment(AnalyzeSentiment):
    phrase = "SENTIMENT"
    syntax = ("SENTIMENT text",)
    example = "s = SENTIMENT message\nPRINT s.overall"


def _mood(text: str) -> dict[str, Value]:
    mood = by_words(text)
    return {
        "overall": mood["overall"], "score": Decimal(mood["hundredths"]) / 100, "emoji": mood["emoji"],
        "urgency": mood["urgency"], "escalation_risk": mood["escalation_risk"],
    }  # fmt: skip


class GetTips(Helping):
    phrase = "GET TIPS"
    syntax = ("GET TIPS [s] [, text]",)
    example = "dicas = GET TIPS\nIF dicas.success THEN ADD NOTE dicas.items[0].content"
    effects = "Reads what might help whoever attends."
    result = "{success, items: [{type, content, priority}]}"
    task = (
        "Give up to three tips to the attendant. JSON: items, each with type, content and priority (1 first)."
    )

    async def about(self, scene: Scene, call: Invocation) -> str:
        text = scene.text(call.arguments[-1]) if _has_text(call) else ""
        return "\n".join(filter(None, [await transcript(scene, _session(call)), text]))

    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        items = [one for one in _listed(answer, "items") if isinstance(one, dict) and one.get("content")]
        return {"items": [{"type": "tip", "priority": 2, **one} for one in items]}

    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        return {"items": []}


class GetSmartReplies(Helping):
    phrase = "GET SMART REPLIES"
    syntax = ("GET SMART REPLIES [s]",)
    example = "r = GET SMART REPLIES\nIF r.success THEN ADD NOTE r.items[0].text"
    effects = "Reads replies that would fit now; nothing is sent."
    result = "{success, items: [{text, tone, category, confidence}]}"
    task = "Suggest three replies. JSON: items, each with text, tone, category and confidence (0 to 1)."

    async def about(self, scene: Scene, call: Invocation) -> str:
        return await transcript(scene, call.arguments[0] if call.arguments else None)

    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        items = [one for one in _listed(answer, "items") if isinstance(one, dict) and one.get("text")]
        blank = {"tone": "professional", "category": "answer", "confidence": None}
        return {"items": [{**blank, **one} for one in items]}

    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        return {"items": []}


class GetSummary(Helping):
    phrase = "GET SUMMARY"
    syntax = ("GET SUMMARY [s]",)
    example = "r = GET SUMMARY\nADD NOTE r.brief"
    effects = "Reads a session in a few words."
    result = "{success, brief, key_points, sentiment_trend, message_count, next_steps}"
    task = (
        "Summarise the conversation for a colleague. JSON: brief (two sentences), key_points (list), "
        "sentiment_trend (improving, stable, worsening), next_steps (list)."
    )

    async def about(self, scene: Scene, call: Invocation) -> str:
        return await transcript(scene, call.arguments[0] if call.arguments else None)

    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        rules = await self.by_rules(scene, call)
        return {
            "brief": str(answer.get("brief") or rules["brief"]), "key_points": _listed(answer, "key_points"),
            "sentiment_trend": answer.get("sentiment_trend", "stable"),
            "message_count": rules["message_count"], "next_steps": _listed(answer, "next_steps"),
        }  # fmt: skip

    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        lines = await said(scene, call.arguments[0] if call.arguments else None)
        first = next((text for who, text in lines if who == "in"), "")
        return {
            "brief": first[:200], "key_points": [], "sentiment_trend": None, "message_count": len(lines),
            "next_steps": [], "source": "rules",
        }  # fmt: skip


class PolishMessage(Helping):
    phrase = "POLISH MESSAGE"
    syntax = ("POLISH MESSAGE text [, tone]",)
    example = 'p = POLISH MESSAGE "vc precisa mandar o doc", "formal"\nTALK p.polished'
    effects = "Rewrites a message before it is sent: professional, friendly, empathetic or formal."
    result = "{success, original, polished, changes}; without a model the words as they were"
    task = "Polish this message to a customer, same language, same facts. JSON: polished, changes (list)."

    async def about(self, scene: Scene, call: Invocation) -> str:
        tone = scene.text(call.arguments[1]) if len(call.arguments) > 1 else "professional"
        return f"[tone: {tone}]\n{scene.text(call.arguments[0])}"

    async def shaped(self, scene: Scene, call: Invocation, answer: dict[str, Any]) -> dict[str, Value]:
        original = scene.text(call.arguments[0])
        polished = str(answer.get("polished") or original)
        return {"original": original, "polished": polished, "changes": _listed(answer, "changes")}

    async def by_rules(self, scene: Scene, call: Invocation) -> dict[str, Value]:
        original = scene.text(call.arguments[0])
        return {"original": original, "polished": original, "changes": []}


def _has_text(call: Invocation) -> bool:
    return len(call.arguments) == 2 or (
        len(call.arguments) == 1 and sessions.id_of(call.arguments[0]) is None
    )


def _session(call: Invocation) -> Value:
    return call.arguments[0] if call.arguments and sessions.id_of(call.arguments[0]) else None


def _listed(answer: dict[str, Any], key: str) -> list[Value]:
    found = answer.get(key)
    return list(found) if isinstance(found, list) else []


async def transcript(scene: Scene, session: Value) -> str:
    """What was said in a session, a line each. Raises: KeywordError E332."""
    return "\n".join(
        f"{'customer' if who == 'in' else 'us'}: {text}" for who, text in await said(scene, session)
    )


async def said(scene: Scene, session: Value) -> list[tuple[str, str]]:
    """The last messages of a session, oldest first: direction and text. Raises: KeywordError E332."""
    wanted = sessions.id_of(session) if session is not None else (scene.found.id if scene.found else None)
    if wanted is None:
        raise KeywordError("E332", v=scene.text(session)[:60])
    rows = await scene.tx.rows(
        select(Said.direction, Said.text)
        .where(
            Said.conversation_id == wanted,
            Said.is_note.is_(False),
            Said.text != "",
            Said.deleted_at.is_(None),
        )
        .order_by(Said.seq.desc())
        .limit(_MOST_MESSAGES)
    )
    return [(row.direction, row.text) for row in reversed(rows)]


KEYWORDS: Final = (
    AnalyzeSentiment(), Sentiment(), GetTips(), GetSmartReplies(), GetSummary(), PolishMessage(),
)  # fmt: skip
