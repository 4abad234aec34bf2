"""A Slack workspace to test with: it checks the shapes of what is called, keeps messages, and delivers signed events.

In a test: `fake = FakeSlack()`, its `app` under `httpx.ASGITransport` or uvicorn. Methods that read take forms only, as
Slack's do.
"""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from attendance.kernel import clock

TEAM: Final = "T0LOJA001"
BOT_USER, BOT_ID = "U0BOT0001", "B0BOT0001"
ALL_SCOPES: Final = (
    "chat:write,files:read,files:write,im:history,im:write,"
    "reactions:read,reactions:write,users:read,users:read.email"
)
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "auth.test": (),
    "chat.postMessage": ("channel", "text"),
    "chat.update": ("channel", "ts"),
    "chat.delete": ("channel", "ts"),
    "conversations.open": ("users",),
    "files.completeUploadExternal": ("files",),
    "files.delete": ("file",),
    "reactions.add": ("channel", "timestamp", "name"),
    "reactions.remove": ("channel", "timestamp", "name"),
}
_NEEDED_IN_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "files.getUploadURLExternal": ("filename", "length"),
    "files.info": ("file",),
    "reactions.get": ("channel", "timestamp"),
    "users.info": ("user",),
}
_BLOCKS: Final = {"header", "section", "actions", "rich_text"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request that reached the fake."""

    method: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SlackFailure:
    """How to refuse: with HTTP 200 and an error's name, or with 429 and a pause."""

    error: str
    status: int = 200
    retry_after: str | None = None


@dataclass
class FakeSlack:
    """One workspace and one app in it."""

    token: str = "xoxb-fake-token"
    signing_secret: str = "segredo"
    scopes: str = ALL_SCOPES
    callback_url: str | None = None
    url: str = "http://slack.test/api"
    """Where it is reached itself: uploads go below it."""
    shows_files_at_once: bool = True
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    calls: list[Call] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """Messages of ours as they are now, oldest first."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    reactions: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._failures: deque[SlackFailure] = deque()
        self._numbers = count(1)
        self.app = Starlette(
            routes=[
                Route("/api/upload/{file_id}", self._take, methods=["POST"]),
                Route("/api/download/{file_id}", self._give),
                Route("/api/{method}", self._call, methods=["GET", "POST"]),
            ]
        )

    def fail_next(self, failure: SlackFailure, times: int = 1) -> None:
        self._failures.extend([failure] * times)

    def next_ts(self) -> str:
        return f"{int(clock.now().timestamp())}.{next(self._numbers):06d}"

    def headers(self, body: bytes, *, at: int | None = None, secret: str | None = None) -> dict[str, str]:
        """Of a delivery that this app's secret signed now, or at another time."""
        time = str(int(clock.now().timestamp()) if at is None else at)
        key = (secret or self.signing_secret).encode()
        mac = hmac.new(key, b"v0:" + time.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": time, "x-slack-signature": f"v0={mac}"}

    async def writes(self, user: str, text: str, *, channel: str = "D0ANA0001", **more: Any) -> bytes:
        """Somebody writes; returns the body, to deliver it again."""
        event = {
            "type": "message",
            "user": user,
            "text": text,
            "channel": channel,
            "ts": self.next_ts(),
            **more,
        }
        body = self.event(event)
        await self.deliver(body)
        return body

    async def presses(self, user: str, message: Mapping[str, Any], label: str) -> httpx.Response:
        """Somebody presses the button with this label below a message of ours."""
        return await self.deliver(self.press(user, message, label), form=True)

    def event(self, event: Mapping[str, Any]) -> bytes:
        envelope = {
            "token": "old",
            "team_id": TEAM,
            "api_app_id": "A0LOJA001",
            "event": {"event_ts": event.get("ts"), **event},
            "type": "event_callback",
            "event_id": f"Ev{next(self._numbers):08d}",
            "event_time": int(clock.now().timestamp()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }
        return json.dumps(envelope, ensure_ascii=False).encode()

    def press(self, user: str, message: Mapping[str, Any], label: str) -> bytes:
        buttons = [
            button
            for block in message["blocks"]
            if block["type"] == "actions"
            for button in block["elements"]
        ]
        pressed = next(button for button in buttons if button["text"]["text"] == label)
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": "ana", "name": "ana", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "loja"},
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": message["channel"],
            },
            "channel": {"id": message["channel"], "name": "atendimento"},
            "message": dict(message),
            "actions": [{**pressed, "block_id": "b1", "action_ts": self.next_ts()}],
            "response_url": "https://hooks.slack.com/actions/x",
            "trigger_id": "1.2.3",
        }
        return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()

    async def deliver(self, body: bytes, *, form: bool = False, retry: int | None = None) -> httpx.Response:
        """Call the webhook once."""
        assert self.callback_url is not None, "tell the fake where webhooks go"
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        again = (
            {} if retry is None else {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        )
        headers = {"content-type": kind, **self.headers(body), **again}
        return await self.http.post(self.callback_url, content=body, headers=headers)

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        is_json = request.headers.get("content-type", "").startswith("application/json")
        body = await request.json() if is_json else dict(await request.form())
        self.calls.append(Call(method, body))
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _no("invalid_auth")
        if self._failures:
            return _refusal(self._failures.popleft())
        needed = (_NEEDED if is_json else _NEEDED_IN_FORMS).get(method)
        if needed is None or any(not body.get(name) for name in needed):
            return _no("unknown_method" if needed is None else "invalid_arguments")
        problem = _problem(method, body)
        if problem is not None:
            return _no(problem)
        answer: Callable[[Mapping[str, Any]], Any] = getattr(self, f"_{method.replace('.', '_')}")
        result = answer(body)
        if isinstance(result, str):
            return _no(result)
        return JSONResponse({"ok": True, **result}, headers={"x-oauth-scopes": self.scopes})

    def _auth_test(self, body: Mapping[str, Any]) -> Any:
        return {"team": "Loja", "team_id": TEAM, "user": "atendimento", "user_id": BOT_USER, "bot_id": BOT_ID}

    def _chat_postMessage(self, body: Mapping[str, Any]) -> Any:
        channel = _direct(body["channel"])
        message = {**body, "channel": channel, "ts": self.next_ts(), "user": BOT_USER, "bot_id": BOT_ID}
        self.sent.append(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _chat_update(self, body: Mapping[str, Any]) -> Any:
        message = self._find(body)
        if message is None:
            return "message_not_found"
        message.update(body)
        return {"channel": body["channel"], "ts": body["ts"]}

    def _chat_delete(self, body: Mapping[str, Any]) -> Any:
        message = self._find(body)
        if message is None:
            return "message_not_found"
        self.sent.remove(message)
        return {}

    def _conversations_open(self, body: Mapping[str, Any]) -> Any:
        return {"channel": {"id": _direct(body["users"])}}

    def _files_getUploadURLExternal(self, body: Mapping[str, Any]) -> Any:
        file_id = f"F{next(self._numbers):08d}"
        self.files[file_id] = {"id": file_id, "name": body["filename"], "size": int(body["length"])}
        return {"file_id": file_id, "upload_url": f"{self.url}/upload/{file_id}"}

    def _files_completeUploadExternal(self, body: Mapping[str, Any]) -> Any:
        files = [self.files.get(one["id"], {}) for one in body["files"]]
        if not all("content" in file for file in files):
            return "file_not_found"
        message = {
            "channel": body["channel_id"],
            "text": body.get("initial_comment", ""),
            "files": files,
            "ts": self.next_ts(),
            **{key: body[key] for key in ("thread_ts",) if key in body},
        }
        self.sent.append(message)
        if self.shows_files_at_once:
            for file in files:
                file["shares"] = {"public": {body["channel_id"]: [{"ts": message["ts"]}]}}
        return {"files": [{"id": file["id"]} for file in files]}

    def _files_info(self, body: Mapping[str, Any]) -> Any:
        file = self.files.get(body["file"])
        shown = {key: value for key, value in (file or {}).items() if key != "content"}
        return "file_not_found" if file is None else {"file": shown}

    def _files_delete(self, body: Mapping[str, Any]) -> Any:
        return {} if self.files.pop(body["file"], None) else "file_not_found"

    def _reactions_add(self, body: Mapping[str, Any]) -> Any:
        users = self._reacting(body)
        if BOT_USER in users:
            return "already_reacted"
        users.append(BOT_USER)
        return {}

    def _reactions_remove(self, body: Mapping[str, Any]) -> Any:
        users = self._reacting(body)
        if BOT_USER not in users:
            return "no_reaction"
        users.remove(BOT_USER)
        return {}

    def _reactions_get(self, body: Mapping[str, Any]) -> Any:
        on_it = self.reactions.get((body["channel"], body["timestamp"]), {})
        listed = [
            {"name": name, "users": users, "count": len(users)} for name, users in on_it.items() if users
        ]
        return {"type": "message", "message": {"ts": body["timestamp"], "reactions": listed}}

    def _users_info(self, body: Mapping[str, Any]) -> Any:
        user = self.users.get(body["user"])
        return "user_not_found" if user is None else {"user": {"id": body["user"], **user}}

    def _reacting(self, body: Mapping[str, Any]) -> list[str]:
        on_it = self.reactions.setdefault((body["channel"], body["timestamp"]), {})
        return on_it.setdefault(body["name"], [])

    def _find(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        wanted = (body["channel"], body["ts"])
        return next((one for one in self.sent if (one["channel"], one["ts"]) == wanted), None)

    async def _take(self, request: Request) -> Response:
        file = self.files.get(request.path_params["file_id"])
        content = await request.body()
        if file is None or len(content) != file["size"]:
            return PlainTextResponse("bad length", 400)
        file["content"] = content
        return PlainTextResponse("OK")

    async def _give(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return RedirectResponse("https://loja.slack.com/?redir=files", 302)
        file = self.files.get(request.path_params["file_id"])
        return Response(file["content"]) if file else PlainTextResponse("", 404)


def _direct(place: str) -> str:
    """The direct messages with a person; channels stay what they are."""
    return f"D{place[1:]}" if place[:1] in "UW" else place


def _problem(method: str, body: Mapping[str, Any]) -> str | None:
    """What Slack refuses although the fields are there."""
    if method not in ("chat.postMessage", "chat.update"):
        return None
    if len(body.get("text", "")) > 40_000:
        return "msg_too_long"
    blocks = body.get("blocks", [])
    return None if len(blocks) <= 50 and all(_is_block(block) for block in blocks) else "invalid_blocks"


def _is_block(block: Mapping[str, Any]) -> bool:
    match block:
        case {"type": "header", "text": {"type": "plain_text", "text": str(text)}}:
            return 0 < len(text) <= 150
        case {"type": "section", "text": {"type": "mrkdwn" | "plain_text", "text": str(text)}}:
            return 0 < len(text) <= 3000
        case {"type": "actions", "elements": list(elements)}:
            ids = {element.get("action_id") for element in elements}
            return 0 < len(elements) <= 25 and len(ids) == len(elements) and all(map(_is_button, elements))
        case {"type": "rich_text", "elements": list(elements)}:
            return all(
                section["type"] == "rich_text_section"
                and all(run["type"] == "text" and run["text"] for run in section["elements"])
                for section in elements
            )
    return False


def _is_button(element: Mapping[str, Any]) -> bool:
    label, value = element["text"], element.get("value", "")
    return (
        element["type"] == "button"
        and label["type"] == "plain_text"
        and 0 < len(label["text"]) <= 75
        and len(value) <= 2000
    )


def _refusal(failure: SlackFailure) -> Response:
    headers = {} if failure.retry_after is None else {"retry-after": failure.retry_after}
    return JSONResponse({"ok": False, "error": failure.error}, failure.status, headers=headers)


def _no(error: str) -> Response:
    return JSONResponse({"ok": False, "error": error})
