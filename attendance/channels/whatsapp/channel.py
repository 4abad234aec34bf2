"""WhatsApp's Cloud API as a channel: handshake, signature, and the calls to Meta.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks, read 2026-11.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from attendance.channels.abilities import VendorTemplate
from attendance.channels.base import (
    Attachment,
    Capabilities,
    CredentialField,
    InboxConfig,
    Incoming,
    MessageKind,
    Outgoing,
    OutgoingFile,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.meta_webhooks import VERIFY_TOKEN, answer_handshake, require_signature
from attendance.channels.parts import send_in_turn
from attendance.channels.whatsapp import inbound, media, outbound
from attendance.channels.whatsapp.approved import template_of
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.meta_accounts import AccountsClient
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.meta_media import MediaClient
from attendance.vendors.multipart import FilePart


class WhatsAppChannel:
    """Implements `Channel`, `Fetching`, `Templating`, `Amending` (reactions), `Inspecting`. One inbox is one number."""

    name = "whatsapp"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        most_options=10,
        reply_window=timedelta(hours=24),
        supports_read_receipts=True,
        supports_typing=True,
        typing_seconds=20.0,
        has_templates=True,
        opt_out_covers="marketing",
        messages_per_second=80.0,
        seconds_per_recipient=6.0,
        confirms_by_reference=True,
        can_react=True,
        media=media.RULES,
        max_caption_chars=media.MAX_CAPTION_CHARS,
        shares=frozenset({MessageKind.LOCATION, MessageKind.CONTACTS}),
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField("phone_number_id", "Phone number ID", "WhatsApp Manager, API setup", secret=False),
        CredentialField("access_token", "Access token", "Token of a system user; it doesn't expire"),
        CredentialField("app_secret", "App secret", "App settings, Basic. Two, comma-separated, to rotate"),
        VERIFY_TOKEN,
        CredentialField(
            "waba_id",
            "WhatsApp Business Account ID",
            "Only where it isn't found by itself: WhatsApp Manager, account settings. Templates belong to it",
            secret=False,
            required=False,
        ),
    )

    def __init__(self, graph: GraphClient) -> None:
        self._graph = graph
        self._media = MediaClient(graph)
        self._accounts = AccountsClient(graph)

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return answer_handshake(inbox, query)

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        require_signature(inbox, delivery)

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        number, token = _account(inbox)
        is_free = "template" not in message.content
        media_id = await self._upload(message.files[0], number, token) if message.files and is_free else None

        async def post(body: Mapping[str, Any]) -> str:
            return await self._graph.send_message(phone_number_id=number, token=token, body=body)

        return SendReceipt(await send_in_turn(outbound.render_parts(message, media_id), post))

    async def _upload(self, file: OutgoingFile, number: str, token: str) -> str:
        part = FilePart("file", file.filename, file.mime_type, file.size_bytes, file.open)
        return await self._media.upload(phone_number_id=number, token=token, part=part)

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """By its id: the address that may come with it is good for five minutes only."""
        _, token = _account(inbox)
        if attachment.id is None:
            raise Rejected("WhatsApp named no id of this file.", reason="media_unavailable")
        url = await self._media.address_of(attachment.id, token=token)
        async with self._media.download(url, token=token) as content:
            yield content

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        number, token = _account(inbox)
        await self._graph.mark_read(
            phone_number_id=number, token=token, message_id=external_id, show_typing=show_typing
        )

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        number, token = _account(inbox)
        body = outbound.reaction(recipient, external_id, emoji)
        await self._graph.send_message(phone_number_id=number, token=token, body=body)

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        raise Rejected("WhatsApp lets businesses edit nothing.", reason="change_not_supported")

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        raise Rejected("WhatsApp lets businesses take nothing back.", reason="change_not_supported")

    async def check(self, inbox: InboxConfig) -> str:
        number, token = _account(inbox)
        phone = await self._graph.phone_number(phone_number_id=number, token=token)
        return (
            " · ".join(part for part in (phone.verified_name, phone.display_phone_number) if part) or number
        )

    async def templates(self, inbox: InboxConfig) -> Sequence[VendorTemplate]:
        _, token = _account(inbox)
        waba_id = await self._waba_id(inbox)
        return [template_of(one) for one in await self._accounts.templates(waba_id=waba_id, token=token)]

    async def inspect(self, inbox: InboxConfig) -> Mapping[str, Any]:
        number, token = _account(inbox)
        standing = await self._accounts.standing(phone_number_id=number, token=token)
        expires = (await self._accounts.token(token)).expires_at
        return {
            "account_id": await self._waba_id(inbox),
            "quality": standing.quality,
            "messaging_limit": standing.limit,
            "token_expires_at": expires.isoformat() if expires else None,
        }

    async def _waba_id(self, inbox: InboxConfig) -> str:
        """As entered, or else asked for: templates belong to the account above the number."""
        number, token = _account(inbox)
        entered = inbox.credentials.get("waba_id", "").strip()
        return entered or await self._accounts.account_of_number(phone_number_id=number, token=token)


def _account(inbox: InboxConfig) -> tuple[str, str]:
    number = inbox.credentials.get("phone_number_id", "").strip()
    token = inbox.credentials.get("access_token", "").strip()
    if not number or not token:
        raise Misconfigured(
            "This inbox has no phone number ID or no access token.", reason="credentials_missing"
        )
    return number, token
