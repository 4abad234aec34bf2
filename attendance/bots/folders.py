"""Reads of what bots are made of: files of the draft, changes, versions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql import Select

from attendance.botfiles.paths import place
from attendance.bots import schemas
from attendance.bots.models import Bot, BotFile, BotSource, BotVersion
from attendance.identity.models import User
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice
from attendance.kernel.wire import Page

_FACTS = ("path", "revision", "updated_at", "updated_by", "size_bytes")


async def files(tx: Tx, bot_id: UUID) -> list[schemas.BotFile]:
    """By path. Raises: NotFound."""
    await _check_bot(tx, bot_id)
    rows = await tx.mappings(_files().where(BotFile.bot_id == bot_id))
    return [schemas.BotFile(**_file(row)) for row in sorted(rows, key=lambda row: row["path"])]


async def file(tx: Tx, bot_id: UUID, path: str) -> schemas.BotFileText:
    """Raises: NotFound."""
    chosen = (BotFile.bot_id == bot_id, BotFile.path == path)
    rows = await tx.mappings(_files().add_columns(BotFile.content).where(*chosen))
    if not rows:
        raise NotFound("file")
    return schemas.BotFileText(**_file(rows[0]), text=_text(path, rows[0]["content"]))


async def versions(tx: Tx, bot_id: UUID, asked: Slice) -> Page[schemas.BotVersion]:
    """The newest first. Raises: NotFound."""
    await _check_bot(tx, bot_id)
    after = asked.after(tuple[int])
    wanted = _versions().where(BotVersion.bot_id == bot_id).order_by(BotVersion.number.desc())
    if after is not None:
        wanted = wanted.where(BotVersion.number < after[0])
    rows = await tx.mappings(wanted.limit(asked.probe))
    page, cursor = asked.cut(rows, lambda row: (row["number"],))
    return Page(items=[schemas.BotVersion(**_version(row)) for row in page], next_cursor=cursor)


async def version(tx: Tx, bot_id: UUID, number: int) -> schemas.BotVersionFiles:
    """Raises: NotFound."""
    row = await _one_version(tx, bot_id, number)
    return schemas.BotVersionFiles(**_version(row), files=row["files"])


async def version_text(tx: Tx, bot_id: UUID, number: int, path: str) -> schemas.BotVersionText:
    """A file as it was. Raises: NotFound."""
    hashes: Mapping[str, str] = (await _one_version(tx, bot_id, number))["files"]
    if path not in hashes:
        raise NotFound("file")
    content = await tx.scalar(select(BotSource.content).where(BotSource.hash == hashes[path]))
    return schemas.BotVersionText(path=path, hash=hashes[path], text=_text(path, content))


async def _check_bot(tx: Tx, bot_id: UUID) -> None:
    if await tx.first(select(Bot.id).where(Bot.id == bot_id)) is None:
        raise NotFound("bot")


def _files() -> Select[Any]:
    size = func.length(BotFile.content).label("size_bytes")
    return select(BotFile.path, BotFile.revision, BotFile.updated_at, BotFile.updated_by, size)


def _file(row: RowMapping) -> dict[str, Any]:
    where = place(row["path"])
    return {name: row[name] for name in _FACTS} | {"kind": where.kind, "is_text": where.is_text}


def _text(path: str, content: bytes) -> str | None:
    return content.decode() if place(path).is_text else None


def _versions() -> Select[Any]:
    is_published = (Bot.version == BotVersion.number).label("is_published")
    name = User.name.label("published_by_name")
    return (
        select(BotVersion.__table__, is_published, name)
        .join(Bot, Bot.id == BotVersion.bot_id)
        .outerjoin(User, User.id == BotVersion.published_by)
    )


async def _one_version(tx: Tx, bot_id: UUID, number: int) -> RowMapping:
    rows = await tx.mappings(_versions().where(BotVersion.bot_id == bot_id, BotVersion.number == number))
    if not rows:
        raise NotFound("version")
    return rows[0]


def _version(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in schemas.BotVersion.model_fields}
