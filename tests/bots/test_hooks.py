"""on_transfer.bas, on_resolve.bas and on_missed.bas: from what people do to what the customer reads."""

from collections.abc import AsyncIterator

import pytest

from attendance.bots.scripts import happenings
from attendance.conversations import actions
from attendance.kernel import clock
from attendance.kernel.database import Database
from tests.bots.keywords.desk import Desk, open_desk
from tests.factories.world import World, new_world
from tests.queues.floor import AWAY, seconds

pytestmark = pytest.mark.quiet  # the log waits for older transactions of the whole server

ASKS = 'HEAR a WITH "Um?"\nTRANSFER TO HUMAN({message: "", reason: "quer ajuda"})\nHEAR b WITH "Dois?"\nTALK "b=" + b'


@pytest.fixture
async def alone(fresh_database_url: str) -> AsyncIterator[World]:
    database = Database(fresh_database_url)
    yield await new_world(database)
    await database.close()


async def handed_over(world: World, *, config: str = "", **scripts: str) -> Desk:
    """The customer was handed over to Maria, while the bot's second question stands open."""
    desk = await open_desk(world, ASKS, config=config, **scripts)
    await desk.person(await desk.queue("Suporte"))
    await desk.stage.says("oi")
    await desk.stage.says("x")
    return desk


async def resolved(desk: Desk) -> None:
    assert desk.stage.conversation_id is not None
    await desk.resolve(desk.stage.conversation_id)


async def test_after_the_hand_over(alone: World) -> None:
    desk = await handed_over(
        alone,
        on_transfer='TALK attendance.queue & "|" & attendance.status & "|" & attendance.reason & "|" & attendant.name '
        '& "|" & customer.phone',
    )

    assert await desk.stage.settle() == ["Suporte|assigned|script|Maria|+5511988887777"]
    assert await desk.stage.settle() == []


async def test_after_the_end_the_bot_says_good_bye_and_the_open_question_is_gone(alone: World) -> None:
    desk = await handed_over(alone, on_resolve='TALK "Obrigado, " + customer.phone + "! " + attendant.name')
    await resolved(desk)

    assert await desk.stage.settle() == ["Obrigado, +5511988887777! Maria"]
    assert [one["status"] for one in await desk.stage.executions()] == ["cancelled", "finished"]
    assert await desk.stage.says("oi", reopen_seconds=600) == ["Um?"]


async def test_what_on_resolve_asks_is_answered(alone: World) -> None:
    desk = await handed_over(
        alone, on_resolve='HEAR nota AS INTEGER WITH "De 0 a 10?"\nTALK "Nota " + nota + ", obrigado!"'
    )
    await resolved(desk)

    assert await desk.stage.settle() == ["De 0 a 10?"]
    assert await desk.stage.says("9", reopen_seconds=600) == ["Nota 9, obrigado!"]


async def test_before_the_reactions_run_the_question_is_gone_too(alone: World) -> None:
    desk = await handed_over(alone)
    await resolved(desk)

    assert await desk.stage.says("oi", reopen_seconds=600) == ["Um?"]


async def test_a_dialogue_may_go_on_after_the_attendance(alone: World) -> None:
    desk = await handed_over(alone, config="basic-after-resolve,resume\n")
    await resolved(desk)
    await desk.stage.settle()

    assert await desk.stage.says("sim", reopen_seconds=600) == ["b=sim"]


async def test_a_conversation_that_people_give_back_goes_on_where_it_stood(alone: World) -> None:
    desk = await handed_over(alone)
    async with alone.tx() as tx:
        assert desk.stage.conversation_id is not None
        await actions.release(tx, await actions.lock(tx, desk.stage.conversation_id))
    await desk.stage.settle()

    assert await desk.stage.says("sim") == ["b=sim"]


async def test_what_happens_while_people_attend_is_told_when_they_give_it_back(alone: World) -> None:
    waits = 'TRANSFER TO HUMAN({message: ""})\ne = WAIT FOR EVENT "pix" TIMEOUT 600\nTALK "Recebi " + e.valor'
    desk = await open_desk(alone, waits)
    await desk.person(await desk.queue("Suporte"))
    await desk.stage.says("oi")
    async with alone.tx() as tx:
        await happenings.publish(tx, desk.stage.bot_id, "pix", {"valor": 30})
    meanwhile = await desk.stage.settle()
    async with alone.tx() as tx:
        assert desk.stage.conversation_id is not None
        await actions.release(tx, await actions.lock(tx, desk.stage.conversation_id))

    assert (meanwhile, await desk.stage.settle()) == ([], ["Recebi 30"])


async def test_nobody_came_in_time(alone: World) -> None:
    with clock.frozen(clock.now()) as time:
        desk = await open_desk(
            alone,
            'TRANSFER TO HUMAN({message: ""})',
            on_missed='TALK "Sentimos muito: " & attendance.waited_seconds & " s em " & attendance.queue\n'
            'SET SESSION "needs_human", false\nHEAR x WITH "?"',
        )
        await desk.person(await desk.queue("Suporte", max_wait_seconds=120), status=AWAY)
        await desk.stage.says("oi")
        early = await desk.stage.settle()
        time.advance(seconds(121))
        late = await desk.stage.settle()

    assert early == []
    assert late[0] == "Sentimos muito: 121 s em Suporte"
    assert (await desk.stage.conversation())["owner"] == "bot"


async def test_who_was_answered_is_not_missed(alone: World) -> None:
    with clock.frozen(clock.now()) as time:
        desk = await handed_over(alone, on_missed='TALK "Sentimos muito"')
        time.advance(seconds(601))

        assert await desk.stage.settle() == []
