"""Every endpoint, tried by nobody, by every role, with the ids of another tenant, and by who sees less."""

import base64
import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import SecretStr
from starlette.routing import Mount, Route, WebSocketRoute

from attendance import api
from attendance.identity.schemas import Role
from attendance.kernel.bus import LocalBus
from attendance.kernel.settings import Settings
from attendance.main import Services, build_services, create_app
from tests.architecture.access import OUTSIDE_REST, TABLE
from tests.architecture.place import make_place
from tests.factories.people import Person, make_person
from tests.web import client_of

MASTER_KEY = b"0" * 32  # the one of factories.world.VAULT
OWN_PROOF = ("/webchat/", "/webhooks/")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
GUARDED = sorted(line for line, access in TABLE.items() if access.may is not None)


def names_in(line: str) -> list[str]:
    """The placeholders of ids, those of the address first."""
    found = PLACEHOLDER.findall(line + json.dumps(TABLE[line].body))
    return [name for name in dict.fromkeys(found) if name != "fresh"]


WITH_IDS = [(line, name) for line in GUARDED for name in names_in(line)]
OF_CONVERSATIONS = [line for line in GUARDED if {"conversation_id", "session_id"} & set(names_in(line))]


@pytest.fixture(scope="module")
async def services(database_url: str) -> AsyncIterator[Services]:
    key = SecretStr(base64.b64encode(MASTER_KEY).decode())
    services = build_services(
        Settings(public_url="http://test", secret_key=key), database_url, bus=LocalBus()
    )
    yield services
    await services.http.aclose()
    await services.database.close()


@pytest.fixture(scope="module")
def app(services: Services) -> FastAPI:
    return create_app(services, web_root=Path("nothing-is-built-here"))


async def call(client: httpx.AsyncClient, line: str, ids: Mapping[str, str]) -> httpx.Response:
    """Call the address of a line of the table, its placeholders filled."""

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: ids[found[1]], text)

    method, _, path = line.partition("#")[0].partition(" ")
    body: Any = TABLE[line].body
    sent = {} if body is None else {"json": json.loads(filled(json.dumps(body)))}
    query = f"?{TABLE[line].query}" if TABLE[line].query else ""
    return await client.request(method, filled(path) + query, **sent)


async def call_as(app: FastAPI, person: Person, line: str, ids: Mapping[str, str]) -> httpx.Response:
    async with client_of(app) as client:
        return await call(await person.browser(client), line, ids)


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    rest = {
        f"{method} {route.path}"
        for router in api.ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    document = {
        f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods
    }
    others = {
        route.path
        for route in app.router.routes
        if isinstance(route, (Route, WebSocketRoute, Mount)) and not route.path.startswith(OWN_PROOF)
    }

    assert rest == {line.partition("#")[0] for line in TABLE}
    assert document == rest
    assert others == set(OUTSIDE_REST)


@pytest.mark.parametrize("line", GUARDED)
async def test_nobody_gets_in_without_credentials(app: FastAPI, line: str) -> None:
    ids = dict.fromkeys([*names_in(line), "fresh"], "00000000-0000-7000-8000-000000000000")

    async with client_of(app) as client:
        answer = await call(client, line, ids)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("line", GUARDED)
async def test_each_role_gets_as_far_as_the_table_says(app: FastAPI, services: Services, line: str) -> None:
    place = await make_place(services.database)

    answers = {}
    for role in Role:
        person = await make_person(services.database, place.owner.tenant_id, role=role)
        answers[role] = await call_as(app, person, line, place.ids)

    assert {role for role, answer in answers.items() if answer.status_code != 403} == set(
        TABLE[line].may or ()
    )
    denied = [answer for answer in answers.values() if answer.status_code == 403]
    assert {answer.json()["code"] for answer in denied} <= {"permission_missing"}
    assert all(answer.status_code != 401 and answer.status_code < 500 for answer in answers.values())


@pytest.mark.parametrize(("line", "name"), WITH_IDS)
async def test_the_ids_of_another_tenant_lead_nowhere(
    app: FastAPI, services: Services, line: str, name: str
) -> None:
    ours, theirs = await make_place(services.database), await make_place(services.database)

    foreign = await call_as(app, ours.owner, line, ours.ids | {name: theirs.ids[name]})
    own = await call_as(app, ours.owner, line, ours.ids)

    if f"{{{name}}}" in line:
        assert foreign.status_code == 404
        assert own.status_code < 500 and own.status_code not in (401, 403, 404), own.text
    else:
        assert 400 <= foreign.status_code < 500
        assert own.status_code < 300 or own.status_code == 409, own.text


@pytest.mark.parametrize("line", OF_CONVERSATIONS)
async def test_a_conversation_outside_ones_queues_does_not_exist(
    app: FastAPI, services: Services, line: str
) -> None:
    place = await make_place(services.database)
    stranger = await make_person(services.database, place.owner.tenant_id, role=Role.ATTENDANT)

    answer = await call_as(app, stranger, line, place.ids)

    assert answer.status_code == 404 if Role.ATTENDANT in (TABLE[line].may or ()) else 403


@pytest.mark.parametrize("line", GUARDED)
async def test_a_token_without_scopes_for_it_gets_nowhere(
    app: FastAPI, services: Services, line: str
) -> None:
    """A reading token reads only."""
    place = await make_place(services.database)

    async with client_of(app, headers=await place.owner.headers("read")) as client:
        answer = await call(client, line, place.ids)

    if line in ("GET /api/me", "POST /api/auth/sign-out"):
        assert answer.status_code in (200, 204)
    elif line.startswith("GET ") and "/me/" not in line and "export" not in line:
        assert answer.status_code == 200, answer.text
    else:
        assert answer.status_code == 403
