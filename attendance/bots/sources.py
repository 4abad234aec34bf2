"""What a run needs of a bot: the files of a published version, kept in memory, for a version never changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from attendance.botfiles.paths import place
from attendance.bots.models import Bot, BotSource, BotVersion
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound

_MOST_VERSIONS: Final = 64
_MOST_SOURCES: Final = 512
_MOST_SOURCE_BYTES: Final = 256 * 1024
_RUN: Final = ("script", "test", "config")


@dataclass(frozen=True, slots=True)
class Published:
    """`files` holds the texts of scripts, tests and config.csv by path, `hashes` the hash of every file."""

    bot_id: UUID
    version: int
    files: Mapping[str, str]
    hashes: Mapping[str, str]

    @property
    def scripts(self) -> Mapping[str, str]:
        """What can run: `*.bas` without the tests, text by path."""
        return {path: text for path, text in self.files.items() if place(path).kind == "script"}


_versions: OrderedDict[UUID, Published] = OrderedDict()
_sources: OrderedDict[tuple[UUID, str], str] = OrderedDict()


async def published(tx: Tx, bot_id: UUID) -> Published | None:
    """What is published now; None for a bot that never was, or that is none."""
    current = (BotVersion.bot_id == Bot.id) & (BotVersion.number == Bot.version)
    row = await tx.first(select(BotVersion.id).join(Bot, current).where(Bot.id == bot_id))
    return await _version(tx, row.id) if row else None


async def version(tx: Tx, bot_id: UUID, number: int) -> Published:
    """One version, whether or not it is the published one. Raises: NotFound."""
    this = (BotVersion.bot_id == bot_id, BotVersion.number == number)
    row = await tx.first(select(BotVersion.id).where(*this))
    if row is None:
        raise NotFound("version")
    return await _version(tx, row.id)


async def source(tx: Tx, hash: str) -> str:
    """A text of any version by its hash: what a dialogue began with. Raises: NotFound."""
    key = (tx.tenant_id, hash)
    if key in _sources:
        _sources.move_to_end(key)
        return _sources[key]
    content = await tx.scalar(select(BotSource.content).where(BotSource.hash == hash))
    if content is None:
        raise NotFound("source")
    text: str = content.decode()
    if len(content) <= _MOST_SOURCE_BYTES:
        _sources[key] = text
        while len(_sources) > _MOST_SOURCES:
            _sources.popitem(last=False)
    return text


async def contents(tx: Tx, hashes: Mapping[str, str]) -> dict[str, bytes]:
    """The content of each path."""
    rows = await tx.rows(
        select(BotSource.hash, BotSource.content).where(BotSource.hash.in_(set(hashes.values())))
    )
    found = {row.hash: row.content for row in rows}
    return {path: found[hash] for path, hash in hashes.items()}


async def _version(tx: Tx, version_id: UUID) -> Published:
    """Known by its own id, which a version that was rolled back doesn't leave to another."""
    if version_id not in _versions:
        _versions[version_id] = await _load(tx, version_id)
        while len(_versions) > _MOST_VERSIONS:
            _versions.popitem(last=False)
    _versions.move_to_end(version_id)
    return _versions[version_id]


async def _load(tx: Tx, version_id: UUID) -> Published:
    columns = (BotVersion.bot_id, BotVersion.number, BotVersion.files)
    [row] = await tx.rows(select(*columns).where(BotVersion.id == version_id))
    wanted = {path: hash for path, hash in row.files.items() if place(path).kind in _RUN}
    texts = {path: content.decode() for path, content in (await contents(tx, wanted)).items()}
    return Published(row.bot_id, row.number, texts, dict(row.files))
