"""The web chat as a channel. Its visitors come through `endpoints`, which record what they do like any webhook."""

from collections.abc import Mapping, Sequence

from attendance.channels.base import (
    BadSignature,
    Capabilities,
    CredentialField,
    InboxConfig,
    Incoming,
    MessageKind,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.webchat import inbound
from attendance.channels.webchat.rules import MAX_TEXT_CHARS
from attendance.channels.webchat.tokens import MIN_SECRET_CHARS
from attendance.kernel.errors import Rejected


class WebchatChannel:
    """Implements `Channel` and `Amending`. There is no vendor: a message is sent once it is in the database."""

    name = "webchat"
    capabilities = Capabilities(
        max_text_chars=MAX_TEXT_CHARS,
        supports_read_receipts=True,
        supports_typing=True,
        messages_per_second=1000.0,
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
        if message.kind is not MessageKind.TEXT:
            raise Rejected(f"The web chat can't show the kind {message.kind} yet.", reason="unsupported_kind")
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
