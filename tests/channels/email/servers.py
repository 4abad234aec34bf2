"""Inboxes whose servers run here."""

from typing import Any
from uuid import uuid4

import httpx

from attendance.channels.base import InboxConfig
from attendance.channels.email.channel import EmailChannel
from attendance.kernel.ids import new_id
from attendance.vendors.imap import ImapClient
from attendance.vendors.mail_oauth import OAuthTokens
from attendance.vendors.smtp import SmtpClient
from tests.fakes.mail_servers import PASSWORD, Dovecot, SmtpServer


def channel(http: httpx.AsyncClient | None = None) -> EmailChannel:
    """Talks to servers of this machine."""
    tokens = OAuthTokens(http or httpx.AsyncClient())
    return EmailChannel(ImapClient(allow_private=True), SmtpClient(allow_private=True), tokens, key=b"chave")


def new_address() -> str:
    """A mailbox of the test's own."""
    return f"suporte-{uuid4().hex[:12]}@loja.example"


def credentials(dovecot: Dovecot, smtp: SmtpServer | None, address: str) -> dict[str, str]:
    return {
        "address": address,
        "password": PASSWORD,
        "imap_server": f"127.0.0.1:{dovecot.port}",
        "imap_security": "none",
        "smtp_server": f"127.0.0.1:{smtp.port if smtp else 25}",
        "smtp_security": "none",
    }


def inbox(dovecot: Dovecot, smtp: SmtpServer | None, address: str, **settings: Any) -> InboxConfig:
    return InboxConfig(
        new_id(), new_id(), "email", "Loja", credentials(dovecot, smtp, address), settings, key="chave"
    )
