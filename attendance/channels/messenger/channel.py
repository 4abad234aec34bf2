"""A Facebook page's Messenger as a channel.

Source: developers.facebook.com/docs/messenger-platform, read 2026-11.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from attendance.channels.base import (
    Capabilities,
    CredentialField,
    InboxConfig,
    Incoming,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.meta_messaging import inbound
from attendance.channels.meta_messaging.outbound import Dialect, render
from attendance.channels.meta_webhooks import VERIFY_TOKEN, answer_handshake, require_signature
from attendance.channels.parts import send_in_turn
from attendance.kernel.errors import Misconfigured
from attendance.vendors.meta_messaging import MessagingClient

_DIALECT = Dialect("Messenger", most=2000, size=len, echoes_metadata=True)


class MessengerChannel:
    """Implements `Channel`. One inbox is one page."""

    name = "messenger"
    capabilities = Capabilities(
        max_text_chars=_DIALECT.most,
        reply_window=timedelta(hours=24),
        supports_read_receipts=True,
        supports_typing=True,
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

        return SendReceipt(await send_in_turn(render(message, _DIALECT), post))

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
