"""attendant.csv into a company and out again."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from attendance.attendants import endpoints
from attendance.identity.schemas import Role
from attendance.queues import queries as queues
from tests.attendants.test_csv_format import PLAN
from tests.factories.people import make_person
from tests.queues.conftest import floor
from tests.queues.floor import Floor
from tests.web import TestServices, client_of, make_app

__all__ = ["floor"]  # the fixture

ADDRESS = "/api/attendance/attendants"


@pytest.fixture
async def api(floor: Floor) -> AsyncIterator[httpx.AsyncClient]:
    owner = await make_person(floor.world.database, floor.world.tenant_id, role=Role.OWNER)
    headers = await owner.headers("read", "write", "admin")
    async with client_of(make_app(TestServices(floor.world.database), [endpoints.router])) as client:
        client.headers.update(headers)
        yield client


async def imported(api: httpx.AsyncClient, text: str | bytes, **options: Any) -> dict[str, Any]:
    body = text.encode() if isinstance(text, str) else text
    answer = await api.post(
        f"{ADDRESS}/import", content=body, headers={"content-type": "text/csv"}, params=options
    )
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["created"], report["updated"], report["unchanged"]


async def test_the_plans_file_makes_users_who_serve_their_queues(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    commercial, support = await floor.queue("Commercial"), await floor.queue("Support web")
    text = PLAN.replace("empresa.com", f"{floor.world.tenant_id.hex}.example")

    rehearsed = await imported(api, text, dry_run=True)
    nobody = (await api.get(ADDRESS)).json()
    report = await imported(api, text)
    again = await imported(api, text)
    await floor.settle()

    assert counts(rehearsed) == counts(report) == (4, 0, 0)
    assert (nobody, counts(again)) == ([], (0, 0, 4))
    people = {one["id"]: one for one in (await api.get(ADDRESS)).json()}
    joao = people["att-002"]
    assert (joao["name"], joao["channel"], joao["preferences"]) == ("João Silva", "whatsapp;web", "support")
    assert (joao["aliases"], joao["phone"], joao["status"]) == (["joao", "js"], "+5511999990002", "offline")
    assert joao["queue_ids"] == [str(support)]
    assert people["att-001"]["queue_ids"] == [str(commercial)]
    async with floor.world.tx() as tx:
        assert {one.user_name for one in await queues.members(tx, support)} == {"João Silva"}


async def test_what_is_exported_imports_without_a_change(api: httpx.AsyncClient, floor: Floor) -> None:
    text = PLAN.replace("empresa.com", f"{floor.world.tenant_id.hex}.example")
    await imported(api, text)

    exported = await api.get(f"{ADDRESS}/export")

    assert exported.headers["content-type"] == "text/csv; charset=utf-8"
    assert exported.text == text
    assert counts(await imported(api, exported.text)) == (0, 0, 4)


async def test_a_known_user_becomes_an_attendant_and_a_changed_row_updates(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    supervisor = await make_person(
        floor.world.database, floor.world.tenant_id, role=Role.SUPERVISOR, name="Sofia"
    )
    header = "id,name,preferences,phone,email\n"

    joined = await imported(api, f"{header}att-7,Sofia,vendas,,{supervisor.email.upper()}\n")
    changed = await imported(api, f"{header}att-7,Sofia Prado,vendas;suporte,11 98888-7777,\n")
    same = await imported(api, f"{header}att-7,Sofia Prado,vendas;suporte,551188887777,{supervisor.email}\n")

    assert [counts(one) for one in (joined, changed, same)] == [(0, 1, 0), (0, 1, 0), (0, 0, 1)]
    [sofia] = (await api.get(ADDRESS)).json()
    assert (sofia["user_id"], sofia["name"], sofia["preferences"]) == (
        str(supervisor.id),
        "Sofia Prado",
        "vendas;suporte",
    )


async def test_rows_that_contradict_what_is_known_are_reported_and_the_rest_is_taken(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    elsewhere = await make_person(floor.world.database)
    mine = f"{floor.world.tenant_id.hex}.example"
    await imported(api, f"id,name,email\na1,Ana,ana@{mine}\na2,Bia,bia@{mine}\n")

    report = await imported(
        api,
        "id,name,email,phone\n"
        f"a1,Ana,bia@{mine},\n"
        f"a9,Ana,ana@{mine},\n"
        "a3,Caio,,\n"
        f"a4,Davi,{elsewhere.email},\n"
        f"a5,Eva,eva@{mine},123\n"
        f"a6,Fabi,fabi@{mine},\n",
    )

    assert counts(report) == (1, 0, 0)
    assert [(error["line"], error["column"]) for error in report["errors"]] == [
        (2, "email"),
        (3, "id"),
        (4, "email"),
        (5, "email"),
        (6, "phone"),
    ]


async def test_a_file_in_another_encoding_is_told_so(api: httpx.AsyncClient) -> None:
    answer = await api.post(f"{ADDRESS}/import", content="id,name\na,João\n".encode("latin-1"))

    assert (answer.status_code, "UTF-8" in answer.json()["detail"]) == (400, True)
