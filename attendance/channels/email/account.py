"""A mailbox as administrators describe it: servers, sign-in, and how answers look. What is missing has a default."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from attendance.channels.base import CredentialField, InboxConfig
from attendance.kernel.errors import Misconfigured
from attendance.vendors.mail_server import Login, Security, Server

_BY_PORT: Final[Mapping[int, Security]] = {993: "tls", 465: "tls"}
_ADDRESS: Final = re.compile(r"[^\s<>\"(),:;\[\]\\@+]+@[^\s<>\"(),:;\[\]\\@]+\.[^\s<>\"(),:;\[\]\\@]+")
_HOST: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/@\[\]]+)(?::(?P<port>\d{1,5}))?")
_SECURITY_HELP: Final = (
    "tls, starttls or none. Empty: by the port (993 and 465 tls, others starttls). "
    "With none everybody on the way can read the password"
)

FIELDS: Final[Sequence[CredentialField]] = (
    CredentialField(
        "address", "E-mail address", "Customers write to it, and answers come from it", secret=False
    ),
    CredentialField(
        "password",
        "Password",
        "Gmail and Zoho with verification in two steps: an app password, made in the account's security settings. "
        "Microsoft 365 doesn't take passwords for IMAP: use OAuth 2 below. Locaweb: the mailbox's own password",
        required=False,
    ),
    CredentialField(
        "imap_server",
        "Incoming server (IMAP)",
        "Name and port. Gmail imap.gmail.com:993 · Microsoft 365 outlook.office365.com:993 · "
        "Locaweb email-ssl.com.br:993 · Zoho imap.zoho.com:993",
        secret=False,
    ),
    CredentialField(
        "smtp_server",
        "Outgoing server (SMTP)",
        "Name and port. Gmail smtp.gmail.com:465 · Microsoft 365 smtp.office365.com:587 · "
        "Locaweb email-ssl.com.br:465 · Zoho smtp.zoho.com:465",
        secret=False,
    ),
    CredentialField(
        "username", "User name", "Only where it isn't the e-mail address", secret=False, required=False
    ),
    CredentialField("imap_security", "Protection of IMAP", _SECURITY_HELP, secret=False, required=False),
    CredentialField("smtp_security", "Protection of SMTP", _SECURITY_HELP, secret=False, required=False),
    CredentialField(
        "oauth_provider",
        "OAuth 2: provider",
        "google, microsoft, or microsoft:<directory id>. With it the three fields below replace the password",
        secret=False,
        required=False,
    ),
    CredentialField(
        "oauth_client_id", "OAuth 2: client id", "Of the app registered there", secret=False, required=False
    ),
    CredentialField("oauth_client_secret", "OAuth 2: client secret", "Of the same app", required=False),
    CredentialField(
        "oauth_refresh_token",
        "OAuth 2: refresh token",
        "Consented for this mailbox with the scopes for IMAP and SMTP",
        required=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Account:
    """`login` holds the password; with OAuth 2 it is asked for a token before each use."""

    address: str
    imap: Server
    smtp: Server
    login: Login

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def account_of(inbox: InboxConfig) -> Account:
    """Raises Misconfigured, saying which field to correct."""
    given = inbox.credentials
    address = given.get("address", "").strip().lower()
    if _ADDRESS.fullmatch(address) is None:
        raise Misconfigured("The e-mail address of this inbox is missing or wrong.", reason="address_invalid")
    return Account(
        address=address,
        imap=_server(given, "imap", default_port=993),
        smtp=_server(given, "smtp", default_port=587),
        login=Login(given.get("username", "").strip() or address, given.get("password", "")),
    )


def _server(given: Mapping[str, str], kind: str, *, default_port: int) -> Server:
    label = kind.upper()
    found = _HOST.fullmatch(given.get(f"{kind}_server", "").strip())
    if found is None or not 0 < int(found["port"] or default_port) < 65536:
        raise Misconfigured(
            f"The {label} server must be written like {kind}.example.com:{default_port}.",
            reason="server_invalid",
        )
    port = int(found["port"] or default_port)
    security = given.get(f"{kind}_security", "").strip().lower() or _BY_PORT.get(port, "starttls")
    if security not in get_args(Security):
        raise Misconfigured(f"The protection of {label} is tls, starttls or none.", reason="server_invalid")
    return Server(found["host"].strip("[]").lower(), port, cast(Security, security))


@dataclass(frozen=True, slots=True)
class Style:
    """How the inbox reads and answers, from its settings; whatever has the wrong type counts as absent.

    `reply_template`, `from_name` and `signature` are texts with {message}, {signature}, {attendant_name},
    {customer_name}, {company} and {subject}.
    """

    mailbox: str = "INBOX"
    marks_seen: bool = False
    most_bytes: int = 25 * 1024 * 1024
    from_name: str = "{company}"
    company: str = ""
    signature: str = ""
    reply_template: str = "{message}\n\n{signature}"
    reply_subject: str = "Re: {subject}"
    """Of an answer; `subject`, or `original_subject`, is what it answers, without its own `Re:`."""
    has_plus_addresses: bool = False
    """The server takes mail for name+anything@…: answers find their conversation even without headers."""
    bcc: tuple[str, ...] = ()
    receiving_server: str = ""
    """Under which name (authserv-id) the mailbox's server writes Authentication-Results; empty: the provider's usual
    one, where it is known."""


def style_of(inbox: InboxConfig) -> Style:
    given, usual = inbox.settings, Style()
    bcc = given.get("bcc")
    copies = [one.strip().lower() for one in bcc.split(",")] if isinstance(bcc, str) else []
    return Style(
        mailbox=_text(given, "mailbox") or usual.mailbox,
        marks_seen=given.get("mark_seen") is True,
        most_bytes=_bytes(given.get("max_megabytes")) or usual.most_bytes,
        from_name=_text(given, "from_name") or usual.from_name,
        company=_text(given, "company") or inbox.name,
        signature=_text(given, "signature"),
        reply_template=_template(given) or usual.reply_template,
        reply_subject=_text(given, "reply_subject") or usual.reply_subject,
        has_plus_addresses=given.get("plus_address") is True,
        receiving_server=_text(given, "receiving_server").partition(" ")[0],
        bcc=tuple(one for one in copies if _ADDRESS.fullmatch(one)),
    )


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) else ""


def _template(given: Mapping[str, Any]) -> str:
    """One without the message itself would send nothing of what was written."""
    template = _text(given, "reply_template")
    return template if "{message}" in template else ""


def _bytes(megabytes: object) -> int:
    """Zero for anything but a size that makes sense."""
    if isinstance(megabytes, bool) or not isinstance(megabytes, int | float) or not 0 < megabytes <= 100:
        return 0
    return int(megabytes * 1024 * 1024)
