"""WhatsApp's Cloud API as a channel: handshake, signature, and the calls to Meta.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks, read 2026-11.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from attendance.channels.base import (
    Capabilities,
    CredentialField,
    InboxConfig,
    Incoming,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.meta_webhooks import VERIFY_TOKEN, answer_handshake, require_signature
from attendance.channels.whatsapp import inbound, outbound
from attendance.kernel.errors import Misconfigured
from attendance.vendors.meta_graph import GraphClient


class WhatsAppChannel:
    """Implements `Channel`. One inbox is one number: its id, its token, the app's secret."""

    name = "whatsapp"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        reply_window=timedelta(hours=24),
        supports_read_receipts=True,
        supports_typing=True,
        messages_per_second=80.0,
        seconds_per_recipient=6.0,
        confirms_by_reference=True,
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField("phone_number_id", "Phone number ID", "WhatsApp Manager, API setup", secret=False),
        CredentialField("access_token", "Access token", "Token of a system user; it doesn't expire"),
        CredentialField("app_secret", "App secret", "App settings, Basic. Two, comma-separated, to rotate"),
        VERIFY_TOKEN,
    )

    def __init__(self, graph: GraphClient) -> None:
        self._graph = graph

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return answer_handshake(inbox, query)

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        require_signature(inbox, delivery)

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        body = outbound.render(message)
        number, token = _account(inbox)
        return SendReceipt(await self._graph.send_message(phone_number_id=number, token=token, body=body))

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

    async def check(self, inbox: InboxConfig) -> str:
        number, token = _account(inbox)
        phone = await self._graph.phone_number(phone_number_id=number, token=token)
        return (
            " · ".join(part for part in (phone.verified_name, phone.display_phone_number) if part) or number
        )


def _account(inbox: InboxConfig) -> tuple[str, str]:
    number = inbox.credentials.get("phone_number_id", "").strip()
    token = inbox.credentials.get("access_token", "").strip()
    if not number or not token:
        raise Misconfigured(
            "This inbox has no phone number ID or no access token.", reason="credentials_missing"
        )
    return number, token
