"""The files of a message on its way to the vendor, in the form that its channel takes.

What has to be converted is converted once: the form is stored and named before the vendor is called, so that a crash
or a retry sends the same again.
"""

import tempfile
from collections.abc import Mapping
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
    "storage_key", "sent_key", "sent_kind", "sent_type", "sent_bytes",
)  # fmt: skip


async def files_of(
    services: Services, tenant_id: UUID, message_id: UUID, able: Capabilities
) -> tuple[OutgoingFile, ...]:
    """In their places. Converts what has to be, with no transaction open. Raises Rejected for what can't be sent."""
    rows = await _rows(services.database, tenant_id, message_id)
    made = [await _in_form(services, tenant_id, row, able) for row in rows]
    if any(made):
        rows = await _rows(services.database, tenant_id, message_id)
    return tuple(_outgoing(services, tenant_id, row) for row in rows)


async def _rows(database: Database, tenant_id: UUID, message_id: UUID) -> list[RowMapping]:
    async with database.transaction(tenant_id) as tx:
        found = await tx.mappings(
            select(*(getattr(MessageFile, name) for name in _NAMES))
            .where(MessageFile.message_id == message_id, MessageFile.state == "stored")
            .order_by(MessageFile.position)
        )
    return list(found)


async def _in_form(services: Services, tenant_id: UUID, row: RowMapping, able: Capabilities) -> bool:
    """Whether another form of it was made just now."""
    if row["sent_kind"] is not None:
        return False
    try:
        form = form_for(_facts(row), able)
    except InvalidInput as refusal:
        raise Rejected(refusal.detail, reason=refusal.code) from refusal
    if form.is_made:
        await _make(services, tenant_id, row, form)
        return True
    if (form.kind, form.mime_type) != (row["kind"], row["mime_type"]):
        async with services.database.transaction(tenant_id) as tx:
            await actions.keep_sent_kind(tx, row["id"], kind=form.kind.value, mime_type=form.mime_type)
        return True
    return False


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
        await actions.keep_sent_form(
            tx, row["id"], key=key, kind=form.kind.value, mime_type=form.mime_type, size_bytes=size_bytes
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


def _outgoing(services: Services, tenant_id: UUID, row: RowMapping) -> OutgoingFile:
    is_made = row["sent_key"] is not None
    mime_type = row["sent_type"] or row["mime_type"]
    filename = name_for(row["filename"], row["kind"], row["mime_type"])
    links = Links(services.vault.signing_key, services.settings.public_url)
    return OutgoingFile(
        id=row["id"],
        kind=MessageKind(row["sent_kind"] or row["kind"]),
        mime_type=mime_type,
        filename=renamed(filename, mime_type) if is_made else filename,
        size_bytes=row["sent_bytes"] if is_made else row["size_bytes"],
        open=partial(services.storage.open, tenant_id, row["sent_key"] or row["storage_key"]),
        url=links.url(tenant_id, row["id"], Form.SENT),
        is_voice=row["is_voice"],
        duration_seconds=row["duration_seconds"],
        width=row["width"],
        height=row["height"],
    )
