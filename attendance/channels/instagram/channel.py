"""An Instagram account's direct messages as a channel, whichever login its token comes from.

A token of Instagram's own login speaks with graph.instagram.com, one of a Facebook page with graph.facebook.com. Meta
doesn't say which app's secret signs the webhooks of the first, so both may be entered.
Source: developers.facebook.com/docs/instagram-platform, read 2026-11.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from attendance.channels.abilities import Renewal
from attendance.channels.base import (
    Attachment,
    Capabilities,
    CredentialField,
    Identity,
    InboxConfig,
    Incoming,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.meta_messaging import inbound, media
from attendance.channels.meta_messaging.outbound import ANSWERS, PEOPLES_ANSWERS, Dialect, render
from attendance.channels.meta_webhooks import VERIFY_TOKEN, answer_handshake, require_signature
from attendance.channels.parts import send_in_turn
from attendance.channels.splitting import utf8_bytes
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.meta_accounts import AccountsClient
from attendance.vendors.meta_attachments import AttachmentsClient
from attendance.vendors.meta_messaging import ME, MessagingClient

_DIALECT = Dialect("Instagram", most=1000, size=utf8_bytes, echoes_metadata=False)
_HEART = "❤️"
"""The only reaction that Meta documents for apps: `love`."""
_OF_INSTAGRAM_LOGIN = "IG"


class InstagramChannel:
    """Implements `Channel`, `Fetching`, `Amending` (reactions), `Profiling`, `Inspecting`, `Renewing`. One inbox is one
    professional account."""

    name = "instagram"
    capabilities = Capabilities(
        max_text_chars=_DIALECT.most,
        most_options=13,
        reply_window=ANSWERS,
        human_reply_window=PEOPLES_ANSWERS,
        supports_read_receipts=True,
        supports_typing=True,
        media=media.INSTAGRAM,
        max_files=media.MOST_FILES,
        messages_per_second=40.0,
        can_react=True,
        reaction_emoji=(_HEART,),
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "access_token",
            "Access token",
            "Of Instagram's login (it begins with IG and lasts 60 days), or of the Facebook page that the account is "
            "connected to",
        ),
        CredentialField(
            "app_secret",
            "App secret",
            "Of the Instagram app and of the Meta app, comma-separated: either may sign",
        ),
        VERIFY_TOKEN,
    )

    def __init__(self, *, facebook: MessagingClient, instagram: MessagingClient) -> None:
        self._facebook = facebook
        self._instagram = instagram

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return answer_handshake(inbox, query)

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        require_signature(inbox, delivery)

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        client, token = self._client(inbox)

        async def post(body: dict[str, Any]) -> str:
            return await client.send_message(account=ME, token=token, body=body)

        files = [media.by_address(file) for file in message.files]
        bodies = render(message, _DIALECT, now=clock.now(), attachments=files)
        return SendReceipt(await send_in_turn(bodies, post))

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """By its address, which Meta signs and keeps for some days."""
        client, _ = self._client(inbox)
        if attachment.url is None:
            raise Rejected("Instagram named no address of this file.", reason="media_unavailable")
        async with AttachmentsClient(client.graph).download(attachment.url) as content:
            yield content

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        client, token = self._client(inbox)
        found = await AttachmentsClient(client.graph).profile(
            external_id, token=token, fields="name,username"
        )
        return Identity(external_id, name=found.name or found.username, username=found.username)

    async def inspect(self, inbox: InboxConfig) -> Mapping[str, Any]:
        """Of a page's token its end; Instagram's own tell theirs only when they are renewed."""
        client, token = self._client(inbox)
        if client is self._instagram:
            await client.instagram_name(token=token)
            return {}
        expires = (await AccountsClient(client.graph).token(token)).expires_at
        return {"token_expires_at": expires.isoformat() if expires else None}

    async def renew(self, inbox: InboxConfig) -> Renewal | None:
        client, token = self._client(inbox)
        if client is not self._instagram:
            return None
        fresh, expires_at = await AccountsClient(client.graph).renewed(token)
        return Renewal({"access_token": fresh}, expires_at)

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        client, token = self._client(inbox)
        if recipient is None:
            return
        await client.show(account=ME, token=token, recipient=recipient, action="mark_seen")
        if show_typing:
            await client.show(account=ME, token=token, recipient=recipient, action="typing_on")

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        client, token = self._client(inbox)
        reaction = "love" if emoji else None
        await client.react(account=ME, token=token, recipient=recipient, mid=external_id, reaction=reaction)

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        raise Rejected("Instagram lets apps edit nothing.", reason="change_not_supported")

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        raise Rejected("Instagram lets apps take nothing back.", reason="change_not_supported")

    async def check(self, inbox: InboxConfig) -> str:
        client, token = self._client(inbox)
        if client is self._instagram:
            return await client.instagram_name(token=token)
        return await client.instagram_of_page(token=token)

    def _client(self, inbox: InboxConfig) -> tuple[MessagingClient, str]:
        token = inbox.credentials.get("access_token", "").strip()
        if not token:
            raise Misconfigured("This inbox has no access token.", reason="credentials_missing")
        return (self._instagram if token.startswith(_OF_INSTAGRAM_LOGIN) else self._facebook), token
