"""Reads of notifications."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, tuple_

from attendance.channels.models import Inbox
from attendance.identity import company
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.notifications import schemas, settings
from attendance.notifications.models import Notification
from attendance.notifications.rules import NAMES, usual
from attendance.notifications.sending import CHANNEL


async def page(tx: Tx, asked: Slice) -> tuple[list[schemas.Notification], str | None]:
    """The latest first."""
    names = schemas.Notification.model_fields
    statement = select(*(getattr(Notification, name) for name in names))
    if after := asked.after(tuple[datetime, UUID]):
        statement = statement.where(tuple_(Notification.created_at, Notification.id) < tuple_(*after))
    newest = statement.order_by(Notification.created_at.desc(), Notification.id.desc()).limit(asked.probe)
    shown, cursor = asked.cut(await tx.mappings(newest), lambda row: (row["created_at"], row["id"]))
    return [schemas.Notification(**row) for row in shown], cursor


async def templates(tx: Tx) -> list[schemas.NotificationTemplate]:
    """The product's in their order, then the company's own by name."""
    own, locale = await settings.own_templates(tx), (await company.read(tx)).locale
    names = [*NAMES, *sorted(own.keys() - set(NAMES))]
    words = {name: own.get(name) or usual(name, locale) for name in names}
    return [
        schemas.NotificationTemplate(
            name=name, subject=words[name].subject, body=words[name].body, is_own=name in own
        )
        for name in names
    ]


async def has_mailbox(tx: Tx) -> bool:
    return bool(await tx.scalar(select(exists().where(Inbox.is_active, Inbox.channel == CHANNEL))))
