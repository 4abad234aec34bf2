"""Signing in: by password, by link, and how guessing is stopped."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from attendance.identity import logins, passwords
from attendance.identity.guards import COOKIE, CSRF_HEADER
from attendance.identity.rules import FREE_FAILURES
from attendance.kernel import clock
from attendance.kernel.database import Database
from tests.factories.people import Person, make_person
from tests.web import client_of

SECRET = "correct horse battery"


@pytest.fixture
async def ana(database: Database) -> Person:
    return await make_person(database, password_hash=await passwords.hashed(SECRET))


async def try_password(client: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await client.post("/api/auth/sign-in", json={"email": email, "password": password})


async def kinds(person: Person) -> list[str]:
    async with person.database.transaction(person.tenant_id) as tx:
        return [row["kind"] for row in await tx.fetch("select kind from events order by xid, id")]


async def test_a_right_password_opens_a_session_that_works_until_sign_out(
    client: httpx.AsyncClient, ana: Person
) -> None:
    answer = await try_password(client, ana.email.upper(), SECRET)

    assert answer.status_code == 200
    me = answer.json()
    assert (me["email"], me["role"], me["visibility"]) == (ana.email, "attendant", "queues")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie
    assert (await client.get("/api/me")).json() == me

    client.headers[CSRF_HEADER] = me["csrf_token"]
    token = client.cookies[COOKIE]
    assert (await client.post("/api/auth/sign-out")).status_code == 204
    client.cookies.set(COOKIE, token)
    assert (await client.get("/api/me")).status_code == 401
    assert (await kinds(ana))[-2:] == ["user.signed_in", "user.signed_out"]


async def test_the_cookie_is_secure_behind_https(
    app: FastAPI, client: httpx.AsyncClient, ana: Person
) -> None:
    services = app.state.services
    services.settings = services.settings.model_copy(update={"public_url": "https://suite.example"})

    answer = await try_password(client, ana.email, SECRET)

    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("known", [True, False])
async def test_wrong_passwords_lock_a_known_and_an_unknown_address_alike(
    client: httpx.AsyncClient, ana: Person, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", _matches_at_once)
    email = ana.email if known else f"nobody-{ana.email}"
    with clock.frozen(clock.now()) as time:
        first = [await try_password(client, email, "wrong") for _ in range(FREE_FAILURES)]
        locked = await try_password(client, email, SECRET)
        time.advance(timedelta(seconds=61))
        again = await try_password(client, email, "wrong")
        locked_longer = await try_password(client, email, "wrong")

    assert {(a.status_code, a.json()["code"]) for a in first} == {(401, "wrong_password")}
    assert (locked.status_code, locked.json()["code"]) == (429, "sign_in_locked")
    assert locked.headers["retry-after"] == "60"
    assert again.status_code == 401
    assert locked_longer.headers["retry-after"] == "120"
    assert ("user.locked" in await kinds(ana)) is known


async def test_success_forgives_the_failures_before_it(client: httpx.AsyncClient, ana: Person) -> None:
    for _ in range(2):
        await try_password(client, ana.email, "wrong")

    await try_password(client, ana.email, SECRET)

    async with ana.database.transaction(ana.tenant_id) as tx:
        rows = await tx.fetch("select failed_sign_ins, locked_until from users where id = $1", ana.id)
    assert tuple(rows[0]) == (0, None)


async def test_guesses_made_at_once_are_all_counted(
    client: httpx.AsyncClient, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", _matches_at_once)

    answers = await asyncio.gather(
        *(try_password(client, ana.email, f"guess {n}") for n in range(FREE_FAILURES + 6))
    )

    assert sorted(a.status_code for a in answers) == [401] * FREE_FAILURES + [429] * 6


async def test_who_has_no_password_or_is_inactive_is_refused_as_anybody_else(
    client: httpx.AsyncClient, database: Database, ana: Person
) -> None:
    without = await make_person(database)
    async with database.transaction(ana.tenant_id) as tx:
        await tx.fetch("update users set is_active = false where id = $1", ana.id)

    refused = [await try_password(client, p.email, SECRET) for p in (without, ana)]

    assert [a.json()["code"] for a in refused] == ["wrong_password"] * 2


async def test_an_address_may_not_try_for_ever(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", _matches_at_once)
    with clock.frozen(clock.now()):
        answers = [await try_password(client, f"n{n}@example.com", "guess") for n in range(61)]

    assert [a.status_code for a in answers] == [401] * 60 + [429]
    assert answers[0].headers["ratelimit-remaining"] == "59"


async def test_a_link_signs_in_once(client: httpx.AsyncClient, ana: Person) -> None:
    token = await make_link(ana)

    first = await client.post("/api/auth/link", json={"token": token})
    second = await client.post("/api/auth/link", json={"token": token})

    assert first.json()["id"] == str(ana.id)
    assert (second.status_code, second.json()["code"]) == (401, "link_spent")


async def test_a_link_opened_by_many_at_once_signs_in_one(app: FastAPI, ana: Person) -> None:
    token = await make_link(ana)

    async def open_it() -> int:
        async with client_of(app) as browser:
            return (await browser.post("/api/auth/link", json={"token": token})).status_code

    statuses = await asyncio.gather(*(open_it() for _ in range(8)))

    assert sorted(statuses) == [200] + [401] * 7


async def test_a_link_is_too_old_after_a_day(client: httpx.AsyncClient, ana: Person) -> None:
    token = await make_link(ana)

    with clock.frozen(clock.now() + timedelta(hours=24, seconds=1)):
        answer = await client.post("/api/auth/link", json={"token": token})

    assert answer.json()["code"] == "link_spent"


def test_the_link_leads_to_the_console() -> None:
    assert logins.sign_in_link("abc", "https://suite.example/") == "https://suite.example/entrar?token=abc"


async def make_link(person: Person) -> str:
    async with person.database.transaction(person.tenant_id) as tx:
        return await logins.create_link(tx, person.id)


async def _matches_at_once(stored: str | None, password: str) -> Any:
    await asyncio.sleep(0.01)
    return stored is not None and password == SECRET
