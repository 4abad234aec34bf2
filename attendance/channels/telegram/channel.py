"""A Telegram bot as a channel: the secret that comes with each update, and the calls to the Bot API.

Source: core.telegram.org/bots/api#setwebhook, Bot API 10.1, read 2026-11.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from attendance.channels.base import (
    Acknowledgement,
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
from attendance.channels.parts import send_in_turn
from attendance.channels.signatures import require_secret
from attendance.channels.telegram import inbound, outbound
from attendance.channels.telegram.media import MAX_CAPTION_CHARS, RULES, Call
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.multipart import FilePart, form_request
from attendance.vendors.telegram import TelegramClient

_VARIATION = "\ufe0f"
REACTIONS = (
    *("👍", "❤️", "🔥", "👏", "😁", "🤔", "😱", "😢", "🎉", "🤩", "🙏", "👌", "🥰", "😍", "💯", "🤣", "⚡"),
    *("🏆", "💔", "😐", "😭", "👀", "😇", "🤝", "✍️", "🤗", "🫡", "😘", "😎", "👎", "🤯", "🤷", "😡", "🕊️"),
)
"""Of the emoji that bots may react with, those that people at work use. Telegram writes them without U+FE0F."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramChannel:
    """Implements `Channel`, `Fetching`, `Acknowledging` and `Amending`. One inbox is one bot."""

    name = "telegram"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        most_options=100,
        supports_typing=True,
        typing_seconds=3.5,
        messages_per_second=30.0,
        seconds_per_recipient=1.0,
        recipient_burst=3,
        media=RULES,
        max_caption_chars=MAX_CAPTION_CHARS,
        shares=frozenset({MessageKind.LOCATION, MessageKind.CONTACTS}),
        can_react=True,
        reaction_emoji=REACTIONS,
        can_edit=True,
        can_delete=True,
        delete_limit=timedelta(hours=48),
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField("bot_token", "Bot token", "What @BotFather gave for the bot, like 123456:ABC-DEF…"),
        CredentialField(
            "secret_token",
            "Secret of the webhook",
            "A long word of yours, of letters, digits, _ and -. Checking the inbox tells it and the webhook's "
            "address to Telegram. Two, comma-separated, to rotate",
        ),
    )

    def __init__(self, client: TelegramClient, public_url: str | None = None) -> None:
        """Without `public_url` a check leaves the webhook as it is."""
        self._client = client
        self._public_url = public_url

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Telegram signs nothing: it repeats the secret that it was told with the address."""
        require_secret(
            secrets=inbox.credentials.get("secret_token", ""),
            given=delivery.headers.get("x-telegram-bot-api-secret-token"),
        )

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    def acknowledge(self, body: bytes) -> Acknowledgement:
        """The answer may carry one call: a pressed button is told that it was heard."""
        press_id = inbound.callback_id(body)
        if press_id is None:
            return Acknowledgement()
        call = {"method": "answerCallbackQuery", "callback_query_id": press_id}
        return Acknowledgement(json.dumps(call), "application/json")

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        token = _token(inbox)

        async def post(call: Call) -> int:
            if call.file is None:
                return await self._client.send_message(token, call.body, method=call.method)
            return await self._client.send_file(token, call.method, _form(call, call.file))

        message_id = await send_in_turn(outbound.calls_of(message), post)
        return SendReceipt(f"{message.recipient}:{message_id}")

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        if attachment.id is None:
            raise Rejected("Telegram named no id of this file.", reason="media_unavailable")
        async with self._client.file(_token(inbox), attachment.id) as content:
            yield content

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Bots have no read receipts; they can be seen typing."""
        if show_typing and recipient is not None:
            await self._client.show_typing(_token(inbox), outbound.chat_of(recipient))

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        chat_id, message_id = outbound.chat_of(recipient), _message_of(external_id, recipient)
        vendors = emoji.replace(_VARIATION, "") if emoji else None
        await self._client.react(_token(inbox), chat_id, message_id, vendors)

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        chat_id, message_id = outbound.chat_of(recipient), _message_of(external_id, recipient)
        await self._client.edit(_token(inbox), chat_id, message_id, text)

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        chat_id, message_id = outbound.chat_of(recipient), _message_of(external_id, recipient)
        await self._client.delete(_token(inbox), chat_id, message_id)

    async def check(self, inbox: InboxConfig) -> str:
        token, secret = _token(inbox), _first_secret(inbox)
        bot = await self._client.me(token)
        if self._public_url is not None:
            url = self._public_url.rstrip("/") + inbox.webhook_path
            await self._client.set_webhook(token, url=url, secret_token=secret)
        return " · ".join(part for part in (bot.name, f"@{bot.username}" if bot.username else "") if part)


def _form(call: Call, file: OutgoingFile) -> Mapping[str, Any]:
    part = FilePart(call.field, file.filename, file.mime_type, file.size_bytes, file.open)
    return form_request(call.form_fields, part)


def _message_of(external_id: str, recipient: str) -> int:
    message_id = inbound.message_id_of(external_id, recipient)
    if message_id is None:
        raise Rejected("Telegram has no message of its own for this.", reason="unknown_message")
    return message_id


def _token(inbox: InboxConfig) -> str:
    token = inbox.credentials.get("bot_token", "").strip()
    if not token:
        raise Misconfigured("This inbox has no bot token.", reason="credentials_missing")
    return token


def _first_secret(inbox: InboxConfig) -> str:
    secret = inbox.credentials.get("secret_token", "").split(",")[0].strip()
    if _SECRET.fullmatch(secret) is None:
        raise Misconfigured(
            "The secret of the webhook must be 1 to 256 letters, digits, _ or -.", reason="secret_invalid"
        )
    return secret
