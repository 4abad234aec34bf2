"""Files of contacts over HTTP and by the worker: looked at, taken once whatever dies, reported on, written again."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from attendance.crm import csv_files, importing, taking
from attendance.crm.models import ContactImport
from attendance.kernel.jobs import Job, registry
from attendance.kernel.runner import JobRunner
from tests.tickets.desk import Desk, Json

IMPORTS = "/api/crm/imports"
FILE = (
    "Nome;Telefone;E-mail;Empresa;Nível;Total gasto;Tags\r\n"
    "João Silva;(11) 98888-0001;joao@casa.example;Padaria;gold;R$ 1.500,00;vip, dev\r\n"
    "Rita Melo;+55 11 98888-0002 / 11 3333-0002;;;;;\r\n"
    "Sem Número;12;;;;;\r\n"
    "João da Silva;11 8888-0001;;;premium;;novo\r\n"
)
COLUMNS = {
    "Nome": "name", "Telefone": "phone", "E-mail": "email", "Empresa": "company", "Nível": "tier",
    "Total gasto": "ltv", "Tags": "tags",
}  # fmt: skip


async def upload(desk: Desk, content: bytes = FILE.encode("cp1252"), status: int = 201) -> Json:
    answer = await desk.api.post(
        f"{IMPORTS}?name=clientes.csv", content=content, headers={"content-type": "text/csv"}
    )
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


async def start(desk: Desk, preview: Json, **fields: Any) -> str:
    import_id: str = preview["job"]["id"]
    await desk.asks("POST", f"{IMPORTS}/{import_id}/start", {"columns": COLUMNS} | fields)
    return import_id


async def work(desk: Desk) -> None:
    runner = JobRunner(desk.world.database, desk.services, registry(importing.ENTRIES), reactions={})
    await runner.drain()
    await runner.stop()


async def people(desk: Desk, query: str = "") -> list[Json]:
    found = (await desk.asks("GET", f"/api/crm/contacts?{query}"))["items"]
    return [one for one in found if not one["name"].startswith("Cliente ")]


async def test_a_file_is_looked_at_before_anything_is_taken(living_desk: Desk) -> None:
    found = await upload(living_desk)

    assert (found["job"]["encoding"], found["job"]["separator"], found["job"]["total"]) == ("cp1252", ";", 4)
    assert {one["name"]: one["field"] for one in found["columns"]} == COLUMNS
    assert found["columns"][0]["samples"] == ["João Silva", "Rita Melo", "Sem Número"]
    assert found["problems"] == [{"line": 4, "field": "phone", "reason": "phone"}]
    assert await people(living_desk) == []


async def test_a_file_is_taken_and_what_is_wrong_comes_back(living_desk: Desk) -> None:
    desk = living_desk
    import_id = await start(desk, await upload(desk), add_tags=["feira"], source="planilha")

    await work(desk)

    done = await desk.asks("GET", f"{IMPORTS}/{import_id}")
    assert (done["state"], done["next_row"]) == ("finished", 4)
    assert (done["created"], done["updated"], done["failed"]) == (2, 1, 1)
    joao, rita = await people(desk)
    assert (joao["name"], joao["tier"], joao["ltv"]) == ("João da Silva", "premium", "1500.0")
    assert (joao["tags"], joao["company"], joao["source"]) == (
        ["vip", "dev", "feira", "novo"],
        "Padaria",
        "planilha",
    )
    whole = await desk.asks("GET", f"/api/crm/contacts/{rita['id']}")
    assert [one["value"] for one in whole["phones"]] == ["+5511988880002", "+551133330002"]
    report = await desk.api.get(f"{IMPORTS}/{import_id}/errors")
    sheet = csv_files.read(report.content)
    assert sheet.heading == (*COLUMNS, "linha", "erro")
    assert sheet.rows[0][:2] == ("Sem Número", "12")
    assert sheet.rows[0][-2:] == ("4", "phone: Telefone inválido: escreva com DDD")


async def test_taking_the_same_file_again_changes_nothing(living_desk: Desk) -> None:
    desk = living_desk
    await start(desk, await upload(desk))
    await work(desk)
    before = await people(desk)

    import_id = await start(desk, await upload(desk, FILE.replace("João da Silva", "João da Silva").encode()))
    await work(desk)

    done = await desk.asks("GET", f"{IMPORTS}/{import_id}")
    assert (done["created"], done["failed"]) == (0, 1)
    assert [one["id"] for one in await people(desk)] == [one["id"] for one in before]


class Killed(BaseException):
    """The worker dies here."""


@pytest.mark.parametrize("dies_at", [1, 2, 3])
async def test_a_worker_that_dies_takes_no_row_twice_and_leaves_none(
    living_desk: Desk, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    desk = living_desk
    monkeypatch.setattr(importing, "STEP_ROWS", 2)
    text = "Nome;Telefone\r\n" + "".join(f"Pessoa {at};+551198888{at:04}\r\n" for at in range(7))
    import_id = await start(
        desk, await upload(desk, text.encode()), columns={"Nome": "name", "Telefone": "phone"}
    )
    steps, taken = 0, taking.take

    async def dying(*arguments: Any) -> Any:
        nonlocal steps
        steps += 1
        outcome = await taken(*arguments)
        if steps == dies_at:
            raise Killed
        return outcome

    monkeypatch.setattr(taking, "take", dying)
    async with desk.world.tx() as tx:
        [row] = await tx.fetch("select id, payload::text as payload from jobs where kind = $1", importing.JOB)
    job = Job(row["id"], desk.world.tenant_id, importing.JOB, None, row["payload"].encode(), 1, 12)
    with pytest.raises(Killed):
        await importing.run(desk.services, job)

    await importing.run(desk.services, job)

    done = await desk.asks("GET", f"{IMPORTS}/{import_id}")
    assert (done["state"], done["created"], done["failed"]) == ("finished", 7, 0)
    assert [one["name"] for one in await people(desk)] == [f"Pessoa {at}" for at in range(7)]


async def test_a_stopped_import_goes_no_further_and_is_not_started_again(living_desk: Desk) -> None:
    desk = living_desk
    preview = await upload(desk)
    import_id = await start(desk, preview)

    stopped = await desk.asks("POST", f"{IMPORTS}/{import_id}/cancel")
    await work(desk)

    assert (stopped["state"], await people(desk)) == ("cancelled", [])
    again = await desk.asks("POST", f"{IMPORTS}/{import_id}/start", {"columns": COLUMNS}, status=409)
    assert again["code"] == "import_not_waiting"
    async with desk.world.tx() as tx:
        kept = await tx.scalar(select(ContactImport.content).where(ContactImport.id == UUID(import_id)))
    assert kept is None


async def test_what_is_exported_can_be_imported_and_computes_nothing(living_desk: Desk) -> None:
    desk = living_desk
    await desk.asks(
        "POST", "/api/crm/contacts",
        {"name": '=HYPERLINK("http://x")', "phones": [{"value": "+5511988880001"}, {"value": "+5511988880002"}],
         "tags": ["a", "b"], "company": "Padaria"},
        status=201,
    )  # fmt: skip

    answer = await desk.api.get("/api/crm/export?tag=a")

    assert answer.text.startswith("\ufeffcustomer_id;name;")
    assert "'=HYPERLINK" in answer.text
    sheet = csv_files.read(answer.content)
    assert len(sheet.rows) == 1
    preview = await upload(desk, answer.content)
    columns = {one["name"]: one["field"] for one in preview["columns"] if one["field"]}
    assert {columns[name] for name in ("phone", "other_phones", "company")} == {"phone", "company"}
    await desk.asks("POST", f"{IMPORTS}/{preview['job']['id']}/start", {"columns": columns})
    await work(desk)
    done = await desk.asks("GET", f"{IMPORTS}/{preview['job']['id']}")
    assert (done["created"], done["updated"], done["unchanged"]) == (0, 0, 1)


async def test_a_file_that_is_none_is_refused(living_desk: Desk) -> None:
    assert (await upload(living_desk, b"", 400))["code"] == "invalid_input"
