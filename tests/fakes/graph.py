"""A Graph server to test and demonstrate with: takes messages like Meta, then reports what became of them.

In a test: `fake = FakeGraph(...)`, its `app` under `httpx.ASGITransport` or uvicorn. As a program:
`python -m tests.fakes.graph --port 8090 --callback http://127.0.0.1:8080/webhooks/whatsapp/KEY`, driven over
`/_fake/inbound`, `/_fake/fail` and `/_fake/calls`.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes import graph_bodies as bodies
from tests.fakes.graph_media import MediaShelf

_TEXT_LIMIT = 4096
WABA_ID = "100200300400"
_CAPTION_LIMIT = 1024
_MEDIA_TYPES = {
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "audio": ("audio/",),
    "video": ("video/",),
    "document": ("",),
}
_WEBHOOK_ATTEMPTS = 4
_WEBHOOK_RETRY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Call:
    """One request that reached the fake, and its answer's status."""

    method: str
    path: str
    body: Mapping[str, Any]
    status: int
    wamid: str | None = None


@dataclass(frozen=True, slots=True)
class GraphFailure:
    """How to refuse: Meta's code, the HTTP status, Retry-After."""

    code: int
    status: int = 400
    message: str = "refused by the test"
    retry_after: str | None = None

    def response(self) -> JSONResponse:
        headers = {} if self.retry_after is None else {"retry-after": self.retry_after}
        return JSONResponse({"error": self.error()}, self.status, headers)

    def error(self) -> dict[str, Any]:
        details = {"messaging_product": "whatsapp", "details": self.message}
        return {
            "message": f"(#{self.code}) {self.message}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": details,
            "fbtrace_id": "AfakeTrace",
        }


@dataclass
class FakeGraph:
    """State of the fake. `statuses` is what it reports of each accepted message, in this order."""

    token: str = "fake-token"
    app_secret: str = "fake-secret"
    callback_url: str | None = None
    phone_number_id: str = bodies.PHONE_NUMBER_ID
    statuses: Sequence[str] = ("sent", "delivered", "read")
    status_pause_seconds: float = 0.0
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    calls: list[Call] = field(default_factory=list)
    webhooks: list[tuple[bytes, int]] = field(default_factory=list)
    """Every webhook call that was made, with the status that it got."""
    templates: list[dict[str, Any]] = field(default_factory=list)
    """Those of the account, as Meta lists them; `templates_per_page` at once."""
    templates_per_page: int = 2
    token_expires_at: int = 0
    """Unix seconds; 0: never."""
    media: MediaShelf = field(default_factory=MediaShelf)
    held: asyncio.Event | None = None
    """While it is not set, messages are accepted, reported and not answered."""

    def __post_init__(self) -> None:
        self._failures: deque[GraphFailure] = deque()
        self._status_failures: deque[GraphFailure] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self.app = Starlette(routes=self._routes())

    @property
    def sent(self) -> list[Call]:
        """The messages that were accepted, oldest first."""
        return [call for call in self.calls if call.wamid is not None]

    def fail_next(self, failure: GraphFailure, times: int = 1) -> None:
        """Refuse the next calls."""
        self._failures.extend([failure] * times)

    def fail_status_next(self, failure: GraphFailure) -> None:
        """Accept the next message, then report it `failed`: how Meta tells most failures."""
        self._status_failures.append(failure)

    async def customer_writes(
        self, phone: str | None, text: str, *, name: str = "Cliente", bsuid: str | None = None, **more: Any
    ) -> bytes:
        """A customer's text arrives; returns the body, to deliver it again."""
        body = bodies.webhook(
            messages=[bodies.message(phone, text=text, bsuid=bsuid, **more)],
            contacts=[bodies.contact(phone, name, bsuid)],
            phone_number_id=self.phone_number_id,
        )
        await self.deliver(body)
        return body

    async def customer_sends(
        self,
        phone: str,
        content: bytes,
        mime_type: str,
        *,
        kind: str = "image",
        name: str = "Cliente",
        **part: Any,
    ) -> bytes:
        """A customer's file arrives; `part` are further fields, such as caption, filename, voice."""
        media = self.media.add(content, mime_type, part.get("filename", ""))
        about = {"id": media.id, "mime_type": mime_type, **part}
        return await self.customer_writes(phone, "", name=name, kind=kind, part=about)

    async def deliver(self, body: bytes, *, times: int = 1) -> list[int]:
        """Call the webhook, `times` at once; returns the statuses that it answered."""
        assert self.callback_url is not None, "tell the fake where webhooks go"
        return list(await asyncio.gather(*(self._post(body) for _ in range(times))))

    async def settle(self) -> None:
        """Wait until every status is reported."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _routes(self) -> list[Route]:
        return [
            Route("/_fake/inbound", self._control_inbound, methods=["POST"]),
            Route("/_fake/fail", self._control_fail, methods=["POST"]),
            Route("/_fake/calls", self._control_calls),
            Route("/_media/{media_id}", self._content),
            Route("/{version}/{number}/media", self._upload, methods=["POST"]),
            Route("/{version}/debug_token", self._debug_token),
            Route("/{version}/{waba}/message_templates", self._list_templates),
            Route("/{version}/{waba}/phone_numbers", self._phone_numbers),
            Route("/{version}/{number}/messages", self._messages, methods=["POST"]),
            Route("/{version}/{number}", self._number),
        ]

    async def _messages(self, request: Request) -> Response:
        body = await request.json()
        refusal = self._refusal(request) or _shape_problem(body) or self._media_problem(body)
        if refusal is not None:
            return self._answer(request, body, refusal.response())
        if body.get("status") == "read":
            return self._answer(request, body, JSONResponse({"success": True}))
        accepted = self._accept(request, body)
        if self.held is not None:
            await self.held.wait()
        return accepted

    async def _upload(self, request: Request) -> Response:
        refusal = self._refusal(request)
        if refusal is not None:
            return self._answer(request, {}, refusal.response())
        taken = await self.media.upload(request)
        problem = GraphFailure(131053, message="Unable to upload the media used in the message.")
        return self._answer(request, {}, taken or problem.response())

    async def _content(self, request: Request) -> Response:
        """Without the token Meta answers 401, whoever has the address."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Response(status_code=401)
        return self.media.content(request.path_params["media_id"])

    async def _debug_token(self, request: Request) -> Response:
        refusal = self._wrong_token(request)
        if refusal is not None:
            return self._answer(request, {}, refusal.response())
        scopes = [{"scope": "whatsapp_business_management", "target_ids": ["900", WABA_ID]}]
        data = {"is_valid": True, "expires_at": self.token_expires_at, "granular_scopes": scopes}
        return self._answer(request, {}, JSONResponse({"data": data}))

    async def _phone_numbers(self, request: Request) -> Response:
        numbers = [{"id": self.phone_number_id}] if request.path_params["waba"] == WABA_ID else []
        return self._answer(request, {}, JSONResponse({"data": numbers}))

    async def _list_templates(self, request: Request) -> Response:
        refusal = self._wrong_token(request)
        if refusal is None and request.path_params["waba"] != WABA_ID:
            refusal = GraphFailure(100, 400, "Object with this ID does not exist")
        if refusal is not None:
            return self._answer(request, {}, refusal.response())
        start = int(request.query_params.get("after", 0))
        end = start + self.templates_per_page
        page: dict[str, Any] = {"data": self.templates[start:end]}
        if end < len(self.templates):
            page["paging"] = {"cursors": {"after": str(end)}, "next": "https://graph.facebook.com/next"}
        return self._answer(request, {}, JSONResponse(page))

    def _wrong_token(self, request: Request) -> GraphFailure | None:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return GraphFailure(190, 401, "Error validating access token: Session has expired")
        return None

    async def _number(self, request: Request) -> Response:
        media = self.media.files.get(request.path_params["number"])
        if media is not None and request.headers.get("authorization") == f"Bearer {self.token}":
            about = self.media.describe(media, str(request.base_url))
            return self._answer(request, {}, JSONResponse(about))
        refusal = self._refusal(request)
        if refusal is not None:
            return self._answer(request, {}, refusal.response())
        info = {
            "id": self.phone_number_id,
            "display_phone_number": bodies.DISPLAY_PHONE_NUMBER,
            "verified_name": "Loja de Teste",
            "quality_rating": "GREEN",
            "messaging_limit_tier": "TIER_1K",
            "status": "CONNECTED",
        }
        return self._answer(request, {}, JSONResponse(info))

    def _refusal(self, request: Request) -> GraphFailure | None:
        if (wrong := self._wrong_token(request)) is not None:
            return wrong
        if request.path_params["number"] != self.phone_number_id:
            return GraphFailure(33, 400, "Object with this ID does not exist")
        return self._failures.popleft() if self._failures else None

    def _media_problem(self, body: Mapping[str, Any]) -> GraphFailure | None:
        """A file is named by an id of ours, of a type that its kind takes; only some kinds take words."""
        kind = str(body.get("type", "text"))
        if kind not in _MEDIA_TYPES or "link" in body[kind]:
            return None
        media = self.media.files.get(body[kind].get("id"))
        if media is None or not media.is_ours:
            return None if not self.media.files else GraphFailure(131009, message="Media ID is not valid.")
        if not media.mime_type.startswith(_MEDIA_TYPES[kind]):
            return GraphFailure(131053, message=f"{media.mime_type} is no {kind}.")
        if "caption" in body[kind] and kind in ("audio", "sticker"):
            return GraphFailure(100, message=f"Unexpected key caption in {kind}.")
        if len(body[kind].get("caption", "")) > _CAPTION_LIMIT:
            return GraphFailure(131009, message="caption is too long.")
        if body[kind].get("voice") and media.mime_type != "audio/ogg":
            return GraphFailure(131053, message="A voice message is Ogg with Opus.")
        return None

    def _accept(self, request: Request, body: Mapping[str, Any]) -> Response:
        message_id = bodies.wamid()
        address, answered = _addressee(body)
        answer = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": body.get("to", body.get("recipient")), **answered}],
            "messages": [{"id": message_id}],
        }
        if address is not None and self.callback_url is not None:
            self._report_later(message_id, address, body.get("biz_opaque_callback_data"))
        return self._answer(request, body, JSONResponse(answer), message_id)

    def _answer(
        self, request: Request, body: Mapping[str, Any], response: Response, message_id: str | None = None
    ) -> Response:
        self.calls.append(Call(request.method, request.url.path, body, response.status_code, message_id))
        return response

    def _report_later(self, message_id: str, address: Mapping[str, str], opaque: str | None) -> None:
        failure = self._status_failures.popleft() if self._status_failures else None
        more: dict[str, Any] = {} if opaque is None else {"biz_opaque_callback_data": opaque}
        states: Sequence[str] = self.statuses
        if failure is not None:
            states, more = ["failed"], more | {"errors": [failure.error()]}
        items = [bodies.status(message_id, state, address, **more) for state in states]
        task = asyncio.create_task(self._report(items))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _report(self, items: Sequence[Mapping[str, Any]]) -> None:
        for item in items:
            await asyncio.sleep(self.status_pause_seconds)
            await self._post(bodies.webhook(statuses=[item], phone_number_id=self.phone_number_id))

    async def _post(self, body: bytes) -> int:
        """Call the webhook until it answers 2xx, as Meta does (only sooner)."""
        headers = {
            "content-type": "application/json",
            "x-hub-signature-256": bodies.signature(body, self.app_secret),
        }
        status = 0
        for attempt in range(_WEBHOOK_ATTEMPTS):
            try:
                status = (
                    await self.http.post(self.callback_url or "", content=body, headers=headers)
                ).status_code
            except httpx.TransportError:
                status = 0
            self.webhooks.append((body, status))
            if 200 <= status < 500:
                return status
            await asyncio.sleep(_WEBHOOK_RETRY_SECONDS * 2**attempt)
        return status

    async def _control_inbound(self, request: Request) -> Response:
        """{"phone", "text", "name"?, "bsuid"?}: a customer writes."""
        await self.customer_writes(**await request.json())
        return Response(status_code=204)

    async def _control_fail(self, request: Request) -> Response:
        """{"code", "status"?, "retry_after"?, "times"?}: refuse the next calls."""
        wish = await request.json()
        times = wish.pop("times", 1)
        self.fail_next(GraphFailure(**wish), times)
        return Response(status_code=204)

    async def _control_calls(self, _: Request) -> Response:
        calls = [{"method": c.method, "path": c.path, "body": c.body, "status": c.status} for c in self.calls]
        return JSONResponse(calls)


def _addressee(body: Mapping[str, Any]) -> tuple[dict[str, str] | None, dict[str, str]]:
    """Address for the statuses, and what the answer says of it.

    A BSUID in `to` is taken for a phone number, accepted, and never delivered: that is what Meta does.
    """
    to = body.get("to")
    if to is None:
        bsuid = str(body["recipient"])
        return {"recipient_user_id": bsuid}, {"user_id": bsuid}
    digits = "".join(c for c in str(to) if c.isdigit())
    return (None if "." in str(to) else {"recipient_id": digits}), {"wa_id": digits}


def _shape_problem(body: Any) -> GraphFailure | None:
    """What Meta refuses a request for, as far as our messages can be wrong."""
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        return GraphFailure(100, message="The parameter messaging_product is required.")
    if body.get("status") == "read":
        return None if body.get("message_id") else GraphFailure(100, message="message_id is required.")
    if not body.get("to") and not body.get("recipient"):
        return GraphFailure(100, message="The parameter to is required.")
    kind = body.get("type", "text")
    part = body.get(kind)
    if not part:
        return GraphFailure(131008, message=f"Required parameter {kind} is missing.")
    if kind == "interactive":
        return _interactive_problem(part)
    if kind == "text" and not 0 < len(part.get("body", "")) <= _TEXT_LIMIT:
        return GraphFailure(131009, message=f"text.body must have 1 to {_TEXT_LIMIT} characters.")
    return None


def _interactive_problem(part: Any) -> GraphFailure | None:
    """Limits of reply buttons and lists."""
    choices = [button["reply"] for button in part["action"].get("buttons", ())]
    choices += [row for section in part["action"].get("sections", ()) for row in section["rows"]]
    most, longest, body = (3, 20, 1024) if part["type"] == "button" else (10, 24, 4096)
    titles = [choice["title"] for choice in choices]
    fits = (
        0 < len(choices) <= most and len(set(titles)) == len(titles) and 0 < len(part["body"]["text"]) <= body
    )
    if not fits or not all(0 < len(title) <= longest for title in titles):
        return GraphFailure(131009, message="Parameter value is not valid")
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--callback", required=True)
    parser.add_argument("--token", default="fake-token")
    parser.add_argument("--secret", default="fake-secret")
    args = parser.parse_args()
    fake = FakeGraph(
        token=args.token, app_secret=args.secret, callback_url=args.callback, status_pause_seconds=0.5
    )
    uvicorn.run(fake.app, host="127.0.0.1", port=args.port, log_level="warning")


if __name__ == "__main__":
    main()
