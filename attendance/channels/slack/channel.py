"""A Slack app in one workspace as a channel: for customers who write there, and for attendants who work there.

Addresses. A person is `U…`, a place `C…`; a message `C…:ts`. `Outgoing.thread` is `C…:ts` of the thread's first
message, or `D…`, the direct messages with one person; None begins a thread in the place, or writes to the person. In
direct messages, `reply_to` answers in the thread below that message.
Source: docs.slack.dev/authentication/verifying-requests-from-slack, read 2026-11.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
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
from attendance.channels.cards import card_of
from attendance.channels.menus import options_of
from attendance.channels.parts import send_in_turn
from attendance.channels.reading import read_dict, read_text
from attendance.channels.slack import inbound, outbound
from attendance.channels.slack.emoji_names import name_of
from attendance.channels.slack.files import attachment_url
from attendance.channels.slack.ids import file_of, is_direct, message_id, parts_of, thread_of
from attendance.channels.slack.markup import escape, escaped_size
from attendance.channels.slack.outbound import Place
from attendance.channels.slack.sharing import share
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.slack import SlackClient

_OLDEST: Final = timedelta(minutes=5)
_LARGEST_FILE: Final = 1_000_000_000
SCOPES: Final = frozenset(
    {
        "chat:write", "files:read", "files:write", "im:history", "im:write", "reactions:read", "reactions:write",
        "users:read", "users:read.email",
    }
)  # fmt: skip
"""Without these something of ours fails; the scopes of channels depend on where the app is invited."""


class SlackChannel:
    """Implements `Channel`, `Acknowledging`, `Fetching`, `Amending`, `Profiling` and `ShowsCards`."""

    name = "slack"
    capabilities = Capabilities(
        max_text_chars=outbound.MAX_TEXT_CHARS,
        most_options=25,
        messages_per_second=20.0,
        seconds_per_recipient=1.0,
        recipient_burst=5,
        media={
            kind: MediaRule(_LARGEST_FILE)
            for kind in (MessageKind.IMAGE, MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT)
        },
        max_files=10,
        max_caption_chars=outbound.MAX_TEXT_CHARS,
        can_react=True,
        can_edit=True,
        can_delete=True,
        has_threads=True,
        serves_attendants=True,
    )
    credential_fields: Sequence[CredentialField] = (
        CredentialField(
            "bot_token",
            "Bot user OAuth token",
            "api.slack.com/apps, your app, OAuth & Permissions, after installing it: xoxb-…. Scopes: "
            + ", ".join(sorted(SCOPES))
            + "; for channels also channels:history, groups:history and app_mentions:read",
        ),
        CredentialField(
            "signing_secret",
            "Signing secret",
            "Basic Information, App Credentials. Two, comma-separated, to rotate",
        ),
    )

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """The signature holds the time, so that nobody can send an old delivery again."""
        at = delivery.headers.get("x-slack-request-timestamp", "")
        given = delivery.headers.get("x-slack-signature", "")
        secrets = inbox.credentials.get("signing_secret", "").split(",")
        signed = b"v0:" + at.encode() + b":" + delivery.body
        if not _is_recent(at) or not any(_signs(secret.strip(), signed, given) for secret in secrets):
            raise BadSignature

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body)

    def acknowledge(self, body: bytes) -> Acknowledgement:
        """A new address proves itself with the challenge; any other words would be shown to whoever sent a command."""
        challenge = inbound.payload_of(body).get("challenge")
        return Acknowledgement(challenge if isinstance(challenge, str) else "")

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        token, place = _token(inbox), outbound.place_of(message)
        if not message.files or card_of(message.content) is not None:
            return await self._post(token, place, outbound.render(message))
        if not options_of(message.content) and escaped_size(message.text) <= outbound.MAX_TEXT_CHARS:
            return await share(self._client, token, place, message.files, comment=escape(message.text))
        return await self._post_with_files(token, place, message)

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
        account = await self._client.me(_token(inbox))
        missing = sorted(SCOPES - account.scopes) if account.scopes else []
        if missing:
            raise Misconfigured(
                f"The app lacks the scopes {', '.join(missing)}. Add them under OAuth & Permissions and install "
                "the app again.",
                reason="permission_missing",
            )
        return " · ".join(part for part in (account.team, f"@{account.name}" if account.name else "") if part)

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        token = _token(inbox)
        url = attachment.url or await self._address(token, attachment.id or "")
        async with self._client.download(token, url) as content:
            yield content

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        token = _token(inbox)
        target = _target(external_id)
        name = name_of(emoji) if emoji is not None else None
        if emoji is not None and name is None:
            raise Rejected("Slack has no name for this emoji.", reason="unsupported_emoji")
        for earlier in await self._own_reactions(token, target):
            if earlier != name:
                await self._react(token, "reactions.remove", {**target, "name": earlier}, fine="no_reaction")
        if name is not None:
            await self._react(token, "reactions.add", {**target, "name": name}, fine="already_reacted")

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        if not text.strip() or escaped_size(text) > outbound.MAX_TEXT_CHARS:
            raise Rejected("The new text is empty or too long for one message.", reason="text_too_long")
        channel, ts = _message(external_id)
        await self._client.call(
            _token(inbox), "chat.update", {"channel": channel, "ts": ts, "text": escape(text), "blocks": []}
        )

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        token, file_id = _token(inbox), file_of(external_id)
        if file_id is not None:
            await self._client.call(token, "files.delete", {"file": file_id})
            return
        channel, ts = _message(external_id)
        await self._client.call(token, "chat.delete", {"channel": channel, "ts": ts})

    async def update_card(self, inbox: InboxConfig, message: Outgoing, external_id: str) -> None:
        channel, ts = _message(external_id)
        [body] = outbound.render(message)
        await self._client.call(_token(inbox), "chat.update", {**body, "channel": channel, "ts": ts})

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        """With their e-mail if it is proven: confirmed, and of this workspace, since others may name any address."""
        token = _token(inbox)
        user = await self._client.person(token, external_id)
        profile = read_dict(user.get("profile"))
        is_person = not user.get("deleted") and not user.get("is_bot") and not user.get("is_stranger")
        is_proven = is_person and user.get("is_email_confirmed") is not False
        is_proven = is_proven and user.get("team_id") == (await self._client.me(token)).team_id
        return Identity(
            external_id,
            name=read_text(profile.get("real_name")) or read_text(user.get("real_name")),
            email=read_text(profile.get("email")) if is_proven else None,
            username=read_text(user.get("name")),
        )

    async def _post(self, token: str, place: Place, bodies: Sequence[dict[str, Any]]) -> SendReceipt:
        """Several parts of a new thread stay in it."""
        thread_ts = place.thread_ts

        async def post(body: dict[str, Any]) -> tuple[str, str]:
            nonlocal thread_ts
            where = Place(place.channel, thread_ts).fields()
            channel, ts = await self._client.post_message(token, {**body, **where})
            if thread_ts is None and not is_direct(channel):
                thread_ts = ts
            return channel, ts

        channel, ts = await send_in_turn(bodies, post)
        return SendReceipt(message_id(channel, ts), thread=thread_of(channel, ts, thread_ts))

    async def _post_with_files(self, token: str, place: Place, message: Outgoing) -> SendReceipt:
        """Words that fit below no file go before them; in a channel the files go into the thread that they began."""
        where = place

        async def words() -> SendReceipt:
            nonlocal where
            receipt = await self._post(token, place, outbound.render(message))
            thread = parts_of(receipt.thread or "")
            where = Place(*thread) if thread else place
            return receipt

        async def files() -> SendReceipt:
            return await share(self._client, token, where, message.files)

        return await send_in_turn((words, files), lambda step: step())

    async def _address(self, token: str, file_id: str) -> str:
        """Of a file in a shared channel, which events only name."""
        file = read_dict((await self._client.ask(token, "files.info", {"file": file_id})).get("file"))
        url = attachment_url(file)
        if url is None:
            raise Rejected("Slack has no content of this file.", reason="media_unavailable")
        return url

    async def _own_reactions(self, token: str, target: Mapping[str, str]) -> list[str]:
        me = (await self._client.me(token)).user_id
        message = read_dict((await self._client.ask(token, "reactions.get", target)).get("message"))
        reactions = [read_dict(one) for one in message.get("reactions", ())]
        return [str(one.get("name")) for one in reactions if me in one.get("users", ())]

    async def _react(self, token: str, method: str, body: Mapping[str, str], *, fine: str) -> None:
        """What was done before is done."""
        try:
            await self._client.call(token, method, body)
        except Rejected as refusal:
            if refusal.facts.get("vendor_code") != fine:
                raise


def _is_recent(at: str) -> bool:
    if not (at.isascii() and at.isdigit() and len(at) <= 12):
        return False
    return abs(clock.now().timestamp() - int(at)) <= _OLDEST.total_seconds()


def _signs(secret: str, signed: bytes, given: str) -> bool:
    if not secret:
        return False
    mac = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mac.encode(), given.encode())


def _token(inbox: InboxConfig) -> str:
    token = inbox.credentials.get("bot_token", "").strip()
    if not token:
        raise Misconfigured("This inbox has no bot token.", reason="credentials_missing")
    return token


def _message(external_id: str) -> tuple[str, str]:
    parts = parts_of(external_id)
    if parts is None:
        raise Rejected("Slack can't change what is no message there.", reason="unknown_message")
    return parts


def _target(external_id: str) -> dict[str, str]:
    channel, ts = _message(external_id)
    return {"channel": channel, "timestamp": ts}
