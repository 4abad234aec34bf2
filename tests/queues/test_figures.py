"""The figures equal what anybody computes from the event log by the written definitions, whatever happened."""

import random
from collections.abc import AsyncIterator, Iterator
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
from attendance.kernel.database import Tx
from attendance.kernel.events import Actor
from attendance.kernel.ids import new_id
from attendance.queues import endpoints, overview
from attendance.queues.following import follow
from attendance.queues.utilisation import Fact, utilisation
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


def _recomputed(log: Facts, until: Any) -> dict[str, float | None]:
    """From scratch, by docs/guides/en/dashboard.md."""
    visits = [
        visit for id in dict.fromkeys(fact["conversation_id"] for fact in log) for visit in _visits(log, id)
    ]
    ended = [visit for visit in visits if visit.get("was_human")]
    arrived = [visit for visit in visits if "arrived" in visit]
    online = [Fact(**fact) for fact in _facts(log)]
    busy = utilisation(online, since=log[0]["at"], until=until)
    return {
        "avg_wait_time": _mean([visit["wait"] for visit in visits if "wait" in visit]),
        "first_response_time": _mean([visit["response"] for visit in visits if "response" in visit]),
        "resolution_rate": _percent(sum(visit["is_resolved"] for visit in ended), len(ended)),
        "customer_satisfaction": None,
        "attendant_utilization": None if busy is None else 100 * busy,
        "transfers_rate": _percent(sum("transferred" in visit for visit in arrived), len(arrived)),
    }


def _visits(log: Facts, id: UUID | None) -> Iterator[dict[str, Any]]:
    """One conversation's, each from its opening (again) to its end."""
    visit: dict[str, Any] | None = None
    for fact in log:
        if id is None or fact["conversation_id"] != id:
            continue
        kind, payload = fact["kind"].removeprefix("conversation."), fact["payload"]
        if kind in ("opened", "reopened"):
            visit = {}
        if visit is not None:
            _note(visit, kind, payload, fact["at"])
            if kind in ("resolved", "abandoned"):
                yield visit
                visit = None
    if visit is not None:
        yield visit


def _note(visit: dict[str, Any], kind: str, payload: dict[str, Any], at: Any) -> None:
    """Of everything the first; a response counts from the latest assignment before it."""
    if kind in ("handed_over", "queued", "assigned"):
        visit.setdefault("arrived", True)
    if payload.get("how") == "transfer" or (kind == "queued" and payload["reason"] == "transfer"):
        visit.setdefault("transferred", True)
    if kind == "assigned":
        visit["assigned_at"] = at
    if kind == "accepted" and payload["waited_seconds"] is not None:
        visit.setdefault("wait", payload["waited_seconds"])
    if kind == "message.posted" and _answers(payload) and "assigned_at" in visit:
        visit.setdefault("response", (at - visit["assigned_at"]).total_seconds())
    if kind in ("resolved", "abandoned"):
        visit |= {"is_resolved": kind == "resolved", "was_human": payload["was_human"]}


def _facts(log: Facts) -> Iterator[dict[str, Any]]:
    """Who came online, got and lost what."""
    for fact in log:
        at, payload, id = fact["at"], fact["payload"], fact["conversation_id"]
        match fact["kind"].removeprefix("conversation."):
            case "attendant.status_changed":
                what = "online" if payload["status"] in ("online", "busy") else "absent"
                yield {"at": at, "user_id": UUID(payload["user_id"]), "what": what}
            case "assigned" | "queued" | "released" | "resolved" | "abandoned" as kind:
                lost_by = payload.get(
                    "previous_assigned_to" if kind in ("assigned", "queued", "released") else "assigned_to"
                )
                if lost_by:
                    yield {"at": at, "user_id": UUID(lost_by), "what": "lost", "conversation_id": id}
                if kind == "assigned":
                    yield {
                        "at": at,
                        "user_id": UUID(payload["assigned_to"]),
                        "what": "got",
                        "conversation_id": id,
                    }
            case _:
                pass


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
        await follow(floor.world.database)
        shown = (await api.get(ADDRESS, params=period)).json()
        until = clock.now()
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
    expected = _recomputed(await _log(floor), until)

    values = {kpi["key"]: kpi["value"] for kpi in shown["kpis"]}
    for key, value in expected.items():
        assert values[key] == (None if value is None else pytest.approx(value, abs=0.051)), key
    behind = {figure: [line["value"] for line in page["items"]] for figure, page in lists.items()}
    for key in ("avg_wait_time", "first_response_time"):
        assert values[key] == (pytest.approx(fmean(behind[key]), abs=0.051) if behind[key] else None), key
    rate = _percent(int(sum(behind["resolution_rate"])), len(behind["resolution_rate"]))
    for key in ("opened", "resolved"):
        assert sum(step[key] for step in shown["steps"]) == shown[key], key
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
    await follow(floor.world.database)

    hers = (await api.get(ADDRESS, params={"attendant_id": str(maria)})).json()

    assert (hers["resolved"], hers["attendants"], hers["unsolved"]) == (2, 1, 0)
    period = {"since": hers["since"], "until": hers["until"], "attendant_id": str(maria)}
    lines = (await api.get(f"{ADDRESS}/conversations", params={"figure": "resolved"} | period)).json()
    assert [line["assigned_to_name"] for line in lines["items"]] == ["Maria", "Maria"]


async def test_the_list_behind_a_figure_pages(api: httpx.AsyncClient, floor: Floor) -> None:
    made = await floor.customers(3)
    await follow(floor.world.database)
    period = {
        "since": (clock.now() - timedelta(hours=1)).isoformat(),
        "until": (clock.now() + seconds(9)).isoformat(),
    }
    asked = {"figure": "opened", "limit": "2"} | period

    first = (await api.get(f"{ADDRESS}/conversations", params=asked)).json()
    rest = (await api.get(f"{ADDRESS}/conversations", params=asked | {"cursor": first["next_cursor"]})).json()

    assert {line["session_id"] for line in first["items"] + rest["items"]} == {str(id) for id in made}
    assert rest["next_cursor"] is None


async def test_a_longer_period_of_more_takes_no_more_statements(
    api: httpx.AsyncClient, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    fetch = Tx.fetch

    async def counted(tx: Tx, sql: str, *args: Any) -> Any:
        asked.append(sql)
        return await fetch(tx, sql, *args)

    async def statements(days: int) -> int:
        asked.clear()
        since = (clock.now() - timedelta(days=days)).isoformat()
        assert (await api.get(ADDRESS, params={"since": since})).status_code == 200
        return len(asked)

    monkeypatch.setattr(Tx, "fetch", counted)
    few = await statements(1)
    queues = [await floor.queue(name, auto_assign=False) for name in ("Suporte", "Vendas")]
    for queue in queues:
        person = await floor.person(queue, name="Maria")
        kept = await floor.asks(queue_id=queue)
        await floor.accept(kept, person)
        await floor.resolve(kept)
    await follow(floor.world.database)

    assert (await statements(90), few) == (few, few)


async def test_ratings_count_when_they_were_given_with_nps_beside_them(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    queue = await floor.queue(auto_assign=False)
    maria = await floor.person(queue)
    for score in (10, 9, 8, 3):
        id = await floor.asks(queue_id=queue)
        await floor.accept(id, maria)
        await floor.resolve(id)
        await _rated(floor, id, score)
    await follow(floor.world.database)

    shown = (await api.get(ADDRESS)).json()
    others = (await api.get(ADDRESS, params={"channel": "sms"})).json()
    period = {"since": shown["since"], "until": (clock.now() + seconds(9)).isoformat()}
    lines = (await api.get(f"{ADDRESS}/conversations", params={"figure": "nps"} | period)).json()

    satisfaction = next(kpi for kpi in shown["kpis"] if kpi["key"] == "customer_satisfaction")
    assert (satisfaction["value"], shown["nps"]["value"], shown["ratings"]) == (7.5, 25.0, 4)
    assert (others["nps"]["value"], others["ratings"]) == (None, 0)
    assert [line["value"] for line in lines["items"]] == [3, 8, 9, 10]
    async with floor.world.tx() as tx:
        assert (await overview.today(tx, maria)).rating == 7.5
    [group] = shown["by_attendant"]
    assert (group["name"], group["resolved"], group["customer_satisfaction"]) == ("Maria", 4, 7.5)


async def _rated(floor: Floor, conversation_id: UUID, score: int) -> None:
    async with floor.world.tx() as tx:
        await tx.fetch(
            """insert into conversation_ratings (id, tenant_id, conversation_id, contact_id, inbox_id, queue_id,
                 attendant_id, channel, state, score, due_at, created_at, answered_at)
               select $2, c.tenant_id, c.id, c.contact_id, c.inbox_id, c.queue_id, c.last_attendant_id, c.channel,
                 'answered', $3, $4, $4, $4
               from conversations c where c.id = $1""",
            conversation_id, new_id(), score, clock.now(),
        )  # fmt: skip
