"""Every endpoint, tried by nobody, by every role, with the ids of another tenant, and by who sees less."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount, Route, WebSocketRoute

from attendance import api
from attendance.identity.schemas import Role
from attendance.main import WebServices
from tests.architecture.access import OUTSIDE_REST, TABLE
from tests.architecture.calls import NO_IDS, call, call_as, names_in
from tests.architecture.place import make_place
from tests.factories.people import make_person
from tests.web import client_of

OWN_PROOF = ("/webchat/", "/webhooks/")
GUARDED = sorted(line for line, access in TABLE.items() if access.may is not None)
WITH_IDS = [(line, name) for line in GUARDED for name in names_in(line)]
_NOT_IN_THE_PLACE = {"GET /api/attendance/files/pictures/{message_id}/{number}": 410}
"""What the place's things lack: who may ask is told so."""
_CHANGE_NOTHING = ("POST /api/bots/{bot_id}/check", "POST /api/reports/run", "POST /api/reports/download")
OF_CONVERSATIONS = [line for line in GUARDED if {"conversation_id", "session_id"} & set(names_in(line))]


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    rest = {
        f"{method} {route.path_format}"
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
    ids = dict.fromkeys([*names_in(line), *NO_IDS], "00000000-0000-7000-8000-000000000000")

    address = f"10.0.0.{GUARDED.index(line)}"  # each its own: whoever is refused often is slowed down
    async with client_of(app, address=address) as client:
        answer = await call(client, line, ids)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("line", GUARDED)
async def test_each_role_gets_as_far_as_the_table_says(
    app: FastAPI, services: WebServices, line: str
) -> None:
    place = await make_place(services.database, services.storage)

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
    app: FastAPI, services: WebServices, line: str, name: str
) -> None:
    ours, theirs = [await make_place(services.database, services.storage) for _ in range(2)]

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
    app: FastAPI, services: WebServices, line: str
) -> None:
    place = await make_place(services.database, services.storage)
    stranger = await make_person(services.database, place.owner.tenant_id, role=Role.ATTENDANT)

    answer = await call_as(app, stranger, line, place.ids)

    assert answer.status_code == 404 if Role.ATTENDANT in (TABLE[line].may or ()) else 403


def _tells_secrets(line: str) -> bool:
    return "/me/" in line or "export" in line or line.endswith("/webhooks")


@pytest.mark.parametrize("line", GUARDED)
async def test_a_token_without_scopes_for_it_gets_nowhere(
    app: FastAPI, services: WebServices, line: str
) -> None:
    """A reading token reads only."""
    place = await make_place(services.database, services.storage)

    async with client_of(app, headers=await place.owner.headers("read")) as client:
        answer = await call(client, line, place.ids)

    if line in ("GET /api/me", "POST /api/auth/sign-out"):
        assert answer.status_code in (200, 204)
    elif line in _NOT_IN_THE_PLACE:
        assert answer.status_code == _NOT_IN_THE_PLACE[line]
    elif (line.startswith("GET ") and not _tells_secrets(line)) or line in _CHANGE_NOTHING:
        assert answer.status_code == 200, answer.text
    else:
        assert answer.status_code == 403
