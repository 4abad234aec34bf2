"""The state machine: every move, no dead state, two people at once."""

import asyncio
from typing import get_args
from uuid import UUID

import pytest

from attendance.conversations import actions, queries
from attendance.conversations.rules import CLOSED, MOVES, OPEN, AlreadyTaken, Move, Status, Viewer, after
from attendance.kernel.errors import NotFound
from tests.factories.world import World


def reachable(start: Status) -> set[Status]:
    seen: set[Status] = set()
    todo = {start}
    while todo:
        state = todo.pop()
        seen.add(state)
        todo |= {target for sources, target in MOVES.values() if state in sources} - seen
    return seen


@pytest.mark.parametrize("state", sorted(OPEN | CLOSED))
def test_no_state_is_a_dead_end(state: Status) -> None:
    assert reachable(state) >= {"resolved", "active", "waiting", "bot"}


def test_every_open_state_can_be_resolved_and_taken() -> None:
    assert all(after("resolve", state) == "resolved" and after("accept", state) == "active" for state in OPEN)
    assert set(get_args(Move)) == set(MOVES)


async def opened(world: World) -> UUID:
    inbox = await world.inbox()
    async with world.tx() as tx:
        return (await world.says(tx, inbox, "Oi")).conversation_id


async def test_of_two_who_accept_at_once_one_wins_and_the_other_learns_who(world: World) -> None:
    conversation, maria, joao = await opened(world), await world.user("Maria"), await world.user("João")

    async def take(user: UUID) -> str:
        try:
            async with world.tx() as tx:
                await actions.accept(tx, await actions.lock(tx, conversation), user)
        except AlreadyTaken as lost:
            return f"lost to {lost.facts['by']}"
        return "won"

    outcomes = sorted(await asyncio.gather(take(maria), take(joao)))

    assert outcomes in (["lost to Maria", "won"], ["lost to João", "won"])


async def test_each_change_of_owner_raises_the_epoch(world: World) -> None:
    conversation, maria = await opened(world), await world.user()
    epochs = []
    async with world.tx() as tx:
        for step in ("start", "accept", "pend", "release", "accept", "resolve"):
            found = await actions.lock(tx, conversation)
            match step:
                case "accept":
                    await actions.accept(tx, found, maria)
                case "pend":
                    await actions.pend(tx, found, is_pending=True)
                case "release":
                    await actions.release(tx, found)
                case "resolve":
                    await actions.resolve(tx, found)
            after_step = await actions.lock(tx, conversation)
            epochs.append((after_step.owner, after_step.owner_epoch))

    assert epochs == [("bot", 1), ("human", 2), ("human", 2), ("bot", 3), ("human", 4), ("bot", 5)]


async def test_what_a_viewer_may_not_see_is_not_found(world: World) -> None:
    conversation, maria = await opened(world), await world.user()
    async with world.tx() as tx:
        with pytest.raises(NotFound):
            await queries.one(tx, Viewer(maria, "mine"), conversation, {})
        with pytest.raises(NotFound):
            await actions.lock(tx, conversation, Viewer(maria, "queues", frozenset({conversation})))
        await actions.accept(tx, await actions.lock(tx, conversation), maria)
        assert (
            await queries.one(tx, Viewer(maria, "mine"), conversation, {})
        ).conversation.assigned_to == maria


async def test_another_tenant_sees_nothing(world: World) -> None:
    conversation = await opened(world)
    stranger = World(world.database)
    async with stranger.tx() as tx:
        with pytest.raises(NotFound):
            await actions.lock(tx, conversation)
        assert (await queries.counts(tx, Viewer(conversation, "all"))).all == 0


async def test_tags_are_kept_in_order_without_repeats(world: World) -> None:
    conversation = await opened(world)
    async with world.tx() as tx:
        await actions.change_tags(
            tx, await actions.lock(tx, conversation), add=["vip", " pedido ", "vip", ""], remove=[]
        )
        await actions.change_tags(tx, await actions.lock(tx, conversation), add=["urgente"], remove=["vip"])
        assert (await actions.lock(tx, conversation)).tags == ["pedido", "urgente"]


async def test_search_folds_accents_and_finds_names_phones_and_words(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    viewer = Viewer(maria, "all")
    async with world.tx() as tx:
        found = await world.says(
            tx, inbox, "Não recebi a segunda via do boleto da devolução", who="5511977776666"
        )
        await world.says(tx, inbox, "Oi", who="5511900000000")

        async def ids(query: str) -> list[UUID]:
            return [hit.conversation.id for hit in await queries.search(tx, viewer, query, {}, limit=10)]

        for query in (
            "devolucao",
            "DEVOLUÇÕES",
            "boletos",
            "97777-6666".replace("-", ""),
            "cliente 5511977776666",
        ):
            assert await ids(query) == [found.conversation_id], query
        assert await ids("inexistente") == []


async def test_search_counts_only_what_the_viewer_may_see(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        mine = await world.says(tx, inbox, "boleto", who="5511977770000")
        await actions.accept(tx, await actions.lock(tx, mine.conversation_id), maria)
        for number in range(5):
            await world.says(tx, inbox, "boleto", who=f"551198888000{number}")

        hits = await queries.search(tx, Viewer(maria, "mine"), "boleto", {}, limit=3)

    assert [hit.conversation.id for hit in hits] == [mine.conversation_id]
