"""A Twilio to test with: takes messages like its API, reports what became of them, and delivers what customers write.

In a test: `fake = FakeTwilio()`, its `app` under `httpx.ASGITransport` or uvicorn. Webhooks are posted to
`callback_url` and signed for `public_url`, which is what stands behind a proxy.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from attendance.kernel.ids import new_id

SPEC: Final = json.loads((Path(__file__).parent / "specs" / "twilio_messages.json").read_text())
_PHONE: Final = re.compile(r"(whatsapp:)?\+?\d{3,15}")


def signature(token: str, url: str, fields: Mapping[str, str]) -> str:
    """The X-Twilio-Signature header."""
    told = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), told.encode(), hashlib.sha1).digest()).decode()


def sid(prefix: str = "SM") -> str:
    return prefix + new_id().hex


@dataclass(frozen=True, slots=True)
class TwilioFailure:
    """How to refuse: the error's code, the HTTP status, Retry-After."""

    code: int
    status: int = 400
    message: str = "refused by the test"
    retry_after: str | None = None

    def response(self) -> JSONResponse:
        headers = {} if self.retry_after is None else {"retry-after": self.retry_after}
        more_info = f"https://www.twilio.com/docs/errors/{self.code}"
        body = {"code": self.code, "message": self.message, "more_info": more_info, "status": self.status}
        return JSONResponse(body, self.status, headers)


@dataclass
class FakeTwilio:
    """One account with one number. `statuses` is what it reports of each message that asks for it."""

    account_sid: str = "AC" + "0" * 32
    token: str = "fake-token"
    number: str = "+551140001000"
    account_status: str = "active"
    callback_url: str | None = None
    public_url: str | None = None
    statuses: Sequence[str] = ("sent", "delivered")
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    sent: list[Mapping[str, str]] = field(default_factory=list)
    """The forms of the messages that were accepted, oldest first."""
    answers: list[httpx.Response] = field(default_factory=list)
    """What our webhook said."""
    media_urls: list[list[str]] = field(default_factory=list)
    """The addresses of files in each message of `sent`."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What customers sent, by name: at `/2010-04-01/Media/<name>`."""

    def __post_init__(self) -> None:
        self._failures: deque[TwilioFailure] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        account = "/2010-04-01/Accounts/{account}"
        self.app = Starlette(
            routes=[
                Route(account + "/Messages.json", self._messages, methods=["POST"]),
                Route("/2010-04-01/Media/{name}", self._media, methods=["GET", "HEAD"]),
                Route("/stored/{name}", self._stored),
                Route(account + ".json", self._account),
            ]
        )

    def fail_next(self, failure: TwilioFailure, times: int = 1) -> None:
        """Refuse the next calls."""
        self._failures.extend([failure] * times)

    async def customer_writes(self, phone: str, text: str, **more: str) -> httpx.Response:
        """A customer's SMS arrives; `more` are further fields of the form."""
        message_sid = sid()
        form = {
            "ToCountry": "BR",
            "SmsMessageSid": message_sid,
            "NumMedia": "0",
            "ToCity": "",
            "SmsSid": message_sid,
            "SmsStatus": "received",
            "Body": text,
            "FromCountry": "BR",
            "To": self.number,
            "NumSegments": "1",
            "MessageSid": message_sid,
            "AccountSid": self.account_sid,
            "From": phone,
            "ApiVersion": "2010-04-01",
            **more,
        }
        return await self.deliver(form)

    async def deliver(self, form: Mapping[str, str]) -> httpx.Response:
        assert self.callback_url is not None, "tell the fake where webhooks go"
        headers = {
            "content-type": "application/x-www-form-urlencoded; charset=utf-8",
            "x-twilio-signature": signature(self.token, self.public_url or self.callback_url, form),
        }
        answer = await self.http.post(self.callback_url, content=urlencode(form), headers=headers)
        self.answers.append(answer)
        return answer

    async def settle(self) -> None:
        """Wait until every status is reported."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _account(self, request: Request) -> Response:
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal.response()
        return JSONResponse(
            {"sid": self.account_sid, "friendly_name": "Loja de Teste", "status": self.account_status}
        )

    async def _media(self, request: Request) -> Response:
        """Where the file is; whoever asks there may not bring our credentials along."""
        refusal = self._stranger(request)
        if refusal is not None:
            return refusal.response()
        return Response(status_code=307, headers={"location": f"/stored/{request.path_params['name']}"})

    async def _stored(self, request: Request) -> Response:
        assert "authorization" not in request.headers
        content = self.files.get(request.path_params["name"])
        return Response(status_code=404) if content is None else Response(content, media_type="image/jpeg")

    async def _messages(self, request: Request) -> Response:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        refusal = self._refusal(request) or _problem(dict(pairs), self.number)
        addresses = [value for name, value in pairs if name == "MediaUrl"]
        if refusal is not None:
            return refusal.response()
        self.media_urls.append(addresses)
        return self._accept(dict(pairs))

    def _stranger(self, request: Request) -> TwilioFailure | None:
        expected = base64.b64encode(f"{self.account_sid}:{self.token}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {expected}":
            return TwilioFailure(20003, 401, "Authenticate")
        return None

    def _refusal(self, request: Request) -> TwilioFailure | None:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        if request.path_params["account"] != self.account_sid:
            return TwilioFailure(20404, 404, "The requested resource was not found")
        return self._failures.popleft() if self._failures else None

    def _accept(self, form: Mapping[str, str]) -> Response:
        self.sent.append(form)
        message_sid = sid()
        if "StatusCallback" in form and self.callback_url is not None:
            assert self.public_url in (None, form["StatusCallback"])
            task = asyncio.create_task(self._report(message_sid, form))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return JSONResponse(_shown(message_sid, self.account_sid, form), 201)

    async def _report(self, message_sid: str, form: Mapping[str, str]) -> None:
        for status in self.statuses:
            await self.deliver(
                {
                    "SmsSid": message_sid,
                    "SmsStatus": status,
                    "MessageStatus": status,
                    "To": form["To"],
                    "MessageSid": message_sid,
                    "AccountSid": self.account_sid,
                    "From": form.get("From", self.number),
                    "ApiVersion": "2010-04-01",
                }
            )


def problems_of_form(form: Mapping[str, str]) -> list[str]:
    """What in a request isn't as Twilio's OpenAPI wants it."""
    fields = SPEC["request"]
    missing = [f"{name} is missing" for name in SPEC["required"] if name not in form]
    unknown = [f"{name} is unknown" for name in form if name not in fields]
    wrong = [
        f"{name} is wrong"
        for name, value in form.items()
        if not re.fullmatch(fields.get(name, {}).get("pattern", ".*"), value, re.DOTALL)
    ]
    return missing + unknown + wrong


def problems_of_answer(message: Mapping[str, Any]) -> list[str]:
    unknown = [f"{name} is unknown" for name in message if name not in SPEC["message"]]
    return unknown + ([] if message["status"] in SPEC["statuses"] else ["status is unknown"])


def _problem(form: Mapping[str, str], number: str) -> TwilioFailure | None:
    """What Twilio refuses a message for, as far as ours can be wrong."""
    problems = problems_of_form(form)
    if problems:
        return TwilioFailure(21604, message=problems[0])
    if "From" not in form and "MessagingServiceSid" not in form:
        return TwilioFailure(21603, message="A 'From' phone number is required")
    if form.get("From", number) != number:
        return TwilioFailure(21606, message="The 'From' phone number is not yours")
    if not _PHONE.fullmatch(form["To"]):
        return TwilioFailure(21211, message="Invalid 'To' Phone Number")
    if urlsplit(form.get("StatusCallback", "https://")).scheme != "https":
        return TwilioFailure(21609, message="The 'StatusCallback' URL is not a valid URL")
    body = form.get("Body", "")
    if not body.strip() and "MediaUrl" not in form:
        return TwilioFailure(21602, message="Message body is required")
    return TwilioFailure(21617, message="The message body exceeds 1600") if len(body) > 1600 else None


def _shown(message_sid: str, account_sid: str, form: Mapping[str, str]) -> dict[str, Any]:
    return {
        "account_sid": account_sid,
        "api_version": "2010-04-01",
        "body": form.get("Body", ""),
        "direction": "outbound-api",
        "error_code": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": "1",
        "sid": message_sid,
        "status": "queued",
        "to": form["To"],
        "uri": f"/2010-04-01/Accounts/{account_sid}/Messages/{message_sid}.json",
    }
