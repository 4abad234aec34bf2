"""`attendance doctor`: is everything as it should be, and if not, what to do."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import asyncpg
import httpx
import msgspec
import typer
from rich.table import Table

from attendance.channels import registry
from attendance.commands import database
from attendance.commands.checks import ground, inboxes, people
from attendance.commands.checks.finding import Finding, Level
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel import revisions
from attendance.kernel.crypto import Vault, load_master_key
from attendance.kernel.driver import Driver
from attendance.kernel.settings import Settings

_VENDOR_TIMEOUT_SECONDS = 10
_PEOPLE = (
    people.check_bots,
    people.check_queues,
    people.check_lost,
    people.check_attendants,
    people.check_stuck,
)
_MARKS = {Level.OK: "[green]✓", Level.WARNING: "[yellow]![/]", Level.PROBLEM: "[red]✗"}


def doctor(
    data: Data = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Don't ask the vendors about credentials.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, for monitoring.")] = False,
) -> None:
    """Check database, disk, clock, jobs, inboxes, bots, queues and attendants. Exit code 1 when there is a problem."""
    with failing_clearly():
        settings = settings_of(data)
        with database.opened(settings) as dsn:
            missing = len(revisions.pending(dsn))
            findings = asyncio.run(_examine(settings, dsn, missing, ask_vendors=not offline))
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(findings)).decode())
    else:
        _print(findings)
    if any(finding.level is Level.PROBLEM for finding in findings):
        raise typer.Exit(1)


async def _examine(settings: Settings, dsn: str, missing: int, *, ask_vendors: bool) -> list[Finding]:
    """As the owner of the tables, who sees every tenant."""
    connection = await asyncpg.connect(dsn)
    try:
        findings = await ground.check_database(connection, missing)
        findings += ground.check_disk(settings.data_dir)
        findings += await ground.check_clock(connection)
        if missing:
            return findings
        findings += await ground.check_tenancy(connection)
        findings += await ground.check_jobs(connection)
        findings += await _inboxes(connection, settings, ask_vendors=ask_vendors)
        for check in _PEOPLE:
            findings += await check(connection)
        return findings
    finally:
        await connection.close()


async def _inboxes(connection: Driver, settings: Settings, *, ask_vendors: bool) -> list[Finding]:
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    vault = Vault(load_master_key(key, settings.data_dir))
    async with httpx.AsyncClient(timeout=_VENDOR_TIMEOUT_SECONDS) as http:
        channels = registry.build(
            http=http,
            graph_url=settings.graph_url,
            graph_version=settings.graph_version,
            instagram_url=settings.instagram_url,
            telegram_url=settings.telegram_url,
            twilio_url=settings.twilio_url,
            slack_url=settings.slack_url,
            teams_url=settings.teams_url,
            teams_login_url=settings.teams_login_url,
            teams_openid_url=settings.teams_openid_url,
            google_chat_url=settings.google_chat_url,
            google_token_url=settings.google_token_url,
            google_keys_url=settings.google_keys_url,
        )
        return await inboxes.check_inboxes(connection, vault, channels, ask_vendors=ask_vendors)


def _print(findings: Sequence[Finding]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        advice = f"\n[bold]→ {finding.advice}[/]" if finding.advice else ""
        table.add_row(_MARKS[finding.level], finding.subject, f"{finding.fact}{advice}")
    console.print(table)
