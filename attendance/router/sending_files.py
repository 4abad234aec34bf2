"""The files of a message on its way to the vendor, in the form that its channel takes.

What has to be converted is converted once: the form is stored and named before the vendor is called, so that a crash
or a retry sends the same again.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import RowMapping, select

from attendance.channels.base import Capabilities, Channel, MessageKind, OutgoingFile
from attendance.channels.media import Facts, form_for
from attendance.channels.media import Form as WantedForm
from attendance.files import actions, laboratory
from attendance.files.laboratory import Unreadable
from attendance.files.links import Form, Links
from attendance.files.models import MessageFile
from attendance.files.queries import Made, forms_of
from attendance.files.rules import MOST_BYTES, name_for, renamed
from attendance.files.storing import note_loose, put_file
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import InvalidInput, Rejected
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage, new_key, received


class Services(Protocol):
    """What sending files needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def storage(self) -> Storage: ...


_NAMES: Final = (
    "id", "kind", "mime_type", "filename", "size_bytes", "is_voice", "duration_seconds", "width", "height",
    "storage_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Due:
    """A file, the form that the channel takes of it, and that form where it has been made."""

    row: RowMapping
    form: WantedForm
    made: Made | None

    @property
    def has_to_be_made(self) -> bool:
        return self.form.is_made and self.made is None


async def files_of(
    services: Services, tenant_id: UUID, message_id: UUID, able: Capabilities
) -> tuple[OutgoingFile, ...]:
    """In their places. Converts what has to be, with no transaction open. Raises Rejected for what can't be sent."""
    due = await _load(services.database, tenant_id, message_id, able)
    missing = [one for one in due if one.has_to_be_made]
    for one in missing:
        await _make(services, tenant_id, one.row, one.form)
    if missing:
        due = await _load(services.database, tenant_id, message_id, able)
    return tuple(_outgoing(services, tenant_id, one) for one in due)


async def _load(database: Database, tenant_id: UUID, message_id: UUID, able: Capabilities) -> list[_Due]:
    async with database.transaction(tenant_id) as tx:
        rows = await tx.mappings(
            select(*(getattr(MessageFile, name) for name in _NAMES))
            .where(MessageFile.message_id == message_id, MessageFile.state == "stored")
            .order_by(MessageFile.position)
        )
        wanted = [_form_for(row, able) for row in rows]
        is_any_made = any(form.is_made for form in wanted)
        made = await forms_of(tx, [row["id"] for row in rows]) if is_any_made else {}
    return [
        _Due(row, form, _fitting(made.get(row["id"], []), form))
        for row, form in zip(rows, wanted, strict=True)
    ]


def _form_for(row: RowMapping, able: Capabilities) -> WantedForm:
    try:
        return form_for(_facts(row), able)
    except InvalidInput as refusal:
        raise Rejected(refusal.detail, reason=refusal.code) from refusal


def _fitting(made: Sequence[Made], form: WantedForm) -> Made | None:
    """The oldest that the channel takes, whichever channel it was made for: always the same one."""
    if not form.is_made:
        return None
    return next(
        (one for one in made if one.mime_type == form.mime_type and one.size_bytes <= form.max_bytes), None
    )


def _facts(row: RowMapping) -> Facts:
    kind = MessageKind(row["kind"])
    name = name_for(row["filename"], row["kind"], row["mime_type"])
    return Facts(kind, row["mime_type"], row["size_bytes"], name, row["is_voice"])


async def _make(services: Services, tenant_id: UUID, row: RowMapping, form: WantedForm) -> None:
    opened = services.storage.open(tenant_id, row["storage_key"])
    with tempfile.TemporaryDirectory(prefix="attendance-file-") as folder:
        async with opened as content, received(content, limit_bytes=MOST_BYTES) as file:
            made = await _converted(file.path, Path(folder), row, form)
        key = new_key(tenant_id)
        async with services.database.transaction(tenant_id) as tx:
            await note_loose(tx, [key])
        size_bytes = await put_file(services.storage, tenant_id, made, key)
    async with services.database.transaction(tenant_id) as tx:
        await actions.keep_form(
            tx, row["id"], key=key, mime_type=form.mime_type, size_bytes=size_bytes, most_bytes=form.max_bytes
        )


async def _converted(path: Path, folder: Path, row: RowMapping, form: WantedForm) -> Path:
    try:
        return await laboratory.convert(
            path, folder, kind=row["kind"], mime_type=row["mime_type"], target=form.mime_type,
            most_bytes=form.max_bytes,
        )  # fmt: skip
    except Unreadable as error:
        name = name_for(row["filename"], row["kind"], row["mime_type"])
        detail = f"{name} can't be converted to {form.mime_type}, which this channel takes: {error}."
        raise Rejected(detail, reason="file_not_convertible") from error


def _outgoing(services: Services, tenant_id: UUID, due: _Due) -> OutgoingFile:
    row, made = due.row, due.made
    filename = name_for(row["filename"], row["kind"], row["mime_type"])
    links = Links(services.vault.signing_key, services.settings.public_url)
    url = links.url(tenant_id, made.id, Form.SENT) if made else links.url(tenant_id, row["id"])
    return OutgoingFile(
        id=row["id"],
        kind=due.form.kind,
        mime_type=due.form.mime_type,
        filename=renamed(filename, made.mime_type) if made else filename,
        size_bytes=made.size_bytes if made else row["size_bytes"],
        open=partial(services.storage.open, tenant_id, made.key if made else row["storage_key"]),
        url=url,
        is_voice=row["is_voice"],
        duration_seconds=row["duration_seconds"],
        width=row["width"],
        height=row["height"],
    )
