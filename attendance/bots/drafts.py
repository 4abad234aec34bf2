"""Writes of a bot's draft: the files that the next publish takes. One writer of a bot at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from attendance.botfiles import bundle as bundles
from attendance.botfiles import config_csv
from attendance.botfiles.bundle import Bundle, File
from attendance.botfiles.paths import CONFIG, KNOWLEDGE, place, same
from attendance.bots import events, secrets
from attendance.bots.config import KEYS
from attendance.bots.models import Bot, BotFile
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound


class FileChanged(Conflict):
    """`revision` is the file's now; None when it is gone."""

    code = "file_changed"
    message = "{path} was changed meanwhile. Load it again and repeat your change."


class FileExists(Conflict):
    code = "file_exists"
    message = "There is {path} already."


@dataclass(frozen=True, slots=True)
class Held:
    """A bot whose row is locked until the transaction ends."""

    id: UUID
    name: str
    is_active: bool
    version: int | None
    settings: dict[str, Any]
    secrets: bytes | None
    draft_secrets: bytes | None


async def hold(tx: Tx, bot_id: UUID) -> Held:
    """Raises: NotFound."""
    return _held(await tx.first(_bots(bot_id).with_for_update()))


async def look(tx: Tx, bot_id: UUID) -> Held:
    """The same without the lock, for who only reads. Raises: NotFound."""
    return _held(await tx.first(_bots(bot_id)))


async def save(tx: Tx, vault: Vault, bot_id: UUID, path: str, text: str, *, revision: int | None) -> str:
    """Write a text file. `revision` is the one that was read; None: there is no such file yet.

    Returns the path in its one spelling.

    Raises: NotFound, PathRefused, BundleRefused, TooLarge, FileChanged, FileExists."""
    held = await hold(tx, bot_id)
    file = bundles.file(path, text.encode("utf-8", "surrogatepass"))
    known = await _revisions(tx, bot_id)
    if revision is None:
        _check_free(known, file.path)
    else:
        _check_revision(known, file.path, revision)
    await _keep(tx, vault, held, [file])
    await _check_size(tx, bot_id)
    tx.publish(events.BotDraftChanged(bot_id=bot_id, how="saved", paths=[file.path]))
    return file.path


async def rename(tx: Tx, vault: Vault, bot_id: UUID, path: str, new_path: str, *, revision: int) -> str:
    """Returns the path in its one spelling. Raises: NotFound, PathRefused, BundleRefused, FileChanged, FileExists."""
    held = await hold(tx, bot_id)
    known = await _revisions(tx, bot_id)
    _check_revision(known, path, revision)
    content = await tx.scalar(select(BotFile.content).where(*_is(bot_id, path)))
    new = bundles.file(new_path, content)
    _check_free(known.keys() - {path}, new.path)
    await tx.execute(delete(BotFile).where(*_is(bot_id, path)))
    await _keep(tx, vault, held, [new])
    tx.publish(events.BotDraftChanged(bot_id=bot_id, how="renamed", paths=[path, new.path]))
    return new.path


async def remove(tx: Tx, bot_id: UUID, path: str, *, revision: int) -> None:
    """Raises: NotFound, FileChanged."""
    await hold(tx, bot_id)
    _check_revision(await _revisions(tx, bot_id), path, revision)
    await tx.execute(delete(BotFile).where(*_is(bot_id, path)))
    tx.publish(events.BotDraftChanged(bot_id=bot_id, how="deleted", paths=[path]))


async def upload(tx: Tx, vault: Vault, bot_id: UUID, given: Bundle, *, is_whole: bool) -> None:
    """Put these files into the draft. `is_whole`: files that are not among them leave it.

    Raises: NotFound, BundleRefused, TooLarge."""
    held = await hold(tx, bot_id)
    known = await _revisions(tx, bot_id)
    gone = [path for path in known if is_whole and path not in given.files]
    if gone:
        await tx.execute(delete(BotFile).where(BotFile.bot_id == bot_id, BotFile.path.in_(gone)))
    left = known.keys() - set(gone)
    for path in given.files.keys() - left:
        _check_free(left, path)
    changed = await _keep(tx, vault, held, given.files.values())
    await _check_size(tx, bot_id)
    if changed or gone:
        tx.publish(events.BotDraftChanged(bot_id=bot_id, how="uploaded", paths=sorted([*changed, *gone])))


async def follow(tx: Tx, bot_id: UUID, files: Bundle) -> None:
    """Make the draft what these files are. For a bot that is held, and files that were a draft once."""
    await tx.execute(delete(BotFile).where(BotFile.bot_id == bot_id, BotFile.path.not_in(files.files)))
    changed = await _write(tx, bot_id, files.files.values())
    tx.publish(events.BotDraftChanged(bot_id=bot_id, how="restored", paths=changed))


async def change_settings(
    tx: Tx, vault: Vault, held: Held, changes: Mapping[str, str | None], *, otherwise: Mapping[str, str]
) -> None:
    """Write these cells into the draft's config.csv; one that isn't there yet begins with `otherwise`."""
    text = await config_text(tx, held.id) or config_csv.changed("", otherwise, KEYS)
    await _keep(tx, vault, held, [bundles.file(CONFIG, config_csv.changed(text, changes, KEYS).encode())])


async def load(tx: Tx, bot_id: UUID, *, with_knowledge: bool = True) -> Bundle:
    """The files of the draft. Without knowledge: those of kb/, which may be large, are left out."""
    wanted = select(BotFile.path, BotFile.content).where(BotFile.bot_id == bot_id)
    if not with_knowledge:
        wanted = wanted.where(BotFile.path.not_like(f"{KNOWLEDGE}/%"))
    rows = await tx.rows(wanted)
    return Bundle(
        {row.path: File(place(row.path), row.content) for row in sorted(rows, key=lambda r: r.path)}
    )


async def config_text(tx: Tx, bot_id: UUID) -> str:
    """The draft's config.csv, secrets masked; empty when there is none."""
    content: bytes | None = await tx.scalar(select(BotFile.content).where(*_is(bot_id, CONFIG)))
    return (content or b"").decode()


async def hashes(tx: Tx, bot_id: UUID) -> dict[str, str]:
    """The hash of each file of the draft."""
    rows = await tx.rows(select(BotFile.path, BotFile.hash).where(BotFile.bot_id == bot_id))
    return {row.path: row.hash for row in rows}


async def _keep(tx: Tx, vault: Vault, held: Held, files: Iterable[File]) -> list[str]:
    """Write files, their secrets apart. Returns the paths whose content is new."""
    masked, found = list[File](), dict[str, str]()
    for file in files:
        if file.path == CONFIG:
            text, found = config_csv.mask(file.content.decode(), KEYS)
            file = replace(file, content=text.encode())
        masked.append(file)
    if found:
        kept = secrets.unseal(vault, held.id, held.draft_secrets) | found
        sealed = secrets.seal(vault, held.id, kept)
        await tx.execute(update(Bot).where(Bot.id == held.id).values(draft_secrets=sealed))
    return await _write(tx, held.id, masked)


async def _write(tx: Tx, bot_id: UUID, files: Iterable[File]) -> list[str]:
    before = await hashes(tx, bot_id)
    changed = [file for file in files if before.get(file.path) != file.hash]
    if not changed:
        return []
    stamp = await _stamp(tx, bot_id)
    for file in changed:
        values = {"content": file.content, "hash": file.hash, **stamp}
        row = insert(BotFile).values(bot_id=bot_id, path=file.path, tenant_id=tx.tenant_id, **values)
        await tx.execute(row.on_conflict_do_update(index_elements=["bot_id", "path"], set_=values))
    return sorted(file.path for file in changed)


async def _stamp(tx: Tx, bot_id: UUID) -> dict[str, Any]:
    """What every file of one write gets."""
    counted = update(Bot).where(Bot.id == bot_id).values(draft_revision=Bot.draft_revision + 1)
    revision = await tx.scalar(counted.returning(Bot.draft_revision))
    return {"revision": revision, "updated_at": clock.now(), "updated_by": author(tx)}


def _bots(bot_id: UUID) -> Select[Any]:
    columns = (Bot.id, Bot.name, Bot.is_active, Bot.version, Bot.settings, Bot.secrets, Bot.draft_secrets)
    return select(*columns).where(Bot.id == bot_id)


def _held(row: Row[Any] | None) -> Held:
    if row is None:
        raise NotFound("bot")
    return Held(**row._mapping)


def author(tx: Tx) -> UUID | None:
    """The user in whose name the transaction works; None for the command line."""
    return tx.actor.id if tx.actor.kind == "attendant" else None


async def _revisions(tx: Tx, bot_id: UUID) -> dict[str, int]:
    rows = await tx.rows(select(BotFile.path, BotFile.revision).where(BotFile.bot_id == bot_id))
    return {row.path: row.revision for row in rows}


def _check_revision(known: Mapping[str, int], path: str, revision: int) -> None:
    if path not in known:
        raise NotFound("file")
    if known[path] != revision:
        raise FileChanged(path=path, revision=known[path])


def _check_free(known: Iterable[str], path: str) -> None:
    taken = next((other for other in known if same(other) == same(path)), None)
    if taken is not None:
        raise FileExists(path=taken)


async def _check_size(tx: Tx, bot_id: UUID) -> None:
    measured = select(func.count(), func.coalesce(func.sum(func.length(BotFile.content)), 0))
    row = await tx.first(measured.where(BotFile.bot_id == bot_id))
    assert row is not None  # an aggregate always has its one row
    bundles.check_size(*row)


def _is(bot_id: UUID, path: str) -> tuple[Any, ...]:
    return BotFile.bot_id == bot_id, BotFile.path == path
