"""What the endpoints of conversations ask of a request: the viewer, the transaction, the channels' windows."""

from collections.abc import Mapping
from typing import Annotated, Protocol, cast
from uuid import UUID

from fastapi import Depends, Request

from attendance.channels.base import Capabilities, Channel
from attendance.conversations import actions, queries, schemas
from attendance.conversations.limits import limits_of
from attendance.conversations.queries import Windows
from attendance.conversations.rules import Limits, Viewer
from attendance.identity.guards import InTransaction, SignedIn
from attendance.kernel.database import Tx


class _Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def windows_of(channels: Mapping[str, Channel]) -> Windows:
    """Each channel's reply window for people, who work with what is shown; from its capabilities."""
    able = {name: channel.capabilities for name, channel in channels.items()}
    return {name: one.human_reply_window or one.reply_window for name, one in able.items()}


def _channels(request: Request) -> Mapping[str, Channel]:
    return cast(_Services, request.app.state.services).channels


def _windows(request: Request) -> Windows:
    return windows_of(_channels(request))


async def _viewer(who: SignedIn, tx: InTransaction) -> Viewer:
    return await queries.viewer(tx, who.user_id, who.visibility.value)


ChannelWindows = Annotated[Windows, Depends(_windows)]
Channels = Annotated[Mapping[str, Channel], Depends(_channels)]
Seeing = Annotated[Viewer, Depends(_viewer)]


class Desk:
    """One request's view of the conversations: locks and shows them through the viewer's eyes."""

    def __init__(
        self, tx: InTransaction, viewer: Seeing, windows: ChannelWindows, channels: Channels
    ) -> None:
        self.tx: Tx = tx
        self.viewer = viewer
        self.windows = windows
        self._channels = channels

    async def lock(self, conversation_id: UUID) -> actions.Locked:
        """Raises NotFound when it isn't visible."""
        return await actions.lock(self.tx, conversation_id, self.viewer)

    def limit(self, found: actions.Locked) -> Limits:
        return limits_of(self._channels[found.channel])

    def able(self, found: actions.Locked) -> Capabilities:
        """What the conversation's channel can do."""
        return self._channels[found.channel].capabilities

    async def show(self, conversation_id: UUID) -> schemas.Conversation:
        """Its state now, whether the viewer may still see it or has just passed it on."""
        return (await queries.by_ids(self.tx, [conversation_id], self.windows))[conversation_id]


AtDesk = Annotated[Desk, Depends(Desk)]
