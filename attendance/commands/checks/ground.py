"""What everything stands on: the database, the disk, the clock, the jobs."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from attendance.commands.checks.finding import Finding, length, ok, problem, since, warning
from attendance.kernel import clock
from attendance.kernel.driver import Driver

_OLDEST_MAJOR = 15
_LITTLE_DISK_BYTES = 1_000_000_000
_NO_DISK_BYTES = 200_000_000
_SKEW = timedelta(seconds=5)
_LATE = timedelta(minutes=1)
_ROLE = """
select r.rolsuper or r.rolbypassrls as is_unbound, pg_has_role(current_user, r.oid, 'member') as may_become
from pg_roles r where r.rolname = 'attendance_app'
"""
_UNPROTECTED = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped
  and not c.relrowsecurity and not c.relispartition
order by 1
"""
_WORKERS = """
select count(*) from pg_locks
where locktype = 'advisory' and classid = 7321 and granted
  and database = (select oid from pg_database where datname = current_database())
"""
_JOBS = """
select count(*) filter (where state = 'dead') as dead,
       count(*) filter (where state = 'ready' and run_at < $1) as late,
       min(run_at) filter (where state = 'ready' and run_at < $1) as oldest,
       (select array_agg(distinct kind) from jobs where state = 'dead') as dead_kinds
from jobs
"""


async def check_database(connection: Driver, missing_migrations: int) -> list[Finding]:
    """`missing_migrations`: how many this version has and the database lacks."""
    described = f"PostgreSQL {await connection.fetchval('show server_version')}"
    findings = [ok("database", described)]
    if connection.get_server_version().major < _OLDEST_MAJOR:
        findings = [problem("database", described, f"Use PostgreSQL {_OLDEST_MAJOR} or later.")]
    if missing_migrations:
        fact = f"{missing_migrations} migrations are missing"
        findings.append(problem("schema", fact, "Run `attendance migrate`."))
    else:
        findings.append(ok("schema", "up to date"))
    return findings


async def check_tenancy(connection: Driver) -> list[Finding]:
    """Companies are apart only while the application works as a role that the policies bind."""
    role = await connection.fetchrow(_ROLE)
    if role is None:
        return [problem("tenancy", "the role attendance_app is missing", "Run `attendance migrate`.")]
    if role["is_unbound"]:
        advice = "Run `alter role attendance_app nosuperuser nobypassrls` as the owner of the server."
        return [problem("tenancy", "the role attendance_app sees every company's rows", advice)]
    if not role["may_become"]:
        advice = "Run `grant attendance_app to` the user of ATTENDANCE_DATABASE_URL."
        return [problem("tenancy", "our user may not become attendance_app", advice)]
    unprotected = [row["relname"] for row in await connection.fetch(_UNPROTECTED)]
    if unprotected:
        advice = "Run `select protect_table('…')` for each of them."
        return [problem("tenancy", f"no row-level security on {', '.join(unprotected)}", advice)]
    return [ok("tenancy", "every company sees its own rows only")]


def check_disk(data_dir: Path) -> list[Finding]:
    """The disk of the data folder: the embedded database and the files live there."""
    folder = next(parent for parent in (data_dir.resolve(), *data_dir.resolve().parents) if parent.exists())
    free = shutil.disk_usage(folder).free
    fact = f"{free / 1e9:.1f} GB free at {folder}"
    if free < _NO_DISK_BYTES:
        return [problem("disk", fact, "Free some space now: PostgreSQL stops when the disk is full.")]
    if free < _LITTLE_DISK_BYTES:
        return [warning("disk", fact, "Free some space soon.")]
    return [ok("disk", fact)]


async def check_clock(connection: Driver) -> list[Finding]:
    """Leases and the 24-hour window compare our clock with the database's."""
    theirs: datetime = await connection.fetchval("select clock_timestamp()")
    skew = abs(theirs - clock.now())
    if skew > _SKEW:
        return [
            problem(
                "clock", f"{length(skew)} away from the database's", "Let both machines keep time by NTP."
            )
        ]
    return [ok("clock", "agrees with the database's")]


async def check_jobs(connection: Driver) -> list[Finding]:
    """Is somebody working, is the work late, did work fail for good?"""
    now = clock.now()
    workers = await connection.fetchval(_WORKERS)
    jobs = await connection.fetchrow(_JOBS, now - _LATE)
    assert jobs is not None  # an aggregate always has its one row
    findings = [ok("worker", f"{workers} running")]
    if not workers:
        advice = "Start `attendance up`, or `attendance worker` beside `attendance serve`."
        findings = [problem("worker", "none is running: nothing is delivered or routed", advice)]
    if jobs["late"]:
        fact = f"{jobs['late']} are late, the oldest was due {since(jobs['oldest'], now)}"
        findings.append(warning("jobs", fact, "Start more workers, or see why they are slow in their log."))
    if jobs["dead"]:
        fact = f"{jobs['dead']} failed for good: {', '.join(jobs['dead_kinds'])}"
        findings.append(
            warning("jobs", fact, "Their column `error` tells why; the worker's log has the rest.")
        )
    return findings if len(findings) > 1 else [*findings, ok("jobs", "no backlog")]
