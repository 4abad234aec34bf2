"""What the endpoints and the socket share: who asks, may they, and what becomes of their frames."""

from collections.abc import AsyncIterable
from dataclasses import dataclass, field

import msgspec
from starlette.requests import HTTPConnection

from attendance.channels.base import InboxConfig
from attendance.channels.webchat import inbound
from attendance.channels.webchat.ports import WebchatPort
from attendance.channels.webchat.protocol import Ack, PostedFrame, Receipt, Send, Uploaded, Write
from attendance.channels.webchat.rules import (
    MAX_FILE_BYTES,
    ChatSettings,
    IdentityRequired,
    OriginNotAllowed,
    Visitor,
    is_allowed_origin,
    read_settings,
)
from attendance.channels.webchat.tokens import Access, VisitorTokens
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.rate_limits import LocalRateLimiter, Rate, RateLimiter, check
from attendance.kernel.web import client_ip

PAGE_SIZE = 50
_SESSIONS = Rate(60, seconds=60)
_FRAMES = Rate(120, seconds=12)
_MESSAGES = Rate(15, seconds=30)
_FILES = Rate(20, seconds=60)
_ADDRESS_FILES = Rate(60, seconds=120)


@dataclass(frozen=True, slots=True)
class Limits:
    """A person writes less; a shop's office behind one address does not reach them."""

    sessions_per_address: Rate = _SESSIONS
    frames_per_address: Rate = _FRAMES
    messages_per_visitor: Rate = _MESSAGES
    files_per_visitor: Rate = _FILES
    files_per_address: Rate = _ADDRESS_FILES
    """Whoever wants becomes another visitor; what is dropped and never sent lies here for hours."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The web chat, put together: the port to the product, the tokens, the limits."""

    port: WebchatPort
    tokens: VisitorTokens
    public_url: str
    limits: Limits = field(default_factory=Limits)
    limiter: RateLimiter = field(default_factory=LocalRateLimiter)

    async def inbox_of(self, connection: HTTPConnection) -> tuple[InboxConfig, ChatSettings]:
        """The inbox in the path. Raises NotFound."""
        inbox = await self.port.find_inbox(inbox_key_of(connection))
        if inbox is None:
            raise NotFound("chat")
        return inbox, read_settings(inbox.settings, inbox_name=inbox.name)

    def require_origin(self, connection: HTTPConnection, settings: ChatSettings) -> str | None:
        """The page's origin, None when the caller tells none (no browser, or our own page reading).

        Raises OriginNotAllowed.
        """
        origin = connection.headers.get("origin")
        if origin is None:
            return None
        scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
        own = (self.public_url, f"{scheme}://{connection.url.netloc}")
        if not is_allowed_origin(origin, allowed=settings.allowed_origins, own=own):
            raise OriginNotAllowed(origin=origin)
        return origin

    async def limit_address(
        self, connection: HTTPConnection, inbox: InboxConfig, *, is_session: bool = False
    ) -> None:
        """Raises TooManyRequests."""
        rate = self.limits.sessions_per_address if is_session else self.limits.frames_per_address
        kind = "session" if is_session else "frame"
        check(await self.limiter.take(f"webchat:{kind}:{inbox.id}:{client_ip(connection)}", rate))

    async def limit_files(self, connection: HTTPConnection, inbox: InboxConfig) -> None:
        """Raises TooManyRequests."""
        key = f"webchat:address-file:{inbox.id}:{client_ip(connection)}"
        check(await self.limiter.take(key, self.limits.files_per_address))

    def is_secure(self, connection: HTTPConnection) -> bool:
        """Does the visitor's browser use HTTPS? Behind a proxy our public URL knows better than the request."""
        is_public = self.public_url.rstrip("/") == f"https://{connection.url.netloc}"
        return is_public or connection.url.scheme in ("https", "wss")

    def read_token(self, inbox: InboxConfig, settings: ChatSettings, token: str) -> Access:
        """The visitor behind an access token. Raises SessionExpired, IdentityRequired."""
        access = self.tokens.read_access(inbox.id, token)
        if settings.identified_only and not access.visitor.is_identified:
            raise IdentityRequired
        return access

    async def take(self, inbox: InboxConfig, visitor: Visitor, frame: PostedFrame) -> Ack | None:
        """Do what a visitor's frame asks. Returns once it is durable. Raises TooManyRequests, InvalidInput."""
        match frame:
            case Send():
                return await self._take_message(inbox, visitor, frame)
            case Receipt():
                body = inbound.receipt_body(visitor, state=frame.state, message_ids=frame.message_ids)
                await self.port.record(inbox, body)
            case Write():
                await self.port.show_typing(inbox, visitor, is_writing=frame.is_writing)
        return None

    async def _take_message(self, inbox: InboxConfig, visitor: Visitor, frame: Send) -> Ack:
        text = frame.text.strip()
        if not text and not frame.files:
            raise InvalidInput("A message needs some text or a file.")
        key = f"webchat:message:{inbox.id}:{visitor.id}"
        check(await self.limiter.take(key, self.limits.messages_per_visitor))
        files = [
            msgspec.convert(self.tokens.read_file(inbox.id, visitor, token), inbound.Dropped)
            for token in frame.files
        ]
        quoted = None
        if frame.reply_to is not None:
            quoted = await self.port.external_id_of(inbox, visitor, frame.reply_to)
        body = inbound.message_body(
            visitor, client_id=frame.client_id, text=text, files=files, reply_to=quoted
        )
        await self.port.record(inbox, body)
        return Ack(frame.client_id)

    async def upload(
        self, inbox: InboxConfig, visitor: Visitor, content: AsyncIterable[bytes], claim: inbound.Dropped
    ) -> Uploaded:
        """Keep a file until it is sent. Raises TooManyRequests, TooLarge."""
        key = f"webchat:file:{inbox.id}:{visitor.id}"
        check(await self.limiter.take(key, self.limits.files_per_visitor))
        kept = await self.port.drop_file(inbox, content, limit_bytes=MAX_FILE_BYTES)
        facts = msgspec.structs.replace(claim, key=kept.key, size_bytes=kept.size_bytes)
        return Uploaded(self.tokens.file(inbox.id, visitor, msgspec.to_builtins(facts)))


def inbox_key_of(connection: HTTPConnection) -> str:
    key: str = connection.path_params["inbox_key"]
    return key
