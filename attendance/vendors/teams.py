"""Microsoft's Bot Connector for Teams: activities to conversations, with a token of the bot's own tenant.

Nothing is repeated here: the connector has no idempotency key. 7 messages/s a thread; a 429 names its pause. Calls go
to one configured service address only, never to what a delivery names.
Source: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference and
learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, read 2026-11.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.calls import json_object, request, retry_after_seconds, segment
from attendance.vendors.downloads import opened
from attendance.vendors.tokens import Token, Tokens, expiring

SCOPE: Final = "https://api.botframework.com/.default"
_RETRY: Final = {408, 412, 425, 429, 500, 502, 503, 504}
_FILES: Final = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")
"""Where files of people are; their addresses open without a token for some minutes."""
_CLOUDS: Final = (".teams.microsoft.com", ".teams.microsoft.us")
_REJECTED: Final = {
    "MessageWritesBlocked": "blocked_by_recipient",
    "ConversationBlockedByUser": "blocked_by_recipient",
    "BotNotInConversationRoster": "not_in_channel",
    "ForbiddenOperationException": "not_in_channel",
    "ConversationNotFound": "unknown_recipient",
    "MessageSizeTooBig": "text_too_long",
    "ActivityNotFoundInConversation": "unknown_message",
}
_MISCONFIGURED: Final = {"BotDisabledByAdmin", "BotNotRegistered", "InvalidBotApiHost", "Authorization"}


@dataclass(frozen=True, slots=True)
class Bot:
    """One registration: the app, the secret, the tenant that it lives in."""

    app_id: str
    secret: str = field(repr=False)
    tenant_id: str
    service_url: str | None = None
    """Of another cloud than the public one."""


@dataclass(slots=True)
class TeamsClient:
    """Speaks for any bot. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    service_url: str = "https://smba.trafficmanager.net/teams"
    login_url: str = "https://login.microsoftonline.com"
    _tokens: Tokens = field(default_factory=Tokens)

    async def send(self, bot: Bot, conversation: str, activity: Mapping[str, Any]) -> str:
        """Post one activity; returns its id, which is unique in its conversation only."""
        answer = await self._call(bot, "POST", _activities(conversation), json=dict(activity))
        return _id_of(answer, "id")

    async def show_typing(self, bot: Bot, conversation: str) -> None:
        await self._call(bot, "POST", _activities(conversation), json={"type": "typing"})

    async def update(
        self, bot: Bot, conversation: str, activity_id: str, activity: Mapping[str, Any]
    ) -> None:
        path = f"{_activities(conversation)}/{segment(activity_id)}"
        await self._call(bot, "PUT", path, json={**activity, "id": activity_id})

    async def delete(self, bot: Bot, conversation: str, activity_id: str) -> None:
        await self._call(bot, "DELETE", f"{_activities(conversation)}/{segment(activity_id)}")

    async def open_chat(self, bot: Bot, user_id: str) -> str:
        """The chat with one person, the same each time. The app must be installed for them."""
        body = {
            "bot": {"id": f"28:{bot.app_id}"},
            "members": [{"id": user_id}],
            "isGroup": False,
            "tenantId": bot.tenant_id,
            "channelData": {"tenant": {"id": bot.tenant_id}},
        }
        return _id_of(await self._call(bot, "POST", "v3/conversations", json=body), "id")

    async def begin_thread(self, bot: Bot, channel_id: str, activity: Mapping[str, Any]) -> tuple[str, str]:
        """A new thread in a channel of a team; returns its conversation and the id of its first message."""
        body = {
            "bot": {"id": f"28:{bot.app_id}"},
            "isGroup": True,
            "tenantId": bot.tenant_id,
            "channelData": {"channel": {"id": channel_id}, "tenant": {"id": bot.tenant_id}},
            "activity": dict(activity),
        }
        answer = await self._call(bot, "POST", "v3/conversations", json=body)
        conversation = _id_of(answer, "id")
        first = answer.get("activityId")
        return conversation, first if isinstance(first, str) and first else conversation.partition("=")[2]

    async def member(self, bot: Bot, conversation: str, user_id: str) -> Mapping[str, Any]:
        """One person of a conversation: name, email, userPrincipalName, tenantId, userRole."""
        path = f"v3/conversations/{segment(conversation)}/members/{segment(user_id)}"
        return await self._call(bot, "GET", path)

    async def prove(self, bot: Bot) -> None:
        """Whether the secret is good: a token can be had."""
        self._tokens.forget(_key(bot))
        await self._token(bot)

    @asynccontextmanager
    async def download(self, bot: Bot, url: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """A file of a message. The token goes to the connector only."""
        headers = {}
        if self.is_service(url):
            headers["authorization"] = f"Bearer {await self._token(bot)}"
        elif not _is_drive(url):
            raise Rejected("This file is not kept by Teams.", reason="media_unavailable")
        async with opened(self.http, "Teams", url, headers) as content:
            yield content

    def is_service(self, url: str) -> bool:
        """Whether this is a connector's address, of any cloud of Microsoft's or the one of this installation."""
        parts, ours = urlsplit(url), urlsplit(self.service_url)
        if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
            return True
        host = parts.hostname or ""
        return parts.scheme == "https" and (
            host == "smba.trafficmanager.net"
            or host.endswith(".botframework.com")
            or (host.startswith("smba.infra.") and host.endswith(_CLOUDS))
        )

    def _base(self, bot: Bot) -> str:
        return (bot.service_url or self.service_url).rstrip("/")

    async def _token(self, bot: Bot) -> str:
        return await self._tokens.get(_key(bot), lambda: self._fetch_token(bot))

    async def _fetch_token(self, bot: Bot) -> Token:
        url = f"{self.login_url.rstrip('/')}/{segment(bot.tenant_id)}/oauth2/v2.0/token"
        form = {
            "grant_type": "client_credentials",
            "client_id": bot.app_id,
            "client_secret": bot.secret,
            "scope": SCOPE,
        }
        response = await request(self.http, "Microsoft", "POST", url, data=form)
        answer = json_object(response)
        token = answer.get("access_token")
        if response.is_success and isinstance(token, str):
            return expiring(token, answer.get("expires_in"))
        if response.status_code == 429 or response.status_code >= 500 or response.is_success:
            raise Temporary("Microsoft gave no token.", reason="vendor_unavailable")
        raise Misconfigured(_login_problem(answer), reason="token_invalid")

    async def _call(self, bot: Bot, method: str, path: str, **more: Any) -> Mapping[str, Any]:
        """A token that is refused before its time is fetched anew, once."""
        response = await self._try(bot, method, path, **more)
        if response.status_code == 401:
            self._tokens.forget(_key(bot))
            response = await self._try(bot, method, path, **more)
        if response.is_success:
            return json_object(response)
        raise _failure(response)

    async def _try(self, bot: Bot, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {await self._token(bot)}"}
        return await request(self.http, "Teams", method, f"{self._base(bot)}/{path}", headers=headers, **more)


def _key(bot: Bot) -> tuple[str, str, str]:
    return bot.tenant_id, bot.app_id, bot.secret


def _activities(conversation: str) -> str:
    return f"v3/conversations/{segment(conversation)}/activities"


def _id_of(answer: Mapping[str, Any], name: str) -> str:
    match answer.get(name):
        case str(found) if found:
            return found
    raise Temporary("Teams' answer names no id.", reason="unreadable_answer", may_have_arrived=True)


def _is_drive(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.hostname or "").endswith(_FILES)


def _login_problem(answer: Mapping[str, Any]) -> str:
    """Microsoft's first line; the next ones hold ids of the request."""
    words = answer.get("error_description")
    told = words.splitlines()[0] if isinstance(words, str) and words.strip() else str(answer.get("error", ""))
    return f"Microsoft refused the app id, the secret or the tenant: {told}"


def _failure(response: httpx.Response) -> VendorFailure:
    error = json_object(response).get("error")
    told = error if isinstance(error, Mapping) else json_object(response)
    code, words = str(told.get("code") or ""), told.get("message")
    status = response.status_code
    detail = words if isinstance(words, str) and words.strip() else f"Teams gave no reason (HTTP {status})."
    if status in _RETRY:
        pause = retry_after_seconds(response.headers.get("retry-after"))
        reason = "rate_limited" if status == 429 else "vendor_unavailable"
        return Temporary(detail, reason=reason, retry_after_seconds=pause, vendor_code=code or status)
    if status == 401 or code in _MISCONFIGURED:
        return Misconfigured(detail, reason="token_invalid", vendor_code=code or status)
    if status < 400 or status >= 500:
        return Temporary(detail, reason="vendor_unavailable", vendor_code=code or status)
    gone = {403: "not_in_channel", 404: "unknown_recipient", 413: "text_too_long"}
    reason = _REJECTED.get(code) or gone.get(status, "vendor_rejected")
    return Rejected(detail, reason=reason, vendor_code=code or status)
