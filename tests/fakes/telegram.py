"""A Bot API server to test with: requests have the fields of the Bot API, updates go to the webhook that was set.

In a test: `fake = FakeTelegram()`, its `app` under `httpx.ASGITransport` or uvicorn. What the webhook answers is
carried out, as Telegram does: pressed buttons that nobody answered stay in `spinning`.
"""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes import telegram_bodies as bodies

_TEXT_LIMIT = 4096
_CAPTION_LIMIT = 1024
_DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024
_FILES = {
    "sendPhoto": ("photo", ("image/jpeg", "image/png", "image/webp")),
    "sendVoice": ("voice", ("audio/ogg",)),
    "sendAudio": ("audio", ("audio/mpeg", "audio/mp4")),
    "sendVideo": ("video", ("video/mp4",)),
    "sendDocument": ("document", ("",)),
    "sendSticker": ("sticker", ("image/webp",)),
}
"""The field that holds the file, and the types that the method takes."""
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
    sent: list[dict[str, Any]] = field(default_factory=list)
    """The messages that were accepted, as Telegram shows them now, oldest first."""
    reactions: dict[tuple[int, int], str] = field(default_factory=dict)
    """The bot's emoji by chat and message."""
    spinning: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    """Contents by file id, the customers' and ours."""

    def __post_init__(self) -> None:
        self._failures: deque[TelegramFailure] = deque()
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["POST"]),
                Route("/file/bot{token}/{path:path}", self._content),
            ]
        )

    def fail_next(self, failure: TelegramFailure, times: int = 1) -> None:
        """Refuse the next calls."""
        self._failures.extend([failure] * times)

    async def customer_writes(self, chat_id: int, text: str, **more: Any) -> bytes:
        """A customer's text arrives; returns the body, to deliver it again."""
        body = bodies.update(message=bodies.message(chat_id, **more, text=text))
        await self.deliver(body)
        return body

    async def customer_sends(self, chat_id: int, content: bytes, kind: str = "photo", **about: Any) -> bytes:
        """A customer's file arrives; `about` are further fields of its part, such as mime_type and file_name."""
        parts: dict[str, Any] = {"caption": about.pop("caption")} if "caption" in about else {}
        part = {**self._kept(content), **about}
        parts[kind] = [part] if kind == "photo" else part
        body = bodies.update(message=bodies.message(chat_id, **parts))
        await self.deliver(body)
        return body

    def _kept(self, content: bytes) -> dict[str, Any]:
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = content
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(content)}

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
        if request.headers.get("content-type", "").startswith("multipart/"):
            body = await self._form(request)
        else:
            body = await request.json() if await request.body() else {}
        response = self._refusal(request.path_params["token"]) or self._perform(method, body)
        self.calls.append(Call(method, body, response.status_code))
        return response

    async def _form(self, request: Request) -> dict[str, Any]:
        """In a form everything but texts is written as JSON; a file is `{"file_id", "mime_type", "file_name"}` here."""
        body: dict[str, Any] = {}
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    kept = self._kept(await value.read())
                    body[name] = {**kept, "mime_type": value.content_type, "file_name": value.filename}
                else:
                    body[name] = value if name in ("caption", "text") else json.loads(value)
        return body

    async def _content(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return TelegramFailure(404, "Not Found").response()
        content = self.files.get(request.path_params["path"].removeprefix("files/"))
        return Response(status_code=404) if content is None else Response(content)

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
            case "sendMessage" | "sendLocation" | "sendVenue" | "sendContact":
                result = self._accept(body)
            case "getFile":
                size = len(self.files[body["file_id"]])
                result = {
                    "file_id": body["file_id"], "file_unique_id": "u", "file_size": size,
                    "file_path": f"files/{body['file_id']}",
                }  # fmt: skip
            case _ if method in _FILES:
                result = self._accept(body, _FILES[method][0])
            case "setMessageReaction" | "editMessageText" | "editMessageCaption" | "deleteMessage":
                return self._change(method, body)
            case "setWebhook":
                self.callback_url, self.secret_token = body["url"], body.get("secret_token")
                result = True
            case _:
                self.spinning.discard(body.get("callback_query_id", ""))
                result = True
        return JSONResponse({"ok": True, "result": result})

    def _change(self, method: str, body: Mapping[str, Any]) -> JSONResponse:
        """Reactions go on any message, the others on the bot's own. Words as the Bot API answers them."""
        place = (body["chat_id"], body["message_id"])
        if method == "setMessageReaction":
            emoji = [one["emoji"] for one in body.get("reaction", ())]
            self.reactions = {at: one for at, one in self.reactions.items() if at != place}
            self.reactions |= dict.fromkeys([place] if emoji else [], "".join(emoji))
            return JSONResponse({"ok": True, "result": True})
        found = [one for one in self.sent if (one["chat"]["id"], one["message_id"]) == place]
        if not found:
            what = "delete" if method == "deleteMessage" else "edit"
            return TelegramFailure(400, f"Bad Request: message to {what} not found").response()
        if method == "deleteMessage":
            self.sent.remove(found[0])
            return JSONResponse({"ok": True, "result": True})
        return _edit(found[0], "text" if method == "editMessageText" else "caption", body)

    def _accept(self, body: Mapping[str, Any], file: str = "text") -> dict[str, Any]:
        parts = {key: body[key] for key in ("text", "reply_markup", "caption", file) if key in body}
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
        if method == "getFile":
            return self._problems_of_download(body["file_id"])
        if method in _FILES:
            return _problems_of_file(method, body)
        if method != "sendMessage":
            return []
        if not 0 < len(body["text"].encode("utf-16-le")) // 2 <= _TEXT_LIMIT:
            return ["message is too long" if body["text"] else "message text is empty"]
        rows = body.get("reply_markup", {}).get("inline_keyboard", ())
        data = [button.get("callback_data", "") for row in rows for button in row]
        return (
            [] if all(0 < len(one.encode()) <= _DATA_LIMIT_BYTES for one in data) else ["BUTTON_DATA_INVALID"]
        )

    def _problems_of_download(self, file_id: str) -> list[str]:
        if file_id not in self.files:
            return ["wrong file_id or the file is temporarily unavailable"]
        return ["file is too big"] if len(self.files[file_id]) > _DOWNLOAD_LIMIT_BYTES else []


def _edit(message: dict[str, Any], part: str, body: Mapping[str, Any]) -> JSONResponse:
    if part == "text" and "text" not in message:
        return TelegramFailure(400, "Bad Request: there is no text in the message to edit").response()
    if message.get(part) == body[part]:
        words = "message is not modified: specified new message content is the same"
        return TelegramFailure(400, f"Bad Request: {words}").response()
    message.pop("reply_markup", None)
    message[part] = body[part]
    return JSONResponse({"ok": True, "result": message})


def _problems_of_file(method: str, body: Mapping[str, Any]) -> list[str]:
    name, types = _FILES[method]
    if not str(body[name].get("mime_type", "")).startswith(types):
        return [f"wrong type of the web page content: {method} takes {types}"]
    too_long = len(body.get("caption", "").encode("utf-16-le")) // 2 > _CAPTION_LIMIT
    return ["message caption is too long"] if too_long else []
