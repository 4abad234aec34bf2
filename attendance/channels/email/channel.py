"""A mailbox as a channel: read by IMAP, answered by SMTP. Nothing is changed in it unless the inbox's settings say so.

Source: RFC 5321, 5322, 9051, 3834 (automatic answers), 3464 (delivery reports).
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from attendance.channels.abilities import Polled
from attendance.channels.base import (
    Attachment,
    BadSignature,
    Capabilities,
    InboxConfig,
    Incoming,
    MediaRule,
    MessageKind,
    Opened,
    Outgoing,
    RawDelivery,
    SendReceipt,
)
from attendance.channels.email import inbound, outbound
from attendance.channels.email.account import FIELDS, Account, Style, account_of, style_of
from attendance.channels.email.authentication import usual_server
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.vendors.imap import Imap, Mailbox
from attendance.vendors.mail_oauth import OAuthTokens, Refresh
from attendance.vendors.mail_server import Login
from attendance.vendors.smtp import Smtp

_MOST_AT_ONCE = 500
"""Mails of one round: a full mailbox must not keep a place for hours."""
_AGAIN = timedelta(days=7)
"""How far back is read when the server gave all mails new numbers; known ones are recognised by their Message-ID."""
_ANY = MediaRule(max_bytes=outbound.MOST_FILE_BYTES)
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class _Cursor:
    """How far a mailbox was read: `uid` is the last one that is stored."""

    mailbox: str
    validity: int
    uid: int


class EmailChannel:
    """Implements `Channel`, `Polling` and `Fetching`. One inbox is one mailbox."""

    name = "email"
    poll_seconds = 20.0
    capabilities = Capabilities(
        max_text_chars=60_000,
        messages_per_second=2.0,
        media=dict.fromkeys(
            (MessageKind.IMAGE, MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT), _ANY
        ),
        max_files=20,
        max_caption_chars=60_000,
        automatic_per_hour=30,
        has_threads=True,
        has_copies=True,
        opens_pages=True,
    )
    credential_fields = FIELDS

    def __init__(self, imap: Imap, smtp: Smtp, tokens: OAuthTokens, *, key: bytes) -> None:
        """`key` signs the addresses that answers go to."""
        self._imap, self._smtp, self._tokens, self._key = imap, smtp, tokens, key

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        return None

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Mail is fetched: nobody may bring any."""
        raise BadSignature("Mail isn't delivered here: the mailbox is read by IMAP.")

    def lanes(self, body: bytes) -> Sequence[str]:
        return inbound.lanes(body, self._key)

    def parse(self, body: bytes) -> Sequence[Incoming]:
        return inbound.parse(body, self._key)

    async def poll(self, inbox: InboxConfig, cursor: str | None) -> AsyncIterator[Polled]:
        account, style = account_of(inbox), style_of(inbox)
        login = await self._login(inbox, account)
        async with self._mailbox(account, login, style.mailbox) as box:
            at, uids = await _due(box, style.mailbox, cursor)
            if not uids:
                yield Polled(None, _written(at))
            for uid in uids[:_MOST_AT_ONCE]:
                body = await _fetch(box, uid, account, style)
                at = replace(at, uid=max(uid, at.uid))
                yield Polled(body, _written(at))
                if style.marks_seen and body is not None:
                    await box.mark_seen(uid)

    def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> Opened:
        return _opened(attachment, delivery)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        account, style = account_of(inbox), style_of(inbox)
        files = [await _read(message, position) for position in range(len(message.files))]
        letter = outbound.write(message, account, style, files=files, key=self._key)
        login = await self._login(inbox, account)
        with self._forgetting(login):
            await self._smtp.send(account.smtp, login, letter.mail, sender=account.address, to=letter.to)
        return SendReceipt(letter.external_id, thread=message.thread or letter.external_id)

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Mail has neither."""

    async def check(self, inbox: InboxConfig) -> str:
        """Signs in to both servers."""
        account, mailbox = account_of(inbox), style_of(inbox).mailbox
        login = await self._login(inbox, account)
        async with self._mailbox(account, login, mailbox):
            pass
        with self._forgetting(login):
            await self._smtp.check(account.smtp, login)
        return f"{account.address} · {mailbox}"

    @asynccontextmanager
    async def _mailbox(self, account: Account, login: Login, mailbox: str) -> AsyncIterator[Mailbox]:
        with self._forgetting(login):
            async with self._imap.open(account.imap, login, mailbox) as box:
                yield box

    @contextmanager
    def _forgetting(self, login: Login) -> Iterator[None]:
        """An access token that a server refuses may have been revoked before its time."""
        try:
            yield
        except Misconfigured as refusal:
            if login.access_token is not None and refusal.reason == "login_refused":
                self._tokens.forget(login.access_token)
            raise

    async def _login(self, inbox: InboxConfig, account: Account) -> Login:
        """With a fresh access token where the inbox signs in by OAuth 2. Raises Temporary, Misconfigured."""
        given = inbox.credentials
        if not given.get("oauth_provider", "").strip():
            return account.login
        refresh = Refresh(
            given["oauth_provider"].strip().lower(), given.get("oauth_client_id", ""),
            given.get("oauth_client_secret", ""), given.get("oauth_refresh_token", ""),
        )  # fmt: skip
        return replace(account.login, access_token=await self._tokens.access_token(refresh))


async def _due(box: Mailbox, name: str, cursor: str | None) -> tuple[_Cursor, Sequence[int]]:
    """Where to go on, and the UIDs to fetch in order. The first look takes nothing: old mail stays where it is."""
    known = msgspec.json.decode(cursor, type=_Cursor) if cursor is not None else None
    state = box.state
    if known is None or known.mailbox != name:
        return _Cursor(name, state.validity, state.next_uid - 1), ()
    if known.validity != state.validity:
        again = await box.uids_since((clock.now() - _AGAIN).date())
        start = again[0] - 1 if again else state.next_uid - 1
        return _Cursor(name, state.validity, start), again
    return known, await box.uids_from(known.uid + 1) if state.next_uid > known.uid + 1 else ()


async def _fetch(box: Mailbox, uid: int, account: Account, style: Style) -> bytes | None:
    """The body to store; of a mail beyond the limit only its headers. None when somebody deleted it meanwhile."""
    size = await box.size(uid)
    if size is None:
        return None
    cut = size if size > style.most_bytes else None
    raw = await box.fetch(uid, headers_only=cut is not None)
    if raw is None:
        return None
    server = style.receiving_server or usual_server(account.imap.host)
    return inbound.stored(raw, mailbox=account.address, server=server, too_large_bytes=cut)


def _written(cursor: _Cursor) -> str:
    return msgspec.json.encode(cursor).decode()


async def _read(message: Outgoing, position: int) -> outbound.File:
    file = message.files[position]
    if file.size_bytes > outbound.MOST_FILE_BYTES:
        raise Rejected(f"{file.filename} is too large for a mail.", reason="too_large")
    async with file.open() as pieces:
        content = b"".join([piece async for piece in pieces])
    return outbound.File(content, file.mime_type, file.filename)


@asynccontextmanager
async def _opened(
    attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
) -> AsyncIterator[AsyncIterator[bytes]]:
    content = inbound.file_content(await delivery(), attachment.id or "")
    if content is None:
        raise Rejected("The mail has no such file.", reason="file_gone")
    yield _pieces(content)


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]
