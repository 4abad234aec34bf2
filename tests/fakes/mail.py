"""Mail servers without a network: what a channel asks of them is answered from memory."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage

from attendance.kernel.errors import Misconfigured
from attendance.vendors.imap import Mailbox, State
from attendance.vendors.mail_server import Login, Server


@dataclass
class FakeMail:
    """Implements `Imap`, `Smtp` and `Mailbox`: one account with one mailbox, whose mails are `held` by their UIDs."""

    password: str = "segredo"
    held: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    sent: list[EmailMessage] = field(default_factory=list)
    validity: int = 1

    @property
    def state(self) -> State:
        return State(self.validity, max(self.held, default=0) + 1)

    @asynccontextmanager
    async def open(self, server: Server, login: Login, mailbox: str) -> AsyncIterator[Mailbox]:
        self._check(login)
        yield self  # type: ignore[misc]  # `state` is computed, nobody sets it

    async def send(
        self, server: Server, login: Login, mail: EmailMessage, *, sender: str, to: list[str]
    ) -> None:
        self._check(login)
        self.sent.append(mail)

    async def check(self, server: Server, login: Login) -> None:
        self._check(login)

    def _check(self, login: Login) -> None:
        if login.password != self.password:
            raise Misconfigured("Wrong password.", reason="login_refused")

    async def uids_from(self, uid: int) -> Sequence[int]:
        return [one for one in sorted(self.held) if one >= uid]

    async def uids_since(self, day: date) -> Sequence[int]:
        return sorted(self.held)

    async def size(self, uid: int) -> int | None:
        return len(self.held[uid]) if uid in self.held else None

    async def fetch(self, uid: int, *, headers_only: bool = False) -> bytes | None:
        raw = self.held.get(uid)
        return raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if raw and headers_only else raw

    async def mark_seen(self, uid: int) -> None:
        self.seen.add(uid)
