"""Scripts that others call: who may, what they see, and what comes back."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from attendance.bots.running import endpoints, webhook_calls
from attendance.bots.running.webhook_calls import webhook_routes
from attendance.identity.schemas import Role
from attendance.kernel.rate_limits import Rate
from tests.bots.stage import Stage, open_stage
from tests.factories.people import make_person
from tests.factories.world import VAULT, World
from tests.web import TestServices, client_of, make_app

ORDER = """
WEBHOOK "pedido-novo"
IF method <> "POST" THEN RETURN { status: 405 }
IF NOT body.numero THEN RETURN { status: 422, erro: "sem número" }
RETURN WITH numero AS body.numero, total AS body.total * 2, origem AS params.origem, agente AS headers["X-Agente"]
"""


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    services = TestServices(world.database)
    services.vault = VAULT
    app = make_app(services, [endpoints.router])
    app.router.routes.extend(webhook_routes())
    app.state.services.http = httpx.AsyncClient()
    async with client_of(app) as client:
        yield client


async def webhooks(stage: Stage, client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """As an owner of the company reads them."""
    world = stage.world
    owner = await make_person(world.database, world.tenant_id, role=Role.OWNER)
    answer = await client.get(f"/api/bots/{stage.bot_id}/webhooks", headers=await owner.headers())
    found: list[dict[str, Any]] = answer.json()
    return found


async def opened(world: World, client: httpx.AsyncClient, script: str) -> tuple[Stage, str, dict[str, str]]:
    """The stage, the address and the headers of who knows the secret."""
    stage = await open_stage(world, 'TALK "oi"', pedido=script)
    [webhook] = await webhooks(stage, client)
    path = httpx.URL(webhook["url"]).path
    return stage, path, {"x-webhook-secret": webhook["secret"]}


async def test_a_call_is_answered_with_what_the_script_returns(
    world: World, client: httpx.AsyncClient
) -> None:
    _, path, secret = await opened(world, client, ORDER)

    answer = await client.post(
        f"{path}?origem=loja", json={"numero": "A1", "total": 20.25}, headers=secret | {"x-agente": "ERP"}
    )

    assert answer.status_code == 200
    assert answer.json() == {"numero": "A1", "total": 40.5, "origem": "loja", "agente": "ERP"}


async def test_the_script_says_the_status(world: World, client: httpx.AsyncClient) -> None:
    _, path, secret = await opened(world, client, ORDER)

    answer = await client.post(path, json={}, headers=secret)

    assert (answer.status_code, answer.json()["erro"]) == (422, "sem número")


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ('WEBHOOK "x"\nPRINT body', 204),
        ('WEBHOOK "x"\nRETURN NULL', 204),
        ('WEBHOOK "x"\nTALK "oi"', 500),
        ('WEBHOOK "x"\nWAIT 60', 202),
        ('WEBHOOK "x"\nRETURN "texto"', 200),
    ],
)
async def test_other_ends(world: World, client: httpx.AsyncClient, script: str, status: int) -> None:
    stage, path, secret = await opened(world, client, script)

    answer = await client.post(path, content=b"texto", headers=secret)

    assert answer.status_code == status
    if status == 500:
        assert (await stage.executions())[0]["error"]["code"] == "E321"
        assert "E321" in answer.json()["detail"]


def signed(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


BODY = json.dumps({"numero": "A1", "total": 1}).encode()


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (lambda secret: {"authorization": f"Bearer {secret}"}, 200),
        (lambda secret: {"x-hub-signature-256": signed(secret, BODY)}, 200),
        (lambda secret: {"x-signature-256": signed(secret, BODY)}, 200),
        (lambda secret: {"x-signature-256": signed(secret, BODY + b" ")}, 401),
        (lambda secret: {"x-webhook-secret": secret[:-1]}, 401),
        (lambda secret: {"x-webhook-secret": ""}, 401),
        (lambda secret: {}, 401),
    ],
)
async def test_who_knows_the_secret(
    world: World, client: httpx.AsyncClient, header: Any, status: int
) -> None:
    stage, path, secret = await opened(world, client, ORDER)

    answer = await client.post(path, content=BODY, headers=header(secret["x-webhook-secret"]))

    assert answer.status_code == status
    assert len(await stage.executions()) == (status == 200)


async def test_a_bot_may_be_called_by_its_name(world: World, client: httpx.AsyncClient) -> None:
    stage, path, secret = await opened(world, client, ORDER)
    async with world.tx() as tx:
        [bot] = await tx.fetch("select name from bots where id = $1", stage.bot_id)
    named = path.replace(str(stage.bot_id), bot["name"].lower().replace(" ", "-"))

    assert (await client.post(named, content=BODY, headers=secret)).status_code == 200
    assert (
        await client.post(named.replace("pedido", "outro"), content=BODY, headers=secret)
    ).status_code == 404


async def test_a_call_that_is_repeated_runs_once(world: World, client: httpx.AsyncClient) -> None:
    stage, path, secret = await opened(world, client, ORDER)
    headers = secret | {"idempotency-key": "entrega-1"}

    first = await client.post(path, content=BODY, headers=headers)
    again = await client.post(path, content=BODY, headers=headers)

    assert (first.json(), first.status_code) == (again.json(), again.status_code)
    assert len(await stage.executions()) == 1


async def test_the_secret_outlives_versions_and_ends_with_the_script(
    world: World, client: httpx.AsyncClient
) -> None:
    stage, path, secret = await opened(world, client, ORDER)
    await stage.publish(start='TALK "oi"', novo=ORDER)
    moved = await webhooks(stage, client)
    await stage.publish(start='TALK "oi"')

    assert (moved[0]["script"], moved[0]["secret"]) == ("novo.bas", secret["x-webhook-secret"])
    assert (await client.post(path, content=BODY, headers=secret)).status_code == 404


async def test_too_many_calls(
    world: World, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_calls, "RATE", Rate(3, seconds=3600))
    _, path, _ = await opened(world, client, ORDER)

    answers = [(await client.post(path, content=BODY)).status_code for _ in range(4)]

    assert answers == [401, 401, 401, 429]
