"""HTTP of the web chat: sessions, and messages for visitors whose network lets no WebSocket through.

Every answer to a page carries CORS headers for exactly its origin, once the inbox allows that origin.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from attendance.channels.base import InboxConfig
from attendance.channels.webchat.desk import PAGE_SIZE, Desk, inbox_key_of
from attendance.channels.webchat.http import json_response, read_body
from attendance.channels.webchat.inbound import Dropped
from attendance.channels.webchat.pages import page_routes
from attendance.channels.webchat.protocol import (
    BEGINNING,
    Messages,
    Older,
    Poll,
    Session,
    read_open_session,
    read_posted_frame,
)
from attendance.channels.webchat.rules import ChatSettings, Visitor, decide_visitor
from attendance.channels.webchat.socket import VisitorSocket
from attendance.channels.webchat.tokens import ACCESS_LIFETIME, cookie_header, cookie_name, verify_identity
from attendance.kernel.errors import AttendanceError, InvalidInput
from attendance.kernel.ids import new_id
from attendance.kernel.problems import problem_response

_LONGEST_WAIT_SECONDS = 25.0
_CORS_METHODS = "GET, POST, DELETE"
_CORS_HEADERS = "authorization, content-type"


def webchat_routes(desk: Desk, *, web_root: Path) -> list[BaseRoute]:
    """All routes of the web chat; `web_root` is the folder of the built widget."""
    http = (
        ("/webchat/{inbox_key}/session", ["POST", "DELETE"], _session),
        ("/webchat/{inbox_key}/messages", ["GET", "POST"], _messages),
        ("/webchat/{inbox_key}/files", ["POST"], _upload),
    )
    return [
        *page_routes(desk, web_root=web_root),
        *(Route(path, _guarded(desk, handler), methods=[*verbs, "OPTIONS"]) for path, verbs, handler in http),
        WebSocketRoute("/webchat/{inbox_key}/ws", VisitorSocket.endpoint(desk)),
    ]


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request to one inbox, its origin already allowed."""

    desk: Desk
    request: Request
    inbox: InboxConfig
    settings: ChatSettings

    def bearer(self) -> str:
        """The access token; empty when there is none."""
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def visitor(self) -> Visitor:
        return self.desk.read_token(self.inbox, self.settings, self.bearer()).visitor


_Handler = Callable[[_Visit], Awaitable[Response]]


def _guarded(desk: Desk, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        origin = None
        try:
            inbox, settings = await desk.inbox_of(request)
            origin = desk.require_origin(request, settings)
            if request.method == "OPTIONS":
                response = _preflight()
            else:
                response = await handler(_Visit(desk, request, inbox, settings))
        except AttendanceError as error:
            response = problem_response(error)
        return _with_cors(response, origin)

    return endpoint


async def _session(visit: _Visit) -> Response:
    if visit.request.method == "DELETE":
        return _with_cookie(visit, Response(status_code=204), token="")
    return await _open_session(visit)


async def _open_session(visit: _Visit) -> Response:
    """Who comes back by cookie, or by the site's signature, or somebody new: a token for ten minutes."""
    desk, inbox = visit.desk, visit.inbox
    await desk.limit_address(visit.request, inbox, is_session=True)
    wish = read_open_session(await read_body(visit.request))
    visitor = _decide_visitor(visit, wish.identity)
    seconds = int(ACCESS_LIFETIME.total_seconds())
    session = Session(desk.tokens.access(inbox.id, visitor), seconds, visitor.is_identified)
    return _with_cookie(visit, json_response(session), token=desk.tokens.refresh(inbox.id, visitor))


def _decide_visitor(visit: _Visit, identity: str | None) -> Visitor:
    """An open page renews its own token; its user's signature, good for an hour, is not asked again."""
    desk, inbox = visit.desk, visit.inbox
    renewed = desk.tokens.read_renewable(inbox.id, visit.bearer()) if identity is None else None
    if renewed is not None and (renewed.is_identified or not visit.settings.identified_only):
        return renewed
    cookie = visit.request.cookies.get(cookie_name(inbox.id, is_secure=desk.is_secure(visit.request)))
    secrets, key = inbox.credentials.get("identity_secret", ""), inbox_key_of(visit.request)
    return decide_visitor(
        desk.tokens.read_refresh(inbox.id, cookie),
        verify_identity(identity, secrets=secrets, inbox_key=key) if identity else None,
        identified_only=visit.settings.identified_only,
        new_id=new_id(),
    )


async def _messages(visit: _Visit) -> Response:
    await visit.desk.limit_address(visit.request, visit.inbox)
    visitor = visit.visitor()
    if visit.request.method == "POST":
        return await _post_frame(visit, visitor)
    if before := visit.request.query_params.get("before"):
        page = await visit.desk.port.messages_before(visit.inbox, visitor, before, limit=PAGE_SIZE)
        return json_response(Older(page.items, page.has_older))
    return await _poll(visit, visitor)


async def _upload(visit: _Visit) -> Response:
    """The raw body is the file, `?name=` its name; `?voice=true` says that it was recorded to be heard."""
    await visit.desk.limit_address(visit.request, visit.inbox)
    visitor = visit.visitor()
    await visit.desk.limit_files(visit.request, visit.inbox)
    query = visit.request.query_params
    claim = Dropped(
        key="",
        name=query.get("name", "")[:200],
        mime_type=visit.request.headers.get("content-type", "").partition(";")[0][:100],
        size_bytes=0,
        is_voice=query.get("voice") == "true",
    )
    uploaded = await visit.desk.upload(visit.inbox, visitor, visit.request.stream(), claim)
    return json_response(uploaded, status=201)


async def _post_frame(visit: _Visit, visitor: Visitor) -> Response:
    frame = read_posted_frame(await read_body(visit.request))
    ack = await visit.desk.take(visit.inbox, visitor, frame)
    return Response(status_code=204) if ack is None else json_response(ack, status=201)


async def _poll(visit: _Visit, visitor: Visitor) -> Response:
    """What came after the cursor, at once or as soon as there is something (`?wait=` seconds, 25 at most)."""
    port, inbox, query = visit.desk.port, visit.inbox, visit.request.query_params
    wait = _seconds(query.get("wait"))
    async with port.subscribe(inbox, visitor) as wake_ups:
        poll = await _read_poll(visit, visitor)
        is_news = bool(poll.messages.items) or poll.state_tag != query.get("state", poll.state_tag)
        if not is_news and wait > 0 and await wake_ups.next(wait) is not None:
            poll = await _read_poll(visit, visitor)
    return json_response(poll)


async def _read_poll(visit: _Visit, visitor: Visitor) -> Poll:
    port, inbox, after = visit.desk.port, visit.inbox, visit.request.query_params.get("after")
    state = await port.chat_state(inbox, visitor)
    if after is None:
        page = await port.messages_before(inbox, visitor, None, limit=PAGE_SIZE)
        messages = Messages(page.items, page.cursor or BEGINNING, page.has_older)
    else:
        page = await port.messages_after(inbox, visitor, after, limit=PAGE_SIZE)
        messages = Messages(page.items, page.cursor or after)
    return Poll(messages, state, state.tag())


def _seconds(value: str | None) -> float:
    if value is None:
        return 0.0
    if not value.isascii() or not value.isdigit():
        raise InvalidInput("`wait` is a number of seconds.")
    return min(float(value), _LONGEST_WAIT_SECONDS)


def _with_cookie(visit: _Visit, response: Response, *, token: str) -> Response:
    is_secure = visit.desk.is_secure(visit.request)
    response.headers.append("set-cookie", cookie_header(visit.inbox.id, token, is_secure=is_secure))
    response.headers["cache-control"] = "no-store"
    return response


def _preflight() -> Response:
    headers = {
        "access-control-allow-methods": _CORS_METHODS,
        "access-control-allow-headers": _CORS_HEADERS,
        "access-control-max-age": "600",
    }
    return Response(status_code=204, headers=headers)


def _with_cors(response: Response, origin: str | None) -> Response:
    response.headers["vary"] = "Origin"
    if origin is not None:
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-allow-credentials"] = "true"
        response.headers["access-control-expose-headers"] = "retry-after"
    return response
