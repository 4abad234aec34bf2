"""SMS through Twilio as a channel: the signed forms that come, and the calls to its API.

Source: twilio.com/docs/messaging, read 2026-11.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from attendance.channels.base import (
    Acknowledgement,
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
from attendance.channels.parts import send_in_turn
from attendance.channels.sms import inbound, outbound
from attendance.channels.sms.segments import ONE_SMS
from attendance.channels.sms.signing import require_signature
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.twilio import TwilioClient

_SAYS_NOTHING = Acknowledgement('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")
"""Any other text would be sent to the customer as an SMS."""


_LARGEST = MediaRule(5 * 1024 * 1024 - 1)
"""Of all files of one MMS together; carriers take less of anything but images."""
_MEDIA = {
    MessageKind.IMAGE: MediaRule(_LARGEST.max_bytes, frozenset({"image/jpeg", "image/png", "image/gif"})),
    MessageKind.AUDIO: _LARGEST,
    MessageKind.VIDEO: _LARGEST,
    MessageKind.DOCUMENT: _LARGEST,
}


class SmsChannel:
    """Implements `Channel`, `Acknowledging` and `Fetching`. One inbox is one number, or one messaging service."""

    name = "sms"
    capabilities = Capabilities(
        max_text_chars=ONE_SMS,
        messages_per_second=10.0,
        seconds_per_recipient=1.0,
        counts_sms=True,
        media=_MEDIA,
        max_files=10,
        max_caption_chars=ONE_SMS,
        automatic_per_hour=60,  # telephones answer by themselves, too, and each message costs money
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField("account_sid", "Account SID", "Twilio console, first page: AC…", secret=False),
        CredentialField(
            "auth_token",
            "Auth token",
            "Beside the account SID; it signs what Twilio sends. Two, comma-separated, to rotate",
        ),
        CredentialField(
            "number",
            "Number or messaging service",
            "With country code, like +5511987654321, or the service's SID: MG…. Enter this inbox's address at Twilio "
            "for incoming messages, with #rc=5&rp=all behind it so that Twilio tries again",
            secret=False,
        ),
    )

    def __init__(self, client: TwilioClient, public_url: str | None = None) -> None:
        self._client = client
        self._public_url = (public_url or "").rstrip("/")

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        if not self._public_url:
            raise BadSignature
        require_signature(
            tokens=inbox.credentials.get("auth_token", ""),
            url=self._public_url + delivery.target,
            body=delivery.body,
            given=delivery.headers.get("x-twilio-signature"),
        )

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    def acknowledge(self, body: bytes) -> Acknowledgement:
        return _SAYS_NOTHING

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        account_sid, token, number = _account(inbox)
        forms = outbound.render(
            message, sender=number, settings=inbox.settings, status_url=self._status_url(inbox)
        )

        async def post(form: dict[str, Any]) -> str:
            return await self._client.send_message(account_sid=account_sid, token=token, form=form)

        return SendReceipt(await send_in_turn(forms, post))

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        account_sid, token, _ = _account(inbox)
        if attachment.url is None:
            raise Rejected("Twilio named no address of this file.", reason="media_unavailable")
        async with self._client.media(attachment.url, account_sid=account_sid, token=token) as content:
            yield content

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """An SMS is never seen to be read."""

    async def check(self, inbox: InboxConfig) -> str:
        account_sid, token, number = _account(inbox)
        account = await self._client.account(account_sid=account_sid, token=token)
        if account.status != "active":
            raise Misconfigured(
                f"Twilio says that the account is {account.status}.", reason="account_suspended"
            )
        return " · ".join(part for part in (account.friendly_name, number) if part)

    def _status_url(self, inbox: InboxConfig) -> str | None:
        """Twilio refuses a message whose address it can't call."""
        return self._public_url + inbox.webhook_path if self._public_url.startswith("https://") else None


def _account(inbox: InboxConfig) -> tuple[str, str, str]:
    """SID, the token in use (the first of several) and the number."""
    names = ("account_sid", "auth_token", "number")
    account_sid, tokens, number = (inbox.credentials.get(name, "").strip() for name in names)
    token = tokens.partition(",")[0].strip()
    if not account_sid or not token or not number:
        raise Misconfigured(
            "This inbox has no account SID, no auth token or no number.", reason="credentials_missing"
        )
    return account_sid, token, number
