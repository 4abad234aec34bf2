"""Reports over HTTP: running, saving, sharing, and who sees what in them."""

from typing import Any

import pytest
from sqlalchemy import text

from attendance.identity.schemas import Role
from attendance.kernel.database import Database
from attendance.reports import running
from attendance.reports.running import ReportsBusy, ReportTooSlow
from attendance.reports.schemas import ReportDefinition
from tests.factories.world import new_world
from tests.reports.shop import Shop
from tests.tickets.desk import Desk, Json, open_desk

BASE = "/api/reports"
ASKED: Json = {"source": "conversations", "measures": ["conversations"], "period": {"key": "today"}}


def asks(**given: Any) -> Json:
    return ASKED | given


async def run(desk: Desk, **given: Any) -> Json:
    answer: Json = await desk.asks("POST", f"{BASE}/run", asks(**given))
    return answer


async def save(desk: Desk, name: str = "Por dia", **given: Any) -> Json:
    made: Json = await desk.asks("POST", BASE, {"name": name, "definition": ASKED} | given, status=201)
    return made


async def test_a_report_has_columns_rows_totals_and_names(desk: Desk) -> None:
    queue_id = await desk.queue("Suporte")
    async with desk.world.tx() as tx:
        await tx.connection.execute(text("update conversations set queue_id = :q").bindparams(q=queue_id))
    await desk.says("Oi", who="5511900000001")

    found = await run(desk, dimensions=["queue"], measures=["conversations", "customers", "wait_median"])

    assert [(one["key"], one["unit"]) for one in found["columns"]] == [
        ("queue", None), ("conversations", "count"), ("customers", "count"), ("wait_median", "seconds"),
    ]  # fmt: skip
    assert found["columns"][1]["name"] == "Conversas"
    assert found["rows"] == [[str(queue_id), 1, 1, None], [None, 1, 1, None]]
    assert found["totals"] == [2, 2, None]
    assert found["names"] == {"queue": {str(queue_id): "Suporte"}}
    assert (found["is_cut"], found["timezone"]) == (False, "America/Sao_Paulo")


async def test_days_without_anything_are_shown_too(desk: Desk) -> None:
    found = await run(
        desk, dimensions=["day"], period={"key": "last_7_days"}, measures=["conversations", "wait_mean"]
    )

    assert len(found["rows"]) == 7
    assert found["rows"][-1] == [found["last"], 1, None]
    assert found["rows"][0] == [found["first"], 0, None]


async def test_more_rows_than_asked_for_are_told(desk: Desk) -> None:
    await desk.says("Oi", who="5511900000001")
    async with desk.world.tx() as tx:
        await tx.connection.execute(text("update conversations set topic = number::text"))

    found = await run(desk, dimensions=["topic"], limit=1)

    assert (len(found["rows"]), found["is_cut"], found["totals"]) == (1, True, [2])


async def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    refused = await desk.asks("POST", f"{BASE}/run", asks(measures=["nps"]), status=400)

    assert refused["facts"]["fields"] == {"measures": "conversations has no measure nps"}


async def test_people_see_in_a_report_what_they_see_elsewhere(desk: Desk) -> None:
    leader = await desk.person(Role.SUPERVISOR, "Lia")
    mine = await desk.queue("Minha", leader.id)
    await desk.says("Oi", who="5511900000001")
    async with desk.world.tx() as tx:
        await tx.connection.execute(
            text("update conversations set queue_id = :q where number = 1").bindparams(q=mine)
        )

    async with desk.client(leader) as api:
        everything = (await api.post(f"{BASE}/run", json=ASKED)).json()["totals"]
    async with desk.world.tx() as tx:
        await tx.connection.execute(
            text("update users set visibility = 'queues' where id = :u").bindparams(u=leader.id)
        )
    async with desk.client(leader) as api:
        in_queues = (await api.post(f"{BASE}/run", json=ASKED)).json()["totals"]
        about = [
            (await api.post(f"{BASE}/run", json=asks(source=source, measures=[measure]))).json()["totals"]
            for source, measure in (("messages", "messages"), ("tickets", "tickets"), ("ratings", "asked"))
        ]

    assert (everything, in_queues) == ([2], [1])
    assert about == [[1], [0], [0]]


async def test_a_company_sees_nothing_of_another(desk: Desk, database: Database) -> None:
    async with open_desk(database, await new_world(database)) as other:
        theirs = await save(other, is_shared=True)

        assert (await run(other))["totals"] == [1]

    assert (await run(desk))["totals"] == [1]
    assert await desk.asks("GET", BASE) == []
    await desk.asks("GET", f"{BASE}/{theirs['id']}", status=404)


async def test_reports_are_saved_changed_and_deleted(desk: Desk) -> None:
    made = await save(desk, description="Cada dia")

    changed = await desk.asks(
        "PATCH",
        f"{BASE}/{made['id']}",
        {"name": "Outro", "description": None, "definition": asks(dimensions=["day"])},
    )
    assert (changed["name"], changed["description"]) == ("Outro", None)
    assert changed["definition"]["dimensions"] == ["day"]
    assert await desk.asks("GET", BASE) == [changed]
    assert await desk.asks("GET", f"{BASE}/{made['id']}") == changed

    await desk.asks("PATCH", f"{BASE}/{made['id']}", {"definition": asks(measures=["x"])}, status=400)
    await desk.asks("DELETE", f"{BASE}/{made['id']}", status=204)
    await desk.asks("GET", f"{BASE}/{made['id']}", status=404)


async def test_shared_reports_are_seen_by_all_readers_and_changed_by_leaders(desk: Desk) -> None:
    own, shared = await save(desk, "Só meu"), await save(desk, "De todos", is_shared=True)
    auditor, leader = await desk.person(Role.AUDITOR, "Ada"), await desk.person(Role.SUPERVISOR, "Lia")

    async with desk.client(auditor) as api:
        seen = (await api.get(BASE)).json()
        assert [(one["name"], one["is_mine"], one["owner_name"]) for one in seen] == [
            ("De todos", False, "Ana Souza")
        ]
        assert (await api.get(f"{BASE}/{own['id']}")).status_code == 404
        assert (await api.patch(f"{BASE}/{shared['id']}", json={"name": "x"})).status_code == 403
    async with desk.client(leader) as api:
        assert (await api.patch(f"{BASE}/{own['id']}", json={"name": "x"})).status_code == 404
        assert (await api.patch(f"{BASE}/{shared['id']}", json={"name": "Nosso"})).json()["name"] == "Nosso"


async def test_a_token_reads_only_the_sources_of_its_scopes(desk: Desk) -> None:
    desk.api.headers.update(await desk.owner.headers("admin"))

    refused = await desk.asks("POST", f"{BASE}/run", ASKED, status=403)

    assert refused["code"] == "permission_missing"


async def test_what_filters_may_be_set_to(desk: Desk) -> None:
    queue_id = await desk.queue("Suporte")
    async with desk.world.tx() as tx:
        await tx.connection.execute(text("update conversations set tags = '[\"vip\"]'"))

    async def values(field: str, status: int = 200) -> Any:
        return await desk.asks("GET", f"{BASE}/values?source=conversations&field={field}", status=status)

    assert await values("queue") == [{"value": str(queue_id), "name": "Suporte"}]
    assert await values("tag") == [{"value": "vip", "name": "vip"}]
    assert await values("channel") == [{"value": "echo", "name": "echo"}]
    assert await values("topic") == []
    await values("day", status=400)
    await values("number", status=400)


async def test_the_catalogue_speaks_the_reader_s_language(desk: Desk) -> None:
    portuguese = await desk.asks("GET", f"{BASE}/catalogue")
    async with desk.world.tx() as tx:
        await tx.connection.execute(text("update users set locale = 'en'"))
    desk.api.headers.update(await desk.owner.headers())
    english = await desk.asks("GET", f"{BASE}/catalogue")

    assert [one["name"] for one in portuguese["sources"]][:2] == ["Conversas", "Atendimentos"]
    assert [one["name"] for one in english["sources"]][:2] == ["Conversations", "Visits"]
    assert len(portuguese["templates"]) == len(english["templates"]) > 5


async def test_a_report_asks_the_database_as_often_whatever_is_in_it(desk: Desk) -> None:
    """And never over the connections of conversations."""
    everything = {
        "dimensions": ["queue", "attendant", "tag"],
        "measures": ["conversations", "wait_median", "first_response_p90", "resolution_mean"],
    }
    engine = desk.world.database.apart.engine.sync_engine
    assert engine is not desk.world.database.engine.sync_engine

    with counting(desk) as few:
        await run(desk, **everything)
    for number in range(5):
        await desk.says("Oi", who=f"551190000010{number}")
    with counting(desk) as many:
        await run(desk, **everything)

    assert len(few) == len(many) <= 9


def counting(desk: Desk) -> Any:
    return Desk(
        type(desk.world)(desk.world.database.apart, desk.world.tenant_id),
        desk.inbox_id, desk.session_id, desk.owner, desk.api, desk.services,
    ).counting()  # fmt: skip


async def test_a_report_that_takes_too_long_is_stopped(shop: Shop) -> None:
    asked = ReportDefinition.model_validate(asks())
    async with running.apart(shop.world.database, shop.world.tenant_id, running.PATIENCE) as tx:
        await tx.connection.execute(text("select 1"))

    with pytest.raises(ReportTooSlow):
        async with running.apart(shop.world.database, shop.world.tenant_id, running.PATIENCE / 20_000) as tx:
            await tx.connection.execute(text("select pg_sleep(5)"))
    assert (await running.run(shop.world.database, shop.reader(), asked)).totals == [0]


async def test_a_report_can_write_nothing(shop: Shop) -> None:
    with pytest.raises(Exception, match="read-only"):
        async with running.apart(shop.world.database, shop.world.tenant_id, running.PATIENCE) as tx:
            await tx.connection.execute(text("delete from conversations"))


def test_too_many_reports_at_once_are_told_to_wait() -> None:
    assert ReportsBusy().status == ReportTooSlow(seconds=1).status == 503
