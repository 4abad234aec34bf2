"""Who may put files into a conversation, and read those that are in it."""

from collections.abc import Mapping
from typing import Protocol, cast
from uuid import UUID

import httpx
from fastapi import Request
from sqlalchemy import ColumnElement, and_, exists, or_, select

from attendance.channels.base import Channel
from attendance.conversations import queries as conversations
from attendance.conversations.models import Conversation, Message
from attendance.files.links import Form
from attendance.files.models import MessageFile
from attendance.files.queries import Content, content_of
from attendance.identity.guards import Who
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.tickets import queries as tickets
from attendance.tickets.models import Ticket, TicketComment


class Services(Protocol):
    """What handing files out needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def storage(self) -> Storage: ...
    @property
    def outside(self) -> httpx.AsyncClient: ...


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)


async def inbox_of(tx: Tx, who: Who, conversation_id: UUID) -> UUID:
    """The inbox of a conversation that they may see. Raises NotFound."""
    viewer = await conversations.viewer(tx, who.user_id, who.visibility.value)
    inbox_id: UUID | None = await tx.scalar(
        select(Conversation.inbox_id).where(
            Conversation.id == conversation_id, conversations.visible_to(viewer)
        )
    )
    if inbox_id is None:
        raise NotFound("conversation")
    return inbox_id


async def check_seen(tx: Tx, who: Who, file_id: UUID) -> None:
    """Raises NotFound unless it is a file, in whatever state, of a conversation that they may see, or their upload."""
    viewer = await conversations.viewer(tx, who.user_id, who.visibility.value)
    is_seen = (
        select(Conversation.id)
        .where(Conversation.id == MessageFile.conversation_id, conversations.visible_to(viewer))
        .exists()
    )
    is_theirs = or_(
        MessageFile.uploaded_by == who.user_id, and_(is_seen, MessageFile.message_id.is_not(None))
    )
    if (
        await tx.scalar(select(MessageFile.id).where(MessageFile.id == file_id, is_theirs, is_shown()))
        is None
    ):
        raise NotFound("file")


async def readable(tx: Tx, who: Who, file_id: UUID, form: Form) -> Content:
    """A content of a file of a conversation or a ticket that they may see, or that they uploaded. Raises NotFound."""
    viewer = await conversations.viewer(tx, who.user_id, who.visibility.value)
    is_seen = (
        select(Conversation.id)
        .where(Conversation.id == MessageFile.conversation_id, conversations.visible_to(viewer))
        .exists()
    )
    is_commented = (
        select(TicketComment.id)
        .join(Ticket, Ticket.id == TicketComment.ticket_id)
        .where(TicketComment.id == MessageFile.comment_id, tickets.IS_THERE, tickets.visible_to(viewer))
        .exists()
    )
    may_read = or_(
        MessageFile.uploaded_by == who.user_id,
        and_(is_seen, MessageFile.message_id.is_not(None)),
        and_(is_commented, MessageFile.comment_id.is_not(None)),
    )
    return await content_of(tx, file_id, form, may_read, is_shown())


def is_shown() -> ColumnElement[bool]:
    """Its message was not taken back by its author."""
    taken_back = (Message.id == MessageFile.message_id, Message.deleted_at.is_not(None))
    return ~exists().where(*taken_back)
