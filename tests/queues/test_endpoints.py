"""REST of queues and attendants, as a supervisor's browser and scripts use it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.attendants import endpoints as attendant_endpoints
from attendance.attendants.rules import LEASE
from attendance.conversations import actions as conversations
from attendance.conversations import posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.queues import administration, endpoints
from attendance.queues.following import follow
from tests.factories.people import Person, make_person
from tests.queues.floor import AWAY, Floor, seconds
from tests.queues.people_at_work import reply
from tests.web import TestServices, client_of, make_app

QUEUES = "/api/attendance/queues"
ATTENDANTS = "/api/attendance/attendants"


@pytest.fixture
async def client(floor: Floor) -> AsyncIterator[httpx.AsyncClient]:
    app = make_app(TestServices(floor.world.database), [endpoints.router, attendant_endpoints.router])
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def owner(floor: Floor) -> Person:
    return await make_person(floor.world.database, floor.world.tenant_id, role=Role.OWNER)


@pytest.fixture
async def api(client: httpx.AsyncClient, owner: Person) -> httpx.AsyncClient:
    client.headers.update(await owner.headers("read", "write", "admin"))
    return client


async def made(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await api.post(QUEUES, json={"name": "Suporte WhatsApp", "channels": ["whatsapp"]} | fields)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_queue_with_the_plans_body(api: httpx.AsyncClient, floor: Floor, owner: Person) -> None:
    maria, joao = await floor.world.user("Maria"), await floor.world.user("João")

    queue = await made(api, user_ids=[str(maria), str(joao)])

    expected = {
        "name": "Suporte WhatsApp", "description": None, "channels": ["whatsapp"], "is_active": True,
        "priority_order": 0, "max_wait_seconds": 600, "auto_assign": True, "bot_id": None,
        "created_by": str(owner.id), "member_count": 2, "online_count": 0, "waiting_count": 0,
    }  # fmt: skip
    assert {name: queue[name] for name in expected} == expected
    assert queue["policy"]["strategy"] == "balanced"
    assert (await api.get(f"{QUEUES}/{queue['id']}")).json() == queue
    assert (await api.get(QUEUES)).json() == [queue]


async def test_a_queue_changes_by_what_the_patch_names(api: httpx.AsyncClient) -> None:
    queue, other = await made(api, description="Lojas"), await made(api, name="Reserva")
    address = f"{QUEUES}/{queue['id']}"
    policy = {
        "strategy": "skills", "required_skills": ["VPN"], "relax_after_seconds": 30, "preferred_seconds": 5,
        "fallback_queue_id": other["id"], "max_size": 7, "closed_message": "Fechado",
        "hours": [{"weekday": 0, "opens": "09:00", "closes": "18:00"}], "default_destination": "google_chat",
    }  # fmt: skip

    changed = (
        await api.patch(address, json={"name": "Vendas", "policy": policy, "description": None})
    ).json()

    assert (changed["name"], changed["description"], changed["channels"]) == ("Vendas", None, ["whatsapp"])
    assert changed["policy"] == policy
    assert (await api.patch(address, json={"description": "x"})).json()["policy"] == policy


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"name": ""}, 400, "invalid_input"),
        ({"name": "SUPORTE whatsapp"}, 409, "queue_name_taken"),
        ({"name": "B", "user_ids": [str(UUID(int=5))]}, 400, "invalid_input"),
        ({"name": "C", "bot_id": str(UUID(int=5))}, 400, "invalid_input"),
        ({"name": "D", "policy": {"fallback_queue_id": str(UUID(int=5))}}, 400, "invalid_input"),
        (
            {"name": "E", "policy": {"hours": [{"weekday": 0, "opens": "18:00", "closes": "09:00"}]}},
            400,
            "hours_make_no_sense",
        ),
        ({"name": "F", "unknown": 1}, 400, "invalid_input"),
        ({"name": "G", "policy": {"default_destination": "fax"}}, 400, "invalid_input"),
    ],
)
async def test_a_queue_that_makes_no_sense_is_refused(
    api: httpx.AsyncClient, fields: dict[str, Any], status: int, code: str
) -> None:
    await made(api)

    answer = await api.post(QUEUES, json=fields)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_only_an_empty_queue_can_be_deleted(api: httpx.AsyncClient, floor: Floor) -> None:
    queue = await made(api)
    conversation = await floor.asks(queue_id=UUID(queue["id"]))

    refused = await api.delete(f"{QUEUES}/{queue['id']}")
    await floor.resolve(conversation)
    deleted = await api.delete(f"{QUEUES}/{queue['id']}")
    gone = await api.delete(f"{QUEUES}/{queue['id']}")

    assert [one.status_code for one in (refused, deleted, gone)] == [409, 204, 404]
    assert refused.json()["code"] == "queue_not_empty"


async def test_who_waits_in_a_renamed_queue_waits_under_its_new_name(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    queue = await made(api)
    waiting, resolved = (
        await floor.asks(queue_id=UUID(queue["id"])),
        await floor.asks(queue_id=UUID(queue["id"])),
    )
    await floor.resolve(resolved)

    await api.patch(f"{QUEUES}/{queue['id']}", json={"name": "Pós-venda"})

    async with floor.world.tx() as tx:
        rows = await tx.fetch("select id, queue_name from conversations")
    assert {row["id"]: row["queue_name"] for row in rows} == {
        waiting: "Pós-venda",
        resolved: "Suporte WhatsApp",
    }


async def test_members_come_change_and_go(api: httpx.AsyncClient, floor: Floor) -> None:
    queue, maria = await made(api), await floor.world.user("Maria Santos")
    address = f"{QUEUES}/{queue['id']}/members"

    added = await api.post(address, json={"user_id": str(maria), "max_conversations": 3})
    again = await api.post(address, json={"user_id": str(maria)})
    member = added.json()
    changed = await api.patch(f"{address}/{member['id']}", json={"priority": 2, "is_active": False})
    listed = (await api.get(address)).json()
    removed = await api.delete(f"{address}/{member['id']}")

    assert (added.status_code, again.status_code, removed.status_code) == (201, 409, 204)
    assert (member["user_name"], member["max_conversations"], member["priority"]) == ("Maria Santos", 3, 0)
    assert changed.json() == member | {"priority": 2, "is_active": False} == listed[0]
    assert (await api.get(address)).json() == []
    assert (await api.get(f"{QUEUES}/{new_id()}/members")).status_code == 404


async def test_the_panel_shows_who_waits_and_who_is_served(api: httpx.AsyncClient, floor: Floor) -> None:
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue, capacity=1)
        served, normal = await floor.asks(), await floor.asks()
        time.advance(seconds(30))
        urgent = await floor.asks(priority=3)
        time.advance(seconds(10))

        panel = (await api.get("/api/attendance/queue")).json()
        pages = [(await api.get("/api/attendance/queue?limit=2")).json()]
        pages.append(
            (await api.get(f"/api/attendance/queue?limit=2&cursor={pages[0]['next_cursor']}")).json()
        )

    assert [item["session_id"] for item in panel["items"]] == [str(urgent), str(normal), str(served)]
    assert [item["waiting_time_seconds"] for item in panel["items"]] == [10, 40, 40]
    assert [item["status"] for item in panel["items"]] == ["waiting", "waiting", "assigned"]
    assert (panel["waiting"], panel["estimated_wait_seconds"]) == (2, None)
    assert panel["items"] == pages[0]["items"] + pages[1]["items"]
    first, last = panel["items"][0], panel["items"][2]
    expected = {
        "channel": "echo", "user_name": "Cliente 5511900000003", "user_phone": "+5511900000003",
        "last_message": "Oi", "priority": 3, "queue_name": "Suporte", "assigned_to": None, "is_new_customer": True,
    }  # fmt: skip
    assert {name: first[name] for name in expected} == expected
    assert (last["assigned_to"], last["assigned_to_name"]) == (str(maria), "Maria")
    assert (await api.get("/api/attendance/queue?channel=sms")).json()["items"] == []


async def test_the_panel_quotes_the_customer_not_our_notice(api: httpx.AsyncClient, floor: Floor) -> None:
    await floor.queue()
    conversation_id = await floor.asks()

    async with floor.world.tx() as tx:
        found = await conversations.lock(tx, conversation_id)
        notice = Draft("Aguarde, transferir para atendente...", client_id="notice")
        await posting.post_reply(tx, found, notice, Sender("system"), author_name="Assistente", limit=None)
    [waiting] = (await api.get("/api/attendance/queue")).json()["items"]

    assert waiting["last_message"] == "Oi"


async def test_an_attendant_sees_the_line_of_their_queues_only(
    client: httpx.AsyncClient, floor: Floor
) -> None:
    mine, theirs = await floor.queue("Minha"), await floor.queue("Outra")
    maria = await make_person(floor.world.database, floor.world.tenant_id, role=Role.ATTENDANT)
    async with floor.world.tx() as tx:
        await administration.join(tx, mine, [maria.id])
    seen, _ = await floor.asks(queue_id=mine), await floor.asks(queue_id=theirs)
    headers = await maria.headers("read")

    panel = (await client.get("/api/attendance/queue", headers=headers)).json()

    assert [item["session_id"] for item in panel["items"]] == [str(seen)]
    assert panel["waiting"] == 1


async def test_decisions_are_listed_and_explained_in_the_readers_language(
    api: httpx.AsyncClient, floor: Floor
) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue)
    await floor.person(queue, name="João", status=AWAY)
    conversation = await floor.asks()

    listed = (await api.get(f"/api/attendance/decisions?conversation_id={conversation}")).json()
    [decision] = listed["items"]
    alone = (await api.get(f"/api/attendance/decisions/{decision['id']}")).json()

    assert alone == decision
    assert (decision["chosen"], decision["chosen_name"]) == (str(maria), "Maria")
    assert decision["reasons"] == ["only_candidate"]
    assert [(one["name"], one["reasons"]) for one in decision["excluded"]] == [("João", ["away"])]
    assert decision["explanation"] == (
        "Maria foi escolhido(a): era a única pessoa disponível. Não podiam receber: João (ausente)."
    )
    assert decision["inputs"]["conversation"]["id"] == str(conversation)
    assert (await api.get(f"/api/attendance/decisions/{new_id()}")).status_code == 404


async def test_status_set_in_a_browser_needs_heartbeats_set_by_a_script_it_holds(
    client: httpx.AsyncClient, floor: Floor, owner: Person
) -> None:
    app = make_app(TestServices(floor.world.database), [attendant_endpoints.router])
    joao = await make_person(floor.world.database, floor.world.tenant_id, role=Role.ATTENDANT)
    with clock.frozen(clock.now()) as time:
        async with client_of(app) as other:
            browser = await joao.browser(other)
            address = f"{ATTENDANTS}/{joao.id}/status"
            by_browser = await browser.put(address, json={"status": "online", "reason": "manhã"})
            time.advance(LEASE + timedelta(seconds=1))
            later = await browser.get(ATTENDANTS)
        script = await owner.headers("admin", "read")
        by_script = await client.put(address, json={"status": "online"}, headers=script)
        time.advance(timedelta(hours=3))
        much_later = await client.get(ATTENDANTS, headers=script)

    assert (by_browser.json()["status"], by_browser.json()["status_reason"]) == ("online", "manhã")
    assert later.json()[0]["status"] == "offline"
    assert by_script.json()["status"] == "online"
    assert much_later.json()[0]["status"] == "online"


async def test_a_full_attendant_shows_as_busy_with_the_figures(api: httpx.AsyncClient, floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, capacity=2, vpn=4)
    await floor.asks()
    one = (await api.get(ATTENDANTS)).json()[0]
    await floor.asks()
    two = (await api.get(ATTENDANTS)).json()[0]

    expected = {
        "id": "att-001", "user_id": str(maria), "name": "Maria", "channel": "all", "preferences": "",
        "status": "online", "active_conversations": 1, "capacity": 2, "queue_ids": [str(queue)], "skills": {"vpn": 4},
    }  # fmt: skip
    assert {name: one[name] for name in expected} == expected
    assert (two["status"], two["active_conversations"]) == ("busy", 2)


async def test_a_profile_changes_by_what_the_patch_names(api: httpx.AsyncClient, floor: Floor) -> None:
    await floor.person(await floor.queue())

    changed = (
        await api.patch(
            f"{ATTENDANTS}/att-001",
            json={
                "channel": "whatsapp; web",
                "preferences": "Vendas",
                "phone": "11 8888-7777",
                "skills": {"Inglês": 2},
            },
        )
    ).json()
    refused = await api.patch(f"{ATTENDANTS}/att-001", json={"phone": "12"})
    missing = await api.patch(f"{ATTENDANTS}/att-999", json={})

    assert (changed["channel"], changed["preferences"]) == ("whatsapp;web", "vendas")
    assert (changed["phone"], changed["skills"]) == ("+5511988887777", {"ingles": 2})
    assert (refused.status_code, missing.status_code) == (400, 404)


@pytest.mark.parametrize(
    ("role", "method", "address", "status"),
    [
        (Role.ATTENDANT, "POST", QUEUES, 403),
        (Role.ATTENDANT, "GET", QUEUES, 200),
        (Role.ATTENDANT, "GET", "/api/attendance/insights", 403),
        (Role.ATTENDANT, "GET", "/api/attendance/decisions", 403),
        (Role.ATTENDANT, "GET", f"{ATTENDANTS}/export", 403),
        (Role.ATTENDANT, "PATCH", f"{ATTENDANTS}/att-001", 403),
        (Role.ATTENDANT, "PUT", f"{ATTENDANTS}/att-001/status", 403),
        (Role.SUPERVISOR, "PUT", f"{ATTENDANTS}/att-001/status", 200),
        (Role.SUPERVISOR, "POST", f"{ATTENDANTS}/import", 403),
        (Role.AUDITOR, "GET", "/api/attendance/insights", 200),
        (Role.AUDITOR, "POST", QUEUES, 403),
    ],
)
async def test_who_may_do_what(
    client: httpx.AsyncClient, floor: Floor, role: Role, method: str, address: str, status: int
) -> None:
    await floor.person(await floor.queue())
    person = await make_person(floor.world.database, floor.world.tenant_id, role=role)
    headers = await person.headers("read", "write", "admin")
    body = {"status": "away"} if address.endswith("status") else {"name": "Nova"}

    answer = await client.request(method, address, json=None if method == "GET" else body, headers=headers)

    assert answer.status_code == status, answer.text


async def test_another_company_finds_nothing(client: httpx.AsyncClient, floor: Floor) -> None:
    queue = await floor.queue()
    await floor.person(queue)
    await floor.asks()
    stranger = await make_person(floor.world.database, role=Role.OWNER)
    headers = await stranger.headers("read", "write", "admin")

    for address in (QUEUES, ATTENDANTS):
        assert (await client.get(address, headers=headers)).json() == []
    assert (await client.get("/api/attendance/queue", headers=headers)).json()["items"] == []
    assert (await client.get("/api/attendance/decisions", headers=headers)).json()["items"] == []
    assert (await client.get(f"{QUEUES}/{queue}", headers=headers)).status_code == 404
    status = await client.put(f"{ATTENDANTS}/att-001/status", json={"status": "away"}, headers=headers)
    assert status.status_code == 404


async def test_insights_are_figures_of_the_event_log(api: httpx.AsyncClient, floor: Floor) -> None:
    start = clock.now()
    with clock.frozen(start) as time:
        queue = await floor.queue()
        maria = await floor.person(queue)
        kept = await floor.asks()
        time.advance(seconds(40))
        await floor.accept(kept, maria)
        time.advance(seconds(20))
        await reply(floor, kept, maria)
        passed_on = await floor.asks()
        await floor.accept(passed_on, maria)
        await floor.enter(passed_on, queue_id=queue, reason="transfer")
        time.advance(seconds(60))
        await floor.resolve(kept)
        async with floor.world.tx() as tx:
            await conversations.abandon(tx, await conversations.lock(tx, passed_on))
        time.advance(seconds(120))

        await follow(floor.world.database)
        since = (start - timedelta(hours=1)).isoformat()
        found = (await api.get("/api/attendance/insights", params={"since": since})).json()
        nothing = (await api.get("/api/attendance/insights", params={"channel": "sms"})).json()

    values = {kpi["key"]: (kpi["value"], kpi["target"]) for kpi in found["kpis"]}
    assert values == {
        "avg_wait_time": (20.0, 60.0),
        "first_response_time": (60.0, 30.0),
        "resolution_rate": (50.0, 85.0),
        "customer_satisfaction": (None, 7.0),
        "attendant_utilization": (50.0, 70.0),
        "transfers_rate": (50.0, 20.0),
    }
    assert (found["waiting"], found["attendants"], found["online"]) == (0, 1, 0)
    assert found["by_channel"] == [{"channel": "echo", "conversations": 2, "percent": 100.0}]
    empty = {kpi["key"]: kpi["value"] for kpi in nothing["kpis"]}
    assert empty["avg_wait_time"] is None and nothing["by_channel"] == []


@pytest.mark.parametrize(
    "period",
    [
        {"since": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"},
        {"since": "2020-01-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"},
        {"since": "2026-01-01T00:00:00", "until": "2026-01-02T00:00:00Z"},
    ],
)
async def test_a_period_that_makes_no_sense_is_refused(
    api: httpx.AsyncClient, period: dict[str, str]
) -> None:
    assert (await api.get("/api/attendance/insights", params=period)).status_code == 400
