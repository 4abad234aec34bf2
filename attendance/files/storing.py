"""Content on its way into the storage: checked, examined, stored with its preview and its playable form.

Keys are noted as loose in a transaction of their own before anything is written under them; whoever names them takes
them off the list in the same transaction. A crash in between leaves nothing behind that nobody knows of.
"""

import tempfile
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import delete, insert

from attendance.files import laboratory
from attendance.files.findings import Findings
from attendance.files.laboratory import Unreadable
from attendance.files.models import LooseContent
from attendance.files.rules import MOST_BYTES, Nature, Refusal, clean_name, nature_of, refusal_of
from attendance.files.schemas import FileKind
from attendance.kernel import clock
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import AttendanceError
from attendance.kernel.storage import Received, Storage, chunks, new_key, received

_MOST_MADE_BYTES: Final = 2 * MOST_BYTES


class Services(Protocol):
    """What storing needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def storage(self) -> Storage: ...


class FileRefused(AttendanceError):
    """Content that isn't kept; `reason` says why."""

    code = "file_refused"
    status = 422
    message = "{words}"

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason=reason, words=_WORDS[reason])
        self.reason = reason


_WORDS: Final[dict[Refusal, str]] = {
    "empty": "This file is empty. Choose another one.",
    "too_large": "This file is too large. Send a smaller one, or a link to it.",
    "too_many_pixels": "This image has more pixels than any camera makes. Send a smaller one.",
    "program": "Programs can't be sent or received. Send a link to where it can be had.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of a file."""

    kind: FileKind
    filename: str | None = None
    is_voice: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of `message_files`, as the content says; the keys are loose until `name_keys`."""

    values: dict[str, Any]
    keys: tuple[str, ...]


async def keep(
    services: Services, tenant_id: UUID, content: AsyncIterable[bytes], claim: Claim, *, limit_bytes: int
) -> Kept:
    """Take it in. Raises FileRefused, TooLarge (in the midst of it), and what `content` raises."""
    async with received(content, limit_bytes=limit_bytes) as file:
        nature = nature_of(file.content_type, claimed=claim.kind, filename=claim.filename)
        refusal = refusal_of(nature, size_bytes=file.size_bytes, filename=claim.filename)
        if refusal:
            raise FileRefused(refusal)
        with tempfile.TemporaryDirectory(prefix="attendance-file-") as folder:
            findings = await _examine(file, nature, Path(folder))
            if findings.has_too_many_pixels:
                raise FileRefused("too_many_pixels")
            return await _store(services, tenant_id, file, claim, nature, findings)


async def _examine(file: Received, nature: Nature, folder: Path) -> Findings:
    """Of a document nothing is looked at; what can't be read is one."""
    if nature.kind == "document":
        return Findings(nature.mime_type)
    try:
        return await laboratory.examine(file.path, folder, kind=nature.kind, mime_type=nature.mime_type)
    except Unreadable:
        return Findings("application/octet-stream")


async def _store(
    services: Services, tenant_id: UUID, file: Received, claim: Claim, nature: Nature, found: Findings
) -> Kept:
    parts = [file.path, found.preview, found.playable]
    keys = [new_key(tenant_id) if part else None for part in parts]
    used = tuple(key for key in keys if key)
    async with services.database.transaction(tenant_id) as tx:
        await note_loose(tx, used)
    sizes = [
        await put_file(services.storage, tenant_id, Path(part), key) if part and key else None
        for part, key in zip(parts, keys, strict=True)
    ]
    family = found.mime_type.partition("/")[0]
    kind = (
        nature.kind
        if nature.kind == "sticker"
        else family
        if family in ("image", "audio", "video")
        else "document"
    )
    values = {
        "kind": kind, "mime_type": found.mime_type, "size_bytes": file.size_bytes, "sha256": file.sha256,
        "filename": clean_name(claim.filename, found.mime_type), "width": found.width, "height": found.height,
        "duration_seconds": found.duration_seconds, "is_voice": claim.is_voice and kind == "audio",
        "storage_key": keys[0], "preview_key": keys[1], "playable_key": keys[2],
        "playable_type": found.playable_type, "playable_bytes": sizes[2], "state": "stored", "stored_at": clock.now(),
    }  # fmt: skip
    return Kept(values, used)


async def put_file(storage: Storage, tenant_id: UUID, path: Path, key: str) -> int:
    """Store the file's content under the key; returns its size in bytes."""
    with path.open("rb") as content:
        stored = await storage.put(tenant_id, chunks(content), limit_bytes=_MOST_MADE_BYTES, key=key)
    return stored.size_bytes


async def note_loose(tx: Tx, keys: Sequence[str]) -> None:
    now = clock.now()
    rows = [{"key": key, "tenant_id": tx.tenant_id, "created_at": now} for key in keys]
    await tx.execute(insert(LooseContent), rows)


async def name_keys(tx: Tx, keys: Sequence[str]) -> bool:
    """Take the keys off the list of loose ones, in the transaction that names them.

    False when one isn't there any more: it took so long that its content was removed as nobody's.
    """
    return await tx.execute(delete(LooseContent).where(LooseContent.key.in_(keys))) == len(keys)
