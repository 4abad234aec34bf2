"""What stands on the customers' telephones. In memory, bounded: the oldest chats go first."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id

Network = Literal["whatsapp", "telegram", "sms"]
NETWORKS: Final[tuple[Network, ...]] = ("whatsapp", "telegram", "sms")
_MOST_CHATS, _MOST_BUBBLES, _MOST_FILES = 100, 200, 60
_MOST_BYTES: Final = 200_000_000
"""Of all files together."""
_TYPING: Final = timedelta(seconds=12)


@dataclass(frozen=True, slots=True)
class File:
    """A file on its way through a vendor."""

    content: bytes
    mime_type: str
    filename: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something that the customer may press: `id` goes back to the business."""

    id: str
    label: str


@dataclass(slots=True)
class Bubble:
    """One message. `is_mine`: the customer wrote it. `state`: sent, delivered or read."""

    id: str
    is_mine: bool
    text: str
    at: datetime
    kind: str = "text"
    state: str = "sent"
    file_id: str | None = None
    buttons: Sequence[Button] = ()
    reaction: str | None = None
    reply_to: str | None = None
    is_deleted: bool = False


@dataclass(slots=True)
class Chat:
    """A customer's chat with the business in one network. `version` rises with each change."""

    network: Network
    address: str
    name: str = ""
    version: int = 0
    bubbles: list[Bubble] = field(default_factory=list)
    typing_until: datetime | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def touch(self) -> None:
        """Wake whoever looks."""
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()

    def find(self, bubble_id: str) -> Bubble | None:
        return next((bubble for bubble in self.bubbles if bubble.id == bubble_id), None)

    @property
    def is_typing(self) -> bool:
        return self.typing_until is not None and clock.now() < self.typing_until


class Phones:
    """All chats and files of the simulator."""

    def __init__(self) -> None:
        self._chats: OrderedDict[tuple[str, str], Chat] = OrderedDict()
        self._files: OrderedDict[str, File] = OrderedDict()
        self._bytes = 0

    def chat(self, network: Network, address: str, name: str = "") -> Chat:
        """The chat, made when it isn't there."""
        chat = self._chats.setdefault((network, address), Chat(network, address))
        chat.name = name or chat.name or address
        self._chats.move_to_end((network, address))
        while len(self._chats) > _MOST_CHATS:
            self._chats.popitem(last=False)
        return chat

    def all(self, network: Network) -> list[Chat]:
        return [chat for chat in self._chats.values() if chat.network == network]

    def add(self, chat: Chat, bubble: Bubble) -> Bubble:
        chat.bubbles.append(bubble)
        del chat.bubbles[:-_MOST_BUBBLES]
        if not bubble.is_mine:
            chat.typing_until = None
        chat.touch()
        return bubble

    def keep(self, file: File) -> str:
        """Keep a file; returns its id."""
        file_id = new_id().hex
        self._files[file_id] = file
        self._bytes += len(file.content)
        while len(self._files) > _MOST_FILES or (self._bytes > _MOST_BYTES and len(self._files) > 1):
            _, oldest = self._files.popitem(last=False)
            self._bytes -= len(oldest.content)
        return file_id

    def file(self, file_id: str) -> File:
        """Raises NotFound."""
        found = self.find_file(file_id)
        if found is None:
            raise NotFound("file")
        return found

    def find_file(self, file_id: str | None) -> File | None:
        return self._files.get(file_id) if file_id else None


def heard(
    text: str, *, kind: str = "text", file_id: str | None = None, buttons: Sequence[Button] = (), **more: Any
) -> Bubble:
    """A message of the business, as it arrives on the telephone."""
    return Bubble(new_id().hex, False, text, clock.now(), kind, "sent", file_id, buttons, **more)


def shown(chat: Chat, phones: Phones) -> Mapping[str, Any]:
    """What the page draws of a chat."""
    return {
        "version": chat.version,
        "typing": chat.is_typing,
        "bubbles": [_bubble(bubble, phones) for bubble in chat.bubbles],
    }


def _bubble(bubble: Bubble, phones: Phones) -> Mapping[str, Any]:
    file = phones.find_file(bubble.file_id)
    return {
        "id": bubble.id,
        "mine": bubble.is_mine,
        "text": "" if bubble.is_deleted else bubble.text,
        "kind": bubble.kind,
        "at": bubble.at.isoformat(),
        "state": bubble.state,
        "deleted": bubble.is_deleted,
        "reaction": bubble.reaction,
        "reply_to": bubble.reply_to,
        "buttons": [{"id": button.id, "label": button.label} for button in bubble.buttons],
        "file": None
        if file is None
        else {
            "url": f"/demo/telefone/files/{bubble.file_id}",
            "mime_type": file.mime_type,
            "name": file.filename,
        },
    }


def types(chat: Chat) -> None:
    """The business is seen typing for a while."""
    chat.typing_until = clock.now() + _TYPING
    chat.touch()
