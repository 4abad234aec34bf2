"""Contacts over HTTP: making, changing, finding, blocking and forgetting them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from attendance.channels.base import Identity
from attendance.crm import contacts
from tests.tickets.desk import Desk, Json

CONTACTS = "/api/crm/contacts"
FIELDS = "/api/crm/fields"


async def make(desk: Desk, name: str = "Ana Lima", code: int = 201, **fields: Any) -> Json:
    made: Json = await desk.asks("POST", CONTACTS, {"name": name} | fields, status=code)
    return made


async def change(desk: Desk, contact: Json, status: int = 200, **fields: Any) -> Json:
    changed: Json = await desk.asks("PATCH", f"{CONTACTS}/{contact['id']}", fields, status=status)
    return changed


async def names(desk: Desk, query: str) -> list[str]:
    found = await desk.asks("GET", f"{CONTACTS}?{query}")
    return [one["name"] for one in found["items"]]


def values(addresses: list[Json]) -> list[str]:
    return [one["value"] for one in addresses]


async def test_a_contact_with_everything(desk: Desk) -> None:
    made = await make(
        desk, "", first_name="Ana", last_name="Lima", company="Padaria São João", tier="gold", ltv="15000.00",
        phones=[{"value": "(11) 98888-0001", "label": "Celular"}, {"value": "+55 11 3333-0002"}],
        emails=[{"value": "Ana@Casa.example"}], tags=["vip", "nps-9", "vip"], owner_id=str(desk.owner.id),
        last_purchase="2024-01-15T00:00:00Z", status="qualified", source="feira",
    )  # fmt: skip

    assert (made["name"], made["company"]["name"], made["owner_id"]) == (
        "Ana Lima", "Padaria São João", str(desk.owner.id),
    )  # fmt: skip
    assert made["phone"] == "+5511988880001"
    assert made["phones"] == [
        {"value": "+5511988880001", "label": "Celular"}, {"value": "+551133330002", "label": None},
    ]  # fmt: skip
    assert (made["email"], values(made["emails"])) == ("ana@casa.example", ["ana@casa.example"])
    assert (made["tags"], made["ltv"]) == (["vip", "nps-9"], "15000.00")
    assert (made["status"], made["source"], made["tier"]) == ("qualified", "feira", "gold")


async def test_each_contact_gets_the_next_number_of_its_company(desk: Desk) -> None:
    first, second = await make(desk), await make(desk)
    chosen = await make(desk, customer_id="ERP-7")

    found = [await desk.asks("GET", f"{CONTACTS}/{one['id']}") for one in (first, second, chosen)]
    assert [one["customer_id"] for one in found] == ["cust-002", "cust-003", "ERP-7"]
    refused = await change(desk, first, 409, customer_id="ERP-7")
    assert refused["code"] == "customer_id_taken"


async def test_a_second_contact_with_the_same_phone_is_refused_unless_it_is_meant(desk: Desk) -> None:
    first = await make(desk, phone="11 98888-0001")

    refused = await make(desk, "Outra", 409, phone="+55 11 8888-0001")
    meant = await make(desk, "Outra", phone="+55 11 8888-0001", allow_duplicate=True)

    assert (refused["code"], refused["facts"]["contact_id"]) == ("contact_exists", first["id"])
    assert meant["phone"] == first["phone"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"phone": "12"}, "phone"), ({"email": "ana"}, "email"), ({"name": " "}, "name")],
    ids=["phone", "e-mail", "nothing"],
)
async def test_what_makes_no_sense_is_refused(desk: Desk, fields: Json, field: str) -> None:
    refused = await desk.asks("POST", CONTACTS, {"name": "Ana"} | fields, status=400)

    assert field in refused["facts"]["fields"]


async def test_the_primary_phone_is_the_first_of_the_list(desk: Desk) -> None:
    made = await make(desk, phone="+5511988880001")

    two = await change(desk, made, phones=[{"value": "+5511988880002"}, {"value": "+5511988880001"}])
    assert (two["phone"], values(two["phones"])) == ("+5511988880002", ["+5511988880002", "+5511988880001"])
    corrected = await change(desk, made, phone="+5511988880003")
    assert values(corrected["phones"]) == ["+5511988880003", "+5511988880001"]
    none = await change(desk, made, phones=[])
    assert (none["phone"], none["phones"]) == (None, [])


@pytest.mark.parametrize("said", ["+5511988880002", "+551188880002"], ids=["with ninth", "without ninth"])
async def test_who_writes_from_any_of_their_phones_is_known(desk: Desk, said: str) -> None:
    made = await make(desk, phones=[{"value": "+5511988880001"}, {"value": "+5511988880002"}])

    async with desk.world.tx() as tx:
        [known] = await contacts.identify(tx, "whatsapp", [Identity(said.lstrip("+"), phone=said)])

    assert (str(known.id), known.is_new) == (made["id"], False)


async def test_fields_of_ones_own_are_checked_and_kept(desk: Desk) -> None:
    fields = [
        {"key": "tamanho", "label": "Tamanho", "kind": "choice", "choices": ["P", "M"]},
        {"key": "aniversario", "label": "Aniversário", "kind": "date"},
    ]
    await desk.asks("PUT", FIELDS, {"fields": fields})

    made = await make(desk, custom_fields={"tamanho": "M", "aniversario": "1990-02-28"})
    refused = await change(desk, made, 400, custom_fields={"tamanho": "XL"})
    emptied = await change(desk, made, custom_fields={"tamanho": None})

    assert made["custom_fields"] == {"tamanho": "M", "aniversario": "1990-02-28"}
    assert (refused["code"], "Tamanho" in refused["detail"]) == ("contact_field_invalid", True)
    assert emptied["custom_fields"] == {"aniversario": "1990-02-28"}
    assert await names(desk, "custom=aniversario:1990-02-28") == ["Ana Lima"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=joao", ["João Silva"]),
        ("text=silva%20jo%C3%A3o", ["João Silva"]),
        ("text=98888-0007", ["Rita Melo"]),
        ("text=rita@casa", ["Rita Melo"]),
        ("text=padaria", ["João Silva"]),
        ("text=ERP-7", ["João Silva"]),
        ("text=%25", []),
        ("tag=vip", ["João Silva", "Rita Melo"]),
        ("tag=vip&tag=dev", ["Rita Melo"]),
        ("owner_id=me", ["João Silva"]),
        ("tier=gold", ["Rita Melo"]),
        ("has=email", ["Rita Melo"]),
        ("ltv_from=100", ["João Silva"]),
        ("is_blocked=true", []),
        ("sort=ltv&tag=vip", ["João Silva", "Rita Melo"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_the_list_shows_what_is_asked_for(desk: Desk, query: str, found: list[str]) -> None:
    await make(
        desk, "João Silva", company="Padaria", customer_id="ERP-7", tags=["vip"], owner_id=str(desk.owner.id),
        ltv="150",
    )  # fmt: skip
    await make(
        desk, "Rita Melo", phones=[{"value": "+5511988880006"}, {"value": "+5511988880007"}],
        email="rita@casa.example", tags=["vip", "dev"], tier="gold",
    )  # fmt: skip

    assert await names(desk, query) == found


@pytest.mark.parametrize("sort", ["name", "created", "last_contact", "ltv"])
async def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, sort: str) -> None:
    for at in range(5):
        await make(desk, f"Contato {at}", ltv=str(at) if at % 2 else None)
    whole = [one["id"] for one in (await desk.asks("GET", f"{CONTACTS}?sort={sort}"))["items"]]

    paged: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await desk.asks("GET", f"{CONTACTS}?sort={sort}&limit=2{cursor}")
        paged += [one["id"] for one in page["items"]]
        cursor = f"&cursor={page['next_cursor']}" if page["next_cursor"] else None

    assert paged == whole
    assert len(whole) == 6


async def test_a_list_takes_the_same_number_of_queries_however_long_it_is(desk: Desk) -> None:
    await make(desk, phone="+5511988880001", email="a@b.example")
    with desk.counting() as few:
        await desk.asks("GET", CONTACTS)
    for at in range(10):
        await make(desk, f"Contato {at}", company=f"Empresa {at}")

    with desk.counting() as many:
        found = await desk.asks("GET", CONTACTS)

    assert len(found["items"]) == 12
    assert len(many) == len(few)


async def test_many_are_tagged_and_given_to_somebody_at_once(desk: Desk) -> None:
    one, two = await make(desk, tags=["a", "b"]), await make(desk, "Rita Melo", tags=["c"])

    changed = await desk.asks(
        "POST", f"{CONTACTS}/bulk",
        {"ids": [one["id"], two["id"], str(uuid4())], "add_tags": ["b", "vip"], "remove_tags": ["a"],
         "owner_id": str(desk.owner.id)},
    )  # fmt: skip

    assert changed == {"changed": 2}
    after = [await desk.asks("GET", f"{CONTACTS}/{contact['id']}") for contact in (one, two)]
    assert [contact["tags"] for contact in after] == [["b", "vip"], ["c", "b", "vip"]]
    assert {contact["owner_id"] for contact in after} == {str(desk.owner.id)}


async def test_a_segment_is_a_filter_with_a_name(desk: Desk) -> None:
    await make(desk, "João Silva", tier="gold", tags=["vip"])
    await make(desk, "Rita Melo", tier="gold")

    segment = await desk.asks(
        "POST",
        "/api/crm/segments",
        {"name": "Ouro", "is_shared": True, "filter": {"tier": "gold"}},
        status=201,
    )
    maria = await desk.person()

    assert await names(desk, f"segment_id={segment['id']}") == ["João Silva", "Rita Melo"]
    assert await names(desk, f"segment_id={segment['id']}&tag=vip") == ["João Silva"]
    count = await desk.asks("GET", f"{CONTACTS}/count?segment_id={segment['id']}")
    assert count == {"contacts": 2, "is_more": False}
    async with desk.client(maria) as client:
        seen = (await client.get("/api/crm/segments")).json()
        refused = await client.delete(f"/api/crm/segments/{segment['id']}")
    assert [(one["name"], one["is_mine"]) for one in seen] == [("Ouro", False)]
    assert (refused.status_code, refused.json()["code"]) == (403, "segment_not_yours")


async def test_forgetting_somebody_leaves_the_conversation_without_a_name(desk: Desk) -> None:
    session = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    contact_id = session["conversation"]["contact"]["id"]
    await desk.asks("PATCH", f"{CONTACTS}/{contact_id}", {"email": "x@y.example", "tier": "gold"})

    await desk.asks("DELETE", f"{CONTACTS}/{contact_id}", status=204)

    forgotten = await desk.asks("GET", f"{CONTACTS}/{contact_id}")
    assert (forgotten["name"], forgotten["phones"], forgotten["emails"]) == ("Contato excluído", [], [])
    assert (forgotten["identities"], forgotten["tier"]) == ([], None)
    assert (await desk.asks("GET", CONTACTS))["items"] == []
    still = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}")
    assert still["conversation"]["contact"]["name"] == "Contato excluído"
    await desk.asks("PATCH", f"{CONTACTS}/{contact_id}", {"name": "x"}, status=404)


async def test_a_company_has_people(desk: Desk) -> None:
    ana = await make(desk, company="Padaria São João")
    company_id = ana["company"]["id"]

    changed = await desk.asks("PATCH", f"/api/crm/companies/{company_id}", {"domain": "padaria.example"})
    taken = await desk.asks("POST", "/api/crm/companies", {"name": "PADARIA SAO JOAO"}, status=409)
    await desk.asks("DELETE", f"/api/crm/companies/{company_id}", status=204)

    assert (changed["contacts"], changed["domain"]) == (1, "padaria.example")
    assert taken["code"] == "company_exists"
    assert (await desk.asks("GET", f"{CONTACTS}/{ana['id']}"))["company"] is None


async def test_duplicates_are_suggested_until_somebody_says_that_they_are_two(desk: Desk) -> None:
    ana = await make(desk, "Ana Paula Lima", phone="+5511988880001")
    phone = await make(desk, "A. Lima", phone="+5511988880001", allow_duplicate=True)
    named = await make(desk, "Anna Paula Lima")
    await make(desk, "Pedro Souza")

    found = await desk.asks("GET", f"{CONTACTS}/{ana['id']}/duplicates")
    groups = await desk.asks("GET", f"{CONTACTS}/duplicates")
    await desk.asks("POST", f"{CONTACTS}/{ana['id']}/distinctions", {"other_id": phone["id"]}, status=204)
    left = await desk.asks("GET", f"{CONTACTS}/{ana['id']}/duplicates")

    assert [(one["reason"], one["contact"]["id"]) for one in found] == [
        ("phone", phone["id"]), ("name", named["id"]),
    ]  # fmt: skip
    assert [(one["reason"], {two["id"] for two in one["contacts"]}) for one in groups] == [
        ("phone", {ana["id"], phone["id"]})
    ]
    assert [one["contact"]["id"] for one in left] == [named["id"]]
    assert await desk.asks("GET", f"{CONTACTS}/duplicates") == []


async def test_blocking_is_seen_and_taken_back(desk: Desk) -> None:
    made = await make(desk)

    blocked = await desk.asks("PUT", f"{CONTACTS}/{made['id']}/block", {"reason": "Spam"})
    assert (blocked["block_reason"], blocked["blocked_at"] is not None) == ("Spam", True)
    assert await names(desk, "is_blocked=true") == ["Ana Lima"]
    free = await desk.asks("DELETE", f"{CONTACTS}/{made['id']}/block")
    assert (free["block_reason"], free["blocked_at"]) == (None, None)


async def test_the_id_of_the_path_is_a_contact(desk: Desk) -> None:
    for path in ("", "/duplicates", "/merges"):
        await desk.asks("GET", f"{CONTACTS}/{UUID(int=7)}{path}", status=404)
