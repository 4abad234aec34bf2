"""Calls to the outside: made without a transaction, once, and worth nothing when the owner changed meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from attendance.basic.host import Invocation, Value
from attendance.bots import keywords
from attendance.bots.keywords.base import OutsideKeyword, failure
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.conversations import actions
from attendance.kernel.holding import in_transaction
from tests.bots.stage import open_stage
from tests.factories.world import World


class Asks(OutsideKeyword):
    """GET with a server that the test plays."""

    phrase = "GET"

    def __init__(self, answer: Callable[[str], Awaitable[Value]]) -> None:
        self._answer = answer
        self.asked: list[str] = []

    async def prepare(self, scene: Scene, call: Invocation) -> Any:
        return scene.text(call.arguments[0])

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        assert not in_transaction()
        self.asked.append(prepared)
        return await self._answer(prepared)


def serve(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], Awaitable[Value]]) -> Asks:
    keyword = Asks(answer)
    monkeypatch.setitem(keywords.KEYWORDS, "GET", keyword)
    return keyword


async def test_each_call_is_made_once_however_often_the_turn_is_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(url: str) -> Value:
        return {"n": url[-1], "when": None}

    asks = serve(monkeypatch, answer)
    stage = await open_stage(
        world,
        'FOR i = 1 TO 3\nr = GET "https://a.example/" + i\nTALK "r" + r.n\nNEXT i\nHEAR x WITH "?"\n'
        'r = GET "https://a.example/9"\nTALK r.n + x',
    )

    assert await stage.says("oi") == ["r1", "r2", "r3", "?"]
    assert await stage.says("z") == ["9z"]
    assert [url[-1] for url in asks.asked] == ["1", "2", "3", "9"]


async def test_a_kept_failure_can_be_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(url: str) -> Value:
        return failure("E602", reason="down")

    serve(monkeypatch, answer)
    stage = await open_stage(world, 'TRY\nr = GET "https://a.example"\nCATCH e\nTALK e.code\nEND TRY')

    assert await stage.says("oi") == ["E602"]


async def test_who_took_over_during_a_call_hears_no_bot(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = await world.user()

    async def taken(url: str) -> Value:
        async with world.tx() as tx:
            rows = await tx.fetch("select id from conversations")
            await actions.accept(tx, await actions.lock(tx, rows[0]["id"]), maria)
        return {}

    serve(monkeypatch, taken)
    stage = await open_stage(world, 'TALK "antes"\nr = GET "https://a.example"\nTALK "depois"')

    assert await stage.says("oi") == []
    assert (await stage.conversation())["owner"] == "human"


class Stopped(BaseException):
    """The process dies."""


@pytest.mark.parametrize(("may_repeat", "said"), [(True, ["feito"]), (False, ["E602"])])
async def test_what_a_dead_process_was_calling(
    world: World, monkeypatch: pytest.MonkeyPatch, may_repeat: bool, said: list[str]
) -> None:
    tries: list[str] = []

    async def dies_first(url: str) -> Value:
        tries.append(url)
        if len(tries) == 1:
            raise Stopped
        return {"text": "feito"}

    asks = serve(monkeypatch, dies_first)
    monkeypatch.setattr(asks, "may_repeat", may_repeat, raising=False)
    stage = await open_stage(
        world, 'TRY\nr = GET "https://a.example"\nTALK r.text\nCATCH e\nTALK e.code\nEND TRY'
    )

    with pytest.raises(Stopped):
        await stage.says("oi")
    await stage.turn(1)

    assert await stage.said() == said
    assert len(tries) == (2 if may_repeat else 1)


async def test_ids_and_codes_are_the_same_when_a_turn_is_run_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answer(url: str) -> Value:
        return {"text": url}

    asks = serve(monkeypatch, answer)
    stage = await open_stage(
        world,
        'id = GUID()\ncodigo = GENERATE CODE 6\nr = GET "https://a.example/" + id + "/" + codigo\n'
        'TALK "https://a.example/" + id + "/" + codigo',
    )

    assert await stage.says("oi") == asks.asked
