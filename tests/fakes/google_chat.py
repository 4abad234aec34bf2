"""Google's side of a Chat app to test with: tokens, signing keys, the Chat API. It delivers signed events.

Bodies are held against an extract of the API's discovery document. In a test: `fake = FakeGoogleChat()`, its `app`
under `httpx.ASGITransport` or uvicorn.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx
import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from attendance.kernel import clock
from tests.fakes import signing

SPEC: Final = json.loads((Path(__file__).parent / "specs" / "google_chat.json").read_text())["types"]
CHAT: Final = "chat@system.gserviceaccount.com"
PROJECT: Final = "1234567890"
ANA: Final = {
    "name": "users/101",
    "displayName": "Ana Lima",
    "email": "ana@loja.example",
    "type": "HUMAN",
}
_PYTHON: Final = {"string": str, "boolean": bool, "integer": int}


@dataclass(frozen=True, slots=True)
class GoogleFailure:
    """How to refuse a call to the Chat API."""

    code: int
    status: str
    message: str = "Refused by the test"
    reason: str | None = None
    retry_after: str | None = None


@dataclass
class FakeGoogleChat:
    """One app of one project, which knows the spaces that it was added to."""

    url: str = "http://google.test"
    email: str = "atendimento@loja.iam.gserviceaccount.com"
    callback_url: str | None = None
    audience: str = ""
    """The address that OIDC tokens are for; empty: the project's number signs."""
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """Messages of ours as they are now, oldest first."""
    direct: dict[str, str] = field(default_factory=lambda: {"users/101": "spaces/DManA"})
    files: dict[str, bytes] = field(default_factory=dict)
    tokens_given: int = 0

    def __post_init__(self) -> None:
        self._failures: deque[GoogleFailure] = deque()
        self._numbers = count(1)
        self._by_request: dict[str, dict[str, Any]] = {}
        self.app = Starlette(
            routes=[
                Route("/token", self._give_token, methods=["POST"]),
                Route("/oauth2/v3/certs", self._give_jwks),
                Route(f"/service_accounts/v1/metadata/x509/{CHAT}", self._give_certificates),
                Route("/v1/spaces", self._list),
                Route("/v1/spaces:findDirectMessage", self._find_direct),
                Route("/v1/spaces/{space}/messages", self._create, methods=["POST"]),
                Route("/v1/spaces/{space}/messages/{message}", self._change, methods=["PATCH", "DELETE"]),
                Route("/v1/media/{resource:path}", self._give_file),
            ]
        )

    @property
    def service_account(self) -> str:
        """The key's file, with an address for tokens that nobody may follow."""
        key = {"client_email": self.email, "private_key": signing.private_pem(), "type": "service_account"}
        return json.dumps({**key, "token_uri": "http://evil.test/token"})

    @property
    def token(self) -> str:
        return f"fake-token-{self.tokens_given}"

    def fail_next(self, failure: GoogleFailure, times: int = 1) -> None:
        self._failures.extend([failure] * times)

    def message(
        self, text: str = "Oi", *, space: str = "spaces/LOJA", thread: str = "T1", **more: Any
    ) -> dict[str, Any]:
        """A message that somebody wrote."""
        number = next(self._numbers)
        return {
            "name": f"{space}/messages/M{number}.M{number}",
            "sender": ANA,
            "createTime": clock.now().isoformat(),
            "text": text,
            "argumentText": text,
            "thread": {"name": f"{space}/threads/{thread}"},
            **more,
        }

    def event(self, kind: str = "MESSAGE", *, space: str = "spaces/LOJA", **parts: Any) -> bytes:
        """In the classic dialect."""
        where = {"name": space, "type": "DM" if space.startswith("spaces/DM") else "ROOM"}
        parts.setdefault("message", self.message(space=space))
        event = {"type": kind, "eventTime": clock.now().isoformat(), "user": ANA, "space": where, **parts}
        event["configCompleteRedirectUrl"] = "https://chat.google.com/api/bot_config_complete?token=secret"
        return json.dumps(event, ensure_ascii=False).encode()

    def press(self, message: Mapping[str, Any], label: str, *, user: Mapping[str, str] = ANA) -> bytes:
        """Somebody presses the button with this label of a card of ours, in the dialect of add-ons."""
        action = next(
            button["onClick"]["action"]
            for section in message["cardsV2"][0]["card"]["sections"]
            for widget in section["widgets"]
            for button in widget.get("buttonList", {}).get("buttons", ())
            if button["text"] == label
        )
        event = {
            "commonEventObject": {
                "parameters": {one["key"]: one["value"] for one in action["parameters"]},
                "hostApp": "CHAT",
            },
            "chat": {
                "user": user,
                "eventTime": clock.now().isoformat(),
                "buttonClickedPayload": {"space": message["space"], "message": dict(message)},
            },
        }
        return json.dumps(event, ensure_ascii=False).encode()

    def headers(self, *, key: str = signing.KEY_ID, **claims: Any) -> dict[str, str]:
        """Of a delivery of Google's, for the address or for the project; claims replace the good ones."""
        told = (
            {
                "iss": "https://accounts.google.com",
                "aud": self.audience,
                "email": CHAT,
                "email_verified": True,
            }
            if self.audience
            else {"iss": CHAT, "aud": PROJECT}
        )
        return {"authorization": f"Bearer {signing.signed({**told, **claims}, key=key)}"}

    async def deliver(self, body: bytes) -> httpx.Response:
        """Call the webhook once."""
        assert self.callback_url is not None, "tell the fake where webhooks go"
        headers = {"content-type": "application/json", **self.headers()}
        return await self.http.post(self.callback_url, content=body, headers=headers)

    async def _give_token(self, request: Request) -> Response:
        form = dict(await request.form())
        try:
            claims = jwt.decode(
                str(form.get("assertion")), signing.private_key().public_key(), ["RS256"],
                audience=f"{self.url}/token", options={"verify_exp": False, "verify_iat": False},
            )  # fmt: skip
        except jwt.PyJWTError:
            claims = {}
        if claims.get("iss") != self.email or "chat.bot" not in claims.get("scope", ""):
            return JSONResponse(
                {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}, 400
            )
        self.tokens_given += 1
        return JSONResponse({"access_token": self.token, "expires_in": 3599, "token_type": "Bearer"})

    async def _give_jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [signing.jwk()]})

    async def _give_certificates(self, request: Request) -> Response:
        return JSONResponse({signing.KEY_ID: signing.certificate()})

    async def _list(self, request: Request) -> Response:
        return self._refusal(request) or JSONResponse({"spaces": []})

    async def _find_direct(self, request: Request) -> Response:
        space = self.direct.get(request.query_params["name"])
        missing = _error(GoogleFailure(404, "NOT_FOUND")) if space is None else None
        return self._refusal(request) or missing or JSONResponse({"name": space, "type": "DM"})

    async def _create(self, request: Request) -> Response:
        body, space = await request.json(), f"spaces/{request.path_params['space']}"
        refusal = self._refusal(request) or _wrong(body)
        if refusal is not None:
            return refusal
        request_id = request.query_params.get("requestId", "")
        known = self._by_request.get(request_id)
        if known is not None:
            return JSONResponse(known)
        number = next(self._numbers)
        message = {
            "thread": {"name": f"{space}/threads/T{number}"},
            **body,
            "name": f"{space}/messages/M{number}.M{number}",
            "sender": {"name": "users/app", "type": "BOT"},
            "space": {"name": space, "type": "DM" if space.startswith("spaces/DM") else "ROOM"},
        }
        self.sent.append(message)
        self._by_request[request_id] = message
        return JSONResponse(message)

    async def _change(self, request: Request) -> Response:
        name = request.url.path.removeprefix("/v1/")
        message = next((one for one in self.sent if one["name"] == name), None)
        refusal = self._refusal(request)
        if refusal is not None or message is None:
            return refusal or _error(GoogleFailure(404, "NOT_FOUND"))
        if request.method == "DELETE":
            self.sent.remove(message)
            return JSONResponse({})
        body = await request.json()
        if set(body) != set(request.query_params["updateMask"].split(",")):
            return _error(GoogleFailure(400, "INVALID_ARGUMENT"))
        message.update(body)
        return _wrong(body) or JSONResponse(message)

    async def _give_file(self, request: Request) -> Response:
        content = self.files.get(request.path_params["resource"])
        missing = _error(GoogleFailure(404, "NOT_FOUND")) if content is None else None
        return self._refusal(request) or missing or Response(content)

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(GoogleFailure(401, "UNAUTHENTICATED"))
        return _error(self._failures.popleft()) if self._failures else None


def problems_of(value: Any, type_name: str = "Message") -> list[str]:
    """What in an object isn't as the discovery document has it."""
    return list(_problems(value, type_name, type_name))


def _problems(value: Any, type_name: str, where: str) -> Iterator[str]:
    if type_name == "any":
        return
    if type_name.startswith("["):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for one in value:
            yield from _problems(one, type_name[1:-1], where)
    elif type_name in _PYTHON:
        if not isinstance(value, _PYTHON[type_name]):
            yield f"{where} is no {type_name}"
    elif not isinstance(value, dict):
        yield f"{where} is no object"
    else:
        for name, part in value.items():
            known = SPEC[type_name].get(name)
            if known is None:
                yield f"{where}.{name} is unknown"
            else:
                yield from _problems(part, known.removesuffix(" (output)"), f"{where}.{name}")


def _wrong(body: Mapping[str, Any]) -> Response | None:
    problems = problems_of(body)
    is_empty = not body.get("text") and not body.get("cardsV2")
    if problems or is_empty:
        words = problems[0] if problems else "Message cannot be empty"
        return _error(GoogleFailure(400, "INVALID_ARGUMENT", words))
    too_long = len(json.dumps(body, ensure_ascii=False).encode()) > 32_000
    return _error(GoogleFailure(400, "INVALID_ARGUMENT", "Message is too long")) if too_long else None


def _error(failure: GoogleFailure) -> Response:
    headers = {} if failure.retry_after is None else {"retry-after": failure.retry_after}
    error: dict[str, Any] = {
        "code": failure.code,
        "status": failure.status,
        "message": failure.message,
    }
    if failure.reason is not None:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": failure.reason}]
    return JSONResponse({"error": error}, failure.code, headers=headers)
