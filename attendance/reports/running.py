"""Runs a report: off the hot path, over a small pool of its own, read only, with a limit of time."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from attendance.channels.models import Inbox
from attendance.conversations import queries as conversations
from attendance.conversations.rules import Viewer
from attendance.crm.models import Company
from attendance.deals.models import Stage
from attendance.identity import company
from attendance.identity.models import User
from attendance.identity.schemas import Visibility
from attendance.kernel import clock
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import AttendanceError, InvalidInput
from attendance.queues.models import Queue
from attendance.reports import results, rules, words
from attendance.reports.catalogue import CATALOGUE, Dimension, Kind, SourceKey
from attendance.reports.compiling import Scope, rows_statement, totals_statement, values_statement
from attendance.reports.results import Names
from attendance.reports.rules import Asked
from attendance.reports.schemas import ReportChoice, ReportDefinition, ReportResult
from attendance.reports.words import Language

PATIENCE: Final = timedelta(seconds=20)
"""So long may the queries of a report on a screen take, each."""
LONG_PATIENCE: Final = timedelta(minutes=3)
"""And of one that nobody waits for."""
_MOST_VALUES: Final = 200
_AMONG: Final = 20_000


class ReportTooSlow(AttendanceError):
    code = "report_too_slow"
    status = 503
    message = "This report takes longer than {seconds} seconds. Choose a shorter period, or filter."


class ReportsBusy(AttendanceError):
    code = "reports_busy"
    status = 503
    message = "Other reports are being made. Try again in a moment."


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes the report has, and the language of its words."""

    tenant_id: UUID
    user_id: UUID
    visibility: Visibility
    language: Language


async def run(
    database: Database,
    reader: Reader,
    definition: ReportDefinition,
    *,
    now: datetime | None = None,
    patience: timedelta = PATIENCE,
) -> ReportResult:
    """`now` is the moment that the period is counted from. Raises: InvalidInput, ReportTooSlow, ReportsBusy."""
    asked = rules.checked(definition)
    async with apart(database, reader.tenant_id, patience) as tx:
        zone = await company.zone(tx)
        span = rules.span(definition.period, now or clock.now(), zone)
        viewer = await conversations.viewer(tx, reader.user_id, reader.visibility.value)
        scope = Scope(reader.tenant_id, viewer, span.since, span.until, zone.key)
        rows = await tx.rows(rows_statement(asked, scope))
        totals = rows[0] if not asked.dimensions else (await tx.rows(totals_statement(asked, scope)))[0]
        names = await _names(tx, asked, rows)
    return results.result(asked, span, rows, totals, names, reader.language)


async def values(database: Database, reader: Reader, source: SourceKey, field: str) -> list[ReportChoice]:
    """What a filter may be set to: by name. Raises: InvalidInput, ReportTooSlow, ReportsBusy."""
    found = CATALOGUE[source].dimension(field)
    if found is None or found.is_time or found.kind == "number":
        raise InvalidInput(f"{source} has no values of {field}.", fields={"field": "unknown"})
    async with apart(database, reader.tenant_id, PATIENCE) as tx:
        if found.kind in _NAMED:
            return await _everybody(tx, found.kind)
        viewer = await conversations.viewer(tx, reader.user_id, reader.visibility.value)
        return await _known(tx, viewer, source, found, reader)


@asynccontextmanager
async def apart(database: Database, tenant_id: UUID, patience: timedelta) -> AsyncIterator[Tx]:
    """A transaction that changes nothing, of the pool for reports. Raises: ReportTooSlow, ReportsBusy."""
    try:
        async with database.apart.transaction(tenant_id) as tx:
            milliseconds = int(patience.total_seconds() * 1000)
            await tx.fetch(
                "select set_config('statement_timeout', $1, true), set_config('transaction_read_only', 'on', true)",
                str(milliseconds),
            )
            yield tx
    except PoolExhausted as error:
        raise ReportsBusy from error
    except DBAPIError as error:
        if isinstance(_root(error), asyncpg.QueryCanceledError):
            raise ReportTooSlow(seconds=int(patience.total_seconds())) from error
        raise


def _root(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error


_NAMED: Final[Mapping[Kind, tuple[Any, Any]]] = {
    "user": (User.id, User.name),
    "queue": (Queue.id, Queue.name),
    "inbox": (Inbox.id, Inbox.name),
    "company": (Company.id, Company.name),
    "stage": (Stage.key, Stage.name),
}


async def _names(tx: Tx, asked: Asked, rows: Iterable[Any]) -> Names:
    """Of what stands in the rows and the filters: one query for each dimension of things that have names."""
    wanted: dict[Dimension, set[str]] = {}
    for place, one in enumerate(asked.dimensions):
        wanted.setdefault(one, set()).update(row[place] for row in rows if row[place] is not None)
    for test in asked.tests:
        wanted.setdefault(test.dimension, set()).update(map(str, test.values))
    found: dict[str, dict[str, str]] = {}
    for one, values in wanted.items():
        if one.kind in _NAMED:
            key, name = _NAMED[one.kind]
            ids = [value if one.kind == "stage" else UUID(value) for value in values]
            known = await tx.rows(select(key, name).where(key.in_(ids)))
            found[one.key] = {str(row[0]): row[1] for row in known}
    return found


async def _everybody(tx: Tx, kind: Kind) -> list[ReportChoice]:
    key, name = _NAMED[kind]
    order = Stage.order_index if kind == "stage" else name
    known = await tx.rows(select(key, name).order_by(order).limit(_MOST_VALUES))
    return [ReportChoice(value=str(row[0]), name=row[1]) for row in known]


async def _known(
    tx: Tx, viewer: Viewer, source: SourceKey, field: Dimension, reader: Reader
) -> list[ReportChoice]:
    """The values of a text that the latest things have, whenever they were."""
    any_measure = CATALOGUE[source].measures[0].key
    asked = rules.checked(ReportDefinition(source=source, measures=[any_measure]))
    scope = Scope(reader.tenant_id, viewer, _LONG_AGO, clock.now(), "UTC")
    found = await tx.rows(values_statement(asked, scope, field, among=_AMONG, limit=_MOST_VALUES))
    return [
        ReportChoice(value=row[0], name=words.value_name(field, row[0], reader.language) or row[0])
        for row in found
    ]


_LONG_AGO: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
