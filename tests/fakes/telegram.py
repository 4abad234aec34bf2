"""A Bot API server to test with: requests have the fields of the Bot API, updates go to the webhook that was set.

In a test: `fake = FakeTelegram()`, its `app` under `httpx.ASGITransport` or uvicorn. What the webhook answers is
carried out, as Telegram does: pressed buttons that nobody answered stay in `spinning`.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes import telegram_bodies as bodies

_TEXT_LIMIT = 4096
_DATA_LIMIT_BYTES = 64


@dataclass(frozen=True, slots=True)
class Call:
    """One request that reached the fake, and its answer's status."""

    method: str
    body: Mapping[str, Any]
    status: int


@dataclass(frozen=True, slots=True)
class TelegramFailure:
    """How to refuse: the error's code, its words, the pause of a 429."""

    code: int
    description: str = "Bad Request: refused by the test"
    retry_after: int | None = None

    def response(self) -> JSONResponse:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return JSONResponse(body, self.code)


@dataclass
class FakeTelegram:
    """One bot. `callback_url` and `secret_token` are what `setWebhook` told, or a test sets them."""

    token: str = "700100200:fake-token"
    callback_url: str | None = None
    secret_token: str | None = None
    needs_https: bool = True
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    calls: list[Call] = field(default_factory=list)
    sent: list[Mapping[str, Any]] = field(default_factory=list)
    """The messages that were accepted, as Telegram shows them, oldest first."""
    spinning: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._failures: deque[TelegramFailure] = deque()
        self.app = Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["POST"])])

    def fail_next(self, failure: TelegramFailure, times: int = 1) -> None:
        """Refuse the next calls."""
        self._failures.extend([failure] * times)

    async def customer_writes(self, chat_id: int, text: str, **more: Any) -> bytes:
        """A customer's text arrives; returns the body, to deliver it again."""
        body = bodies.update(message=bodies.message(chat_id, **more, text=text))
        await self.deliver(body)
        return body

    async def customer_presses(self, chat_id: int, message: Mapping[str, Any], label: str) -> None:
        """A customer presses the button with this label below a message of ours."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        press = bodies.press(chat_id, message, data)
        self.spinning.add(press["id"])
        await self.deliver(bodies.update(callback_query=press))

    async def deliver(self, body: bytes) -> int:
        """Call the webhook once, and carry out the method that its answer may hold."""
        assert self.callback_url is not None, "tell the fake where webhooks go"
        headers = {"content-type": "application/json"}
        if self.secret_token is not None:
            headers["x-telegram-bot-api-secret-token"] = self.secret_token
        answer = await self.http.post(self.callback_url, content=body, headers=headers)
        if answer.headers.get("content-type", "").startswith("application/json") and answer.is_success:
            call = answer.json()
            self._perform(call.pop("method"), call)
        return answer.status_code

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        raw = await request.body()
        body = await request.json() if raw else {}
        response = self._refusal(request.path_params["token"]) or self._perform(method, body)
        self.calls.append(Call(method, body, response.status_code))
        return response

    def _refusal(self, token: str) -> Response | None:
        if token != self.token:
            return TelegramFailure(401, "Unauthorized").response()
        return self._failures.popleft().response() if self._failures else None

    def _perform(self, method: str, body: Mapping[str, Any]) -> JSONResponse:
        problems = bodies.problems_of_call(method, body) or self._problems(method, body)
        if problems:
            return TelegramFailure(400, f"Bad Request: {problems[0]}").response()
        match method:
            case "getMe":
                result: Any = {"id": 700100200, "is_bot": True, "first_name": "Loja", "username": "loja_bot"}
            case "sendMessage":
                result = self._accept(body)
            case "setWebhook":
                self.callback_url, self.secret_token = body["url"], body.get("secret_token")
                result = True
            case _:
                self.spinning.discard(body.get("callback_query_id", ""))
                result = True
        return JSONResponse({"ok": True, "result": result})

    def _accept(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        parts = {key: body[key] for key in ("text", "reply_markup") if key in body}
        shown = {
            **bodies.message(body["chat_id"], **parts),
            "from": {"id": 700100200, "is_bot": True, "first_name": "Loja"},
        }
        quoted = body.get("reply_parameters")
        if quoted is not None:
            shown["reply_to_message"] = bodies.message(body["chat_id"], message_id=quoted["message_id"])
        self.sent.append(shown)
        return shown

    def _problems(self, method: str, body: Mapping[str, Any]) -> list[str]:
        """What the Bot API refuses although the fields are right."""
        if method == "setWebhook" and self.needs_https and not body["url"].startswith("https://"):
            return ["bad webhook: An HTTPS URL must be provided for webhook"]
        if method != "sendMessage":
            return []
        if not 0 < len(body["text"].encode("utf-16-le")) // 2 <= _TEXT_LIMIT:
            return ["message is too long" if body["text"] else "message text is empty"]
        rows = body.get("reply_markup", {}).get("inline_keyboard", ())
        data = [button.get("callback_data", "") for row in rows for button in row]
        return (
            [] if all(0 < len(one.encode()) <= _DATA_LIMIT_BYTES for one in data) else ["BUTTON_DATA_INVALID"]
        )
