"""Language models (10.7): asked with the session's instructions, others' words marked as data."""

from typing import Any, ClassVar, Final

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.bots.keywords.base import Keyword, Limited, OutsideKeyword
from attendance.bots.scripts import prompting
from attendance.bots.scripts.prompting import Asked
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.llm import delimiting
from attendance.llm.base import Message

_FAILED: Final = (
    ("E601", "no provider is configured, or it gave no answer"),
    ("E505", "more than 10 questions in one turn"),
)


class Asking(OutsideKeyword):
    """A keyword that asks the language model; its value is the answer."""

    limited: ClassVar[Limited] = "llm"
    errors: ClassVar[tuple[tuple[str, str], ...]] = _FAILED

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        return await prompting.complete(services.llm, prepared)

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        await prompting.used(scene, value)
        return await self.answer(scene, call, prompting.completion(value).text.strip())

    async def answer(self, scene: Scene, call: Invocation, text: str) -> Value:
        """The keyword's value from what the model said. Raises: KeywordError."""
        return text

    async def _task(self, scene: Scene, task: str, text: str, **options: Any) -> Asked:
        """Work on a text that somebody else may have written."""
        messages = [Message("system", f"{delimiting.RULE}\n\n{task}"), Message("user", delimiting.data(text))]
        return await prompting.asked(scene, messages, **options)


class Llm(Asking):
    phrase = "LLM"
    syntax = ("LLM prompt [, options]", 'LLM prompt WITH OPTIMIZE FOR "cost"', "LLM prompt WITH json = TRUE")
    example = 'resumo = LLM "Em uma frase, o que este cliente quer? " + message\nTALK resumo'
    effects = (
        "Asks the language model, with the session's system prompt, context and messages unless `context: false`. "
        "What the prompt puts together from variables is marked as data. Options: model, temperature, max_tokens, "
        "json, schema, system, timeout, context."
    )
    result = "text; an object with `json: true` or a schema"

    async def prepare(self, scene: Scene, call: Invocation) -> Asked:
        options = _options(call)
        more = [str(options["system"])] if options.get("system") else []
        if options.get("json") or options.get("schema"):
            more.append("Answer with one JSON object and nothing else.")
        prompt = Message("user", prompting.words(scene, call.arguments[0]))
        if options.get("context") is False:
            messages = [Message("system", "\n\n".join([delimiting.RULE, *more])), prompt]
        else:
            messages = [await prompting.system(scene, *more), *await prompting.recent(scene), prompt]
        return await prompting.asked(scene, messages, said=options)

    async def answer(self, scene: Scene, call: Invocation, text: str) -> Value:
        options = _options(call)
        return as_object(text) if options.get("json") or options.get("schema") else text


def _options(call: Invocation) -> dict[str, Any]:
    said = call.arguments[1] if len(call.arguments) > 1 else None
    given = dict(said) if isinstance(said, dict) else {}
    return {str(key).casefold(): value for key, value in {**given, **call.fields}.items()}


def as_object(text: str) -> Value:
    """The JSON in an answer, also when the model put it in a code fence. Raises: KeywordError E601."""
    start, end = text.find("{"), text.rfind("}")
    found = read_container(text[start : end + 1]) if 0 <= start < end else None
    if found is None:
        raise KeywordError("E601", reason="no JSON")
    return found


class Rewrite(Asking):
    phrase = "REWRITE"
    syntax = ("REWRITE text [, instruction]",)
    example = 'TALK REWRITE "mande seus dado ai", "mais formal"'
    effects = "Writes a text anew in its own language."
    result = "text"

    async def prepare(self, scene: Scene, call: Invocation) -> Asked:
        how = scene.text(call.arguments[1]) if len(call.arguments) > 1 else "clearer, and without mistakes"
        task = f"Rewrite the text in its own language: {how}. Answer with the new text only."
        return await self._task(scene, task, scene.text(call.arguments[0]))


class Summarize(Asking):
    phrase = "SUMMARIZE"
    syntax = ("SUMMARIZE text",)
    example = "ADD NOTE SUMMARIZE conversa"
    effects = "Says a long text in a few sentences of its own language."
    result = "text"

    async def prepare(self, scene: Scene, call: Invocation) -> Asked:
        task = "Summarise the text in at most three sentences, in its own language. Answer with the summary only."
        return await self._task(scene, task, scene.text(call.arguments[0]))


class Translate(Asking):
    phrase = "TRANSLATE"
    syntax = ("TRANSLATE text, lang",)
    example = 'TALK TRANSLATE "Seu pedido saiu", "en"'
    effects = "Says a text in another language."
    result = "text"

    async def prepare(self, scene: Scene, call: Invocation) -> Asked:
        task = f"Translate the text into {scene.text(call.arguments[1])}. Answer with the translation only."
        return await self._task(scene, task, scene.text(call.arguments[0]))


class Classify(Asking):
    phrase = "CLASSIFY"
    syntax = ("CLASSIFY text, labels",)
    example = (
        'c = CLASSIFY message, ["compra", "suporte", "outro"]\nIF c.label = "compra" THEN TALK "Vamos lá!"'
    )
    effects = "Says which of the labels fits a text."
    result = "{label, confidence}: one of the labels, 0 to 1"
    errors = (*_FAILED, ("E311", "no list of labels"))

    async def prepare(self, scene: Scene, call: Invocation) -> Asked:
        labels = _labels(scene, call.arguments[1])
        schema = {
            "type": "object",
            "properties": {"label": {"type": "string", "enum": labels}, "confidence": {"type": "number"}},
            "required": ["label", "confidence"],
        }
        task = (
            f"Which of these labels fits the text? {labels}. Answer as JSON: label, confidence from 0 to 1."
        )
        return await self._task(scene, task, scene.text(call.arguments[0]), schema=schema)

    async def answer(self, scene: Scene, call: Invocation, text: str) -> Value:
        answer = as_object(text)
        labels = {one.casefold(): one for one in _labels(scene, call.arguments[1])}
        label = labels.get(str(answer.get("label", "")).strip().casefold())
        if label is None:
            raise KeywordError("E601", reason="none of the labels")
        return {"label": label, "confidence": answer.get("confidence")}


def _labels(scene: Scene, said: Value) -> list[str]:
    """Raises: KeywordError E311."""
    listed = said if isinstance(said, list) else scene.text(said).split(",")
    labels = [scene.text(one).strip() for one in listed]
    if not labels or not all(labels):
        raise KeywordError("E311", function="CLASSIFY")
    return labels


class UseModel(Keyword):
    phrase = "USE MODEL"
    syntax = ("USE MODEL name",)
    example = 'USE MODEL "modelo-grande"'
    effects = (
        "The model that answers for the rest of the session; an empty name: the one of the settings again."
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await prompting.state(scene, prompting.MODEL, scene.text(call.arguments[0]).strip() or None)
        return None


class BeginSystemPrompt(Keyword):
    phrase = "BEGIN SYSTEM PROMPT"
    syntax = ("BEGIN SYSTEM PROMPT … END SYSTEM PROMPT",)
    example = "BEGIN SYSTEM PROMPT\nVocê atende a loja ${config.company_name}. Seja breve.\nEND SYSTEM PROMPT"
    effects = "The instructions of the language model for the rest of the session."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await prompting.state(scene, prompting.SYSTEM, scene.text(call.arguments[-1]).strip())
        return None


class AddTool(Keyword):
    phrase = "ADD TOOL"
    syntax = ("ADD TOOL script",)
    example = 'ADD TOOL "consulta_pedido.bas"'
    effects = "Offers a tool script (with PARAM or DESCRIPTION) to the language model in this session."
    errors = (("E331", "no such script"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        name = scene.text(call.arguments[0]).strip()
        program = scene.programs.named(name)
        if program is None:
            raise KeywordError("E331", script=name[:60])
        known = list(prompting.stated(scene, prompting.TOOLS) or [])
        if program.name not in known:
            await prompting.state(scene, prompting.TOOLS, [*known, program.name])
        return None


class ClearTools(Keyword):
    phrase = "CLEAR TOOLS"
    syntax = ("CLEAR TOOLS",)
    example = "CLEAR TOOLS"
    effects = "Offers no tools to the language model any more."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await prompting.state(scene, prompting.TOOLS, [])
        return None


KEYWORDS: Final = (
    Llm(), Rewrite(), Summarize(), Translate(), Classify(), UseModel(), BeginSystemPrompt(), AddTool(), ClearTools(),
)  # fmt: skip
