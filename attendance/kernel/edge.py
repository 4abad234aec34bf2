"""The outermost layer of HTTP: a name for each request, one log line, the limit of bodies, headers that protect.

Pure ASGI, one layer for all of it: the webhooks pass here too, and every layer costs them.
"""

import re
import time
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attendance.kernel import log
from attendance.kernel.errors import AttendanceError, TooLarge
from attendance.kernel.ids import new_id
from attendance.kernel.problems import problem_response
from attendance.kernel.rate_limits import Allowance

_KIB: Final = 1024
BODY_LIMIT_BYTES: Final = 1024 * _KIB
ALLOWANCE: Final = "attendance.allowance"
"""Scope key: the Allowance that the answer's RateLimit headers tell."""

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_API_POLICY = b"default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY = (
    b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
    b"connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_log = log.get("http")


@dataclass(frozen=True, slots=True)
class EdgeOptions:
    """`body_limits`: bytes by path prefix, for those that need more than BODY_LIMIT_BYTES; `*` is any one part.

    `quiet`: prefixes whose successes are logged only at debug, because they are many and say nothing.
    """

    is_https: bool = False
    body_limits: Mapping[str, int] = field(default_factory=dict)
    quiet: tuple[str, ...] = ()

    def limit_for(self, path: str) -> int:
        sizes = (size for prefix, size in self.body_limits.items() if _begins(path, prefix))
        return next(sizes, BODY_LIMIT_BYTES)


def _begins(path: str, prefix: str) -> bool:
    if "*" not in prefix:
        return path.startswith(prefix)
    wanted, given = prefix.split("/"), path.split("/")
    pairs = zip(wanted, given, strict=False)
    return len(given) >= len(wanted) and all(part in ("*", there) for part, there in pairs)


class Edge:
    def __init__(self, app: ASGIApp, options: EdgeOptions) -> None:
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _Passage(self._app, self._options, scope, receive, send).go()
        else:
            await self._app(scope, receive, send)


class _Passage:
    """One request on its way through. Works on raw headers: it is passed a thousand times a second."""

    def __init__(
        self, app: ASGIApp, options: EdgeOptions, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._app, self._scope, self._receive, self._send = app, scope, receive, send
        self._options = options
        self._asked: dict[bytes, bytes] = dict(scope["headers"])
        self._limit_bytes = options.limit_for(scope["path"])
        self._seen_bytes = 0
        self._status = 0
        given = self._asked.get(b"x-request-id", b"").decode("latin-1")
        self._id = given if _GIVEN_ID.fullmatch(given) else str(new_id())

    async def go(self) -> None:
        started = time.perf_counter()
        before = structlog.contextvars.bind_contextvars(request_id=self._id)
        try:
            await self._answer()
        finally:
            self._write_log(time.perf_counter() - started)
            structlog.contextvars.reset_contextvars(**before)

    async def _answer(self) -> None:
        try:
            self._check_length()
            await self._app(self._scope, self.receive, self.send)
        except TooLarge as error:
            await self._refuse(error)
        except ClientDisconnect:
            _log.info("client_left")
        except (
            Exception
        ) as error:  # the main loop of all requests: whatever escapes becomes a 500 with its name
            _log.error("unexpected_error", exc_info=error)
            await self._refuse(AttendanceError(request_id=self._id))

    async def _refuse(self, error: AttendanceError) -> None:
        if self._status:  # too late to say anything: the server closes the connection
            raise error
        await problem_response(error)(self._scope, self._receive, self.send)

    def _check_length(self) -> None:
        announced = self._asked.get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._limit_bytes:
            raise TooLarge(limit_bytes=self._limit_bytes)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._seen_bytes += len(message.get("body", b""))
            if self._seen_bytes > self._limit_bytes:
                raise TooLarge(limit_bytes=self._limit_bytes)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message["headers"] = [*message.get("headers", ()), *self._added(dict(message.get("headers", ())))]
        await self._send(message)

    def _added(self, headers: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
        """What the answer lacks of what every answer carries. An answer that says it itself knows better."""
        yield b"x-request-id", self._id.encode()
        kind = headers.get(b"content-type", b"")
        for name, value in _protection(kind, is_https=self._options.is_https):
            if name not in headers:
                yield name, value
        allowance: Allowance | None = self._scope.get(ALLOWANCE)
        if allowance:
            yield b"ratelimit-limit", b"%d" % allowance.limit
            yield b"ratelimit-remaining", b"%d" % allowance.remaining
            yield b"ratelimit-reset", b"%d" % allowance.reset_seconds

    def _write_log(self, seconds: float) -> None:
        is_quiet = self._status < 400 and self._scope["path"].startswith(self._options.quiet)
        write = _log.debug if is_quiet else _log.info
        # The route's template, not the path: paths may carry secrets (webhook keys).
        write(
            "request",
            method=self._scope["method"],
            route=getattr(self._scope.get("route"), "path", None),
            status=self._status,
            milliseconds=round(seconds * 1000, 1),
            **_who(self._scope),
        )


def _who(scope: MutableMapping[str, Any]) -> dict[str, str]:
    user_id = scope.get("state", {}).get("user_id")
    return {"user": str(user_id)} if user_id else {}


@lru_cache(maxsize=256)
def _protection(content_type: bytes, *, is_https: bool) -> tuple[tuple[bytes, bytes], ...]:
    """What browsers should refuse, by the kind of answer."""
    found = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"same-origin"}
    if b"json" in content_type:
        found |= {b"content-security-policy": _API_POLICY, b"cache-control": b"no-store"}
    elif content_type.startswith(b"text/html"):
        found |= {
            b"content-security-policy": _PAGE_POLICY,
            b"permissions-policy": b"geolocation=(), payment=(), usb=()",
        }
    if is_https:
        found[b"strict-transport-security"] = b"max-age=31536000"
    return tuple(found.items())
