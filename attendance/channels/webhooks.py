"""Where vendors call: verified over the raw bytes, stored, committed, and only then answered with 200."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from attendance.channels import queries
from attendance.channels.abilities import Acknowledging, Preparing
from attendance.channels.actions import InboundStore
from attendance.channels.base import Acknowledgement, BadSignature, Channel, InboxConfig, RawDelivery
from attendance.channels.refused import RefusedDeliveries
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import AttendanceError, NotAllowed, NotFound, TooLarge
from attendance.kernel.problems import MethodNotAllowed, problem_response

_PREFIX = "/webhooks/"
MAX_BODY_BYTES = 3 * 1024 * 1024
_CACHE_LASTS = timedelta(seconds=3)
_MOST_KNOWN = 10_000


class Services(Protocol):
    """What receiving webhooks needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def inbound(self) -> InboundStore: ...
    @property
    def inboxes(self) -> "InboxCache": ...
    @property
    def refused(self) -> RefusedDeliveries: ...


@dataclass(slots=True)
class InboxCache:
    """The inboxes behind the addresses, for a few seconds: a busy account must not cost a query a message.

    Those who ask while the answer is on its way wait for the same one.
    """

    database: Database
    vault: Vault
    _known: dict[tuple[str, str], tuple[datetime, "asyncio.Task[InboxConfig | None]"]] = field(
        default_factory=dict
    )

    async def find(self, channel: str, key: str) -> InboxConfig:
        """Raises NotFound. A paused inbox is found: what comes in meanwhile is kept."""
        now = clock.now()
        until, asked = self._known.get((channel, key), (now, None))
        if asked is None or until <= now or (asked.done() and (asked.cancelled() or asked.exception())):
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            asked = asyncio.create_task(queries.inbox_by_key(self.database, self.vault, channel, key))
            self._known[channel, key] = (now + _CACHE_LASTS, asked)
        inbox = await asyncio.shield(asked)
        if inbox is None:
            raise NotFound("inbox")
        return inbox


class HandshakeRefused(NotAllowed):
    code = "handshake_refused"
    message = "The verify token doesn't match the one of this inbox."


class FastLane:
    """Takes what vendors send past the layers that are for people: at a thousand calls a second each one counts.

    `/webhooks/{channel}/{inbox_key}`: GET is the vendor's handshake, POST a delivery.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PREFIX):
            await self._app(scope, receive, send)
            return
        try:
            response = await _answer(Request(scope, receive))
        except AttendanceError as error:
            response = problem_response(error)
        await response(scope, receive, send)


async def _answer(request: Request) -> Response:
    channel, inbox = await _address(request)
    match request.method:
        case "GET":
            return _shake_hands(request, channel, inbox)
        case "POST":
            return await _receive(request, channel, inbox)
        case _:
            raise MethodNotAllowed


def _shake_hands(request: Request, channel: Channel, inbox: InboxConfig) -> Response:
    answer = channel.handshake(inbox, request.query_params)
    if answer is None:
        _services(request).refused.note(inbox)
        raise HandshakeRefused
    return PlainTextResponse(answer)


async def _receive(request: Request, channel: Channel, inbox: InboxConfig) -> Response:
    delivery = RawDelivery(await _read(request), request.headers, request.query_params, _target(request))
    if isinstance(channel, Preparing):
        await channel.prepare(inbox, delivery)
    try:
        channel.verify(inbox, delivery)
    except BadSignature:
        _services(request).refused.note(inbox)
        raise
    await _services(request).inbound.record(inbox, delivery.body, channel.lanes(delivery.body))
    answer = _acknowledgement(channel, delivery.body)
    return Response(answer.body, media_type=answer.media_type)


def _acknowledgement(channel: Channel, body: bytes) -> Acknowledgement:
    return channel.acknowledge(body) if isinstance(channel, Acknowledging) else Acknowledgement()


def _target(request: Request) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


async def _address(request: Request) -> tuple[Channel, InboxConfig]:
    """Raises NotFound."""
    name, _, key = request.scope["path"].removeprefix(_PREFIX).partition("/")
    services = _services(request)
    channel = services.channels.get(name)
    if channel is None:
        raise NotFound("channel")
    return channel, await services.inboxes.find(name, key)


async def _read(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            raise TooLarge(limit_bytes=MAX_BODY_BYTES)
        chunks.append(chunk)
    return b"".join(chunks)


def _services(request: Request) -> Services:
    return cast(Services, request.app.state.services)
