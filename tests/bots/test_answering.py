"""The language model as the one who answers, with scripts as its tools."""

from typing import Any

from attendance.llm.base import Completion, ModelFailed, ToolCall
from attendance.llm.scripted import Reply, ScriptedModel
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World

CONFIG = "llm-provider-url,https://llm.example\nllm-model,m\nbasic-error-message,Ops\n"
START = 'BEGIN SYSTEM PROMPT\nVocê vende cafeteiras.\nEND SYSTEM PROMPT\nADD TOOL "preco"\nTALK "Olá!"'
PRICE = """
PARAM produto AS STRING DESCRIPTION "Nome do produto"
PARAM quantidade AS INTEGER DEFAULT 1
DESCRIPTION "Diz o preço de um produto."
IF produto = "erro" THEN x = 1 / 0
IF produto = "fala" THEN TALK "Consultando..."
IF produto = "rede" THEN x = LLM "de dentro"
RETURN { preco: 10.5 * quantidade, x: x }
"""


async def asked(world: World, *replies: Reply) -> Stage:
    stage = await open_stage(world, START, config=CONFIG, preco=PRICE)
    stage.services.llm = ScriptedModel(replies)
    await stage.says("oi")
    return stage


def wants(name: str = "preco", **arguments: Any) -> Completion:
    return Completion("", (ToolCall("c1", name, arguments),))


async def test_the_model_answers_after_start(world: World) -> None:
    stage = await asked(world, "Custa 10,50.")

    assert await stage.says("quanto custa?") == ["Custa 10,50."]
    [(messages, tools, options)] = stage.services.llm.asked
    assert "Você vende cafeteiras." in messages[0].content
    assert [one.content for one in messages[1:]] == ["oi", "Olá!", "quanto custa?"]
    assert (tools[0].name, tools[0].description) == ("preco", "Diz o preço de um produto.")
    assert tools[0].parameters["required"] == ["produto"]
    assert options.model == "m"


async def test_the_same_message_is_answered_once(world: World) -> None:
    stage = await asked(world, "a", "b")
    await stage.says("x")
    await stage.turn(3)

    assert len(stage.services.llm.asked) == 1


async def test_a_tool_is_a_script(world: World) -> None:
    stage = await asked(world, wants(produto="cafeteira", quantidade=2), "São R$ 21.")

    assert await stage.says("duas?") == ["São R$ 21."]
    messages = stage.services.llm.asked[1][0]
    assert (messages[-1].role, messages[-1].content) == ("tool", '{"preco":21,"x":null}')
    assert messages[-2].tool_calls[0].name == "preco"


async def test_what_goes_wrong_with_a_tool_is_told_to_the_model(world: World) -> None:
    stage = await asked(world, wants(produto="erro"), wants(), wants("nada"), "Não consegui.")

    assert await stage.says("?") == ["Não consegui."]
    told = [one.content for one in stage.services.llm.asked[-1][0] if one.role == "tool"]
    assert ["E303" in told[0], "missing: produto" in told[1], "no tool nada" in told[2]] == [True] * 3


async def test_a_tool_may_speak_and_call_out_itself(world: World) -> None:
    stage = await asked(world, wants(produto="fala"), wants(produto="rede"), "interno", "Pronto.")

    assert await stage.says("?") == ["Consultando...", "Pronto."]
    assert len(stage.services.llm.asked) == 4


async def test_no_answer(world: World) -> None:
    stage = await asked(world, ModelFailed("HTTP 503"))

    assert await stage.says("?") == ["Ops"]
    failed = [one for one in await stage.executions() if one["kind"] == "llm"]
    assert [(one["status"], one["error"]["code"]) for one in failed] == [("failed", "E601")]


async def test_a_model_that_calls_tools_for_ever_is_stopped(world: World) -> None:
    stage = await asked(world, *[wants(produto="x") for _ in range(9)])

    assert await stage.says("?") == ["Ops"]
    assert len(stage.services.llm.asked) == 6


async def test_on_message_comes_first(world: World) -> None:
    stage = await open_stage(world, START, config=CONFIG, preco=PRICE, on_message='TALK "script"')
    await stage.says("oi")

    assert await stage.says("?") == ["script"]
