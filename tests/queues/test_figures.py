"""The figures equal what anybody computes from the event log by the written definitions, whatever happened."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta
from statistics import fmean
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.conversations import actions as conversations
from attendance.conversations import posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.events import Actor
from attendance.kernel.ids import new_id
from attendance.queues import endpoints
from tests.factories.people import make_person
from tests.queues.floor import Floor, seconds
from tests.web import TestServices, client_of, make_app

ADDRESS = "/api/attendance/insights"
Facts = list[dict[str, Any]]


@pytest.fixture
async def api(floor: Floor) -> AsyncIterator[httpx.AsyncClient]:
    owner = await make_person(floor.world.database, floor.world.tenant_id, role=Role.OWNER)
    async with client_of(make_app(TestServices(floor.world.database), [endpoints.router])) as client:
        client.headers.update(await owner.headers("read"))
        yield client


async def _live(floor: Floor, seed: int, time: Any) -> None:
    """A day of customers, answers, transfers, endings, in an order that the seed chooses."""
    chance = random.Random(seed)
    queues = [await floor.queue(name, auto_assign=False) for name in ("Suporte", "Vendas")]
    people = [
        await floor.person(queue, name=name, capacity=99) for queue, name in zip(queues, "MJ", strict=True)
    ]
    known: list[UUID] = []
    for _ in range(40):
        time.advance(seconds(chance.randint(1, 200)))
        if not known or chance.random() < 0.25:
            known.append(await floor.asks(queue_id=chance.choice(queues)))
            continue
        await _happen(floor, chance, chance.choice(known), chance.choice(people), chance.choice(queues))


async def _happen(floor: Floor, chance: random.Random, id: UUID, person: UUID, queue: UUID) -> None:
    async with floor.world.tx(actor=Actor("attendant", person, "Maria")) as tx:
        found = await conversations.lock(tx, id)
        if found.owner != "human":
            return
        match chance.choice(
            ("accept", "accept", "assign", "reply", "reply", "transfer", "resolve", "abandon")
        ):
            case "accept" if found.assigned_to in (None, person):
                await conversations.accept(tx, found, person)
            case "assign":
                await conversations.assign(tx, found, person, how=chance.choice(("assigned", "transfer")))
            case "reply" if found.assigned_to is not None:
                sender = Sender("attendant", found.assigned_to)
                draft = Draft("Olá!", client_id=new_id().hex)
                await posting.post_reply(tx, found, draft, sender, author_name="Maria", limit=None)
            case "transfer":
                await conversations.queue(tx, found, queue_id=queue, queue_name="Fila", reason="transfer")
            case "resolve":
                await conversations.resolve(tx, found)
            case "abandon":
                await conversations.abandon(tx, found)
            case _:
                pass


async def _log(floor: Floor) -> Facts:
    async with floor.world.tx() as tx:
        rows = await tx.fetch("select kind, conversation_id, at, payload from events order by id")
    return [dict(row) for row in rows]


def _recomputed(log: Facts) -> dict[str, float | None]:
    """From scratch, by docs/guides/en/dashboard.md."""
    of: defaultdict[str, Facts] = defaultdict(list)
    for fact in log:
        of[fact["kind"].removeprefix("conversation.")].append(fact)
    ended = {
        kind: sum(fact["payload"]["was_human"] for fact in of[kind]) for kind in ("resolved", "abandoned")
    }
    had = {fact["conversation_id"] for fact in of["handed_over"] + of["assigned"]}
    passed = {fact["conversation_id"] for fact in of["assigned"] if fact["payload"]["how"] == "transfer"}
    passed |= {fact["conversation_id"] for fact in of["queued"] if fact["payload"]["reason"] == "transfer"}
    waits = [fact["payload"]["waited_seconds"] for fact in of["accepted"]]
    return {
        "avg_wait_time": _mean([wait for wait in waits if wait is not None]),
        "first_response_time": _mean(_responses(log)),
        "resolution_rate": _percent(ended["resolved"], ended["resolved"] + ended["abandoned"]),
        "customer_satisfaction": _mean([fact["payload"]["rating"] for fact in of["rated"]]),
        "transfers_rate": _percent(len(passed), len(had)),
    }


def _responses(log: Facts) -> list[float]:
    """From each assignment to the attendant's first words, unless somebody else was given it before."""
    open_since: dict[UUID, Any] = {}
    found = []
    for fact in log:
        id = fact["conversation_id"]
        if fact["kind"] == "conversation.assigned":
            open_since[id] = fact["at"]
        elif fact["kind"] == "message.posted" and _answers(fact["payload"]):
            since = open_since.pop(id, None)
            if since is not None:
                found.append((fact["at"] - since).total_seconds())
    return found


def _answers(message: dict[str, Any]) -> bool:
    return message["author_kind"] == "attendant" and not message["is_note"]


def _mean(values: list[float]) -> float | None:
    return fmean(values) if values else None


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_shown_is_what_the_log_says(api: httpx.AsyncClient, floor: Floor, seed: int) -> None:
    start = clock.now()
    with clock.frozen(start) as time:
        await _live(floor, seed, time)
        time.advance(seconds(1))
        period = {"since": (start - timedelta(hours=1)).isoformat(), "until": clock.now().isoformat()}
        shown = (await api.get(ADDRESS, params=period)).json()
        lists = {
            figure: (
                await api.get(f"{ADDRESS}/conversations", params={"figure": figure, "limit": "200"} | period)
            ).json()
            for figure in (
                "avg_wait_time",
                "first_response_time",
                "resolution_rate",
                "transfers_rate",
                "opened",
                "resolved",
            )
        }
    expected = _recomputed(await _log(floor))

    values = {kpi["key"]: kpi["value"] for kpi in shown["kpis"]}
    for key, value in expected.items():
        assert values[key] == (None if value is None else pytest.approx(value, abs=0.051)), key
    behind = {figure: [line["value"] for line in page["items"]] for figure, page in lists.items()}
    for key in ("avg_wait_time", "first_response_time"):
        assert values[key] == (pytest.approx(fmean(behind[key]), abs=0.051) if behind[key] else None), key
    rate = _percent(int(sum(behind["resolution_rate"])), len(behind["resolution_rate"]))
    assert values["resolution_rate"] == (None if rate is None else pytest.approx(rate, abs=0.051))
    assert (shown["opened"], shown["resolved"]) == (len(behind["opened"]), len(behind["resolved"]))


async def test_one_attendants_figures_are_of_their_conversations(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    queue = await floor.queue(auto_assign=False)
    maria, joao = await floor.person(queue, name="Maria"), await floor.person(queue, name="João")
    for person in (maria, maria, joao):
        kept = await floor.asks(queue_id=queue)
        await floor.accept(kept, person)
        await floor.resolve(kept)

    hers = (await api.get(ADDRESS, params={"attendant_id": str(maria)})).json()

    assert (hers["resolved"], hers["attendants"], hers["unsolved"]) == (2, 1, 0)
    period = {"since": hers["since"], "until": hers["until"], "attendant_id": str(maria)}
    lines = (await api.get(f"{ADDRESS}/conversations", params={"figure": "resolved"} | period)).json()
    assert [line["assigned_to_name"] for line in lines["items"]] == ["Maria", "Maria"]


async def test_the_list_behind_a_figure_pages(api: httpx.AsyncClient, floor: Floor) -> None:
    made = await floor.customers(3)
    period = {
        "since": (clock.now() - timedelta(hours=1)).isoformat(),
        "until": (clock.now() + seconds(9)).isoformat(),
    }
    asked = {"figure": "opened", "limit": "2"} | period

    first = (await api.get(f"{ADDRESS}/conversations", params=asked)).json()
    rest = (await api.get(f"{ADDRESS}/conversations", params=asked | {"cursor": first["next_cursor"]})).json()

    assert [line["session_id"] for line in first["items"] + rest["items"]] == [str(id) for id in made[::-1]]
    assert rest["next_cursor"] is None
