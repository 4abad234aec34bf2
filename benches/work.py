"""The work around conversations over a large shop: kanban, tickets, customers, the dashboard."""

import time
from collections.abc import Sequence
from datetime import timedelta

import httpx

from attendance.channels.base import Identity
from attendance.crm import contacts
from attendance.kernel import clock
from benches import stage, work_data
from benches.report import Figure, Report, quantile
from benches.stage import Stage

_ROUNDS = 60
_CONTACTS = ("/api/crm/contacts", "/api/crm/contacts?text=joao araujo 4711", "/api/crm/contacts?tier=gold")
_KANBAN = (
    "/api/attendance/kanban",
    "/api/attendance/kanban?status=resolved",
    "/api/attendance/kanban?lanes=queue",
)
_TICKETS = (
    "/api/attendance/tickets",
    "/api/attendance/tickets?status=open&sort=priority",
    "/api/attendance/tickets?text=entrega 4711",
    "/api/attendance/tickets?category=billing&sort=created",
)


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        await work_data.fill(here)
        async with here.api() as api:
            report.add(
                *await _measured(api, "kanban, first paint", _KANBAN, target=150),
                *await _measured(api, "ticket list, 100,000 tickets", _TICKETS, target=150),
                *await _measured(api, "dashboard, a week to a quarter", _dashboard(), target=200),
                *await _measured(api, "pipeline of deals", ["/api/crm/pipeline"], target=150),
            )
            report.add(
                *await _measured(api, "contacts, list and search of 200,000", _CONTACTS, target=150),
                *await _measured(api, "a customer's panel", await _overviews(here), target=100),
            )
        report.add(*_figures("contact by phone, of 200,000", await _lookups(here), target=5))
        await here.database.close()


async def _overviews(here: Stage) -> list[str]:
    """Of customers with conversations and tickets."""
    async with here.database.transaction(here.tenant_id) as tx:
        rows = await tx.fetch("select contact_id from conversations order by number desc limit $1", _ROUNDS)
    return [f"/api/crm/contacts/{row['contact_id']}/overview" for row in rows]


def _dashboard() -> list[str]:
    """Of seven, thirty and ninety days."""
    now = clock.now()
    days = [(now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (7, 30, 90)]
    return [f"/api/attendance/insights?since={since}" for since in days]


async def _measured(
    api: httpx.AsyncClient, name: str, paths: Sequence[str], *, target: float
) -> list[Figure]:
    return _figures(name, await _time(api, paths), target=target)


def _figures(name: str, taken: list[float], *, target: float) -> list[Figure]:
    return [
        Figure(f"{name}, p50", quantile(taken, 0.5), "ms"),
        Figure(f"{name}, p95", quantile(taken, 0.95), "ms", target),
    ]


async def _time(api: httpx.AsyncClient, paths: Sequence[str]) -> list[float]:
    taken: list[float] = []
    for number in range(_ROUNDS):
        began = time.perf_counter()
        answer = await api.get(paths[number % len(paths)])
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text
    return taken


async def _lookups(here: Stage) -> list[float]:
    """Milliseconds to know who writes from a number that the company has seen elsewhere, in one transaction."""
    taken: list[float] = []
    for number in range(1, _ROUNDS + 1):
        phone = f"+55119{number * 3001 * 7919 % 100_000_000:08d}"
        begun = time.perf_counter()
        async with here.database.transaction(here.tenant_id) as tx:
            known = await contacts.identify(tx, "whatsapp", [Identity(external_id=phone[1:], phone=phone)])
        taken.append((time.perf_counter() - begun) * 1000)
        assert not known[0].is_new
    return taken
