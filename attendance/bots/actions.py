"""Writes of bots. What a bot says about queues is told to the queues at once."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from attendance.bots import config, events, schemas
from attendance.bots.models import Bot
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.queues import defaults
from attendance.queues.defaults import QueueDefaults


async def change(tx: Tx, bot_id: UUID, patch: schemas.BotPatch) -> None:
    """Change what the patch names; counts from the next message on. Raises: NotFound, InvalidInput."""
    before = await tx.first(
        select(Bot.name, Bot.is_active, Bot.settings).where(Bot.id == bot_id).with_for_update()
    )
    if before is None:
        raise NotFound("bot")
    settings = _merged(before.settings, patch.settings)
    wanted = {"name": patch.name or before.name, "settings": settings, "is_active": before.is_active}
    if patch.is_active is not None:
        wanted["is_active"] = patch.is_active
    changed = _changed(before.settings, settings) + [
        name for name in ("name", "is_active") if wanted[name] != getattr(before, name)
    ]
    if not changed:
        return
    await tx.execute(update(Bot).where(Bot.id == bot_id).values(**wanted, updated_at=clock.now()))
    await tell_queues(tx, bot_id, settings)
    tx.publish(events.BotChanged(bot_id=bot_id, changed=changed))


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


def _merged(before: Mapping[str, Any], patch: Mapping[str, schemas.Value | None]) -> dict[str, Any]:
    """The cells as config.csv would hold them. Raises InvalidInput, naming every key that makes no sense."""
    after, wrong = dict(before), {}
    for said, value in patch.items():
        key = said.replace("attendant-", "attendance-") if said not in config.KEYS else said
        if key not in config.KEYS:
            wrong[f"settings.{said}"] = _unknown(said)
            continue
        after.pop(key.replace("attendance-", "attendant-"), None)
        after.pop(key, None)
        if value is None:
            continue
        try:
            config.typed(key, cell := _cell(value))
            after[key] = cell
        except ValueError as reason:
            wrong[f"settings.{said}"] = f"must be {reason}"
    if wrong:
        told = "; ".join(f"{field.removeprefix('settings.')} {why}" for field, why in wrong.items())
        raise InvalidInput(f"These settings make no sense: {told}.", fields=wrong)
    return after


def _unknown(key: str) -> str:
    near = get_close_matches(key.lower().replace("_", "-"), config.KEYS, n=1, cutoff=0.5)
    return f"is unknown; did you mean {near[0]}?" if near else f"is unknown. Known: {', '.join(config.KEYS)}"


def _cell(value: schemas.Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
