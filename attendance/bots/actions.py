"""Writes of bots: made, renamed, switched on and off, set up. What a bot says about queues is told to them at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from attendance.botfiles.bundle import Bundle
from attendance.botfiles.config_csv import MASK, canonical, is_parameter, is_secret, nearest
from attendance.botfiles.kinds import Nonsense
from attendance.botfiles.messages import expected
from attendance.bots import config, drafts, events, schemas, secrets
from attendance.bots.config import KEYS
from attendance.bots.models import Bot
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput
from attendance.kernel.ids import new_id
from attendance.queues import defaults
from attendance.queues.defaults import QueueDefaults


class BotNameTaken(Conflict):
    code = "bot_name_taken"
    message = "There is already a bot called {name}."


async def create(tx: Tx, vault: Vault, name: str, files: Bundle) -> UUID:
    """A bot with these files as its draft; nothing is published. Raises: BotNameTaken."""
    await _check_name(tx, name, bot_id=None)
    bot_id, now = new_id(), clock.now()
    row = {"id": bot_id, "tenant_id": tx.tenant_id, "name": name, "created_at": now, "updated_at": now}
    await tx.execute(insert(Bot).values(**row))
    tx.publish(events.BotCreated(bot_id=bot_id, name=name))
    await drafts.upload(tx, vault, bot_id, files, is_whole=True)
    return bot_id


async def change(tx: Tx, vault: Vault, bot_id: UUID, patch: schemas.BotPatch) -> None:
    """Change what the patch names; counts from the next message on. Settings are written into the draft, too.

    Raises: NotFound, InvalidInput, BotNameTaken."""
    before = await drafts.hold(tx, bot_id)
    if patch.name is not None and patch.name != before.name:
        await _check_name(tx, patch.name, bot_id=bot_id)
    cells = _cells(patch.settings)
    facts = {
        name: value
        for name in ("name", "is_active")
        if (value := getattr(patch, name)) is not None and value != getattr(before, name)
    }
    if cells:
        await drafts.change_settings(tx, vault, before, cells, otherwise=before.settings)
    changed = await set_up(tx, vault, before, *_with(vault, before, cells))
    if facts:
        await tx.execute(update(Bot).where(Bot.id == bot_id).values(**facts, updated_at=clock.now()))
    if changed or facts:
        tx.publish(events.BotChanged(bot_id=bot_id, changed=[*changed, *facts]))


async def set_up(
    tx: Tx, vault: Vault, before: drafts.Held, settings: Mapping[str, Any], kept: Mapping[str, str]
) -> list[str]:
    """Let these settings and secrets count; returns the keys that differ. The caller publishes the event."""
    were = secrets.unseal(vault, before.id, before.secrets)
    changed = sorted({*_differing(before.settings, settings), *_differing(were, kept)})
    if not changed:
        return []
    sealed = secrets.seal(vault, before.id, kept)
    values = {"settings": dict(settings), "secrets": sealed, "updated_at": clock.now()}
    await tx.execute(update(Bot).where(Bot.id == before.id).values(**values))
    await tell_queues(tx, before.id, settings)
    return changed


async def tell_queues(tx: Tx, bot_id: UUID, settings: Mapping[str, Any]) -> None:
    """Hand what the settings say about queues to the layer below."""
    said = config.written(settings)
    await defaults.follow(
        tx,
        bot_id,
        QueueDefaults(
            max_size=said.get("attendance_queue_size"),
            max_wait_seconds=said.get("attendance_max_wait_seconds"),
            auto_assign=said.get("attendance_auto_assign"),
        ),
    )


def _with(
    vault: Vault, before: drafts.Held, cells: Mapping[str, str | None]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Settings and secrets after these cells."""
    settings, kept = dict(before.settings), secrets.unseal(vault, before.id, before.secrets)
    for key, cell in cells.items():
        where = kept if is_secret(key) else settings
        for spelling in [name for name in where if canonical(name, KEYS) == key]:
            if cell != MASK:
                del where[spelling]
        if cell and cell != MASK:
            where[key] = cell
    return settings, kept


def _cells(patch: Mapping[str, schemas.Value | None]) -> dict[str, str | None]:
    """As config.csv holds them; None takes the row out. Raises InvalidInput, naming every key that makes no sense."""
    cells, wrong = dict[str, str | None](), dict[str, str]()
    for said, value in patch.items():
        key = canonical(said, KEYS)
        if key not in KEYS and not is_parameter(key):
            wrong[f"settings.{said}"] = _unknown(said)
            continue
        cells[key] = cell = None if value is None else _cell(value)
        if cell and key in KEYS and cell != MASK:
            try:
                config.typed(key, cell)
            except Nonsense as nonsense:
                wrong[f"settings.{said}"] = f"must be {expected(nonsense.kind, nonsense.values, 'en')}"
    if wrong:
        told = "; ".join(f"{field.removeprefix('settings.')} {why}" for field, why in wrong.items())
        raise InvalidInput(f"These settings make no sense: {told}.", fields=wrong)
    return cells


def _unknown(key: str) -> str:
    near = nearest(key, KEYS)
    return f"is unknown; did you mean {near}?" if near else f"is unknown. Known: {', '.join(KEYS)}"


def _cell(value: schemas.Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value).strip()


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


async def _check_name(tx: Tx, name: str, *, bot_id: UUID | None) -> None:
    rows = await tx.fetch("select id from bots where fold(name) = fold($1)", name.strip())
    if any(row["id"] != bot_id for row in rows):
        raise BotNameTaken(name=name)
