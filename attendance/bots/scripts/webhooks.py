"""The addresses under which others call scripts, each with a secret of its own."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from attendance.basic.program import Program
from attendance.bots.scripts.models import Webhook
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Address:
    """What stands behind an address, with its secret."""

    tenant_id: UUID
    id: UUID
    bot_id: UUID
    script: str
    secret: str


async def declare(tx: Tx, vault: Vault, bot_id: UUID, programs: Iterable[Program]) -> None:
    """The published scripts have these: who stays keeps its secret, who is gone is called no more."""
    wanted = {program.facts.webhook: program.name for program in programs if program.facts.webhook}
    rows = await tx.rows(select(Webhook.id, Webhook.slug, Webhook.script).where(Webhook.bot_id == bot_id))
    known = {row.slug: row for row in rows}
    for slug, row in known.items():
        if slug not in wanted:
            await tx.execute(delete(Webhook).where(Webhook.id == row.id))
        elif row.script != wanted[slug]:
            await tx.execute(update(Webhook).where(Webhook.id == row.id).values(script=wanted[slug]))
    for slug in wanted.keys() - known.keys():
        await _add(tx, vault, bot_id, slug, wanted[slug])


async def _add(tx: Tx, vault: Vault, bot_id: UUID, slug: str, script: str) -> None:
    webhook_id = new_id()
    sealed = vault.encrypt({"secret": secrets.token_urlsafe(32)}, owner=_owner(webhook_id))
    row = {"id": webhook_id, "tenant_id": tx.tenant_id, "bot_id": bot_id, "slug": slug, "script": script}
    await tx.execute(insert(Webhook).values(**row, secret=sealed, created_at=clock.now()))


async def of_bot(tx: Tx, vault: Vault, bot_id: UUID) -> list[tuple[str, str, str]]:
    """Slug, script and secret of each, by slug."""
    columns = (Webhook.id, Webhook.slug, Webhook.script, Webhook.secret)
    rows = await tx.rows(select(*columns).where(Webhook.bot_id == bot_id).order_by(Webhook.slug))
    return [(row.slug, row.script, _opened(vault, row.id, row.secret)) for row in rows]


async def at(database: Database, vault: Vault, bot: str, slug: str) -> list[Address]:
    """Those that an address may mean: a bot by its id, or by its name, which several companies may use."""
    async with database.system() as driver:
        rows = await driver.fetch("select * from bot_webhooks_at($1, $2)", bot, slug)
    return [
        Address(
            row["tenant_id"], row["webhook_id"], row["bot_id"], row["script"],
            _opened(vault, row["webhook_id"], row["secret"]),
        )
        for row in rows
    ]  # fmt: skip


def _opened(vault: Vault, webhook_id: UUID, sealed: bytes) -> str:
    return vault.decrypt(sealed, owner=_owner(webhook_id))["secret"]


def _owner(webhook_id: UUID) -> str:
    return f"webhook:{webhook_id}"
