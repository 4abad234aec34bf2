"""A bot in Microsoft Teams as a channel: for customers who write there, and for attendants who work there.

Addresses. A person is `29:…` (or their Entra id), a channel of a team `19:…@thread.tacv2`; a message
`conversation|activity`. `Outgoing.thread` is a conversation: a chat, or `19:…@thread.tacv2;messageid=…`, a thread in a
channel; None begins a thread in the channel, or opens the chat with the person.
Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, read 2026-11.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from attendance.channels.base import (
    Acknowledgement,
    Attachment,
    BadSignature,
    Capabilities,
    CredentialField,
    Identity,
    InboxConfig,
    Incoming,
    MediaRule,
    MessageKind,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.bearer import bearer_of, key_id_of, proven_claims, signing_key
from attendance.channels.parts import send_in_turn
from attendance.channels.reading import read_text
from attendance.channels.splitting import split
from attendance.channels.teams import inbound, outbound
from attendance.channels.teams.ids import is_channel, message_id, parts_of
from attendance.channels.teams.markup import html_size
from attendance.kernel.errors import InvalidInput, Misconfigured, Rejected
from attendance.vendors.keys import Keys
from attendance.vendors.teams import Bot, TeamsClient

OPENID_URL: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
_LARGEST_LINK: Final = 500_000_000
_LARGEST_PICTURE: Final = 20_000_000
_HEARD: Final = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "✓"}
_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
_TEAMS: Final = "msteams"


class TeamsChannel:
    """Implements `Channel`, `Preparing`, `Acknowledging`, `Fetching`, `Amending`, `Profiling` and `ShowsCards`."""

    name = "teams"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        most_options=25,
        supports_typing=True,
        typing_seconds=3.5,
        messages_per_second=30.0,
        seconds_per_recipient=0.5,
        recipient_burst=5,
        media={
            MessageKind.IMAGE: MediaRule(_LARGEST_PICTURE, _PICTURES),
            **{
                kind: MediaRule(_LARGEST_LINK)
                for kind in (MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT)
            },
        },
        max_caption_chars=outbound.MAX_TEXT_CHARS,
        can_edit=True,
        can_delete=True,
        has_threads=True,
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "app_id", "Application (client) ID", "Azure portal, your bot, Configuration", secret=False
        ),
        CredentialField(
            "app_secret", "Client secret", "App registration, Certificates & secrets: the value, not its ID"
        ),
        CredentialField(
            "tenant_id",
            "Directory (tenant) ID",
            "The bot must be single-tenant; its messaging endpoint is the address of this inbox",
            secret=False,
        ),
        CredentialField(
            "service_url",
            "Service address",
            "Only outside of the public cloud, such as https://smba.infra.gcc.teams.microsoft.com/teams",
            secret=False,
            required=False,
        ),
    )

    def __init__(self, client: TeamsClient, keys: Keys, openid_url: str = OPENID_URL) -> None:
        self._client = client
        self._keys = keys
        self._openid_url = openid_url

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    async def prepare(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        await self._keys.prepare(self._openid_url, key_id_of(bearer_of(delivery.headers)))

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """A token of Microsoft for this bot, whose key may speak for Teams, about where the activity came from.

        Other channels of the same bot (web chat, Direct Line) let whoever writes choose who they are.
        """
        token, keys = bearer_of(delivery.headers), self._keys.known(self._openid_url)
        if token is None or keys is None or keys.issuer is None:
            raise BadSignature
        key = signing_key(keys, token)
        app_id = inbox.credentials.get("app_id", "").strip()
        claims = proven_claims(token, key, audiences=[app_id], issuers=[keys.issuer])
        try:
            activity = inbound.read_activity(delivery.body)
        except InvalidInput as error:
            raise BadSignature from error
        service_url = activity.get("serviceUrl")
        told = claims.get("serviceurl", claims.get("serviceUrl"))
        if not isinstance(service_url, str) or service_url != told:
            raise BadSignature
        if activity.get("channelId") != _TEAMS or _TEAMS not in key.endorsements:
            raise BadSignature
        if not self._client.is_service(service_url):
            raise BadSignature

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    def acknowledge(self, body: bytes) -> Acknowledgement:
        """A pressed button is told that it was heard: the card itself is changed once the command was carried out."""
        activity = inbound.read_activity(body)
        is_press = activity["type"] == "invoke" and activity.get("name") == inbound.CARD_ACTION
        return Acknowledgement(json.dumps(_HEARD if is_press else {}), "application/json")

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        bot = self._bot(inbox)
        activities = outbound.render(message)
        conversation = message.thread
        if conversation is None and not message.recipient.strip():
            raise Rejected("This contact has no Teams id.", reason="invalid_recipient")
        if conversation is None and not is_channel(message.recipient):
            conversation = await self._client.open_chat(bot, message.recipient)

        async def post(activity: dict[str, Any]) -> str:
            nonlocal conversation
            if conversation is not None:
                return await self._client.send(bot, conversation, activity)
            conversation, first = await self._client.begin_thread(bot, message.recipient, activity)
            return first

        last = await send_in_turn(activities, post)
        return SendReceipt(message_id(conversation or "", last), thread=conversation)

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Bots have no read receipts; they can be seen typing."""
        place = parts_of(external_id.removeprefix("press:"))
        if show_typing and place is not None:
            await self._client.show_typing(self._bot(inbox), place[0])

    async def check(self, inbox: InboxConfig) -> str:
        bot = self._bot(inbox)
        await self._client.prove(bot)
        return bot.app_id

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self._client.download(self._bot(inbox), attachment.url or "") as content:
            yield content

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        raise Rejected("Bots in Teams can't put an emoji on a message.", reason="unsupported_kind")

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        if len(split(text, outbound.MAX_TEXT_CHARS, html_size)) != 1:
            raise Rejected("The new text is empty or too long for one message.", reason="text_too_long")
        await self._client.update(
            self._bot(inbox), *_message(external_id), outbound.render_text(text.strip())
        )

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        await self._client.delete(self._bot(inbox), *_message(external_id))

    async def update_card(self, inbox: InboxConfig, message: Outgoing, external_id: str) -> None:
        [activity] = outbound.render(message)
        await self._client.update(self._bot(inbox), *_message(external_id), activity)

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        """With their e-mail if they belong to the bot's own tenant: guests bring any address."""
        bot = self._bot(inbox)
        chat = await self._client.open_chat(bot, external_id)
        member = await self._client.member(bot, chat, external_id)
        entra_id = read_text(member.get("aadObjectId")) or read_text(member.get("objectId"))
        is_own = member.get("tenantId") == bot.tenant_id and member.get("userRole") in ("user", None)
        email = read_text(member.get("email")) or read_text(member.get("userPrincipalName"))
        return Identity(
            external_id,
            name=read_text(member.get("name")),
            email=email if is_own else None,
            aliases=(entra_id,) if entra_id and entra_id != external_id else (),
        )

    def _bot(self, inbox: InboxConfig) -> Bot:
        """A tenant's own service address may only be Microsoft's."""
        named = ("app_id", "app_secret", "tenant_id", "service_url")
        app_id, secret, tenant_id, service_url = (inbox.credentials.get(name, "").strip() for name in named)
        if not (app_id and secret and tenant_id):
            raise Misconfigured(
                "This inbox lacks its app id, secret or tenant.", reason="credentials_missing"
            )
        if service_url and not self._client.is_service(service_url):
            raise Misconfigured("The service address is none of Microsoft's.", reason="address_invalid")
        return Bot(app_id, secret, tenant_id, service_url or None)


def _message(external_id: str) -> tuple[str, str]:
    parts = parts_of(external_id)
    if parts is None:
        raise Rejected("Teams can't change what is no message there.", reason="unknown_message")
    return parts
