"""The files of the customer's message, as scripts hear them. A turn waits a moment for those still on their way."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from attendance.basic.values import File
from attendance.bots.scripts.scene import Services
from attendance.files import queries as files
from attendance.files.links import Links
from attendance.files.rules import name_for
from attendance.files.schemas import MessageFile
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Later

PATIENCE: Final = timedelta(seconds=60)
_PAUSE: Final = timedelta(seconds=1)


async def of_message(tx: Tx, services: Services, message: dict[str, Any]) -> list[File]:
    """Those that are stored, in their places. Raises Later while one is fetched and the customer waits not too long.

    An address is good for a day at least: whoever has it may read the file.
    """
    message_id: UUID | None = message.get("id")
    if message_id is None:
        return []
    found = (await files.of_messages(tx, [message_id])).get(message_id, [])
    written_at: datetime = message["created_at"]
    if any(file.state == "pending" for file in found) and clock.now() < written_at + PATIENCE:
        raise Later(_PAUSE)
    links = Links(services.vault.signing_key, services.settings.public_url)
    return [_heard(file, links, tx.tenant_id) for file in found if file.state == "stored"]


def _heard(file: MessageFile, links: Links, tenant_id: UUID) -> File:
    mime_type = file.mime_type or "application/octet-stream"
    url = links.public_url.rstrip("/") + links.path(tenant_id, file.id)
    return File(url, name_for(file.filename, file.kind, mime_type), mime_type, file.size_bytes)
