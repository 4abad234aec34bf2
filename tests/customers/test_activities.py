"""Activities over HTTP: for whom they are, who sees them, their lists, and the reminder."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from attendance.crm import activities
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.jobs import registry
from attendance.kernel.runner import JobRunner
from tests.tickets.desk import Desk, Json

ACTIVITIES = "/api/crm/activities"


async def make(desk: Desk, title: str = "Ligar", **fields: Any) -> Json:
    made: Json = await desk.asks("POST", ACTIVITIES, {"title": title} | fields, status=201)
    return made


async def titles(desk: Desk, query: str = "") -> list[str]:
    found = await desk.asks("GET", ACTIVITIES + query)
    return [one["title"] for one in found["items"]]


def later(**time: int) -> str:
    return (clock.now() + timedelta(**time)).isoformat()


async def test_a_task_out_of_a_conversation_is_for_its_contact_and_for_its_maker(desk: Desk) -> None:
    made = await make(desk, conversation_id=str(desk.session_id), notes="  depois das 14 h ")

    session = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    assert made["contact_id"] == session["conversation"]["contact"]["id"]
    assert (made["contact_name"], made["conversation_number"]) == ("Cliente 5511988887777", 1)
    assert (made["owner_id"], made["kind"], made["done_at"]) == (str(desk.owner.id), "task", None)
    assert made["notes"] == "depois das 14 h"


async def test_for_a_ticket_a_deal_and_a_lead_it_names_them(desk: Desk) -> None:
    ticket = await desk.opens()
    deal = await desk.asks("POST", "/api/crm/deals", {"name": "Plano"}, status=201)
    lead = await desk.asks("POST", "/api/crm/leads", {"name": "Ana"}, status=201)

    made = await make(desk, ticket_id=ticket["id"], deal_id=deal["id"], lead_id=lead["id"])

    assert (made["ticket_number"], made["deal_name"], made["lead_name"]) == (ticket["number"], "Plano", "Ana")
    assert made["contact_id"] == ticket["customer_id"]
    for thing in ("ticket_id", "deal_id", "lead_id"):
        assert await titles(desk, f"?{thing}={made[thing]}") == ["Ligar"]


@pytest.mark.parametrize(
    "thing", ["contact_id", "conversation_id", "ticket_id", "deal_id", "lead_id", "owner_id"]
)
async def test_what_is_not_there_gets_none(desk: Desk, thing: str) -> None:
    await desk.asks("POST", ACTIVITIES, {"title": "Ligar", thing: str(uuid4())}, status=404)


async def test_a_note_is_done_as_it_is_written(desk: Desk) -> None:
    assert (await make(desk, kind="note"))["done_at"] is not None


async def test_done_and_open_again(desk: Desk) -> None:
    made = await make(desk)
    address = f"{ACTIVITIES}/{made['id']}"

    done = await desk.asks("PATCH", address, {"is_done": True})
    assert done["done_at"] is not None
    assert await titles(desk, "?is_done=false") == []
    assert (await desk.asks("PATCH", address, {"is_done": False}))["done_at"] is None
    assert await titles(desk, "?is_done=false") == ["Ligar"]


async def test_deleted_and_brought_back(desk: Desk) -> None:
    made = await make(desk)

    await desk.asks("DELETE", f"{ACTIVITIES}/{made['id']}", status=204)
    await desk.asks("GET", f"{ACTIVITIES}/{made['id']}", status=404)
    assert await titles(desk) == []

    await desk.asks("POST", f"{ACTIVITIES}/{made['id']}/restore")
    assert await titles(desk) == ["Ligar"]


async def test_what_is_due_first_comes_first_and_what_has_no_time_last(desk: Desk) -> None:
    for title, due_at in (("sem prazo", None), ("amanhã", later(days=1)), ("ontem", later(days=-1))):
        await make(desk, title, due_at=due_at)

    first = await desk.asks("GET", f"{ACTIVITIES}?sort=due&owner_id=me&is_done=false&limit=2")
    rest = await desk.asks(
        "GET", f"{ACTIVITIES}?sort=due&owner_id=me&is_done=false&limit=2&cursor={first['next_cursor']}"
    )
    assert [one["title"] for one in (*first["items"], *rest["items"])] == ["ontem", "amanhã", "sem prazo"]
    assert rest["next_cursor"] is None


async def test_ones_own_are_counted(desk: Desk) -> None:
    await make(desk, due_at=later(days=-1))
    await make(desk, due_at=later(hours=1))
    await make(desk, due_at=later(days=9))
    await make(desk, due_at=later(days=-1), owner_id=None)

    until = (clock.now() + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    assert await desk.asks("GET", f"{ACTIVITIES}/counts?until={until}") == {"overdue": 1, "today": 1}


async def test_what_was_noted_about_a_hidden_conversation_is_hidden(desk: Desk) -> None:
    maria = await desk.person(Role.ATTENDANT)
    hidden = await make(desk, "Cobrar a diretoria", conversation_id=str(desk.session_id))
    about_ticket = await make(desk, "Rever o chamado", ticket_id=(await desk.opens())["id"])
    hers = await make(desk, "Para a Maria", conversation_id=str(desk.session_id), owner_id=str(maria.id))

    async with desk.client(maria) as api:
        seen = (await api.get(ACTIVITIES)).json()["items"]
        assert [one["id"] for one in seen] == [hers["id"]]
        for one in (hidden, about_ticket):
            assert (await api.get(f"{ACTIVITIES}/{one['id']}")).status_code == 404
            assert (await api.patch(f"{ACTIVITIES}/{one['id']}", json={"is_done": True})).status_code == 404
        body = {"title": "x", "conversation_id": str(desk.session_id)}
        assert (await api.post(ACTIVITIES, json=body)).status_code == 404


async def test_a_list_is_one_query_however_long(desk: Desk) -> None:
    async def statements() -> int:
        with desk.counting() as seen:
            await desk.asks("GET", ACTIVITIES)
        return len(seen)

    await make(desk)
    few = await statements()
    for number in range(5):
        await make(desk, f"Tarefa {number}", conversation_id=str(desk.session_id))
    assert await statements() == few


async def reminders(desk: Desk) -> list[UUID]:
    """Who was told, in order."""
    async with desk.world.tx() as tx:
        rows = await tx.fetch(
            "select payload ->> 'owner_id' as owner from events where kind = 'activity.reminded' order by id"
        )
    return [UUID(row["owner"]) for row in rows]


async def work(desk: Desk) -> None:
    runner = JobRunner(desk.world.database, desk.services, registry(activities.ENTRIES))
    await runner.drain()
    await runner.stop()


async def test_the_owner_is_reminded_once(living_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, soon = living_desk, clock.now() + timedelta(minutes=10)
    made = await make(desk, due_at=soon.isoformat(), reminder_at=soon.isoformat())
    await work(desk)
    assert await reminders(desk) == []

    monkeypatch.setattr(clock, "now", lambda: soon + timedelta(seconds=1))
    await work(desk)
    async with desk.world.tx() as tx:
        await tx.fetch(
            "select jobs_enqueue($1, 'activity.remind', null, $2::text, now(), 1, 12, null)",
            tx.tenant_id, f'{{"activity_id": "{made["id"]}"}}',
        )  # fmt: skip
    await work(desk)

    assert await reminders(desk) == [desk.owner.id]
    assert (await desk.asks("GET", f"{ACTIVITIES}/{made['id']}"))["reminded_at"] is not None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"is_done": True}, 0),
        ({"reminder_at": None}, 0),
        ({"reminder_at": "2099-01-01T00:00:00Z"}, 0),
        ({"title": "Ligar de novo"}, 1),
    ],
    ids=["done", "no reminder any more", "moved to later", "renamed"],
)
async def test_what_changed_meanwhile_decides_whether_anybody_is_told(
    living_desk: Desk, monkeypatch: pytest.MonkeyPatch, change: Json, told: int
) -> None:
    desk, soon = living_desk, clock.now() + timedelta(minutes=10)
    made = await make(desk, reminder_at=soon.isoformat())
    await desk.asks("PATCH", f"{ACTIVITIES}/{made['id']}", change)

    monkeypatch.setattr(clock, "now", lambda: soon + timedelta(seconds=1))
    await work(desk)

    assert len(await reminders(desk)) == told


async def test_a_reminder_that_is_moved_is_told_again(
    living_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, now = living_desk, datetime.now(UTC)
    made = await make(desk, reminder_at=(now - timedelta(minutes=5)).isoformat())
    await work(desk)
    await desk.asks("PATCH", f"{ACTIVITIES}/{made['id']}", {"reminder_at": now.isoformat()})
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))
    await work(desk)

    assert await reminders(desk) == [desk.owner.id, desk.owner.id]
