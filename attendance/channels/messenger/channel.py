"""A Facebook page's Messenger as a channel.

Source: developers.facebook.com/docs/messenger-platform, read 2026-11.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from attendance.channels.base import (
    Attachment,
    Capabilities,
    CredentialField,
    Identity,
    InboxConfig,
    Incoming,
    Outgoing,
    OutgoingFile,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.meta_messaging import inbound, media
from attendance.channels.meta_messaging.outbound import ANSWERS, PEOPLES_ANSWERS, Dialect, render
from attendance.channels.meta_webhooks import VERIFY_TOKEN, answer_handshake, require_signature
from attendance.channels.parts import send_in_turn
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.meta_accounts import AccountsClient
from attendance.vendors.meta_attachments import AttachmentsClient
from attendance.vendors.meta_messaging import MessagingClient
from attendance.vendors.multipart import FilePart

_DIALECT = Dialect("Messenger", most=2000, size=len, echoes_metadata=True)


class MessengerChannel:
    """Implements `Channel`, `Fetching`, `Profiling` and `Inspecting`. One inbox is one page."""

    name = "messenger"
    capabilities = Capabilities(
        max_text_chars=_DIALECT.most,
        most_options=13,
        reply_window=ANSWERS,
        human_reply_window=PEOPLES_ANSWERS,
        supports_read_receipts=True,
        supports_typing=True,
        media=media.MESSENGER,
        max_files=media.MOST_FILES,
        messages_per_second=40.0,
        confirms_by_reference=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "page_id",
            "Page ID",
            "Page, About. Subscribe it to messages, messaging_postbacks, message_deliveries, message_reads, "
            "message_reactions, message_edits and message_echoes",
            secret=False,
        ),
        CredentialField("access_token", "Page access token", "App dashboard, Messenger, Access tokens"),
        CredentialField("app_secret", "App secret", "App settings, Basic. Two, comma-separated, to rotate"),
        VERIFY_TOKEN,
    )

    def __init__(self, client: MessagingClient) -> None:
        self._client = client
        self._attachments = AttachmentsClient(client.graph)
        self._accounts = AccountsClient(client.graph)

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return answer_handshake(inbox, query)

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        require_signature(inbox, delivery)

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        page_id, token = _account(inbox)

        async def post(body: dict[str, Any]) -> str:
            return await self._client.send_message(account=page_id, token=token, body=body)

        files = [media.by_id(file, await self._upload(file, page_id, token)) for file in message.files]
        bodies = render(message, _DIALECT, now=clock.now(), attachments=files)
        return SendReceipt(await send_in_turn(bodies, post))

    async def _upload(self, file: OutgoingFile, page_id: str, token: str) -> str:
        part = FilePart("filedata", file.filename, file.mime_type, file.size_bytes, file.open)
        return await self._attachments.upload(
            account=page_id, token=token, kind=media.type_of(file), part=part
        )

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """By its address, which Meta signs and keeps for some days."""
        if attachment.url is None:
            raise Rejected("Messenger named no address of this file.", reason="media_unavailable")
        async with self._attachments.download(attachment.url) as content:
            yield content

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        _, token = _account(inbox)
        fields = "name,first_name,last_name"
        found = await self._attachments.profile(external_id, token=token, fields=fields)
        return Identity(external_id, name=found.name)

    async def inspect(self, inbox: InboxConfig) -> Mapping[str, Any]:
        _, token = _account(inbox)
        expires = (await self._accounts.token(token)).expires_at
        return {"token_expires_at": expires.isoformat() if expires else None}

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        page_id, token = _account(inbox)
        if recipient is None:
            return
        await self._client.show(account=page_id, token=token, recipient=recipient, action="mark_seen")
        if show_typing:
            await self._client.show(account=page_id, token=token, recipient=recipient, action="typing_on")

    async def check(self, inbox: InboxConfig) -> str:
        page_id, token = _account(inbox)
        return await self._client.page_name(page_id=page_id, token=token)


def _account(inbox: InboxConfig) -> tuple[str, str]:
    page_id = inbox.credentials.get("page_id", "").strip()
    token = inbox.credentials.get("access_token", "").strip()
    if not page_id or not token:
        raise Misconfigured("This inbox has no page ID or no access token.", reason="credentials_missing")
    return page_id, token
