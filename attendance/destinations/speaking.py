"""Who gives a command, from where, and where its answer goes: a chat, a team's thread, or the console."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from attendance.channels.base import Channel
from attendance.conversations.limits import limits_of
from attendance.conversations.rules import Limits, Viewer
from attendance.destinations import outbox, showing
from attendance.destinations.offered import as_help
from attendance.destinations.phrases import say
from attendance.destinations.queries import Address, Thread
from attendance.identity.who import Who
from attendance.kernel.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    tx: Tx
    who: Who
    viewer: Viewer
    channels: Mapping[str, Channel]
    about: UUID | None
    """The conversation that they look at: of the thread, of the quoted message, on the screen."""

    @property
    @abstractmethod
    def channel(self) -> str:
        """Where it was said; `console` is the console."""

    @property
    def current(self) -> UUID | None:
        """The conversation that they talk in, where nothing else says which is meant."""
        return None

    @property
    def silent(self) -> UUID | None:
        """The address that hears what changed from the command's own answer."""
        return None

    @abstractmethod
    async def hear(self, text: str, *, content: Mapping[str, Any] | None = None) -> None:
        """Tell them something, there."""

    async def choose(self, conversation_id: UUID | None) -> None:
        """From now on words go to this conversation, where nothing else says so."""

    async def say(self, phrase: str, **facts: Any) -> None:
        await self.hear(self.words(phrase, **facts))

    def words(self, phrase: str, **facts: Any) -> str:
        return say(self.who.locale, phrase, **facts)

    def help(self) -> str:
        return self.words("help")

    def limit_of(self, channel: str) -> Limits:
        return limits_of(self.channels[channel])


@dataclass(frozen=True, slots=True, kw_only=True)
class InMessenger(Speaker):
    address: Address
    place: Address
    """Where it was written: the address, or the team's place."""
    thread: Thread | None
    """Of the place."""

    @property
    def channel(self) -> str:
        return self.place.channel

    @property
    def current(self) -> UUID | None:
        return self.address.current_conversation_id

    @property
    def silent(self) -> UUID | None:
        return self.place.id

    async def hear(self, text: str, *, content: Mapping[str, Any] | None = None) -> None:
        await outbox.put(
            self.tx, self.place, text, content=content,
            thread_id=self.thread.id if self.thread else None,
            conversation_id=self.thread.conversation_id if self.thread else None,
        )  # fmt: skip

    async def choose(self, conversation_id: UUID | None) -> None:
        await showing.choose(self.tx, self.address, conversation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class InConsole(Speaker):
    """What they are told is collected for the answer to their request: nobody else reads it."""

    told: list[str] = field(default_factory=list)

    @property
    def channel(self) -> str:
        return "console"

    async def hear(self, text: str, *, content: Mapping[str, Any] | None = None) -> None:
        self.told.append(text)

    def help(self) -> str:
        return as_help(self.who.locale)
