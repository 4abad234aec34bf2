"""The guards: cookies with CSRF tokens, bearer tokens, origins of sockets, and what a request costs."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter
from sqlalchemy import event

from attendance.identity import actions, logins
from attendance.identity.guards import (
    COOKIE,
    CSRF_HEADER,
    Allowed,
    InTransaction,
    PermissionMissing,
    SignedIn,
    Who,
    WrongOrigin,
    must_come_again,
    who_from_headers,
)
from attendance.identity.schemas import Role, UserPatch
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Conflict, NotAuthenticated
from attendance.kernel.ids import new_id
from attendance.kernel.rate_limits import LocalRateLimiter, Rate
from attendance.kernel.web import Limits
from tests.factories.people import Person, make_person
from tests.web import TestServices, client_of, make_app

ORPHAN = """
insert into contact_identities (id, tenant_id, contact_id, channel, external_id) values ($1, $2, $3, 'echo', $4)
"""

router = APIRouter()


@router.post("/things")
async def write_thing(who: SignedIn, tx: InTransaction, fails: bool = False) -> dict[str, str]:
    await tx.fetch(
        "insert into tenant_counters (tenant_id, name, value) values ($1, 'things', 1)", tx.tenant_id
    )
    if fails:
        raise Conflict
    return {"by": who.name}


@router.post("/orphans")
async def write_what_cannot_be_committed(tx: InTransaction) -> dict[str, bool]:
    await tx.fetch(ORPHAN, new_id(), tx.tenant_id, new_id(), new_id().hex)
    return {"is_written": True}


@router.get("/queues")
async def manage_queues(who: Annotated[Who, Allowed("queues.manage")]) -> dict[str, str]:
    return {"role": who.role}


@pytest.fixture
async def ana(database: Database) -> Person:
    return await make_person(database)


@pytest.fixture
async def browser(database: Database, ana: Person) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(make_app(TestServices(database), [router])) as client:
        yield await ana.browser(client)


async def things(person: Person) -> int:
    async with person.database.transaction(person.tenant_id) as tx:
        return len(await tx.fetch("select from tenant_counters where name = 'things'"))


@pytest.mark.parametrize("sent", [None, "", "wrong", "çé"])
async def test_a_write_under_the_cookie_needs_the_csrf_token(
    browser: httpx.AsyncClient, ana: Person, sent: str | None
) -> None:
    del browser.headers[CSRF_HEADER]
    headers = {} if sent is None else {CSRF_HEADER: sent.encode("latin-1")}

    answer = await browser.request("POST", "/things", headers=headers)  # type: ignore[arg-type]  # bytes are sent as is

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_refused")
    assert await things(ana) == 0


async def test_a_write_with_the_csrf_token_or_with_an_api_token_passes(
    browser: httpx.AsyncClient, database: Database, ana: Person
) -> None:
    assert (await browser.post("/things")).json() == {"by": "Ana Souza"}

    other = await make_person(database)
    browser.cookies.clear()
    del browser.headers[CSRF_HEADER]
    assert (await browser.post("/things", headers=await other.headers())).status_code == 200


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer"])
async def test_a_wrong_token_is_refused_whatever_cookie_comes_with_it(
    browser: httpx.AsyncClient, header: str
) -> None:
    browser.cookies.clear() if header.startswith("Basic") else None

    answer = await browser.post("/things", headers={"authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


async def test_guessing_tokens_is_slowed_down_by_address(browser: httpx.AsyncClient) -> None:
    browser.cookies.clear()

    answers = [await browser.get("/queues", headers={"authorization": f"Bearer {n}"}) for n in range(61)]

    assert [a.status_code for a in answers] == [401] * 60 + [429]


async def test_an_error_rolls_back_and_a_failed_commit_is_no_success(
    browser: httpx.AsyncClient, ana: Person
) -> None:
    assert (await browser.post("/things", params={"fails": True})).status_code == 409
    assert await things(ana) == 0

    answer = await browser.post("/orphans")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")


async def test_the_guard_names_the_missing_permission(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/queues")

    assert (answer.status_code, answer.json()["facts"]) == (403, {"permission": "queues.manage"})


async def test_authentication_costs_nothing_while_it_is_remembered(
    browser: httpx.AsyncClient, database: Database, ana: Person
) -> None:
    await browser.get("/queues")
    statements: list[str] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(str(args[2]))
    )

    await browser.get("/queues")

    assert statements == []


async def test_a_browser_or_token_has_its_own_rate(database: Database, ana: Person) -> None:
    limits = Limits(LocalRateLimiter(), api=Rate(2, seconds=60))
    async with client_of(make_app(TestServices(database), [router], limits=limits)) as client:
        headers = await ana.headers()
        answers = [await client.get("/queues", headers=headers) for _ in range(3)]
        other = await client.get("/queues", headers=await ana.headers())

    assert [a.headers["ratelimit-remaining"] for a in answers] == ["1", "0", "0"]
    assert (answers[2].status_code, answers[2].headers["ratelimit-limit"]) == (429, "2")
    assert int(answers[2].headers["retry-after"]) in (29, 30)
    assert other.headers["ratelimit-remaining"] == "1"


async def test_a_socket_is_opened_by_cookie_from_our_own_pages_only(database: Database, ana: Person) -> None:
    async with httpx.AsyncClient() as jar:
        cookies = {COOKIE: (await ana.browser(jar)).cookies[COOKIE]}

    ours = {"host": "suite.example", "origin": "https://suite.example"}
    behind_proxy = {"host": "10.0.0.5:8080", "origin": "https://suite.example"}
    foreign = {"host": "suite.example", "origin": "https://evil.example"}

    who = await who_from_headers(database, ours, cookies)
    assert (who.user_id, who.actor.name) == (ana.id, "Ana Souza")
    await who_from_headers(database, behind_proxy, cookies, origins=["https://suite.example"])
    for headers in (foreign, behind_proxy, {**ours, "origin": "null"}):
        with pytest.raises(WrongOrigin):
            await who_from_headers(database, headers, cookies)
    with pytest.raises(NotAuthenticated):
        await who_from_headers(database, ours, {})


async def test_an_open_socket_ends_with_what_it_was_opened_by(database: Database, ana: Person) -> None:
    bia = await make_person(database, ana.tenant_id)
    async with httpx.AsyncClient() as jar:
        browser = await who_from_headers(database, {}, {COOKIE: (await ana.browser(jar)).cookies[COOKIE]})
    script = await who_from_headers(database, await ana.headers("read"), {})
    stranger = await who_from_headers(database, await bia.headers("read"), {})
    assert browser.login_id and script.token_id

    async def ended_by(action: Callable[[Tx], Awaitable[object]]) -> list[bool]:
        async with database.transaction(ana.tenant_id) as tx:
            await action(tx)
            await tx.flush_events()
            [row] = await tx.fetch("select kind, payload::text from events order by id desc limit 1")
        payload = json.loads(row["payload"])
        return [must_come_again(who, row["kind"], payload) for who in (browser, script, stranger)]

    login_id, token_id = browser.login_id, script.token_id
    assert await ended_by(lambda tx: logins.close_login(tx, ana.id, login_id)) == [True, False, False]
    assert await ended_by(lambda tx: logins.revoke_token(tx, ana.id, token_id)) == [False, True, False]
    for patch in ({"role": Role.SUPERVISOR}, {"is_active": False}):
        change = partial(actions.change_user, user_id=ana.id, patch=UserPatch.model_validate(patch))
        assert await ended_by(change) == [True, True, False]
    assert await ended_by(lambda tx: logins.create_link(tx, bia.id)) == [False, False, False]


async def test_a_token_opens_a_socket_from_anywhere(database: Database, ana: Person) -> None:
    headers = {"host": "suite.example", "origin": "https://elsewhere.example", **(await ana.headers("read"))}

    who = await who_from_headers(database, headers, {})

    assert (who.login_id, who.role) == (None, Role.ATTENDANT)
    who.require("conversations.read")
    with pytest.raises(PermissionMissing):
        who.require("conversations.reply")
