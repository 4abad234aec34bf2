"""A customer as a whole: what one answer and the timeline tell, to whom, and in how many statements."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from attendance.conversations import actions, posting
from attendance.crm.models import Contact
from attendance.identity.schemas import Role
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from tests.tickets.desk import Desk, Json


async def contact_of(desk: Desk) -> str:
    session = await desk.asks("GET", f"/api/session/{desk.session_id}")
    return str(session["customer_id"])


async def overview(desk: Desk, query: str = "") -> Json:
    found: Json = await desk.asks("GET", f"/api/crm/contacts/{await contact_of(desk)}/overview{query}")
    return found


async def timeline(desk: Desk, query: str = "") -> Json:
    found: Json = await desk.asks("GET", f"/api/crm/contacts/{await contact_of(desk)}/timeline{query}")
    return found


async def note(desk: Desk, text: str) -> None:
    async with desk.world.tx() as tx:
        found = await actions.lock(tx, desk.session_id)
        await posting.post_note(
            tx, found, text=text, client_id=new_id().hex, user_id=desk.owner.id, author_name="Ana"
        )


async def rate(desk: Desk, score: int, comment: str) -> None:
    async with desk.world.tx() as tx:
        await tx.fetch(
            "insert into conversation_ratings (id, tenant_id, conversation_id, contact_id, inbox_id, channel, state, "
            "score, comment, due_at, created_at, asked_at, answered_at) "
            "values ($1, $2, $3, $4, $5, 'echo', 'answered', $6, $7, now(), now(), now(), now())",
            new_id(), tx.tenant_id, desk.session_id, UUID(await contact_of(desk)), desk.inbox_id, score, comment,
        )  # fmt: skip


async def fill(desk: Desk) -> str:
    """One of everything; the contact."""
    contact_id = await contact_of(desk)
    async with desk.world.tx() as tx:
        values = {"ltv": 5000, "tier": "premium", "tags": ["vip"]}
        await tx.execute(update(Contact).where(Contact.id == UUID(contact_id)).values(**values))
    await desk.opens("Pedido atrasado")
    deal = {"name": "Plano anual", "value": "1500.00", "contact_id": contact_id}
    await desk.asks("POST", "/api/crm/deals", deal, status=201)
    await desk.asks("POST", "/api/crm/activities", {"title": "Ligar", "contact_id": contact_id}, status=201)
    await note(desk, "Prefere WhatsApp")
    await rate(desk, 9, "Rápido")
    return contact_id


async def test_one_answer_tells_everything(desk: Desk) -> None:
    contact_id = await fill(desk)

    found = await overview(desk)

    assert (found["contact_id"], found["ltv"], found["tier"], found["tags"]) == (
        contact_id, "5000", "premium", ["vip"],
    )  # fmt: skip
    assert found["currency"] == "BRL"
    assert (found["conversations"], found["last_conversations"][0]["number"]) == (1, 1)
    assert (found["open_tickets"], found["tickets"][0]["subject"]) == (1, "Pedido atrasado")
    assert (found["open_deals"], found["open_deals_value"]) == (1, "1500.00")
    assert found["deals"][0]["stage"] == "Novo"
    assert (found["open_activities"], found["activities"][0]["title"]) == (1, "Ligar")
    assert found["notes"][0]["text"] == "Prefere WhatsApp"
    assert found["ratings"] | {"last_at": None} == {
        "count": 1, "mean": 9.0, "last_score": 9, "last_comment": "Rápido", "last_at": None,
    }  # fmt: skip


async def test_the_currency_is_the_companys(desk: Desk) -> None:
    await desk.asks("PATCH", "/api/company", {"currency": "EUR"})

    assert (await overview(desk))["currency"] == "EUR"
    assert (await desk.asks("GET", "/api/me"))["currency"] == "EUR"
    await desk.asks("PATCH", "/api/company", {"currency": "euro"}, status=400)


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, ["name", "email", "phone", "tier", "ltv"]),
        ({"attendance-customer-fields": "tier,cidade"}, ["tier", "cidade"]),
    ],
    ids=["as usual", "as its bot says"],
)
async def test_which_fields_are_shown_says_the_bot(desk: Desk, settings: Json, shown: list[str]) -> None:
    bot_id = await desk.world.bot(**settings)
    async with desk.world.tx() as tx:
        await tx.fetch("update conversations set bot_id = $1 where id = $2", bot_id, desk.session_id)
        await tx.fetch("""update crm_contacts set tier = 'gold', custom_fields = '{"cidade": "Recife"}'""")

    found = await overview(desk, f"?conversation_id={desk.session_id}")

    assert [one["name"] for one in found["fields"]] == shown
    values = {one["name"]: one["value"] for one in found["fields"]}
    assert values["tier"] == "gold"
    assert values.get("cidade", "Recife") == "Recife"


async def test_the_timeline_has_everything_newest_first_and_each_once(desk: Desk) -> None:
    await fill(desk)

    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await timeline(desk, f"?limit=2{f'&cursor={cursor}' if cursor else ''}")
        seen += [one["kind"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ["rating", "note", "activity", "deal", "ticket", "conversation"]


async def test_the_timeline_of_some_kinds(desk: Desk) -> None:
    await fill(desk)

    page = await timeline(desk, "?kind=ticket&kind=deal")

    assert [(one["kind"], one["title"], one["data"]) for one in page["items"]] == [
        ("deal", "Plano anual", {"value": "1500.00", "stage": "Novo"}),
        ("ticket", "Pedido atrasado", {"number": "TIC-001", "priority": "normal"}),
    ]


async def test_what_is_hidden_is_neither_told_nor_counted(desk: Desk) -> None:
    contact_id = await fill(desk)
    maria = await desk.person(Role.ATTENDANT)

    async with desk.client(maria) as api:
        found = (await api.get(f"/api/crm/contacts/{contact_id}/overview")).json()
        entries = (await api.get(f"/api/crm/contacts/{contact_id}/timeline")).json()["items"]
        address = f"/api/crm/contacts/{contact_id}/overview?conversation_id={desk.session_id}"
        assert (await api.get(address)).status_code == 404

    assert (found["conversations"], found["last_conversations"]) == (0, [])
    assert (found["open_tickets"], found["tickets"], found["notes"]) == (0, [], [])
    assert found["ratings"]["count"] == 0
    assert [one["kind"] for one in entries] == ["activity", "deal"]


@pytest.mark.parametrize("part", ["overview", "timeline"])
async def test_nobody_has_none(desk: Desk, part: str) -> None:
    await desk.asks("GET", f"/api/crm/contacts/{uuid4()}/{part}", status=404)


class Counter:
    """What the driver is asked beside SQLAlchemy."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, plain = 0, Tx.fetch

        async def fetch(tx: Tx, sql: str, *args: Any) -> Any:
            self.count += 1
            return await plain(tx, sql, *args)

        monkeypatch.setattr(Tx, "fetch", fetch)


async def test_however_much_there_is_the_statements_are_as_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter(monkeypatch)

    async def statements() -> int:
        before = counter.count
        with desk.counting() as seen:
            await overview(desk)
            await timeline(desk)
        return len(seen) + counter.count - before

    await statements()  # the first call notes when the token was used
    few = await statements()
    for _ in range(3):
        await fill(desk)
    assert await statements() == few
