"""Users: made, changed, deactivated; what one may do with one's own account."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from attendance.identity import actions, rules, schemas
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from tests.factories.people import Person, make_person, make_tenant
from tests.web import client_of


@pytest.fixture
async def owner(database: Database) -> Person:
    return await make_person(database, role=Role.OWNER)


@pytest.fixture
async def admin(database: Database, owner: Person) -> Person:
    return await make_person(database, owner.tenant_id, role=Role.ADMIN)


async def test_a_new_user_without_a_password_gets_a_link_that_signs_in(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, admin: Person
) -> None:
    browser = await admin.browser(client)

    made = await browser.post("/api/users", json={"email": f"{new_id().hex}@example.com", "name": "Bia"})

    assert made.status_code == 201
    user, link = made.json()["user"], made.json()["sign_in_link"]
    assert (user["role"], user["is_active"], user["is_admin"]) == ("attendant", True, False)
    token = link.removeprefix("http://test/entrar?token=")
    signed_in = await other_client.post("/api/auth/link", json={"token": token})
    assert signed_in.json()["id"] == user["id"]


async def test_a_new_user_with_a_password_signs_in_with_it(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, admin: Person
) -> None:
    new = {
        "email": f"{new_id().hex}@example.com",
        "name": "Bia",
        "password": "long enough",
        "role": "supervisor",
    }

    made = await (await admin.browser(client)).post("/api/users", json=new)

    assert made.json()["sign_in_link"] is None
    credentials = {"email": new["email"], "password": new["password"]}
    signed_in = await other_client.post("/api/auth/sign-in", json=credentials)
    assert signed_in.json()["role"] == "supervisor"


async def test_an_address_is_used_once_on_the_whole_installation(
    client: httpx.AsyncClient, database: Database, admin: Person
) -> None:
    elsewhere = await make_person(database)

    answer = await (await admin.browser(client)).post(
        "/api/users", json={"email": elsewhere.email.upper(), "name": "Bia"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


async def test_a_username_is_used_once_per_tenant(client: httpx.AsyncClient, admin: Person) -> None:
    browser = await admin.browser(client)
    first, second = (
        {"email": f"{new_id().hex}@example.com", "name": "B", "username": "bia"} for _ in range(2)
    )

    assert (await browser.post("/api/users", json=first)).status_code == 201
    assert (await browser.post("/api/users", json=second)).json()["code"] == "username_taken"


async def test_an_admin_neither_makes_nor_touches_an_owner(
    client: httpx.AsyncClient, owner: Person, admin: Person
) -> None:
    browser = await admin.browser(client)
    new = {"email": f"{new_id().hex}@example.com", "name": "Bia", "role": "owner"}

    answers = [
        await browser.post("/api/users", json=new),
        await browser.patch(f"/api/users/{owner.id}", json={"is_active": False}),
        await browser.patch(f"/api/users/{admin.id}", json={"role": "owner"}),
        await browser.post(f"/api/users/{owner.id}/link"),
    ]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "cant_grant")] * 4


async def test_the_last_owner_can_be_neither_deactivated_nor_demoted(
    client: httpx.AsyncClient, owner: Person
) -> None:
    browser = await owner.browser(client)

    answers = [
        await browser.patch(f"/api/users/{owner.id}", json=change)
        for change in ({"is_active": False}, {"role": "admin"})
    ]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "last_owner")] * 2


async def test_two_owners_who_deactivate_each_other_at_once_leave_one(database: Database) -> None:
    one = await make_person(database, role=Role.OWNER)
    two = await make_person(database, one.tenant_id, role=Role.OWNER)

    async def deactivate(target: Person) -> str:
        try:
            async with database.transaction(target.tenant_id) as tx:
                await actions.change_user(tx, target.id, schemas.UserPatch(is_active=False))
                await asyncio.sleep(0.05)
        except rules.LastOwner:
            return "last_owner"
        return "done"

    assert sorted(await asyncio.gather(deactivate(one), deactivate(two))) == ["done", "last_owner"]


async def test_deactivation_ends_browsers_tokens_and_links_at_once(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, database: Database, admin: Person
) -> None:
    bia = await make_person(database, admin.tenant_id)
    theirs, headers = await bia.browser(other_client), await bia.headers()
    assert (await theirs.get("/api/me")).status_code == 200
    assert (await client.get("/api/me", headers=headers)).status_code == 200

    answer = await (await admin.browser(client)).patch(f"/api/users/{bia.id}", json={"is_active": False})

    assert answer.json()["is_active"] is False
    assert (await theirs.get("/api/me")).status_code == 401
    client.cookies.clear()
    assert (await client.get("/api/me", headers=headers)).status_code == 401
    async with database.transaction(admin.tenant_id) as tx:
        kinds = [row["kind"] for row in await tx.fetch("select kind from events order by xid, id")]
    assert kinds[-1] == "user.deactivated"


async def test_another_role_counts_from_the_next_request_on(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, database: Database, admin: Person
) -> None:
    bia = await make_person(database, admin.tenant_id)
    theirs = await bia.browser(other_client)
    assert (await theirs.get("/api/users")).status_code == 403

    await (await admin.browser(client)).patch(
        f"/api/users/{bia.id}", json={"role": "supervisor", "visibility": "mine"}
    )

    assert (await theirs.get("/api/users")).status_code == 200
    assert (await theirs.get("/api/me")).json()["visibility"] == "mine"


async def test_users_come_in_pages_and_only_ones_own(
    client: httpx.AsyncClient, database: Database, admin: Person
) -> None:
    for name in ("Bia", "Caio", "Davi"):
        await make_person(database, admin.tenant_id, name=name)
    browser, seen, cursor = await admin.browser(client), [], ""

    for _ in range(3):
        page = (await browser.get("/api/users", params={"limit": 2, "cursor": cursor})).json()
        seen += [user["name"] for user in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == ["Ana Souza", "Ana Souza", "Bia", "Caio", "Davi"]
    assert (await browser.get("/api/users", params={"cursor": "garbage"})).json()["code"] == "invalid_input"


async def test_a_link_brings_back_who_forgot_the_password(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, database: Database, admin: Person
) -> None:
    bia = await make_person(database, admin.tenant_id)

    made = await (await admin.browser(client)).post(f"/api/users/{bia.id}/link")

    token = made.json()["sign_in_link"].partition("token=")[2]
    assert (await other_client.post("/api/auth/link", json={"token": token})).json()["id"] == str(bia.id)


async def test_one_changes_ones_own_name_and_language(client: httpx.AsyncClient, owner: Person) -> None:
    browser = await owner.browser(client)

    await browser.patch("/api/me", json={"name": "Ana Lima", "locale": "en"})

    me = (await browser.get("/api/me")).json()
    assert (me["name"], me["locale"]) == ("Ana Lima", "en")


async def test_one_signs_another_browser_out(
    client: httpx.AsyncClient, other_client: httpx.AsyncClient, owner: Person
) -> None:
    lost, here = await owner.browser(other_client), await owner.browser(client)
    sessions = (await here.get("/api/me/sessions")).json()
    [other] = [s["id"] for s in sessions if not s["is_current"]]

    assert (await here.delete(f"/api/me/sessions/{other}")).status_code == 204

    assert (await lost.get("/api/me")).status_code == 401
    assert (await here.get("/api/me")).status_code == 200


async def test_a_token_works_within_its_scopes_until_it_is_revoked(
    app: FastAPI, client: httpx.AsyncClient, owner: Person
) -> None:
    browser = await owner.browser(client)
    made = (await browser.post("/api/me/tokens", json={"name": "script", "scopes": ["read"]})).json()
    new = {"email": f"{new_id().hex}@example.com", "name": "Bia"}

    async with client_of(app, headers={"authorization": f"Bearer {made['secret']}"}) as script:
        assert (await script.get("/api/users")).status_code == 200
        refused = [await script.post("/api/users", json=new), await script.get("/api/me/tokens")]
        assert [a.json()["code"] for a in refused] == ["permission_missing"] * 2
        assert (await script.get("/api/me")).json()["csrf_token"] is None
        [listed] = (await browser.get("/api/me/tokens")).json()
        assert listed["last_used_at"] is not None

        assert (await browser.delete(f"/api/me/tokens/{listed['id']}")).status_code == 204
        assert (await script.get("/api/users")).status_code == 401


async def test_a_token_expires(client: httpx.AsyncClient, owner: Person) -> None:
    browser = await owner.browser(client)
    soon = clock.now() + timedelta(hours=1)
    made = await browser.post("/api/me/tokens", json={"name": "script", "expires_at": soon.isoformat()})
    late = await browser.post("/api/me/tokens", json={"name": "script", "expires_at": "2020-01-01T00:00:00Z"})
    client.cookies.clear()

    with clock.frozen(soon + timedelta(seconds=1)):
        answer = await client.get("/api/me", headers={"authorization": f"Bearer {made.json()['secret']}"})

    assert answer.status_code == 401
    assert late.json()["code"] == "invalid_input"


async def test_a_session_ends_after_its_days(client: httpx.AsyncClient, owner: Person) -> None:
    browser = await owner.browser(client)

    with clock.frozen(clock.now() + rules.LINK_LIFETIME + timedelta(seconds=1)):
        assert (await browser.get("/api/me")).status_code == 401


async def test_a_short_name_belongs_to_one_tenant(database: Database) -> None:
    await make_tenant(database)
    slug = f"loja-{new_id().hex}"

    async def found(slug: str) -> None:
        async with database.transaction(new_id()) as tx:
            await actions.create_tenant(tx, actions.NewTenant(name="Loja", slug=slug))

    await found(slug)
    with pytest.raises(actions.SlugTaken):
        await found(slug)
