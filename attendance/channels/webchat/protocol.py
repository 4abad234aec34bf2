"""What the panel and the server say to each other, over the WebSocket or, where that is blocked, plain HTTP.

The panel keeps a cursor: the place of the newest message that it has. Whatever came after it follows on the next
connection. Frames carry whole current state, so that receiving one twice does no harm.
"""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from attendance.channels.json_body import read_json
from attendance.channels.webchat.rules import MAX_TEXT_CHARS
from attendance.kernel.errors import InvalidInput

HEARTBEAT_SECONDS = 25
BEGINNING = "0"
"""The cursor before every message."""
Cursor = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
MOST_FILES = 10
FileToken = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]


class Option(msgspec.Struct, frozen=True):
    """A quick reply: the panel shows the label, the value is what the visitor then says."""

    value: str
    label: str


class ChatFile(msgspec.Struct, frozen=True):
    """A file of a message. The addresses end after a day: load the messages again. `url` is null while it is on its
    way and when it could not be had."""

    id: UUID
    kind: Literal["image", "audio", "video", "document", "sticker"]
    name: str
    size_bytes: int | None = None
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    is_voice: bool = False
    url: str | None = None
    preview_url: str | None = None
    playable_url: str | None = None


class Quote(msgspec.Struct, frozen=True):
    """The beginning of the message that another one answers."""

    id: UUID
    name: str
    """Empty: the visitor's own."""
    text: str
    kind: str


class Emoji(msgspec.Struct, frozen=True):
    """A reaction: how many put it, and whether the visitor did."""

    emoji: str
    count: int
    is_mine: bool = False


class ChatMessage(msgspec.Struct, frozen=True):
    """One message of the chat. `client_id` is the panel's own, for what the visitor sent. It comes again, with the
    same id, when it changed: the words of a deleted one are empty."""

    id: UUID
    cursor: Cursor
    author: Literal["visitor", "attendant", "bot", "system"]
    name: str
    kind: str
    text: str
    at: datetime
    client_id: UUID | None = None
    options: list[Option] = []
    files: list[ChatFile] = []
    quote: Quote | None = None
    reactions: list[Emoji] = []
    is_edited: bool = False
    is_deleted: bool = False
    asks: Literal["score", "comment"] | None = None
    """It asks what the visitor thinks: a number from 0 to 10, or why. Both are answered by a message."""


class Answering(msgspec.Struct, frozen=True):
    """Who takes care of the visitor now."""

    kind: Literal["bot", "attendant"]
    name: str


class ChatState(msgspec.Struct, frozen=True):
    """Where the visitor stands. `queue_position` counts from 1; `estimate_seconds` is null while unknown."""

    phase: Literal["idle", "bot", "waiting", "human", "resolved"] = "idle"
    queue_position: int | None = None
    estimate_seconds: int | None = None
    answering: Answering | None = None
    read_message_id: UUID | None = None
    """The visitor's newest message that somebody has read."""

    def tag(self) -> str:
        """Changes with any change of the state."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """First frame of a socket: the access token, and the cursor to continue from (null: the newest page)."""

    token: str
    cursor: Cursor | None = None


class Renew(msgspec.Struct, frozen=True, tag="renew"):
    """A fresh access token of the same visitor, before the last one expires."""

    token: str


class Send(msgspec.Struct, frozen=True, tag="send"):
    """A message. `client_id` is made by the panel: sending it again is safe. `files` are what uploads answered; with
    them the text may be empty. `reply_to` is the message that it answers."""

    client_id: UUID
    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT_CHARS)]
    files: Annotated[list[FileToken], msgspec.Meta(max_length=MOST_FILES)] = []
    reply_to: UUID | None = None


class Receipt(msgspec.Struct, frozen=True, tag="receipt"):
    """These messages of ours reached the panel (`delivered`), or were on a visible screen (`read`)."""

    state: Literal["delivered", "read"]
    message_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=100)]


class Write(msgspec.Struct, frozen=True, tag="typing"):
    """The visitor is writing (repeat every 4 s), or has stopped."""

    is_writing: bool


class LoadOlder(msgspec.Struct, frozen=True, tag="older"):
    """The page of messages before this cursor."""

    before: Cursor


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    """Every `heartbeat_seconds`."""


ClientFrame = Hello | Renew | Send | Receipt | Write | LoadOlder | Ping
PostedFrame = Send | Receipt | Write
"""What the HTTP fallback takes; the rest is what its requests are."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The token was accepted; messages and state follow."""

    heartbeat_seconds: int = HEARTBEAT_SECONDS


class Messages(msgspec.Struct, frozen=True, tag="messages"):
    """Messages in order, and the cursor after them. `has_older` is null when continuing from a cursor."""

    items: list[ChatMessage]
    cursor: Cursor
    has_older: bool | None = None


class Older(msgspec.Struct, frozen=True, tag="older"):
    """Answer to `LoadOlder`, ascending."""

    items: list[ChatMessage]
    has_older: bool


class State(msgspec.Struct, frozen=True, tag="state"):
    state: ChatState


class Ack(msgspec.Struct, frozen=True, tag="ack"):
    """The message is stored and will not be lost. It comes back in `messages`, with its place."""

    client_id: UUID


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """A frame was not accepted; `client_id` says which message. With `retry_after_seconds`, try again then."""

    code: str
    detail: str
    client_id: UUID | None = None
    retry_after_seconds: float | None = None


class Typing(msgspec.Struct, frozen=True, tag="typing"):
    """Somebody is writing to the visitor; lasts 6 s unless repeated."""

    kind: Literal["bot", "attendant"]
    name: str


class Pong(msgspec.Struct, frozen=True, tag="pong"):
    pass


ServerFrame = Ready | Messages | Older | State | Ack | Refused | Typing | Pong


class Uploaded(msgspec.Struct, frozen=True):
    """Answer to `POST …/files`: proof of the upload, to be named in `send` within the hour."""

    file: FileToken


class OpenSession(msgspec.Struct, frozen=True):
    """Body of `POST …/session`. `identity` is the token that the site's backend signed."""

    identity: Annotated[str, msgspec.Meta(max_length=4096)] | None = None


class Session(msgspec.Struct, frozen=True):
    """Answer to `POST …/session`; the refresh token travels in a cookie."""

    token: str
    expires_in_seconds: int
    is_identified: bool


class Poll(msgspec.Struct, frozen=True):
    """Answer to `GET …/messages`: what a socket would have said. The next request names the `state_tag`, so
    that a change of state in between is answered at once."""

    messages: Messages
    state: ChatState
    state_tag: str


def read_frame(body: bytes) -> ClientFrame:
    """What a socket receives. Raises InvalidInput."""
    frame: ClientFrame = _convert(body, ClientFrame)
    return frame


def read_posted_frame(body: bytes) -> PostedFrame:
    """What the HTTP fallback receives. Raises InvalidInput."""
    frame: PostedFrame = _convert(body, PostedFrame)
    return frame


def read_open_session(body: bytes) -> OpenSession:
    """Raises InvalidInput."""
    wish: OpenSession = _convert(body, OpenSession)
    return wish


WIRE_TYPES: tuple[type, ...] = (
    *(Hello, Renew, Send, Receipt, Write, LoadOlder, Ping),
    *(Ready, Messages, Older, State, Ack, Refused, Typing, Pong),
    *(Uploaded, OpenSession, Session, Poll),
)
"""All that crosses the wire; `contracts/webchat.json` is made of it."""


def _convert(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.convert(read_json(body), kind)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"The request can't be understood: {error}") from error
