"""What has expired is swept away, and nothing else."""

from datetime import timedelta

import httpx

from attendance.identity import logins
from attendance.identity.guards import COOKIE, who_from_headers
from attendance.identity.idempotency import HEADER
from attendance.identity.jobs import sweep
from attendance.kernel import clock
from attendance.kernel.database import Database
from tests.factories.people import Person, make_person


async def rows(person: Person) -> dict[str, int]:
    async with person.database.transaction(person.tenant_id) as tx:
        return {
            table: (await tx.fetch(f"select count(*) from {table}"))[0][0]
            for table in ("logins", "one_time_links", "idempotency_keys", "api_tokens")
        }


async def sweep_after(person: Person, later: timedelta) -> dict[str, int]:
    with clock.frozen(clock.now() + later):
        async with person.database.transaction(person.tenant_id) as tx:
            await sweep(tx, None, [])
    return await rows(person)


async def test_only_what_is_over_goes(client: httpx.AsyncClient, database: Database) -> None:
    ana = await make_person(database)
    browser = await ana.browser(client)
    await browser.post("/api/me/tokens", json={"name": "script"}, headers={HEADER: "k1"})
    async with database.transaction(ana.tenant_id) as tx:
        await logins.create_link(tx, ana.id)

    everything = {"logins": 1, "one_time_links": 1, "idempotency_keys": 1, "api_tokens": 1}
    assert await sweep_after(ana, timedelta(hours=23)) == everything
    await who_from_headers(database, {}, {COOKIE: browser.cookies[COOKIE]})
    assert await sweep_after(ana, timedelta(hours=25)) == everything | {"logins": 0, "idempotency_keys": 0}
    assert await sweep_after(ana, timedelta(days=9)) == everything | {
        "logins": 0,
        "one_time_links": 0,
        "idempotency_keys": 0,
    }
