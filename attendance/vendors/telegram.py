"""Telegram's Bot API: one POST per method, the token in the path, so that no address of it may reach a log.

Nothing is repeated here: Telegram has no idempotency key. Timeouts: 5 s to connect, 15 s for the answer.
Pace: 30 messages/s a bot, 1/s to the same chat; a 429 names its pause.
Source: core.telegram.org/bots/api and core.telegram.org/bots/faq, Bot API 10.1, read 2026-11.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors import downloads
from attendance.vendors.calls import UPLOAD_TIMEOUT, json_object, request, segment

_UPDATES = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member")
_GONE = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid")


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's own account, as `check` shows it."""

    id: int
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class TelegramClient:
    """Speaks for any bot: its token comes with each call. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    base_url: str = "https://api.telegram.org"

    async def send_message(self, token: str, body: Mapping[str, Any], *, method: str = "sendMessage") -> int:
        """Post one message without a file; returns its id, which is unique in its chat only."""
        match await self._call(token, method, body):
            case {"message_id": int(message_id)}:
                return message_id
        raise Temporary(
            "Telegram's answer names no message.", reason="unreadable_answer", may_have_arrived=True
        )

    async def send_file(self, token: str, method: str, form: Mapping[str, Any]) -> int:
        """Post one message with a file, a form of `multipart.form_request`; returns the message's id."""
        more = {"content": form["content"], "headers": form["headers"], "timeout": UPLOAD_TIMEOUT}
        match await self._post(token, method, **more):
            case {"message_id": int(message_id)}:
                return message_id
        raise Temporary(
            "Telegram's answer names no message.", reason="unreadable_answer", may_have_arrived=True
        )

    @asynccontextmanager
    async def file(self, token: str, file_id: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The content of a file of a customer, 20 MB at most. Raises Rejected for one that is larger."""
        answer = await self._call(token, "getFile", {"file_id": file_id})
        path = answer.get("file_path") if isinstance(answer, dict) else None
        if not isinstance(path, str) or ".." in path:
            raise Rejected("Telegram names no address of this file.", reason="media_unavailable")
        url = f"{self.base_url.rstrip('/')}/file/bot{segment(token)}/{quote(path)}"
        async with downloads.opened(self.http, "Telegram", url) as content:
            yield content

    async def show_typing(self, token: str, chat_id: int) -> None:
        """For 5 s, or until the next message of ours."""
        await self._call(token, "sendChatAction", {"chat_id": chat_id, "action": "typing"})

    async def react(self, token: str, chat_id: int, message_id: int, emoji: str | None) -> None:
        """Put the bot's reaction, in place of an earlier one; None takes it back."""
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        body = {"chat_id": chat_id, "message_id": message_id, "reaction": reaction}
        await self._call(token, "setMessageReaction", body)

    async def edit(self, token: str, chat_id: int, message_id: int, text: str) -> None:
        """Other words for a message of the bot: its text, or the caption of its file. The same words are no error."""
        about = {"chat_id": chat_id, "message_id": message_id}
        try:
            await self._edit(token, "editMessageText", {**about, "text": text})
        except Rejected as refusal:
            if "no text in the message" not in refusal.detail:
                raise
            await self._edit(token, "editMessageCaption", {**about, "caption": text})

    async def _edit(self, token: str, method: str, body: Mapping[str, Any]) -> None:
        try:
            await self._call(token, method, body)
        except Rejected as refusal:
            if "message is not modified" not in refusal.detail:
                raise

    async def delete(self, token: str, chat_id: int, message_id: int) -> None:
        """Take a message of the bot back: within 48 hours. One that is gone already is no error."""
        try:
            await self._call(token, "deleteMessage", {"chat_id": chat_id, "message_id": message_id})
        except Rejected as refusal:
            if "message to delete not found" not in refusal.detail:
                raise

    async def me(self, token: str) -> Bot:
        """Who the bot is: the cheapest proof that the token works."""
        answer = await self._call(token, "getMe", {})
        account = answer if isinstance(answer, dict) else {}
        return Bot(
            id=int(account.get("id", 0)),
            name=str(account.get("first_name", "")),
            username=str(account.get("username", "")),
        )

    async def set_webhook(self, token: str, *, url: str, secret_token: str) -> None:
        """Have updates delivered to `url` from now on. Raises Misconfigured for an address that Telegram won't call."""
        body = {"url": url, "secret_token": secret_token, "allowed_updates": list(_UPDATES)}
        try:
            await self._call(token, "setWebhook", body)
        except Rejected as refusal:
            raise Misconfigured(refusal.detail, reason="webhook_refused") from refusal

    async def _call(self, token: str, method: str, body: Mapping[str, Any]) -> Any:
        return await self._post(token, method, json=body)

    async def _post(self, token: str, method: str, **more: Any) -> Any:
        url = f"{self.base_url.rstrip('/')}/bot{segment(token)}/{method}"
        response = await request(self.http, "Telegram", "POST", url, **more)
        answer = json_object(response)
        if response.is_success and answer.get("ok") is True:
            return answer.get("result")
        raise _failure(response.status_code, answer)


def _failure(http_status: int, answer: Mapping[str, Any]) -> VendorFailure:
    told = answer.get("error_code")
    code = told if isinstance(told, int) and http_status < 400 else http_status
    words = answer.get("description")
    detail = words if isinstance(words, str) and words.strip() else f"Telegram gave no reason (HTTP {code})."
    if code == 429:
        return Temporary(
            detail, reason="rate_limited", retry_after_seconds=_retry_after(answer), vendor_code=code
        )
    if code in (401, 404):  # a token of the wrong form is answered with 404
        return Misconfigured(detail, reason="token_invalid", vendor_code=code)
    if code == 403:
        return Rejected(detail, reason="blocked_by_recipient", vendor_code=code)
    if 400 <= code < 500:
        is_gone = any(words in detail.lower() for words in _GONE)
        reason = "unknown_recipient" if is_gone else "vendor_rejected"
        return Rejected(detail, reason=reason, vendor_code=code)
    return Temporary(detail, reason="vendor_unavailable", vendor_code=code)


def _retry_after(answer: Mapping[str, Any]) -> float | None:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int | float) else None
