"""From draft to what counts: a whole version or nothing. A version is never changed, only published again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.attendants import importing
from attendance.botfiles.bundle import Bundle, File
from attendance.botfiles.config_csv import MASK, canonical, is_secret
from attendance.botfiles.config_csv import read as read_rows
from attendance.botfiles.findings import Finding, finding
from attendance.botfiles.paths import ATTENDANTS, CONFIG, place
from attendance.bots import actions, config, drafts, events, registering, secrets, sources, validation
from attendance.bots.config import KEYS
from attendance.bots.models import Bot, BotSource, BotVersion
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError
from attendance.kernel.ids import new_id


class BotNotPublishable(AttendanceError):
    """`findings` holds every finding, warnings too, as `POST …/check` answers them."""

    code = "bot_not_publishable"
    status = 422
    message = "{count} errors keep this bot from being published; the first is in {file}, line {line}: {text}"


Changes: TypeAlias = Mapping[str, Literal["added", "changed", "deleted"]]


@dataclass(frozen=True, slots=True)
class Publication:
    version: int
    is_new: bool
    changed: Changes
    warnings: tuple[Finding, ...]


async def publish(
    tx: Tx, vault: Vault, bot_id: UUID, *, note: str | None = None, locale: str = "pt-BR"
) -> Publication:
    """Let the draft count from the next message on. What doesn't differ makes no new version.

    Raises: NotFound, BotNotPublishable."""
    held = await drafts.hold(tx, bot_id)
    draft = await drafts.load(tx, bot_id)
    findings = await check(vault, held, draft)
    _refuse_errors(findings, locale)
    live, written = _secrets(vault, held)
    text = draft.text(CONFIG) or ""
    await _set_up(tx, vault, held, text, live | written, left={})
    publication = await _make_version(tx, held, draft, note=note, restored_from=None)
    await registering.register(tx, vault, bot_id)
    warnings = [*findings, *await _import_attendants(tx, draft, publication.changed)]
    return Publication(publication.version, publication.is_new, publication.changed, tuple(warnings))


async def restore(tx: Tx, vault: Vault, bot_id: UUID, number: int) -> Publication:
    """Publish an old version again, as a new one. It was fine once, so nothing is refused now.

    The draft goes along unless it has changes of its own, which stay. Secrets are those of today.
    Raises: NotFound."""
    held = await drafts.hold(tx, bot_id)
    old = await sources.version(tx, bot_id, number)
    found = await sources.contents(tx, old.hashes)
    files = Bundle({path: File(place(path), content) for path, content in sorted(found.items())})
    is_untouched = not await changes(tx, held.id, await drafts.hashes(tx, bot_id))
    live, written = _secrets(vault, held)
    text = files.text(CONFIG) or ""
    await _set_up(tx, vault, held, text, written | live, left=live | written)
    publication = await _make_version(tx, held, files, note=None, restored_from=number)
    await registering.register(tx, vault, bot_id)
    if is_untouched:
        await drafts.follow(tx, bot_id, files)
    warnings = [*await check(vault, held, files), *await _import_attendants(tx, files, publication.changed)]
    return Publication(publication.version, publication.is_new, publication.changed, tuple(warnings))


async def check(vault: Vault, held: drafts.Held, files: Bundle) -> tuple[Finding, ...]:
    """Everything that is to be said about these files as a version of this bot."""
    live, written = _secrets(vault, held)
    missing = _masks_without_value(files, live | written)
    return (*await validation.check_bundle(files), *missing)


async def changes(tx: Tx, bot_id: UUID, after: Mapping[str, str]) -> Changes:
    """How files, given by their hashes, differ from those of the published version, by path."""
    published = await sources.published(tx, bot_id)
    before = published.hashes if published else {}
    return {
        path: "added" if path not in before else "deleted" if path not in after else "changed"
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    }


def _refuse_errors(findings: tuple[Finding, ...], locale: str) -> None:
    errors = [one for one in findings if one.is_error]
    if not errors:
        return
    told = [shown.model_dump() for shown in validation.shown(findings, locale)]
    first = next(one for one in told if one["severity"] == "error")
    facts = {"file": first["file"], "line": first["line"], "text": first["message"]}
    raise BotNotPublishable(count=len(errors), findings=told, **facts)


async def _set_up(
    tx: Tx, vault: Vault, held: drafts.Held, text: str, known: Mapping[str, str], *, left: Mapping[str, str]
) -> None:
    """Let this config.csv count. `known` are secrets that its masks may mean, `left` those that a draft may still."""
    kept = {key: known[key] for key in _masked_keys(text) if key in known}
    told = await actions.set_up(tx, vault, held, config.settings_of(text), kept)
    sealed = secrets.seal(vault, held.id, left)
    await tx.execute(update(Bot).where(Bot.id == held.id).values(draft_secrets=sealed))
    if told:
        tx.publish(events.BotChanged(bot_id=held.id, changed=told))


async def _make_version(
    tx: Tx, held: drafts.Held, files: Bundle, *, note: str | None, restored_from: int | None
) -> Publication:
    hashes = {path: file.hash for path, file in files.files.items()}
    changed = await changes(tx, held.id, hashes)
    if held.version is not None and not changed:
        return Publication(held.version, False, {}, ())
    number = await _insert(tx, held.id, files, note=note, restored_from=restored_from)
    tx.publish(
        events.BotPublished(
            bot_id=held.id, version=number, changed=list(changed), restored_from=restored_from
        )
    )
    return Publication(number, True, changed, ())


async def _insert(tx: Tx, bot_id: UUID, files: Bundle, *, note: str | None, restored_from: int | None) -> int:
    now = clock.now()
    for file in files.files.values():
        row = {"tenant_id": tx.tenant_id, "hash": file.hash, "content": file.content, "created_at": now}
        await tx.execute(upsert(BotSource).values(**row).on_conflict_do_nothing())
    last = await tx.scalar(select(func.max(BotVersion.number)).where(BotVersion.bot_id == bot_id))
    number: int = (last or 0) + 1
    values: dict[str, Any] = {"note": note, "restored_from": restored_from, "published_by": drafts.author(tx)}
    await tx.execute(
        insert(BotVersion).values(
            id=new_id(), tenant_id=tx.tenant_id, bot_id=bot_id, number=number, published_at=now,
            files={path: file.hash for path, file in files.files.items()}, **values,
        )
    )  # fmt: skip
    await tx.execute(update(Bot).where(Bot.id == bot_id).values(version=number, updated_at=now))
    return number


async def _import_attendants(tx: Tx, files: Bundle, changed: Mapping[str, str]) -> list[Finding]:
    """People are the truth: a row that conflicts with them is left out, and told."""
    text = files.text(ATTENDANTS)
    if text is None or ATTENDANTS not in changed:
        return []
    report = await importing.import_file(tx, text, dry_run=False)
    return [validation.row_finding("W720", error) for error in report.errors]


def _secrets(vault: Vault, held: drafts.Held) -> tuple[dict[str, str], dict[str, str]]:
    """Those that count, and those that were written since."""
    live = secrets.unseal(vault, held.id, held.secrets)
    return live, secrets.unseal(vault, held.id, held.draft_secrets)


def _masked_keys(text: str) -> list[str]:
    keys = [canonical(entry.name, KEYS) for entry in read_rows(text).entries if entry.value == MASK]
    return [key for key in keys if is_secret(key)]


def _masks_without_value(files: Bundle, stored: Mapping[str, str]) -> list[Finding]:
    file = read_rows(files.text(CONFIG) or "")
    return [
        finding(CONFIG, "W704", file.span(entry.value_start, entry.value_end), name=entry.name)
        for entry in file.entries
        if entry.value == MASK and canonical(entry.name, KEYS) not in stored
    ]
