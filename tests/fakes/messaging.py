"""A Send API of Messenger or Instagram to test with: takes messages like Meta, then reports what became of them.

Requests may have the fields of Meta's own collections and of its reference, and no others.
"""

import asyncio
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from attendance.kernel import clock
from attendance.kernel.ids import new_id
from tests.fakes.graph_bodies import signature

SPEC: Final = json.loads((Path(__file__).parent / "specs" / "meta_messages.json").read_text())
_LONGEST_TEXT: Final = {"messenger": 2000, "instagram": 1000}


def mid() -> str:
    return f"m_{new_id().hex}"


def event(customer: str, account: str, **news: Any) -> dict[str, Any]:
    """One item of `messaging`: from the customer to our account."""
    return {"sender": {"id": customer}, "recipient": {"id": account}, "timestamp": _milliseconds(), **news}


def message(customer: str, account: str, **parts: Any) -> dict[str, Any]:
    """A customer's message; `parts` is what it holds, a text unless told."""
    return event(customer, account, message={"mid": mid(), **(parts or {"text": "Oi"})})


def webhook(account: str, *events: Any, kind: str = "page") -> bytes:
    """The whole body of one webhook call."""
    entry = {"id": account, "time": _milliseconds(), "messaging": list(events)}
    return json.dumps({"object": kind, "entry": [entry]}, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Refusal:
    """How to refuse: Meta's code and subcode, the HTTP status, Retry-After."""

    code: int
    subcode: int | None = None
    status: int = 400
    message: str = "refused by the test"
    retry_after: str | None = None

    def response(self) -> JSONResponse:
        headers = {} if self.retry_after is None else {"retry-after": self.retry_after}
        error: dict[str, Any] = {"message": self.message, "type": "OAuthException", "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return JSONResponse({"error": {**error, "fbtrace_id": "AfakeTrace"}}, self.status, headers)


@dataclass
class FakeMessaging:
    """One page with its Messenger, or one Instagram account."""

    platform: Literal["messenger", "instagram"] = "messenger"
    account: str = "300400500"
    token: str = "EAAfake-token"
    app_secret: str = "fake-secret"
    callback_url: str | None = None
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    calls: list[Mapping[str, Any]] = field(default_factory=list)
    """The bodies that were accepted, oldest first."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What customers sent, by name: at `/cdn/<name>`."""
    uploads: list[tuple[Mapping[str, Any], bytes]] = field(default_factory=list)
    """What we uploaded: the message that describes it, and its bytes."""
    people: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Profiles of customers by their id; whoever isn't here doesn't want to be known."""
    expires_at: int = 0
    """When the token ends, in Unix seconds; 0: never."""
    renewals: int = 0

    def __post_init__(self) -> None:
        self._refusals: deque[Refusal] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self.app = Starlette(
            routes=[
                Route("/cdn/{name}", self._file),
                Route("/{version}/debug_token", self._debug_token),
                Route("/{version}/refresh_access_token", self._refresh),
                Route("/{version}/{account}/messages", self._messages, methods=["POST"]),
                Route("/{version}/{account}/message_attachments", self._upload, methods=["POST"]),
                Route("/{version}/{account}", self._account),
            ]
        )

    @property
    def sent(self) -> list[Mapping[str, Any]]:
        """The messages among the calls."""
        return [call["message"] for call in self.calls if "message" in call]

    def refuse_next(self, refusal: Refusal, times: int = 1) -> None:
        """Refuse the next calls."""
        self._refusals.extend([refusal] * times)

    async def customer_writes(self, customer: str, text: str, **more: Any) -> bytes:
        """A customer's text arrives; returns the body, to deliver it again."""
        body = self._webhook(message(customer, self.account, text=text, **more))
        await self.deliver(body)
        return body

    async def deliver(self, body: bytes) -> int:
        assert self.callback_url is not None, "tell the fake where webhooks go"
        headers = {
            "content-type": "application/json",
            "x-hub-signature-256": signature(body, self.app_secret),
        }
        return (await self.http.post(self.callback_url, content=body, headers=headers)).status_code

    async def settle(self) -> None:
        """Wait until everything is reported."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _messages(self, request: Request) -> Response:
        body = await request.json()
        refusal = self._refusal(request) or self._problem(body)
        if refusal is not None:
            return refusal.response()
        self.calls.append(body)
        customer = body["recipient"]["id"]
        if "message" not in body:
            return JSONResponse({"recipient_id": customer})
        message_id = mid()
        if self.callback_url is not None:
            task = asyncio.create_task(self._report(customer, message_id, body["message"]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return JSONResponse({"recipient_id": customer, "message_id": message_id})

    async def _file(self, request: Request) -> Response:
        content = self.files.get(request.path_params["name"])
        return Response(status_code=404) if content is None else Response(content, media_type="image/jpeg")

    async def _upload(self, request: Request) -> Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal.response()
        async with request.form() as form:
            described, sent = json.loads(str(form["message"])), form["filedata"]
            assert isinstance(sent, UploadFile)
            self.uploads.append((described, await sent.read()))
        return JSONResponse({"attachment_id": f"att{len(self.uploads)}"})

    async def _debug_token(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Refusal(190, status=401, message="Session has expired").response()
        assert request.query_params["input_token"] == self.token
        return JSONResponse({"data": {"is_valid": True, "expires_at": self.expires_at, "type": "PAGE"}})

    async def _refresh(self, request: Request) -> Response:
        """A new token; the old one goes on working."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Refusal(190, status=401, message="Session has expired").response()
        self.renewals += 1
        self.token = f"{self.token.partition('#')[0]}#{self.renewals}"
        lifetime = 60 * 24 * 3600
        return JSONResponse({"access_token": self.token, "token_type": "bearer", "expires_in": lifetime})

    async def _account(self, request: Request) -> Response:
        if (profile := self.people.get(request.path_params["account"])) is not None:
            return JSONResponse({"id": request.path_params["account"], **profile})
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal.response()
        if self.platform == "messenger":
            return JSONResponse({"id": self.account, "name": "Loja de Teste"})
        if "instagram_business_account" in request.query_params["fields"]:
            connected = {"id": self.account, "username": "loja.teste"}
            return JSONResponse({"id": "9", "name": "Loja", "instagram_business_account": connected})
        return JSONResponse({"id": "178414", "user_id": self.account, "username": "loja.teste"})

    def _refusal(self, request: Request) -> Refusal | None:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Refusal(190, status=401, message="Error validating access token: Session has expired")
        if request.path_params["account"] not in ("me", self.account):
            return Refusal(100, 33, message="Object with this ID does not exist")
        return self._refusals.popleft() if self._refusals else None

    def _problem(self, body: Any) -> Refusal | None:
        """What Meta refuses a request for, as far as ours can be wrong."""
        problems = problems_of(body, self.platform)
        if problems:
            return Refusal(100, message=problems[0])
        if ("message" in body) == ("sender_action" in body):
            return Refusal(100, message="Exactly one of message and sender_action is needed")
        return self._problem_of_message(body["message"]) if "message" in body else None

    def _problem_of_message(self, sent: Mapping[str, Any]) -> Refusal | None:
        if "attachment" in sent:
            payload = sent["attachment"]["payload"]
            is_ours = payload.get("attachment_id") in {f"att{n + 1}" for n in range(len(self.uploads))}
            fits = is_ours or str(payload.get("url", "")).startswith("https://")
            return None if fits else Refusal(100, message="Upload attachment failure")
        text = sent.get("text", "")
        length = len(text) if self.platform == "messenger" else len(text.encode())
        if not 0 < length <= _LONGEST_TEXT[self.platform]:
            return Refusal(100, message=f"Length of param message[text] must be 1 to {_LONGEST_TEXT}")
        replies = sent.get("quick_replies", ())
        fits = all(0 < len(one["title"]) <= 20 and len(one["payload"]) <= 1000 for one in replies)
        return None if len(replies) <= 13 and fits else Refusal(100, message="Invalid quick replies")

    async def _report(self, customer: str, message_id: str, sent: Mapping[str, Any]) -> None:
        echo = {"mid": message_id, "is_echo": True, "app_id": 1, "text": sent.get("text", "")}
        if "metadata" in sent:
            echo["metadata"] = sent["metadata"]
        ours = {"sender": {"id": self.account}, "recipient": {"id": customer}, "timestamp": _milliseconds()}
        await self.deliver(self._webhook({**ours, "message": echo}))
        if self.platform == "instagram":
            await self.deliver(self._webhook(event(customer, self.account, read={"mid": message_id})))
            return
        now = _milliseconds()
        delivery = {"mids": [message_id], "watermark": now}
        await self.deliver(self._webhook(event(customer, self.account, delivery=delivery)))
        await self.deliver(self._webhook(event(customer, self.account, read={"watermark": now})))

    def _webhook(self, *events: Any) -> bytes:
        kind = "page" if self.platform == "messenger" else "instagram"
        return webhook(self.account, *events, kind=kind)


def problems_of(body: Any, platform: str) -> list[str]:
    """Fields that neither Meta's collection nor its reference has, and the recipient if it is missing."""
    known = {*SPEC[platform]["fields"], *SPEC["reference"]}
    unknown = [f"{path} is unknown" for path in _paths(body) if path not in known]
    has_recipient = isinstance(body, dict) and isinstance(body.get("recipient"), dict)
    return unknown + ([] if has_recipient and body["recipient"].get("id") else ["recipient.id is missing"])


def _paths(value: Any, at: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            path = f"{at}.{name}".strip(".")
            yield path
            yield from _paths(part, path)
    elif isinstance(value, list):
        for part in value:
            yield from _paths(part, f"{at}[]")


def _milliseconds() -> int:
    return int(clock.now().timestamp() * 1000)
