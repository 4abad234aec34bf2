"""SMTP submission: one mail to its recipients over a connection of its own. RFC 5321, RFC 6409, RFC 3463.

Time-outs: 30 s for each answer. A mail that was handed over completely, but not confirmed, may have arrived.
"""

import asyncio
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import NoReturn, Protocol

import aiosmtplib
from aiosmtplib import SMTP

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.mail_server import (
    TIMEOUT_SECONDS,
    Login,
    Server,
    address_of,
    raise_unreachable,
    tls_context,
)
from attendance.vendors.mail_status import enhanced_status, meaning_of


class Smtp(Protocol):
    """What a channel needs of a server. Everything raises Temporary, Rejected, Misconfigured."""

    async def send(
        self, server: Server, login: Login, mail: EmailMessage, *, sender: str, to: list[str]
    ) -> None:
        """Hand the mail over. `sender` is the envelope's: bounces go there."""

    async def check(self, server: Server, login: Login) -> None:
        """Sign in, and leave."""


@dataclass(frozen=True, slots=True)
class SmtpClient:
    """`allow_private` is the setting of the same name."""

    allow_private: bool = False

    async def send(
        self, server: Server, login: Login, mail: EmailMessage, *, sender: str, to: list[str]
    ) -> None:
        client = await self._connected(server, login)
        try:
            refused, _ = await client.send_message(mail, sender=sender, recipients=to)
            if to[0] in refused:
                raise _refusal(aiosmtplib.SMTPRecipientRefused(*refused[to[0]], to[0]))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _refusal(refused.recipients[0]) from refused
        except aiosmtplib.SMTPResponseException as refused:
            raise _refusal(refused) from refused
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Temporary(
                "The mail server did not confirm the mail.", reason="no_answer", may_have_arrived=True
            ) from error
        finally:
            await _leave(client)

    async def check(self, server: Server, login: Login) -> None:
        await _leave(await self._connected(server, login))

    async def _connected(self, server: Server, login: Login) -> SMTP:
        address = await address_of(server, allow_private=self.allow_private)
        client = _client(server, address)
        try:
            plain = await _socket(address, server.port)
        except OSError as error:
            raise_unreachable(server, error)
        try:
            await client.connect(sock=plain)
        except (aiosmtplib.SMTPException, OSError) as error:
            client.close()
            plain.close()
            _raise_unusable(server, error)
        try:
            await _sign_in(client, login)
        except BaseException:
            client.close()
            raise
        return client


def _client(server: Server, address: str) -> SMTP:
    return SMTP(
        hostname=server.host,
        port=None,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=None if server.security == "none" else tls_context(),
        timeout=TIMEOUT_SECONDS,
        local_hostname="attendance.invalid",
    )


async def _socket(address: str, port: int) -> socket.socket:
    """A connection to exactly this address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    plain = socket.socket(family, socket.SOCK_STREAM)
    plain.setblocking(False)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await asyncio.get_running_loop().sock_connect(plain, (address, port))
    except BaseException:
        plain.close()
        raise
    return plain


async def _sign_in(client: SMTP, login: Login) -> None:
    """Raises Misconfigured, Temporary. Without a password nobody signs in: relays inside the house ask for none."""
    try:
        if login.access_token is not None:
            await client.auth_xoauth2(login.username, login.access_token)
        elif login.password:
            await client.login(login.username, login.password)
    except aiosmtplib.SMTPResponseException as refused:
        if refused.code < 500:
            raise Temporary(
                f"The mail server can't check passwords now: {_said(refused)}", reason="vendor_unavailable"
            ) from refused
        raise Misconfigured(
            f"The mail server refused the sign-in of {login.username} (SMTP): {_said(refused)} Gmail and Zoho with two "
            "steps want an app password; Microsoft 365 must allow authenticated SMTP for this mailbox.",
            reason="login_refused",
        ) from refused
    except aiosmtplib.SMTPNotSupported as error:
        raise Misconfigured(
            "The mail server offers no sign-in here. Port 587 or 465 is for sending mail.",
            reason="login_not_offered",
        ) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise Temporary("The mail server broke the connection.", reason="no_answer") from error


def _refusal(refused: aiosmtplib.SMTPResponseException) -> VendorFailure:
    """A server's no, by whom it concerns: nobody now, our account, this customer."""
    said, status = _said(refused), enhanced_status(refused.message, refused.code)
    if 400 <= refused.code < 500:
        is_pace = refused.code in (421, 450, 451, 452) and "rate" in said.lower()
        reason = "rate_limited" if is_pace else "vendor_unavailable"
        return Temporary(
            f"The mail server asks to try later: {said}", reason=reason, vendor_code=refused.code
        )
    if status == "5.4.5":
        detail = f"The mailbox has sent as much as its provider allows for today: {said}"
        return Temporary(detail, reason="rate_limited", retry_after_seconds=3600.0, vendor_code=refused.code)
    if refused.code in (530, 534, 535) or isinstance(refused, aiosmtplib.SMTPSenderRefused):
        detail = f"The mail server doesn't let this account send from the inbox's address: {said}"
        return Misconfigured(detail, reason="sender_refused", vendor_code=refused.code)
    code, words = meaning_of(status, said)
    return Rejected(words, reason=code, vendor_code=refused.code)


def _said(refused: aiosmtplib.SMTPResponseException) -> str:
    return " ".join(f"{refused.code} {refused.message}".split())[:300]


def _raise_unusable(server: Server, error: Exception) -> NoReturn:
    """Why no connection came about."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        raise Temporary(
            f"{server.host} refused the connection: {_said(error)}", reason="unreachable"
        ) from error
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            raise_unreachable(server, cause)
        cause = cause.__cause__ or cause.__context__
    if server.security == "starttls" and not isinstance(error, OSError):
        raise Misconfigured(
            f"{server.host}:{server.port} does not offer STARTTLS. Port 465 uses TLS at once.",
            reason="tls_failed",
        ) from error
    raise_unreachable(server, error)


async def _leave(client: SMTP) -> None:
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.quit()
    client.close()
