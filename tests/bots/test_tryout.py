"""A bot is tried over REST: the draft or unsaved texts answer, nothing is kept, nothing takes long."""

import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from attendance.bots import endpoints, folder_endpoints
from attendance.identity.schemas import Role
from tests.factories.people import make_person
from tests.factories.world import World
from tests.web import TestServices, client_of, make_app

UNSAVED = """
HEAR nome AS NAME WITH "Com quem eu falo?"
SET SESSION "nome", nome
HEAR plano AS "Mensal", "Anual"
TALK nome + ": " + plano
x = 1 / 0
"""


@pytest.fixture
async def api(world: World) -> AsyncIterator[httpx.AsyncClient]:
    owner = await make_person(world.database, world.tenant_id, role=Role.OWNER)
    app = make_app(TestServices(world.database), [endpoints.router, folder_endpoints.router])
    async with client_of(app) as client:
        client.headers.update(await owner.headers("read", "admin"))
        yield client


@pytest.fixture
async def bot(api: httpx.AsyncClient) -> str:
    return f"/api/bots/{(await api.post('/api/bots', json={'name': 'Lia'})).json()['id']}"


async def tried(
    api: httpx.AsyncClient, bot: str, *messages: str, start: str | None = None
) -> list[dict[str, Any]]:
    files = {} if start is None else {"start.bas": start}
    answer = await api.post(f"{bot}/try", json={"messages": messages, "files": files})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["turns"])


async def test_the_draft_answers(api: httpx.AsyncClient, bot: str) -> None:
    [turn] = await tried(api, bot, "oi")

    assert [said["text"] for said in turn["said"]] == [
        "Olá! Aqui é o assistente da Minha empresa.", "Como posso ajudar?",
    ]  # fmt: skip
    assert turn["said"][1]["options"][0] == {"value": "Pedidos", "label": "Pedidos"}
    assert (turn["waits"], turn["script"], turn["line"], turn["error"]) == ("hear", "start.bas", 3, None)


async def test_unsaved_texts_count_and_errors_tell_their_place(api: httpx.AsyncClient, bot: str) -> None:
    first, second, third = await tried(api, bot, "oi", "ana", "2", start=UNSAVED)
    saved = (await api.get(f"{bot}/files/start.bas")).json()["text"]

    assert first["said"][0]["text"] == "Com quem eu falo?"
    assert second["effects"] == ['SET SESSION "nome", "Ana"']
    assert second["variables"] == {"nome": "Ana"}
    assert third["said"][0]["text"] == "Ana: Anual"
    assert {**third["error"], "message": ""} == {
        "code": "E303",
        "message": "",
        "script": "start.bas",
        "line": 6,
    }
    assert "nome" not in saved


async def test_an_endless_script_ends(api: httpx.AsyncClient, bot: str) -> None:
    began = time.monotonic()
    [turn] = await tried(api, bot, "oi", start="WHILE TRUE\nWEND\n")

    assert turn["error"]["code"] in ("E501", "E502")
    assert time.monotonic() - began < 6


@pytest.mark.parametrize(
    "body", [{"messages": []}, {"messages": ["oi"] * 51}, {"messages": ["x" * 4001]},
             {"messages": ["oi"], "files": {"../x.bas": "TALK 1"}}]
)  # fmt: skip
async def test_what_is_too_much_is_refused(api: httpx.AsyncClient, bot: str, body: dict[str, Any]) -> None:
    assert (await api.post(f"{bot}/try", json=body)).status_code in (400, 422)


async def test_who_only_reads_may_not_try(world: World, api: httpx.AsyncClient, bot: str) -> None:
    attendant = await make_person(world.database, world.tenant_id, role=Role.ATTENDANT)

    answer = await api.post(
        f"{bot}/try", json={"messages": ["oi"]}, headers=await attendant.headers("read", "write")
    )

    assert answer.status_code == 403


async def test_the_bots_own_tests_are_played_with_unsaved_texts(api: httpx.AsyncClient, bot: str) -> None:
    texts = {
        "start.bas": 'HEAR nome WITH "Quem é?"\nIF nome = "x" THEN TALK "nunca"\nTALK "Oi, " + nome',
        "a.test.bas": (
            "test: diz o nome\ncustomer: oi\nbot: Quem é?\ncustomer: Ana\nbot: Oi, Ana\n\n"
            "test: diz outro nome\ncustomer: oi\nbot: Quem é?\ncustomer: Bia\nbot: Oi, Ana\n"
        ),
    }

    report = (await api.post(f"{bot}/test", json={"files": texts})).json()

    passed, failed = [one for one in report["conversations"] if one["file"] == "a.test.bas"]
    assert (passed["is_passed"], passed["name"], passed["difference"]) == (True, "diz o nome", [])
    assert failed["is_passed"] is False
    assert any("Oi, Bia" in row for row in failed["difference"])
    assert 0 < report["share"] <= 1
