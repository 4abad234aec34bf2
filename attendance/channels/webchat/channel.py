"""The web chat as a channel. Its visitors come through `endpoints`, which record what they do like any webhook."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from attendance.channels.base import (
    Attachment,
    BadSignature,
    Capabilities,
    CredentialField,
    InboxConfig,
    Incoming,
    MediaRule,
    MessageKind,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.webchat import inbound
from attendance.channels.webchat.protocol import MOST_FILES
from attendance.channels.webchat.rules import MAX_FILE_BYTES, MAX_TEXT_CHARS
from attendance.channels.webchat.tokens import MIN_SECRET_CHARS
from attendance.kernel.errors import NotFound, Rejected
from attendance.kernel.storage import Storage

_FILES = (
    MessageKind.IMAGE, MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT, MessageKind.STICKER,
)  # fmt: skip


class WebchatChannel:
    """Implements `Channel`, `Fetching`, `Amending`. No vendor: a message is sent once it is in the database."""

    name = "webchat"
    capabilities = Capabilities(
        max_text_chars=MAX_TEXT_CHARS,
        most_options=20,
        supports_read_receipts=True,
        supports_typing=True,
        messages_per_second=1000.0,
        media={kind: MediaRule(MAX_FILE_BYTES) for kind in _FILES},
        max_files=MOST_FILES,
        max_caption_chars=MAX_TEXT_CHARS,
        can_react=True,
        can_edit=True,
        can_delete=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "identity_secret",
            "Identity secret",
            f"Key of the tokens that your site signs for its users, {MIN_SECRET_CHARS} characters or more",
            required=False,
        ),
    )

    def __init__(self, storage: Storage | None = None) -> None:
        """`storage` holds what visitors upload; who only reads bodies needs none."""
        self._storage = storage

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """What the visitor uploaded waits in our own storage."""
        if self._storage is None or attachment.id is None:
            raise Rejected("The file is not there any more.", reason="media_unavailable")
        try:
            async with self._storage.open(inbox.tenant_id, attachment.id) as content:
                yield content
        except NotFound as error:
            raise Rejected("The file is not there any more.", reason="media_unavailable") from error

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Nobody calls this webhook from outside: visitors have sessions."""
        raise BadSignature("The web chat takes messages of its visitors only.")

    def lanes(self, body: bytes) -> Sequence[str]:
        return list(dict.fromkeys(incoming.lane for incoming in inbound.parse(body)))

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        """The visitor's stream reads the message from the database; its receipts come as statuses."""
        return SendReceipt(str(message.message_id))

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Nothing to tell a vendor: the visitor's stream carries both (`ChatState`, `Typing`)."""

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        """The visitor's stream reads the change from the database; so with the other two."""

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None: ...

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None: ...

    async def check(self, inbox: InboxConfig) -> str:
        return inbox.name
