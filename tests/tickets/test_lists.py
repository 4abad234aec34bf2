"""Lists: filters, search, paging, who sees what, how many statements it takes, and the same for many at once."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from tests.tickets.desk import TICKETS, Desk, Json


async def listed(desk: Desk, **query: Any) -> list[str]:
    answer = await desk.asks("GET", f"{TICKETS}?{urlencode(query, doseq=True)}")
    return [one["subject"] for one in answer["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "open"}, ["B", "A"]),
        ({"status": ["open", "pending"]}, ["C", "B", "A"]),
        ({"priority": "urgent"}, ["B"]),
        ({"priority": ["urgent", "low"]}, ["C", "B"]),
        ({"category": "billing"}, ["A"]),
        ({"tag": "vip"}, ["B"]),
        ({"assigned_to": "none"}, ["C"]),
        ({"assigned_to": "me"}, ["D", "B", "A"]),
        ({"sort": "priority"}, ["B", "D", "A", "C"]),
        ({"assigned_to": "none", "status": "open"}, []),
    ],
)
async def test_filters(desk: Desk, query: dict[str, Any], expected: list[str]) -> None:
    await desk.opens("A", category="billing")
    await desk.opens("B", priority="urgent", tags=["vip"])
    third = await desk.opens("C", priority="low", assigned_to=None)
    fourth = await desk.opens("D")
    await desk.asks("PUT", third["id"], {"status": "pending"})
    await desk.asks("POST", f"{fourth['id']}/resolve")

    assert await listed(desk, **query) == expected


async def test_by_time(desk: Desk) -> None:
    await desk.opens("agora")
    now = clock.now()

    assert await listed(desk, created_from=(now - timedelta(hours=1)).isoformat()) == ["agora"]
    assert await listed(desk, created_to=(now - timedelta(hours=1)).isoformat()) == []
    assert await listed(desk, updated_from=(now + timedelta(hours=1)).isoformat()) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("devolucao", True),
        ("DEVOLUÇÕES", True),
        ("transportadora", True),
        ("TIC-001", True),
        ("#1", True),
        ("cliente 5511988887777", True),
        ("98888", True),
        ("rastreio", True),
        ("TIC-002", False),
        ("estorno", False),
    ],
)
async def test_search_folds_accents_and_finds_numbers_contacts_and_comments(
    desk: Desk, text: str, is_found: bool
) -> None:
    made = await desk.opens("Devolução do pedido", description="A transportadora perdeu")
    body = {"text": "Código de rastreio pedido", "client_id": new_id().hex}
    await desk.asks("POST", f"{made['id']}/comments", body, status=201)

    assert await listed(desk, text=text) == (["Devolução do pedido"] if is_found else [])


@pytest.mark.parametrize("sort", ["updated", "created", "priority"])
async def test_pages_give_each_ticket_once_in_order(desk: Desk, sort: str) -> None:
    for at in range(7):
        await desk.opens(str(at), priority=["low", "high"][at % 2])
    whole = await listed(desk, sort=sort)

    seen, cursor = [], ""
    while True:
        page = await desk.asks("GET", f"{TICKETS}?limit=3&sort={sort}{cursor}")
        seen += [one["subject"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == whole
    assert len(set(seen)) == 7


async def test_counts(desk: Desk) -> None:
    await desk.opens(priority="urgent")
    await desk.opens(assigned_to=None)
    solved = await desk.opens()
    await desk.asks("POST", f"{solved['id']}/resolve")

    counts = await desk.asks("GET", "counts")

    assert counts == {"open": 2, "in_progress": 0, "pending": 0, "mine": 1, "unassigned": 1, "urgent": 1}


async def test_who_sees_what(desk: Desk) -> None:
    maria, joao = await desk.person(), await desk.person(name="João")
    queue_id = await desk.queue("Suporte", maria.id)
    made = await desk.opens("Da fila")
    await desk.asks("POST", f"{made['id']}/transfer", {"queue_id": str(queue_id)})
    own = await desk.opens("Do João", assigned_to=str(joao.id))

    seen = {}
    for person in (maria, joao, await desk.person(Role.AUDITOR)):
        async with desk.client(person) as api:
            page: Json = (await api.get(TICKETS)).json()
            seen[person.id] = {one["subject"] for one in page["items"]}
            single = await api.get(f"{TICKETS}/{own['id']}")
            found = (await api.get(f"{TICKETS}?text=fila")).json()["items"]
            assert (single.status_code == 200) == ("Do João" in seen[person.id])
            assert len(found) == ("Da fila" in seen[person.id])

    assert list(seen.values()) == [{"Da fila"}, {"Do João"}, {"Da fila", "Do João"}]


async def test_a_list_takes_the_same_statements_however_long_it_is(desk: Desk) -> None:
    async def statements(path: str) -> int:
        await desk.asks("GET", path)  # who asks is remembered
        with desk.counting() as seen:
            await desk.asks("GET", path)
        return len(seen)

    first = await desk.opens()
    few = [await statements(path) for path in (f"{TICKETS}?limit=200", first["id"], "counts")]
    for at in range(12):
        await desk.opens(str(at))
        body = {"text": "x", "client_id": new_id().hex}
        await desk.asks("POST", f"{first['id']}/comments", body, status=201)
    many = [await statements(path) for path in (f"{TICKETS}?limit=200", first["id"], "counts")]

    assert many == few


async def test_many_at_once_with_a_result_for_each_and_undo(desk: Desk) -> None:
    one, two, closed = [await desk.opens(name) for name in ("um", "dois", "três")]
    await desk.asks("PUT", closed["id"], {"status": "closed"})
    stranger = str(new_id())
    ids = [one["id"], two["id"], closed["id"], stranger]

    done = await desk.asks(
        "POST", "bulk", {"ticket_ids": ids, "status": "pending", "add_tags": ["lote"], "attendant_id": None}
    )

    by_id = {result["ticket_id"]: result for result in done["results"]}
    assert [by_id[id]["code"] for id in ids] == [None, None, "ticket_move_not_possible", "not_found"]
    changed = (await desk.asks("GET", one["id"]))["ticket"]
    assert (changed["status"], changed["tags"], changed["assigned_to"]) == ("pending", ["lote"], None)
    await desk.asks("PUT", two["id"], {"status": "in_progress"})

    undone = await desk.asks("POST", f"bulk/{done['bulk_id']}/undo")

    assert {result["ticket_id"]: result["code"] for result in undone["results"]} == {
        one["id"]: None, two["id"]: "changed_since",
    }  # fmt: skip
    back = (await desk.asks("GET", one["id"]))["ticket"]
    assert (back["status"], back["tags"], back["assigned_to"]) == ("open", [], one["assigned_to"])
    await desk.asks("POST", f"bulk/{done['bulk_id']}/undo", status=409)


async def test_many_are_deleted_and_come_back(desk: Desk) -> None:
    made = [await desk.opens(str(at)) for at in range(3)]

    done = await desk.asks("POST", "bulk", {"ticket_ids": [one["id"] for one in made], "delete": True})
    assert await listed(desk) == []
    await desk.asks("POST", f"bulk/{done['bulk_id']}/undo")

    assert sorted(await listed(desk)) == ["0", "1", "2"]
