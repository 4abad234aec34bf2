"""What the reader of the log makes of it: visits and spans, each event once, and the same again from the beginning."""

from typing import Any

import asyncpg

from attendance.conversations import actions as conversations
from attendance.kernel import clock
from attendance.queues.following import follow, restart
from tests.queues.floor import AWAY, Floor, seconds
from tests.queues.people_at_work import reply

_VISITS = """
select conversation_id, channel, queue_id, attendant_id, is_held, opened_at, arrived_at, transferred_at, waited_seconds,
       response_seconds, ended_at, is_resolved, was_human
from conversation_visits order by opened_at, conversation_id
"""
_SPANS = "select user_id, is_busy, starts_at, ends_at from attendant_spans order by starts_at, is_busy"


async def _read(floor: Floor, sql: str) -> list[asyncpg.Record]:
    async with floor.world.tx() as tx:
        rows: list[asyncpg.Record] = await tx.fetch(sql)
    return rows


async def test_a_visit_tells_what_became_of_a_conversation(floor: Floor) -> None:
    start = clock.now()
    with clock.frozen(start) as time:
        queue = await floor.queue(auto_assign=False)
        maria = await floor.person(queue)
        id = await floor.asks(queue_id=queue)
        time.advance(seconds(40))
        await floor.accept(id, maria)
        time.advance(seconds(20))
        await reply(floor, id, maria)
        time.advance(seconds(60))
        await floor.resolve(id)
    await follow(floor.world.database)

    [visit] = await _read(floor, _VISITS)
    assert dict(visit) == {
        "conversation_id": id, "channel": "echo", "queue_id": queue, "attendant_id": maria, "is_held": False,
        "opened_at": start, "arrived_at": start, "transferred_at": None, "waited_seconds": 40,
        "response_seconds": 20.0, "ended_at": start + seconds(120), "is_resolved": True, "was_human": True,
    }  # fmt: skip


async def test_a_conversation_that_is_taken_up_again_is_another_visit(floor: Floor) -> None:
    with clock.frozen(clock.now()) as time:
        queue = await floor.queue(auto_assign=False)
        maria = await floor.person(queue)
        id = await floor.asks(queue_id=queue)
        await floor.accept(id, maria)
        await floor.resolve(id)
        time.advance(seconds(60))
        async with floor.world.tx() as tx:
            await conversations.reopen(tx, await conversations.lock(tx, id), maria)
    await follow(floor.world.database)

    visits = await _read(floor, _VISITS)
    assert [(one["is_resolved"], one["is_held"], one["attendant_id"]) for one in visits] == [
        (True, False, maria),
        (False, True, maria),
    ]


async def test_people_are_busy_while_they_are_online_and_have_a_conversation(floor: Floor) -> None:
    start = clock.now()
    with clock.frozen(start) as time:
        queue = await floor.queue(auto_assign=False)
        maria = await floor.person(queue)
        time.advance(seconds(10))
        first, second = await floor.asks(queue_id=queue), await floor.asks(queue_id=queue)
        await floor.accept(first, maria)
        time.advance(seconds(10))
        await floor.accept(second, maria)
        await floor.resolve(first)
        time.advance(seconds(10))
        await floor.status(maria, AWAY)
    await follow(floor.world.database)

    spans = await _read(floor, _SPANS)
    assert [tuple(span) for span in spans] == [
        (maria, False, start, start + seconds(30)),
        (maria, True, start + seconds(10), start + seconds(30)),
    ]


async def test_events_are_read_once_and_read_again_they_give_the_same(floor: Floor) -> None:
    queue = await floor.queue(auto_assign=False)
    maria = await floor.person(queue)
    for id in [await floor.asks(queue_id=queue) for _ in range(3)]:
        await floor.accept(id, maria)
        await reply(floor, id, maria)
        await floor.resolve(id)

    read = await follow(floor.world.database)
    before: list[Any] = [await _read(floor, _VISITS), await _read(floor, _SPANS)]
    again = await follow(floor.world.database)
    await restart(floor.world.database)
    gone = await _read(floor, _VISITS)
    reread = await follow(floor.world.database)

    assert (read > 0, again, gone, reread) == (True, 0, [], read)
    assert [await _read(floor, _VISITS), await _read(floor, _SPANS)] == before
