"""A POST with an Idempotency-Key runs once."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from fastapi import Response

from attendance.identity.guards import InTransaction, SignedIn
from attendance.identity.idempotency import HEADER, REPLAYED, api_router
from attendance.kernel.database import Database
from attendance.kernel.errors import Conflict
from attendance.kernel.holding import in_transaction
from attendance.kernel.ids import new_id
from attendance.kernel.wire import Wire
from tests.factories.people import Person, make_person
from tests.web import TestServices, client_of, make_app


class Order(Wire):
    item: str
    seconds: float = 0.0
    fails: bool = False


class Placed(Wire):
    id: UUID
    item: str


router = api_router("orders", "/orders")


@router.post("", status_code=201)
async def place(order: Order, who: SignedIn, tx: InTransaction) -> Placed:
    placed = Placed(id=new_id(), item=order.item)
    await tx.fetch(
        "insert into tenant_counters (tenant_id, name, value) values ($1, $2, 1)",
        tx.tenant_id,
        str(placed.id),
    )
    await asyncio.sleep(order.seconds)
    if order.fails:
        raise Conflict
    return placed


@router.post("/check")
async def check_the_shop(who: SignedIn) -> bool:
    """Would call a vendor."""
    return in_transaction()


@router.post("/{number}/cancel", status_code=204)
async def cancel(number: int, tx: InTransaction) -> Response:
    return Response(status_code=204)


@pytest.fixture
async def ana(database: Database) -> Person:
    return await make_person(database)


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(make_app(TestServices(database), [router])) as client:
        yield client


async def placed_orders(person: Person) -> int:
    async with person.database.transaction(person.tenant_id) as tx:
        return len(await tx.fetch("select from tenant_counters"))


async def test_the_repeated_request_gets_the_first_answer(client: httpx.AsyncClient, ana: Person) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}

    first = await client.post("/orders", json={"item": "chá"}, headers=headers)
    second = await client.post("/orders", json={"item": "chá"}, headers=headers)

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert REPLAYED not in first.headers and second.headers[REPLAYED] == "true"
    assert second.headers["content-type"] == first.headers["content-type"]
    assert await placed_orders(ana) == 1


async def test_twins_at_the_same_time_run_once(client: httpx.AsyncClient, ana: Person) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}

    answers = await asyncio.gather(
        *(client.post("/orders", json={"item": "chá", "seconds": 0.1}, headers=headers) for _ in range(6))
    )

    assert [a.status_code for a in answers] == [201] * 6
    assert len({a.json()["id"] for a in answers}) == 1
    assert await placed_orders(ana) == 1


async def test_another_body_or_address_under_the_same_key_is_refused(
    client: httpx.AsyncClient, ana: Person
) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}
    await client.post("/orders", json={"item": "chá"}, headers=headers)

    answers = [
        await client.post("/orders", json={"item": "café"}, headers=headers),
        await client.post("/orders/1/cancel", headers=headers),
    ]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(422, "idempotency_mismatch")] * 2


async def test_a_failure_leaves_the_key_free(client: httpx.AsyncClient, ana: Person) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}

    failed = await client.post("/orders", json={"item": "chá", "fails": True}, headers=headers)
    assert failed.status_code == 409
    invalid = await client.post("/orders", json={"thing": "chá"}, headers=headers)
    assert invalid.status_code == 400

    assert (await client.post("/orders", json={"item": "chá"}, headers=headers)).status_code == 201
    assert await placed_orders(ana) == 1


async def test_keys_belong_to_the_user(client: httpx.AsyncClient, database: Database, ana: Person) -> None:
    bia = await make_person(database, ana.tenant_id)

    answers = [
        await client.post("/orders", json={"item": "chá"}, headers={HEADER: "k1", **(await person.headers())})
        for person in (ana, bia)
    ]

    assert answers[0].json()["id"] != answers[1].json()["id"]


async def test_an_empty_answer_is_repeated_too(client: httpx.AsyncClient, ana: Person) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}

    answers = [await client.post("/orders/1/cancel", headers=headers) for _ in range(2)]

    assert [(a.status_code, a.content) for a in answers] == [(204, b"")] * 2
    assert answers[1].headers[REPLAYED] == "true"


async def test_the_key_needs_somebody_and_a_sensible_length(client: httpx.AsyncClient, ana: Person) -> None:
    nobody = await client.post("/orders", json={"item": "chá"}, headers={HEADER: "k1"})
    too_long = await client.post(
        "/orders", json={"item": "chá"}, headers={HEADER: "k" * 201, **(await ana.headers())}
    )

    assert (nobody.status_code, too_long.status_code) == (401, 400)


async def test_stored_answers_are_encrypted(client: httpx.AsyncClient, ana: Person) -> None:
    await client.post("/orders", json={"item": "segredo"}, headers={HEADER: "k1", **(await ana.headers())})

    async with ana.database.transaction(ana.tenant_id) as tx:
        [row] = await tx.fetch("select body, status from idempotency_keys")
    assert row["status"] == 201
    assert b"segredo" not in row["body"]


async def test_a_post_without_a_transaction_ignores_the_key(client: httpx.AsyncClient, ana: Person) -> None:
    headers = {HEADER: "k1", **(await ana.headers())}

    answers = [(await client.post("/orders/check", headers=headers)) for _ in range(2)]

    assert [answer.json() for answer in answers] == [False, False]


async def test_the_header_is_documented_where_it_is_honoured(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    assert [p["name"] for p in paths["/orders"]["post"]["parameters"]] == [HEADER]
    assert "parameters" not in paths["/orders/check"]["post"]
