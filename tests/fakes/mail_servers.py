"""Mail servers for tests: a real Dovecot that holds mailboxes, and an SMTP server that keeps what it takes."""

import asyncio
import base64
import imaplib
import os
import pwd
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tools import dovecot as installed

PASSWORD = "segredo"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Dovecot:
    """Any user signs in with PASSWORD and has mailboxes of their own."""

    folder: Path
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    certificate: Path | None = None
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        program = installed.find()
        if program is None:
            pytest.fail("There is no Dovecot: run `./attend test`, which installs it where it may.")
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        user = _mail_user()
        os.chown(self.folder / "mail", user.pw_uid, user.pw_gid)
        config = self.folder / "dovecot.conf"
        config.write_text(self._configuration(user))
        self._process = subprocess.Popen([program, "-F", "-c", config])
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                log = self.folder / "log"
                assert time.monotonic() < deadline, log.read_text() if log.exists() else "Dovecot is silent"
                time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def append(self, user: str, raw: bytes, mailbox: str = "INBOX") -> None:
        """A mail arrives."""
        with self.signed_in(user) as box:
            kind, answer = box.append(mailbox, "", imaplib.Time2Internaldate(time.time()), raw)
            assert kind == "OK", answer

    def flags(self, user: str, mailbox: str = "INBOX") -> list[str]:
        """Of each mail, in order."""
        with self.signed_in(user) as box:
            box.select(mailbox, readonly=True)
            _, answer = box.uid("FETCH", "1:*", "(FLAGS)")
            return [
                one.decode().rpartition("FLAGS (")[2].partition(")")[0]
                for one in answer
                if isinstance(one, bytes)
            ]

    def renew_validity(self, user: str, mailbox: str) -> None:
        """Make the mailbox anew with the same mails: they get new numbers under another UIDVALIDITY."""
        with self.signed_in(user) as box:
            box.select(mailbox)
            _, answer = box.uid("FETCH", "1:*", "(BODY.PEEK[])")
            mails = [one[1] for one in answer if isinstance(one, tuple)]
            box.close()
            box.delete(mailbox)
            box.create(mailbox)
            for raw in mails:
                box.append(mailbox, "", imaplib.Time2Internaldate(time.time()), raw)

    def create(self, user: str, mailbox: str) -> None:
        with self.signed_in(user) as box:
            box.create(mailbox)

    @contextmanager
    def signed_in(self, user: str) -> Iterator[imaplib.IMAP4]:
        box = imaplib.IMAP4("127.0.0.1", self.port)
        try:
            box.login(user, PASSWORD)
            yield box
        finally:
            box.logout()

    def _configuration(self, user: pwd.struct_passwd) -> str:
        me = pwd.getpwuid(os.getuid()).pw_name
        as_me = f"default_internal_user = {me}\ndefault_login_user = {me}\n" if os.getuid() else ""
        tls = (
            f"ssl = yes\nssl_cert = <{self.certificate}\nssl_key = <{self.certificate}\n"
            if self.certificate
            else "ssl = no\n"
        )
        return f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
{as_me}{tls}
first_valid_uid = 1
mail_location = maildir:{self.folder}/mail/%u
mailbox_list_index = no
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user.pw_uid} gid={user.pw_gid} home={self.folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port if self.certificate else 0}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def _mail_user() -> pwd.struct_passwd:
    """Whose mailboxes they are on the disk: Dovecot gives none to root."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


@dataclass
class SmtpServer:
    """Keeps what it takes, and refuses what the test wants refused."""

    port: int = field(default_factory=free_port)
    hostname: str = "127.0.0.1"
    users: dict[str, str] = field(default_factory=dict)
    """Who may sign in; empty: everybody."""
    tls: ssl.SSLContext | None = None
    starts_tls: bool = False
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    """(command, answer) in turn: `("RCPT", "550 5.1.1 no such user")`."""
    tokens: list[str] = field(default_factory=list)
    _controller: Any = None

    def start(self) -> None:
        options: dict[str, Any] = {"authenticator": self._authenticate, "auth_require_tls": False}
        if self.tls is not None and self.starts_tls:
            options["tls_context"] = self.tls
        elif self.tls is not None:
            options["ssl_context"] = self.tls
        self._controller = Controller(self, hostname=self.hostname, port=self.port, **options)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, kind: str, login: Any
    ) -> AuthResult:
        is_known = not self.users or self.users.get(login.login.decode()) == login.password.decode()
        return AuthResult(success=is_known, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """PASSWORD is the one access token that counts."""
        said = base64.b64decode(args[1]).decode()
        self.tokens.append(said.rpartition("auth=Bearer ")[2].strip("\x01"))
        return AuthResult(success=self.tokens[-1] == PASSWORD, handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self._refusal("MAIL"):
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self._refusal("RCPT"):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if refusal := self._refusal("DATA"):
            return refusal
        await asyncio.sleep(0)
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        self.envelopes.append(envelope)
        self.received.append(message_from_bytes(raw, policy=default))
        return "250 OK"

    def _refusal(self, command: str) -> str | None:
        if self.refusals and self.refusals[0][0] == command:
            return self.refusals.pop(0)[1]
        return None
