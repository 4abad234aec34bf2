"""A Google Chat app as a channel: a place where attendants work.

Addresses. A person is `users/…`, a place `spaces/…`, a message `spaces/…/messages/…`. `Outgoing.thread` is
`spaces/…/threads/…`, or `spaces/…` for the chat with one person; None begins a thread in the space, or writes to the
person, who must have added the app. In spaces an app hears only what mentions it, and pressed buttons.
Source: developers.google.com/workspace/chat/verify-requests-from-chat, read 2026-11.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

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
from attendance.channels.bearer import bearer_of, key_id_of, proven_claims, signing_key, unproven_claim
from attendance.channels.google_chat import inbound, outbound
from attendance.channels.google_chat.ids import is_message, is_space, is_user, space_of_thread
from attendance.channels.parts import send_in_turn
from attendance.channels.reading import read_dict, read_text
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.vendors.google_chat import GoogleChatClient, ServiceAccount, service_account
from attendance.vendors.keys import Keys

KEYS_URL: Final = "https://www.googleapis.com"
CHAT: Final = "chat@system.gserviceaccount.com"
_OIDC_ISSUERS: Final = ("https://accounts.google.com", "accounts.google.com")
_LARGEST_LINK: Final = 200_000_000


class GoogleChatChannel:
    """Implements `Channel`, `Preparing`, `Acknowledging`, `Fetching`, `Amending` and `ShowsCards`."""

    name = "google_chat"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        most_options=20,
        messages_per_second=40.0,
        seconds_per_recipient=1.0,
        recipient_burst=3,
        media={
            kind: MediaRule(_LARGEST_LINK)
            for kind in (MessageKind.IMAGE, MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT)
        },
        max_caption_chars=outbound.MAX_TEXT_CHARS,
        can_edit=True,
        can_delete=True,
        has_threads=True,
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "service_account",
            "Service account key",
            "Google Cloud console, IAM, Service accounts, Keys: the whole JSON file. It needs no role",
        ),
        CredentialField(
            "project_number",
            "Project number",
            "Google Cloud console, the project's dashboard. The Chat API's configuration may use it as "
            "authentication audience, or the address of this inbox",
            secret=False,
        ),
    )

    def __init__(
        self,
        client: GoogleChatClient,
        keys: Keys,
        *,
        keys_url: str = KEYS_URL,
        public_url: str | None = None,
    ) -> None:
        """`keys_url` is where Google shows its keys; without `public_url` only the project's number is an audience."""
        self._client = client
        self._keys = keys
        self._public_url = public_url
        self._oidc_keys_url = f"{keys_url.rstrip('/')}/oauth2/v3/certs"
        self._chat_keys_url = f"{keys_url.rstrip('/')}/service_accounts/v1/metadata/x509/{CHAT}"

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    async def prepare(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        token = bearer_of(delivery.headers)
        await self._keys.prepare(self._url_of(token), key_id_of(token))

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Google signs in two ways, as the app's configuration says: for the project's number, or for our address."""
        token = bearer_of(delivery.headers)
        if token is None:
            raise BadSignature
        url = self._url_of(token)
        key = signing_key(self._keys.known(url), token)
        number = inbox.credentials.get("project_number", "").strip()
        if url == self._chat_keys_url:
            proven_claims(token, key, audiences=[number], issuers=[CHAT])
            return
        claims = proven_claims(token, key, audiences=[self._address(inbox)], issuers=_OIDC_ISSUERS)
        agents = [
            CHAT,
            *([f"service-{number}@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"] if number else []),
        ]
        if claims.get("email") not in agents or claims.get("email_verified") is not True:
            raise BadSignature

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    def acknowledge(self, body: bytes) -> Acknowledgement:
        """An object without a message: what is to be said is sent later."""
        return Acknowledgement("{}", "application/json")

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        account = _account(inbox)
        bodies = outbound.render(message, function=self._function(inbox))
        space, thread = await self._place(account, message)
        numbered = list(enumerate(bodies))

        async def post(part: tuple[int, dict[str, Any]]) -> SendReceipt:
            nonlocal thread
            number, body = part
            where = {} if thread is None else {"thread": {"name": thread}}
            created = await self._client.create_message(
                account, space, {**body, **where}, request_id=f"{message.message_id}-{number}"
            )
            receipt = _receipt(created, space)
            if receipt.thread != space:
                thread = receipt.thread
            return receipt

        return await send_in_turn(numbered, post)

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Apps have neither receipts nor a way to be seen typing."""

    async def check(self, inbox: InboxConfig) -> str:
        account = _account(inbox)
        await self._client.prove(account)
        return account.email

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        async with self._client.download(_account(inbox), attachment.id or "") as content:
            yield content

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        raise Rejected("Apps in Google Chat can't put an emoji on a message.", reason="unsupported_kind")

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        if not 0 < len(text.strip()) <= outbound.MAX_TEXT_CHARS:
            raise Rejected("The new text is empty or too long for one message.", reason="text_too_long")
        body = outbound.render_text(text.strip())
        await self._client.patch_message(_account(inbox), _message(external_id), body, fields="text")

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        await self._client.delete_message(_account(inbox), _message(external_id))

    async def update_card(self, inbox: InboxConfig, message: Outgoing, external_id: str) -> None:
        [body] = outbound.render(message, function=self._function(inbox))
        await self._client.patch_message(
            _account(inbox), _message(external_id), {"cardsV2": body["cardsV2"]}, fields="cardsV2"
        )

    async def _place(self, account: ServiceAccount, message: Outgoing) -> tuple[str, str | None]:
        """The space, and the thread in it. Raises Rejected for what is no name of Google Chat."""
        target = message.thread or message.recipient
        space = space_of_thread(target)
        if space is not None:
            return space, target
        if is_space(target):
            return target, None
        if not is_user(target):
            raise Rejected("This contact has no Google Chat name.", reason="invalid_recipient")
        return await self._client.direct_messages_with(account, target), None

    def _url_of(self, token: str | None) -> str:
        is_self_signed = unproven_claim(token, "iss") == CHAT
        return self._chat_keys_url if is_self_signed else self._oidc_keys_url

    def _address(self, inbox: InboxConfig) -> str:
        """Where Google calls us; nothing when nobody knows."""
        return self._public_url.rstrip("/") + inbox.webhook_path if self._public_url else ""

    def _function(self, inbox: InboxConfig) -> str:
        """Add-ons call an address, the others take any name."""
        return self._address(inbox) or "choose"


def _receipt(created: Mapping[str, Any], space: str) -> SendReceipt:
    name = read_text(created.get("name"))
    if name is None:
        raise Temporary(
            "Google Chat's answer names no message.", reason="unreadable_answer", may_have_arrived=True
        )
    where = read_dict(created.get("space"))
    is_chat = where.get("type") == "DM" or where.get("spaceType") == "DIRECT_MESSAGE"
    thread = read_text(read_dict(created.get("thread")).get("name"))
    return SendReceipt(name, thread=space if is_chat or thread is None else thread)


def _account(inbox: InboxConfig) -> ServiceAccount:
    text = inbox.credentials.get("service_account", "").strip()
    if not text:
        raise Misconfigured("This inbox has no key of a service account.", reason="credentials_missing")
    return service_account(text)


def _message(external_id: str) -> str:
    if not is_message(external_id):
        raise Rejected("Google Chat can't change what is no message there.", reason="unknown_message")
    return external_id
