"""A bot's settings over REST, and what they do to queues and customers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from attendance.bots import actions, endpoints
from attendance.bots.config import BotConfig, read, shown
from attendance.bots.schemas import BotPatch
from attendance.conversations.models import Conversation
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.queues import administration, queries
from attendance.queues import endpoints as queue_endpoints
from attendance.queues.line import Refused
from attendance.queues.schemas import QueuePatch, QueuePolicy
from tests.factories.people import make_person
from tests.factories.world import VAULT
from tests.queues.conftest import floor as floor
from tests.queues.floor import Floor
from tests.web import TestServices, client_of, make_app


@pytest.fixture
async def bot_id(floor: Floor) -> UUID:
    return await floor.world.bot()


@pytest.fixture
async def api(floor: Floor) -> AsyncIterator[httpx.AsyncClient]:
    services = TestServices(floor.world.database)
    owner = await make_person(floor.world.database, floor.world.tenant_id, role=Role.OWNER)
    async with client_of(make_app(services, [endpoints.router, queue_endpoints.router])) as client:
        client.headers.update(await owner.headers("read", "admin"))
        yield client


async def set_up(floor: Floor, bot_id: UUID, **settings: Any) -> None:
    patch = BotPatch(
        settings={f"attendance-{name.replace('_', '-')}": value for name, value in settings.items()}
    )
    async with floor.world.tx() as tx:
        await actions.change(tx, VAULT, bot_id, patch)


async def change(floor: Floor, queue_id: UUID, **patch: Any) -> None:
    async with floor.world.tx() as tx:
        await administration.change(tx, queue_id, QueuePatch(**patch))


async def limits(floor: Floor, queue_id: UUID) -> tuple[int, int, bool]:
    async with floor.world.tx() as tx:
        queue = await queries.one(tx, queue_id)
    return queue.policy.max_size, queue.max_wait_seconds, queue.auto_assign


async def test_settings_are_read_changed_and_left_to_their_defaults_again(
    api: httpx.AsyncClient, bot_id: UUID
) -> None:
    given = {
        "attendance-queue-size": 20,
        "attendance-auto-assign": False,
        "attendance-priority-default": "high",
    }

    changed = (await api.patch(f"/api/bots/{bot_id}", json={"name": "Lia", "settings": given})).json()
    again = (
        await api.patch(f"/api/bots/{bot_id}", json={"settings": {"attendance-queue-size": None}})
    ).json()

    assert changed["name"] == "Lia"
    assert {key: changed["settings"][key] for key in given} == given
    assert sorted(changed["written"]) == sorted(given)
    assert again["settings"]["attendance-queue-size"] == 50
    assert "attendance-queue-size" not in again["written"]
    assert (await api.get(f"/api/bots/{bot_id}")).json() == again
    assert (await api.get("/api/bots")).json() == [again]


@pytest.mark.parametrize(("key", "value", "told"), [
    ("attendance-que-size", 20, "did you mean attendance-queue-size?"),
    ("attendance_auto_assign", True, "did you mean attendance-auto-assign?"),
    ("xyz", "1", "is unknown. Known: crm-enabled"),
    ("attendance-queue-size", 0, "must be a whole number from 1"),
    ("attendance-queue-size", "many", "must be a whole number from 1"),
    ("attendance-auto-assign", "maybe", "must be one of true"),
    ("attendance-priority-default", "higher", "must be one of low, normal, high, urgent"),
])  # fmt: skip
async def test_what_makes_no_sense_is_refused_by_name(
    api: httpx.AsyncClient, bot_id: UUID, key: str, value: object, told: str
) -> None:
    answer = await api.patch(f"/api/bots/{bot_id}", json={"settings": {key: value}})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
    assert f"{key} " in answer.json()["detail"]
    assert told in answer.json()["detail"]
    assert (await api.get(f"/api/bots/{bot_id}")).json()["written"] == []


def test_both_prefixes_are_read_and_nonsense_keeps_the_default() -> None:
    config = read({"attendant-queue-size": "7", "attendance-max-wait-seconds": "soon", "theme-color": "x"})

    assert config == BotConfig(attendance_queue_size=7)
    assert shown(config)["attendance-priority-default"] == "normal"


async def test_a_queue_follows_its_bot_until_it_says_something_itself(floor: Floor, bot_id: UUID) -> None:
    queue_id = await floor.queue(bot_id=bot_id)
    assert await limits(floor, queue_id) == (50, 600, True)

    await set_up(floor, bot_id, queue_size=2, max_wait_seconds=30, auto_assign=False)
    assert await limits(floor, queue_id) == (2, 30, False)

    await change(floor, queue_id, max_wait_seconds=90, auto_assign=True, policy=QueuePolicy(max_size=9))
    assert await limits(floor, queue_id) == (9, 90, True)

    await change(floor, queue_id, max_wait_seconds=None, auto_assign=None, policy=QueuePolicy())
    assert await limits(floor, queue_id) == (2, 30, False)


async def test_a_queue_without_a_bot_follows_the_only_one_that_says_anything(
    floor: Floor, bot_id: UUID
) -> None:
    queue_id, other = await floor.queue(), await floor.world.bot()

    await set_up(floor, bot_id, queue_size=2)
    assert (await limits(floor, queue_id))[0] == 2

    await set_up(floor, other, auto_assign=False)
    assert await limits(floor, queue_id) == (50, 600, True)


async def test_the_bots_queue_size_refuses_and_its_patience_moves_on(floor: Floor, bot_id: UUID) -> None:
    other = await floor.queue("Reserva", channels=["sms"])
    queue_id = await floor.queue(bot_id=bot_id)
    await set_up(floor, bot_id, queue_size=1, max_wait_seconds=30)

    first = await floor.asks(queue_id=queue_id)
    refused = await floor.enter(await floor.customer(), queue_id=queue_id)
    await change(floor, queue_id, policy=QueuePolicy(fallback_queue_id=other))
    await floor.resolve(first)
    moved = await floor.asks(queue_id=queue_id)
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        await floor.settle()

    assert isinstance(refused, Refused)
    async with floor.world.tx() as tx:
        assert await tx.scalar(select(Conversation.queue_id).where(Conversation.id == moved)) == other


async def test_who_waits_stays_until_the_longer_patience_is_over(floor: Floor, bot_id: UUID) -> None:
    other = await floor.queue("Reserva", channels=["sms"])
    queue_id = await floor.queue(bot_id=bot_id, policy=QueuePolicy(fallback_queue_id=other))
    await set_up(floor, bot_id, max_wait_seconds=30)
    waiting = await floor.asks(queue_id=queue_id)
    await set_up(floor, bot_id, max_wait_seconds=90)

    found = []
    began = clock.now()
    for seconds in (31, 91):
        with clock.frozen(began + timedelta(seconds=seconds)):
            await floor.settle()
        async with floor.world.tx() as tx:
            found.append(await tx.scalar(select(Conversation.queue_id).where(Conversation.id == waiting)))

    assert found == [queue_id, other]


async def test_without_any_queue_the_bots_own_size_counts(floor: Floor) -> None:
    first, second = await floor.customers(2)
    async with floor.world.tx() as tx:
        bot_id = await floor.world.bot()
        await tx.fetch("update conversations set bot_id = $1", bot_id)
    await set_up(floor, bot_id, queue_size=1)

    assert not isinstance(await floor.enter(first), Refused)
    assert isinstance(await floor.enter(second), Refused)


async def test_switching_auto_assign_on_serves_who_waits(floor: Floor, bot_id: UUID) -> None:
    await set_up(floor, bot_id, auto_assign=False)
    queue_id = await floor.queue(bot_id=bot_id)
    maria = await floor.person(queue_id)
    waiting = await floor.asks(queue_id=queue_id)
    await floor.settle()
    assert await floor.owner(waiting) is None

    await set_up(floor, bot_id, auto_assign=True)
    await floor.settle()

    assert await floor.owner(waiting) == maria
