"""IMAP: new mails of a mailbox, one at a time, by their UIDs. RFC 9051; each call runs in a thread of its own.

Nothing is changed on the server but, when asked, the flag \\Seen. Time-outs: 30 s for each answer.
"""

import asyncio
import imaplib
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from imap_tools import BaseMailBox, MailMessageFlags
from imap_tools.errors import ImapToolsError

from attendance.kernel.errors import Misconfigured, Temporary
from attendance.vendors.mail_server import (
    TIMEOUT_SECONDS,
    Login,
    Server,
    address_of,
    raise_unreachable,
    tls_context,
)

Result = TypeVar("Result")
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 (RFC 9051's words)


@dataclass(frozen=True, slots=True)
class State:
    """Of a mailbox. UIDs below `next_uid` were given out; another `validity` means that all of them were given anew."""

    validity: int
    next_uid: int


class Mailbox(Protocol):
    """An open mailbox. Everything raises Temporary, Misconfigured."""

    state: State

    async def uids_from(self, uid: int) -> Sequence[int]:
        """Mails with this UID or a higher one, in order."""

    async def uids_since(self, day: date) -> Sequence[int]:
        """Mails that arrived on this day or later, in order."""

    async def size(self, uid: int) -> int | None:
        """Bytes of a mail; None when it is gone."""

    async def fetch(self, uid: int, *, headers_only: bool = False) -> bytes | None:
        """The mail as it is stored; None when it is gone."""

    async def mark_seen(self, uid: int) -> None: ...


class Imap(Protocol):
    """What a channel needs of a server."""

    def open(self, server: Server, login: Login, mailbox: str) -> Any:
        """An asynchronous context manager that gives a `Mailbox`. Raises Temporary, Misconfigured."""


@dataclass(frozen=True, slots=True)
class ImapClient:
    """`allow_private` is the setting of the same name."""

    allow_private: bool = False

    @asynccontextmanager
    async def open(self, server: Server, login: Login, mailbox: str) -> AsyncIterator[Mailbox]:
        address = await address_of(server, allow_private=self.allow_private)
        box = await asyncio.to_thread(_connect, server, address)
        try:
            await _call(server, lambda: _sign_in(box, login))
            yield OpenMailbox(server, box, await _call(server, lambda: _select(box, mailbox)))
        finally:
            await asyncio.to_thread(_leave, box)


class OpenMailbox:
    """Implements `Mailbox`."""

    def __init__(self, server: Server, box: BaseMailBox, state: State) -> None:
        self._server, self._box, self.state = server, box, state

    async def uids_from(self, uid: int) -> Sequence[int]:
        found = await self._search(f"UID {uid}:*")
        return [one for one in found if one >= uid]  # `n:*` names the last mail also when its UID is lower

    async def uids_since(self, day: date) -> Sequence[int]:
        return await self._search(f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}")

    async def size(self, uid: int) -> int | None:
        found = _SIZE.search(b" ".join(_flat(await self._fetch(uid, "(RFC822.SIZE)"))))
        return int(found[1]) if found else None

    async def fetch(self, uid: int, *, headers_only: bool = False) -> bytes | None:
        part = "BODY.PEEK[HEADER]" if headers_only else "BODY.PEEK[]"
        answer = await self._fetch(uid, f"({part})")
        return next((one[1] for one in answer if isinstance(one, tuple) and len(one) > 1), None)

    async def mark_seen(self, uid: int) -> None:
        await _call(self._server, lambda: self._box.flag(str(uid), MailMessageFlags.SEEN, True))

    async def _search(self, criteria: str) -> list[int]:
        found = await _call(self._server, lambda: self._box.uids(criteria, charset=None))
        return sorted(int(uid) for uid in found)

    async def _fetch(self, uid: int, what: str) -> Sequence[Any]:
        kind, answer = await _call(self._server, lambda: self._box.client.uid("FETCH", str(uid), what))
        if kind != "OK":
            raise Temporary(f"{self._server.host} did not give a mail.", reason="fetch_refused")
        return answer


class _PinnedBox(BaseMailBox):
    """Connects to the address that was checked, under the name that was configured."""

    def __init__(self, server: Server, address: str) -> None:
        self._server, self._address = server, address
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        kind = _pinned(imaplib.IMAP4_SSL if self._server.security == "tls" else imaplib.IMAP4, self._address)
        options = {"ssl_context": tls_context()} if self._server.security == "tls" else {}
        client = kind(self._server.host, self._server.port, timeout=TIMEOUT_SECONDS, **options)
        if self._server.security == "starttls":
            _start_tls(client)
        return client


def _start_tls(client: imaplib.IMAP4) -> None:
    try:
        client.starttls(tls_context())
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise


def _pinned(base: type[imaplib.IMAP4], address: str) -> Callable[..., imaplib.IMAP4]:
    """The client with its one way to a socket replaced."""

    def connect(client: imaplib.IMAP4, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((address, client.port), timeout)
        if not isinstance(client, imaplib.IMAP4_SSL):
            return plain
        try:
            wrapped: socket.socket = client.ssl_context.wrap_socket(plain, server_hostname=client.host)
            return wrapped
        except BaseException:
            plain.close()
            raise

    return type("Pinned", (base,), {"_create_socket": connect})


def _connect(server: Server, address: str) -> BaseMailBox:
    try:
        return _PinnedBox(server, address)
    except imaplib.IMAP4.error as error:
        if server.security == "starttls":
            raise Misconfigured(
                f"{server.host}:{server.port} does not offer STARTTLS. Port 993 uses TLS at once.",
                reason="tls_failed",
            ) from error
        raise Temporary(f"{server.host} refused the connection: {error}", reason="unreachable") from error
    except OSError as error:
        raise_unreachable(server, error)


def _sign_in(box: BaseMailBox, login: Login) -> None:
    try:
        if login.access_token is not None:
            box.xoauth2(login.username, login.access_token, initial_folder=None)
        elif (login.username + login.password).isascii():
            box.login(login.username, login.password, initial_folder=None)
        else:
            box.login_utf8(login.username, login.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        if "UNAVAILABLE" in str(error) or "INUSE" in str(error):
            raise Temporary(
                "The mail server can't check passwords now.", reason="vendor_unavailable"
            ) from error
        raise Misconfigured(
            f"The mail server refused the sign-in of {login.username} (IMAP). Gmail and Zoho with two steps want an "
            "app password; in other services, check that IMAP is switched on.",
            reason="login_refused",
        ) from error


def _select(box: BaseMailBox, name: str) -> State:
    try:
        found = box.folder.status(name, ("UIDVALIDITY", "UIDNEXT"))
        box.folder.set(name, readonly=False)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise Misconfigured(
            f"There is no mailbox {name} on the mail server.", reason="mailbox_missing"
        ) from error
    return State(validity=found["UIDVALIDITY"], next_uid=found["UIDNEXT"])


def _leave(box: BaseMailBox) -> None:
    with suppress(imaplib.IMAP4.error, ImapToolsError, OSError):
        box.client.logout()
    with suppress(OSError):
        box.client.shutdown()


async def _call(server: Server, ask: Callable[[], Result]) -> Result:
    """One exchange with the server, in a thread. A connection that breaks is Temporary."""
    try:
        return await asyncio.to_thread(ask)
    except (ssl.SSLError, OSError, imaplib.IMAP4.abort) as error:
        raise Temporary(f"The mail server {server.host} broke the connection.", reason="no_answer") from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise Temporary(
            f"The mail server {server.host} did not do as asked.", reason="vendor_unavailable"
        ) from error


def _flat(answer: Sequence[Any]) -> list[bytes]:
    pieces = [piece for one in answer for piece in (one if isinstance(one, tuple) else (one,))]
    return [piece for piece in pieces if isinstance(piece, bytes)]
