"""Microsoft's side of a Teams bot to test with: login, signing keys, connector. It delivers signed activities.

In a test: `fake = FakeTeams()`, its `app` under `httpx.ASGITransport` or uvicorn.
"""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from attendance.kernel import clock
from tests.fakes import signing

ISSUER: Final = "https://api.botframework.com"
APP_ID: Final = "11111111-2222-3333-4444-555555555555"
TENANT: Final = "99999999-8888-7777-6666-555555555555"
CHANNEL: Final = "19:loja@thread.tacv2"
_TYPES: Final = {"message", "typing"}
_FIELDS: Final = {"type", "id", "text", "textFormat", "summary", "attachments", "replyToId"}


@dataclass(frozen=True, slots=True)
class TeamsFailure:
    """How to refuse a call to the connector."""

    status: int
    code: str = "ServiceError"
    message: str = "Refused by the test"
    retry_after: str | None = None


@dataclass
class FakeTeams:
    """One bot in one tenant."""

    app_id: str = APP_ID
    secret: str = "fake-secret"
    tenant_id: str = TENANT
    url: str = "http://teams.test"
    callback_url: str | None = None
    endorsements: tuple[str, ...] = ("msteams", "webchat")
    http: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """Messages of ours as they are now, oldest first, each with its `conversation`."""
    typing: list[str] = field(default_factory=list)
    """Conversations where we were seen typing."""
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    tokens_given: int = 0
    keys_given: int = 0

    def __post_init__(self) -> None:
        self._failures: deque[TeamsFailure] = deque()
        self._numbers = count(1_795_000_000_000)
        activities = "/connector/v3/conversations/{conversation}/activities"
        self.app = Starlette(
            routes=[
                Route("/login/{tenant}/oauth2/v2.0/token", self._give_token, methods=["POST"]),
                Route("/openid", self._tell_openid),
                Route("/keys", self._give_keys),
                Route("/connector/v3/conversations", self._open, methods=["POST"]),
                Route("/connector/v3/conversations/{conversation}/members/{user}", self._member),
                Route(activities, self._post, methods=["POST"]),
                Route(activities + "/{activity}", self._change, methods=["PUT", "DELETE"]),
                Route("/connector/v3/attachments/{name}", self._give_file),
            ]
        )

    @property
    def service_url(self) -> str:
        return f"{self.url}/connector"

    @property
    def token(self) -> str:
        """The one that counts now."""
        return f"fake-token-{self.tokens_given}"

    def fail_next(self, failure: TeamsFailure, times: int = 1) -> None:
        self._failures.extend([failure] * times)

    def activity(
        self, text: str | None = "Oi", *, user: str = "29:ana", conversation: str = "a:ana", **more: Any
    ) -> bytes:
        """The body of an activity, a message unless told otherwise."""
        kind = "channel" if conversation.startswith("19:") else "personal"
        body = {
            "type": "message",
            "id": str(next(self._numbers)),
            "timestamp": clock.now().isoformat(),
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": user, "name": "Ana Lima", "aadObjectId": f"entra-{user[3:]}"},
            "conversation": {"id": conversation, "conversationType": kind, "tenantId": self.tenant_id},
            "recipient": {"id": f"28:{self.app_id}", "name": "Atendimento"},
            "channelData": {"tenant": {"id": self.tenant_id}},
            "textFormat": "plain",
            "text": text,
            **more,
        }
        return json.dumps({key: value for key, value in body.items() if value is not None}).encode()

    def press(self, user: str, message: Mapping[str, Any], label: str) -> bytes:
        """Somebody presses the button with this label of a card of ours."""
        card = message["attachments"][0]["content"]
        action = next(one for one in card["actions"] if one["title"] == label)
        return self.activity(
            user=user,
            conversation=message["conversation"],
            type="invoke",
            name="adaptiveCard/action",
            text=None,
            textFormat=None,
            replyToId=message["id"],
            value={"action": {k: v for k, v in action.items() if k != "fallback"}, "trigger": "manual"},
        )

    def headers(self, body: bytes, *, key: str = signing.KEY_ID, **claims: Any) -> dict[str, str]:
        """Of a delivery of this bot's; claims replace the good ones."""
        told = {
            "iss": ISSUER,
            "aud": self.app_id,
            "serviceurl": json.loads(body).get("serviceUrl"),
            **claims,
        }
        return {"authorization": f"Bearer {signing.signed(told, key=key)}"}

    async def deliver(self, body: bytes) -> httpx.Response:
        """Call the webhook once."""
        assert self.callback_url is not None, "tell the fake where webhooks go"
        headers = {"content-type": "application/json", **self.headers(body)}
        return await self.http.post(self.callback_url, content=body, headers=headers)

    async def _give_token(self, request: Request) -> Response:
        form = await request.form()
        good = {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.secret,
            "scope": "https://api.botframework.com/.default",
        }
        if request.path_params["tenant"] != self.tenant_id or dict(form) != good:
            words = "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"
            return JSONResponse({"error": "invalid_client", "error_description": words}, 401)
        self.tokens_given += 1
        return JSONResponse({"token_type": "Bearer", "expires_in": 3599, "access_token": self.token})

    async def _tell_openid(self, request: Request) -> Response:
        return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _give_keys(self, request: Request) -> Response:
        self.keys_given += 1
        return JSONResponse({"keys": [signing.jwk(endorsements=list(self.endorsements))]})

    async def _open(self, request: Request) -> Response:
        body = await request.json()
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        if body["bot"]["id"] != f"28:{self.app_id}" or body["tenantId"] != self.tenant_id:
            return _error(TeamsFailure(400, "BadArgument"))
        if not body["isGroup"]:
            return JSONResponse({"id": f"a:{body['members'][0]['id'].removeprefix('29:')}"}, 201)
        number = str(next(self._numbers))
        conversation = f"{body['channelData']['channel']['id']};messageid={number}"
        self.sent.append({**body["activity"], "id": number, "conversation": conversation})
        return JSONResponse({"id": conversation, "activityId": number}, 201)

    async def _member(self, request: Request) -> Response:
        user = request.path_params["user"]
        found = self.members.get(user)
        if found is None:
            return self._refusal(request) or _error(TeamsFailure(404, "MemberNotFoundInConversation"))
        return self._refusal(request) or JSONResponse({"id": user, **found})

    async def _post(self, request: Request) -> Response:
        activity, conversation = await request.json(), request.path_params["conversation"]
        refusal = self._refusal(request) or _problem(activity)
        if refusal is not None:
            return refusal
        if activity["type"] == "typing":
            self.typing.append(conversation)
            return JSONResponse({}, 202)
        message = {**activity, "id": str(next(self._numbers)), "conversation": conversation}
        self.sent.append(message)
        return JSONResponse({"id": message["id"]}, 201)

    async def _change(self, request: Request) -> Response:
        wanted = (request.path_params["conversation"], request.path_params["activity"])
        message = next((one for one in self.sent if (one["conversation"], one["id"]) == wanted), None)
        refusal = self._refusal(request)
        if refusal is not None or message is None:
            return refusal or _error(TeamsFailure(404, "ActivityNotFoundInConversation"))
        if request.method == "DELETE":
            self.sent.remove(message)
            return Response(status_code=200)
        activity = await request.json()
        message.update(activity)
        return _problem(activity) or JSONResponse({"id": message["id"]})

    async def _give_file(self, request: Request) -> Response:
        return self._refusal(request) or Response(self.files[request.path_params["name"]])

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(TeamsFailure(401, "Unauthorized", "Authorization has been denied"))
        return _error(self._failures.popleft()) if self._failures else None


def _problem(activity: Mapping[str, Any]) -> Response | None:
    """What the connector refuses."""
    if activity.get("type") not in _TYPES or set(activity) - _FIELDS:
        return _error(TeamsFailure(400, "BadSyntax"))
    if activity["type"] == "message" and not activity.get("text") and not activity.get("attachments"):
        return _error(TeamsFailure(400, "BadSyntax", "Activity has no content"))
    if len(json.dumps(activity).encode("utf-16-le")) > 200_000:
        return _error(TeamsFailure(413, "MessageSizeTooBig"))
    cards = [one for one in activity.get("attachments", ()) if one["contentType"].endswith("card.adaptive")]
    return (
        None if all(_is_card(card["content"]) for card in cards) else _error(TeamsFailure(400, "BadSyntax"))
    )


def _is_card(card: Mapping[str, Any]) -> bool:
    """The parts of Adaptive Cards 1.4 that we draw with."""
    runs = [run for block in card["body"] for run in block["inlines"]]
    actions = card.get("actions", [])
    return (
        card["type"] == "AdaptiveCard"
        and card["version"] == "1.4"
        and all(block["type"] == "RichTextBlock" for block in card["body"])
        and all(run["type"] == "TextRun" and run["text"] for run in runs)
        and all(one["type"] == "Action.Execute" and one["title"] and one["verb"] for one in actions)
    )


def _error(failure: TeamsFailure) -> Response:
    headers = {} if failure.retry_after is None else {"retry-after": failure.retry_after}
    body = {"error": {"code": failure.code, "message": failure.message}}
    return JSONResponse(body, failure.status, headers=headers)
