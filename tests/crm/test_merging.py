"""Merging and its undoing: what moves, what is kept, and that both together change nothing."""

import json
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.channels.base import Identity
from attendance.crm import actions, contacts, merging, schemas
from attendance.deals import actions as deals
from attendance.kernel.database import Tx
from tests.tickets.desk import Desk, Json

CONTACTS = "/api/crm/contacts"
MOVED = {
    "activities.contact_id", "attendance_tickets.customer_id", "bot_memory.contact_id", "contact_emails.contact_id",
    "contact_identities.contact_id", "contact_phones.contact_id", "conversation_ratings.contact_id",
    "conversations.contact_id", "crm_deals.contact_id", "leads.contact_id",
}  # fmt: skip
_REFERENCES = "select relation || '.' || col as name, key from contact_references()"


async def make(desk: Desk, name: str, **fields: Any) -> Json:
    made: Json = await desk.asks(
        "POST", CONTACTS, {"name": name, "allow_duplicate": True} | fields, status=201
    )
    return made


async def merge(desk: Desk, kept: Json, other: Json, *take: str, status: int = 201) -> Json:
    body = {"other_id": other["id"], "take": list(take)}
    merged: Json = await desk.asks("POST", f"{CONTACTS}/{kept['id']}/merges", body, status=status)
    return merged


async def undo(desk: Desk, made: Json, status: int = 200) -> Json:
    path = f"{CONTACTS}/{made['contact_id']}/merges/{made['id']}"
    answer: Json = await desk.asks("DELETE", path, status=status)
    return answer


async def read(desk: Desk, contact: Json) -> Json:
    found: Json = await desk.asks("GET", f"{CONTACTS}/{contact['id']}")
    return found


async def customer(desk: Desk) -> Json:
    """Who writes in the desk's conversation."""
    session = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    return await read(desk, session["conversation"]["contact"])


async def test_all_that_names_a_contact_is_moved(database_url: str) -> None:
    """A table that is missing here is moved all the same; one that can't be would be without a key."""
    connection = await asyncpg.connect(database_url)

    rows = await connection.fetch(_REFERENCES)
    await connection.close()

    assert {row["name"] for row in rows} >= MOVED
    assert all(row["key"] for row in rows)


async def test_conversations_tickets_and_deals_go_to_the_one_that_stays(desk: Desk) -> None:
    old, new = await customer(desk), await make(desk, "Ana Lima", phone="+5511977770001", tier="gold")
    ticket = await desk.opens()
    deal = await desk.asks(
        "POST", "/api/crm/deals", {"name": "Plano", "session_id": str(desk.session_id)}, status=201
    )

    made = await merge(desk, new, old)

    kept = await read(desk, new)
    assert (kept["conversations"], kept["name"], kept["tier"]) == (1, "Ana Lima", "gold")
    assert [one["value"] for one in kept["phones"]] == ["+5511977770001", "+5511988887777"]
    assert [one["channel"] for one in kept["identities"]] == ["echo"]
    assert (await desk.asks("GET", ticket["id"]))["ticket"]["customer_id"] == new["id"]
    moved = await desk.asks("GET", f"/api/crm/deals/{deal['id']}")
    assert moved["deal"]["contact_id"] == new["id"]
    assert (await read(desk, old))["id"] == new["id"], "who is asked for by the old id is found"
    assert (made["absorbed_name"], made["may_be_undone"]) == (old["name"], True)


async def test_each_field_is_kept_or_taken(desk: Desk) -> None:
    await desk.asks(
        "PUT", "/api/crm/fields",
        {"fields": [{"key": key, "label": key, "kind": "text"} for key in ("a", "b", "c")]},
    )  # fmt: skip
    kept = await make(
        desk, "Ana", tier="gold", tags=["x"], custom_fields={"a": "1", "b": "1"}, phone="+5511977770001"
    )
    other = await make(
        desk, "Ana Lima", tier="standard", source="feira", tags=["y", "x"], phone="+5511977770002",
        custom_fields={"a": "2", "b": "2", "c": "2"},
    )  # fmt: skip

    await merge(desk, kept, other, "name", "phone", "custom_fields.a")

    found = await read(desk, kept)
    assert (found["name"], found["tier"], found["source"], found["tags"]) == (
        "Ana Lima", "gold", "feira", ["x", "y"],
    )  # fmt: skip
    assert [one["value"] for one in found["phones"]] == ["+5511977770002", "+5511977770001"]
    assert found["custom_fields"] == {"a": "2", "b": "1", "c": "2"}


async def test_who_has_an_open_conversation_in_the_same_inbox_twice_is_not_merged(desk: Desk) -> None:
    ana = await customer(desk)
    await desk.says(who="5511977770009")
    found = await desk.asks("GET", f"{CONTACTS}?text=77770009")

    refused = await merge(desk, ana, found["items"][0], status=409)

    assert refused["code"] == "contacts_open_in_both"
    assert refused["facts"]["inbox"] == "echo inbox"


async def test_only_the_latest_merge_can_be_undone(desk: Desk) -> None:
    a, b, c = [await make(desk, name) for name in ("A", "B", "C")]
    first, second = await merge(desk, a, b), await merge(desk, a, c)

    assert (await undo(desk, first, 409))["code"] == "contact_merged_later"
    assert (await undo(desk, second))["id"] == c["id"]
    assert (await undo(desk, first))["id"] == b["id"]
    await undo(desk, first, 404)


async def test_what_came_after_the_merge_stays(desk: Desk) -> None:
    old, new = await customer(desk), await make(desk, "Ana Lima", tier="gold")
    made = await merge(desk, new, old, "name")
    later = await desk.asks("POST", "/api/crm/deals", {"name": "Depois", "contact_id": new["id"]}, status=201)
    await desk.asks("PATCH", f"{CONTACTS}/{new['id']}", {"tier": "premium"})

    await undo(desk, made)

    kept, restored = await read(desk, new), await read(desk, old)
    assert (kept["name"], kept["tier"], kept["conversations"]) == ("Ana Lima", "premium", 0)
    assert (restored["name"], restored["conversations"]) == (old["name"], 1)
    assert restored["phones"] == old["phones"]
    deal = await desk.asks("GET", f"/api/crm/deals/{later['id']}")
    assert deal["deal"]["contact_id"] == new["id"]


_WORDS = st.sampled_from(["a", "b", "c"])
_NUMBERS = st.sampled_from([f"+551197777000{at}" for at in range(4)])
_PEOPLE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ana Lima", "Ana", "Rui Sá"]),
        "phones": st.lists(_NUMBERS, max_size=3, unique=True),
        "emails": st.lists(st.sampled_from(["a@x.example", "b@x.example"]), max_size=2, unique=True),
        "tier": st.none() | st.sampled_from(["gold", "premium"]),
        "ltv": st.none() | st.sampled_from(["10", "15000.00", "0.10"]),
        "tags": st.lists(_WORDS, max_size=3, unique=True),
        "custom": st.dictionaries(_WORDS, st.sampled_from(["1", "1.50", '"x"', "[1.0]", "true"]), max_size=3),
        "memory": st.dictionaries(_WORDS, _WORDS, max_size=2),
        "deals": st.integers(0, 2),
        "is_blocked": st.booleans(),
    }
)
_TAKEN = st.lists(
    st.sampled_from(["name", "phone", "email", "tier", "ltv", "customer_id", "custom_fields.a"]), unique=True
)


@given(one=_PEOPLE, other=_PEOPLE, take=_TAKEN)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_merge_and_its_undoing_change_nothing(
    desk: Desk, one: Json, other: Json, take: list[str]
) -> None:
    bot_id = await desk.world.bot()
    async with desk.world.tx() as tx:
        ids = [await _person(tx, bot_id, facts) for facts in (one, other)]
    async with desk.world.tx() as tx:
        before = await _everything(tx, ids)
        order = schemas.MergeOrder(other_id=ids[1], take=take)
        merge_id = await merging.merge(tx, ids[0], order)
        merged = await _everything(tx, ids)

        await merging.undo(tx, ids[0], merge_id)

        assert await _everything(tx, ids) == before
        assert all(row["id"] != str(ids[1]) for row in merged["crm_contacts"])


async def _person(tx: Tx, bot_id: UUID, facts: Json) -> UUID:
    new = schemas.NewContact(
        name=facts["name"], tier=facts["tier"], ltv=facts["ltv"], tags=facts["tags"], allow_duplicate=True,
        phones=[schemas.ContactAddress(value=one, label="Casa") for one in facts["phones"]],
        emails=[schemas.ContactAddress(value=one, label=None) for one in facts["emails"]],
    )  # fmt: skip
    contact_id = await actions.create(tx, new)
    custom = "{" + ", ".join(f"{json.dumps(key)}: {value}" for key, value in facts["custom"].items()) + "}"
    await tx.fetch("update crm_contacts set custom_fields = $2::jsonb where id = $1", contact_id, custom)
    for key, value in facts["memory"].items():
        await tx.fetch(
            "insert into bot_memory (bot_id, contact_id, key, tenant_id, value, updated_at) "
            "values ($1, $2, $3, $4, $5::jsonb, now())",
            bot_id, contact_id, key, tx.tenant_id, json.dumps(value),
        )  # fmt: skip
    for at in range(facts["deals"]):
        await deals.create(tx, deals.Draft(f"Plano {at}", contact_id=contact_id), by="person")
    if facts["is_blocked"]:
        await actions.block(tx, contact_id, "Spam")
    await contacts.identify(tx, "echo", [Identity(uuid4().hex, name="x", phone=None)])
    return contact_id


_TABLES = ("contact_phones", "contact_emails", "contact_identities", "bot_memory", "crm_deals")


async def _everything(tx: Tx, ids: list[UUID]) -> dict[str, list[Any]]:
    """All rows of both, as PostgreSQL writes them; only the time of the last change may differ."""
    wanted = {"crm_contacts": "id"} | dict.fromkeys(_TABLES, "contact_id")
    found: dict[str, list[Any]] = {}
    for table, column in wanted.items():
        rows = await tx.fetch(
            f"select (to_jsonb(t) - 'updated_at')::text as row, t.{column}::text as id from {table} t "
            f"where t.{column} = any($1) order by 1",
            ids,
        )
        found[table] = [dict(row) for row in rows]
    return found


@pytest.mark.parametrize("spelling", ["themselves", "nobody"])
async def test_there_must_be_two(desk: Desk, spelling: str) -> None:
    ana = await customer(desk)
    other = ana if spelling == "themselves" else {"id": str(uuid4())}

    await merge(desk, ana, other, status=400 if spelling == "themselves" else 404)
