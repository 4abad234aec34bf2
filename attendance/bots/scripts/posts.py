"""What WEBHOOK POST sends: signed, after the turn, tried again for a day."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import httpx

from attendance.bots import queries, secrets
from attendance.bots.scripts import outside
from attendance.bots.scripts.outside import CallFailed, Reply, Request
from attendance.kernel import clock, jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound, Temporary
from attendance.kernel.jobs import Job

_log = log.get("bots")

POST: Final = "bot.post"
SIGNATURE: Final = "X-Attendance-Signature"
SECRET: Final = "param-webhook-secret"

_ATTEMPTS: Final = 150
_AGAIN: Final = frozenset({408, 425, 429})


class Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def outside(self) -> httpx.AsyncClient: ...


@dataclass(frozen=True, slots=True)
class Post:
    """Payload of `bot.post`; `body` is JSON."""

    bot_id: UUID
    url: str
    body: str


async def send_later(tx: Tx, bot_id: UUID, url: str, body: str) -> None:
    """After this transaction."""
    await jobs.enqueue(tx, POST, Post(bot_id, url, body), key=f"post:{bot_id}:{url}", max_attempts=_ATTEMPTS)


async def deliver(services: Services, job: Job) -> None:
    """Job `bot.post`. What is refused for good, or has no bot or secret any more, is noted and dropped."""
    post = jobs.decode(job, Post)
    async with services.database.transaction(job.tenant_id) as tx:
        try:
            bot = await queries.facts(tx, post.bot_id)
            secret = (await secrets.of_bot(tx, services.vault, post.bot_id)).get(SECRET)
        except NotFound:
            secret, bot = None, None
    if secret is None or bot is None:
        _log.warning("webhook_dropped", bot=str(post.bot_id), reason="no_secret")
        return
    body = post.body.encode("utf-8", "replace")
    headers = {
        "Content-Type": "application/json",
        SIGNATURE: signature(secret, body, int(clock.now().timestamp())),
    }
    request = Request("POST", post.url, headers, body, bot.config.http_allowed_hosts)
    try:
        reply = await outside.call(services.outside, request)
    except CallFailed as failed:
        raise Temporary(str(failed), reason="no_answer") from None
    _check(post, reply)


def signature(secret: str, body: bytes, at: int) -> str:
    """`at` in seconds since 1970: whoever checks it refuses what is old."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


def _check(post: Post, reply: Reply) -> None:
    """Raises: Temporary."""
    if reply.status >= 500 or reply.status in _AGAIN:
        raise Temporary(str(reply.status), reason="refused")
    if reply.status >= 300:
        _log.warning("webhook_refused", bot=str(post.bot_id), status=reply.status)
