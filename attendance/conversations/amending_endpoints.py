"""REST of what attendants change afterwards: reactions, edits, taking back."""

from collections.abc import Mapping
from typing import Annotated, Protocol, cast
from uuid import UUID

from fastapi import Depends, Request

from attendance.channels.base import ChangeKind, Channel
from attendance.conversations import amending, queries, schemas
from attendance.conversations.amending import (
    ChangeNotSupported,
    NotChangeable,
    NotYourMessage,
    ReactionNotSupported,
    TooLateToChange,
    Wish,
)
from attendance.conversations.rules import ConversationClosed, NotYourConversation
from attendance.conversations.web import AtDesk, Desk
from attendance.identity.guards import Allowed, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented

router = api_router("conversations")
MESSAGE = "/api/attendance/conversations/{conversation_id}/messages/{message_id}"
_REFUSALS = documented(
    NotFound, NotYourConversation, NotYourMessage, ConversationClosed, ChangeNotSupported, NotChangeable,
    TooLateToChange,
)  # fmt: skip

Writer = Annotated[Who, Allowed("conversations.reply")]


class _Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def _channels(request: Request) -> Mapping[str, Channel]:
    return cast(_Services, request.app.state.services).channels


Channels = Annotated[Mapping[str, Channel], Depends(_channels)]


@router.post(f"{MESSAGE}/reaction", responses={**_REFUSALS, **documented(NotFound, ReactionNotSupported)})
async def react(
    who: Writer, desk: AtDesk, channels: Channels, conversation_id: UUID, message_id: UUID,
    new: schemas.NewReaction,
) -> schemas.Message:  # fmt: skip
    """Put your emoji on a message, in place of an earlier one. It shows once the channel has it."""
    wish = _wish(who, ChangeKind.REACTED, new.emoji)
    return await _ask(desk, channels, conversation_id, message_id, wish)


@router.delete(f"{MESSAGE}/reaction", responses=_REFUSALS)
async def take_reaction_back(
    who: Writer, desk: AtDesk, channels: Channels, conversation_id: UUID, message_id: UUID
) -> schemas.Message:
    """Without your emoji again."""
    return await _ask(desk, channels, conversation_id, message_id, _wish(who, ChangeKind.REACTED))


@router.patch(MESSAGE, responses=_REFUSALS)
async def edit_message(
    who: Writer, desk: AtDesk, channels: Channels, conversation_id: UUID, message_id: UUID,
    new: schemas.NewWords,
) -> schemas.Message:  # fmt: skip
    """Other words for a message of yours (supervisors: of anybody); the former ones stay in its history."""
    wish = _wish(who, ChangeKind.EDITED, new.text)
    return await _ask(desk, channels, conversation_id, message_id, wish)


@router.delete(MESSAGE, responses=_REFUSALS)
async def delete_message(
    who: Writer, desk: AtDesk, channels: Channels, conversation_id: UUID, message_id: UUID
) -> schemas.Message:
    """Take a message of yours back (supervisors: anybody's). What was not sent yet will not be."""
    return await _ask(desk, channels, conversation_id, message_id, _wish(who, ChangeKind.DELETED))


def _wish(who: Who, kind: ChangeKind, text: str = "") -> Wish:
    return Wish(kind, who.user_id, who.name, text, may_change_others=who.may("conversations.assign"))


async def _ask(
    desk: Desk, channels: Mapping[str, Channel], conversation_id: UUID, message_id: UUID, wish: Wish
) -> schemas.Message:
    found = await desk.lock(conversation_id)
    await amending.ask(desk.tx, found, message_id, wish, channels[found.channel].capabilities)
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]
