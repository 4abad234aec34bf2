"""`attendance bot publish FOLDER --bot NAME`: the folder becomes the bot, whole or not at all."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from attendance.botfiles import bundle as bundles
from attendance.botfiles.bundle import Bundle
from attendance.bots import actions, drafts, publishing, queries, validation
from attendance.bots.publishing import BotNotPublishable
from attendance.bots.schemas import BotFinding
from attendance.commands import database
from attendance.commands.companies import Tenant, find_company
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel.crypto import Vault, load_master_key
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.settings import Settings
from attendance.kernel.text import fold

_MARKS = {"error": "[red]error[/]", "warning": "[yellow]warning[/]"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published, and as what."""

    files: Bundle
    bot: str
    may_create: bool
    note: str | None


def publish(
    folder: Annotated[Path, typer.Argument(help="The bot: config.csv, *.bas, attendant.csv, kb/.")],
    bot: Annotated[str, typer.Option(help="Name or id of the bot that it becomes.")],
    create: Annotated[bool, typer.Option("--create", help="Make the bot if there is none.")] = False,
    note: Annotated[str | None, typer.Option(help="What is new, for the list of versions.")] = None,
    tenant: Tenant = None,
    data: Data = None,
) -> None:
    """Publish a folder. An error in any file keeps everything as it is; the command then ends with exit code 1.

    Files that the folder doesn't have leave the bot. A mask in place of a secret means that it stays.
    """
    with failing_clearly():
        order = Order(bundles.from_folder(folder), bot, create, note)
        settings = settings_of(data)
        with database.migrated(settings) as dsn:
            try:
                told = asyncio.run(_publish(settings, dsn, tenant, order))
            except BotNotPublishable as refused:
                print_findings([BotFinding.model_validate(found) for found in refused.facts["findings"]])
                raise
    console.print(told, markup=False)


async def _publish(settings: Settings, dsn: str, tenant: str | None, order: Order) -> str:
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    vault = Vault(load_master_key(key, settings.data_dir))
    connected = Database(dsn, pool_size=1)
    try:
        company = await find_company(connected, tenant)
        async with connected.transaction(company) as tx:
            return await _publish_in(tx, vault, order)
    finally:
        await connected.close()


async def _publish_in(tx: Tx, vault: Vault, order: Order) -> str:
    bot_id = await _find_bot(tx, vault, order.bot)
    if bot_id is None and not order.may_create:
        raise NotFound(f"bot called {order.bot} (--create makes it)")
    if bot_id is None:
        bot_id = await actions.create(tx, vault, order.bot, order.files)
    else:
        await drafts.upload(tx, vault, bot_id, order.files, is_whole=True)
    made = await publishing.publish(tx, vault, bot_id, note=order.note, locale="en")
    print_findings(validation.shown(made.warnings, "en"))
    if not made.is_new:
        return f"{order.bot}: version {made.version} is what the folder says already."
    return f"{order.bot}: version {made.version} is published, {len(made.changed)} files changed."


async def _find_bot(tx: Tx, vault: Vault, named: str) -> UUID | None:
    for bot in await queries.everything(tx, vault):
        if named == str(bot.id) or fold(named) == fold(bot.name):
            return bot.id
    return None


def print_findings(findings: list[BotFinding]) -> None:
    """One line each, as compilers write them."""
    for found in findings:
        place = f"{found.file}:{found.line}:{found.column}"
        console.print(f"{place}: {_MARKS[found.severity]}", end=" ")
        console.print(f"{found.code} {found.message}", markup=False)
