"""From a noted notification to the mail server: by the company's mailbox, else by the installation's own server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import select, update

from attendance.channels import queries as channels
from attendance.channels.base import Channel, InboxConfig, MessageKind, Outgoing
from attendance.channels.models import Inbox
from attendance.conversations.models import Conversation
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.jobs import Job
from attendance.kernel.settings import Settings
from attendance.notifications.models import Notification
from attendance.notifications.rules import LINK

CHANNEL: Final = "email"


class Services(Protocol):
    """What sending needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def settings(self) -> Settings: ...


@dataclass(frozen=True, slots=True)
class Send:
    """Payload of `notification.send`."""

    notification_id: UUID


@dataclass(frozen=True, slots=True)
class _Due:
    inbox: InboxConfig | None
    mail: Outgoing


async def send(services: Services, job: Job) -> None:
    """Raises Temporary, which tries again. Its Message-ID is the notification's, also when it is sent again."""
    notification_id = jobs.decode(job, Send).notification_id
    async with services.database.transaction(job.tenant_id) as tx:
        due = await _load(tx, services, notification_id)
    if due is None:
        return
    if due.inbox is None:
        await _note(services, job.tenant_id, notification_id, state="failed", reason="no_mailbox")
        return
    try:
        await services.channels[CHANNEL].send(due.inbox, due.mail)
    except (Rejected, Misconfigured) as failure:
        await _note(services, job.tenant_id, notification_id, state="failed", reason=failure.reason)
        return
    await _note(services, job.tenant_id, notification_id, state="sent", sent_at=clock.now())


async def give_up(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """The last attempt failed."""
    for job in batch:
        mine = Notification.id == jobs.decode(job, Send).notification_id
        await tx.execute(update(Notification).where(mine).values(state="failed", reason="unreachable"))


async def _load(tx: Tx, services: Services, notification_id: UUID) -> _Due | None:
    """None when there is nothing to do."""
    rows = await tx.mappings(
        select(*Notification.__table__.columns).where(
            Notification.id == notification_id, Notification.state == "queued"
        )
    )
    if not rows:
        return None
    row = rows[0]
    place = f"/conversas/{row['conversation_id']}" if row["conversation_id"] else "/fila"
    body = row["body"].replace(LINK, services.settings.public_url.rstrip("/") + place)
    mail = Outgoing(
        message_id=row["id"],
        conversation_id=row["conversation_id"] or row["id"],
        recipient=row["recipient"],
        kind=MessageKind.TEXT,
        text=body,
        content={"subject": row["subject"], **({"bcc": row["bcc"]} if row["bcc"] else {})},
        author_name=(await company.read(tx)).name,
        author_kind="system",
    )
    return _Due(await _mailbox(tx, services, row["conversation_id"]), mail)


async def _mailbox(tx: Tx, services: Services, conversation_id: UUID | None) -> InboxConfig | None:
    """That of the conversation, else the company's first, else the installation's."""
    own = select(Conversation.inbox_id).where(Conversation.id == conversation_id).scalar_subquery()
    inbox_id = await tx.scalar(
        select(Inbox.id)
        .where(Inbox.is_active, Inbox.channel == CHANNEL)
        .order_by((Inbox.id == own).desc().nulls_last(), Inbox.created_at)
        .limit(1)
    )
    if inbox_id is not None:
        return (await channels.sending_inbox(tx, services.vault, inbox_id)).config
    return system_mailbox(services.settings, tx.tenant_id, (await company.read(tx)).name)


def system_mailbox(settings: Settings, tenant_id: UUID, name: str) -> InboxConfig | None:
    """The server of `ATTENDANCE_SMTP_URL` as a mailbox that is never read. None: there is none."""
    if settings.smtp_url is None:
        return None
    url = urlsplit(settings.smtp_url.get_secret_value())
    port = url.port or (465 if url.scheme == "smtps" else 587)
    username = unquote(url.username or "")
    return InboxConfig(
        id=tenant_id,
        tenant_id=tenant_id,
        channel=CHANNEL,
        name=name,
        credentials={
            "address": settings.smtp_from or username,
            "username": username,
            "password": unquote(url.password or ""),
            "smtp_server": f"{url.hostname}:{port}",
            "smtp_security": {"smtps": "tls", "smtp+none": "none"}.get(url.scheme, "starttls"),
            "imap_server": f"{url.hostname}:993",
        },
        settings={},
    )


async def _note(services: Services, tenant_id: UUID, notification_id: UUID, **values: Any) -> None:
    async with services.database.transaction(tenant_id) as tx:
        mine = (Notification.id == notification_id, Notification.state == "queued")
        await tx.execute(update(Notification).where(*mine).values(**values))
