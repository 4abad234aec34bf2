"""What vendors tell beside messages: refusals, new addresses, decisions about templates, an account's state."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import RowMapping

from attendance.channels import accounts
from attendance.channels.base import IncomingConsent, IncomingMove, IncomingNotice, IncomingTemplate
from attendance.crm import contacts
from attendance.kernel.database import Tx

News: TypeAlias = IncomingConsent | IncomingMove | IncomingTemplate | IncomingNotice


async def move_people(
    tx: Tx, news: Mapping[UUID, Sequence[News]], inboxes: Mapping[UUID, RowMapping]
) -> None:
    """Before the messages of the batch: they may already come from the new address."""
    for inbox_id, entries in news.items():
        moves = [one for one in entries if isinstance(one, IncomingMove)]
        await contacts.move(tx, inboxes[inbox_id]["channel"], moves)


async def apply(tx: Tx, news: Mapping[UUID, Sequence[News]], inboxes: Mapping[UUID, RowMapping]) -> None:
    """After the messages: who refuses by writing is known then."""
    for inbox_id, entries in news.items():
        consents = [one for one in entries if isinstance(one, IncomingConsent)]
        await contacts.note_consents(tx, inboxes[inbox_id]["channel"], consents)
        templates = [one for one in entries if isinstance(one, IncomingTemplate)]
        await accounts.apply_template_news(tx, inbox_id, templates)
        await accounts.apply_notices(
            tx, inbox_id, [one for one in entries if isinstance(one, IncomingNotice)]
        )
