"""The vendors' addresses that our channels call: as much of each API as they use, checked for the demo's secrets.

Source: Meta's Cloud API v26.0, Telegram's Bot API 10.1, Twilio's API 2010-04-01 (the pages are named in `vendors`).
"""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from email.message import Message
from hmac import compare_digest
from typing import Any, Final

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from attendance.simulator.accounts import (
    SMS_PHONE,
    TWILIO_SID,
    WHATSAPP_NUMBER_ID,
    WHATSAPP_PHONE,
    Accounts,
)
from attendance.simulator.phones import Bubble, Button, Chat, File, Phones, heard, types
from attendance.simulator.webhooks import Webhooks

UNTRUSTED: Final = {
    "content-disposition": "attachment",
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
}
"""Of content that anybody may have put here, at the address where the console lives."""
_ARRIVES_SECONDS: Final = 0.4
Endpoint = Callable[[Request], Awaitable[Response]]


class Vendors:
    """Meta, Telegram and Twilio, for the demo's accounts only."""

    def __init__(
        self, phones: Phones, webhooks: Webhooks, accounts: Accounts, http: httpx.AsyncClient
    ) -> None:
        self._phones, self._webhooks, self._accounts, self._http = phones, webhooks, accounts, http
        self._tasks: set[asyncio.Task[None]] = set()
        self._next_telegram_id = int(clock.now().timestamp())  # a new start must not repeat earlier ids

    def routes(self) -> list[BaseRoute]:
        """Below `/demo/vendors`: the vendor's host, then its path."""
        graph, telegram, twilio = "/graph.facebook.com", "/api.telegram.org", "/api.twilio.com/2010-04-01"
        return [
            Route(graph + "/media/{file_id}", self._graph_download),
            Route(graph + "/{version}/{number}/messages", self._graph_message, methods=["POST"]),
            Route(graph + "/{version}/{number}/media", self._graph_upload, methods=["POST"]),
            Route(graph + "/{version}/{account}/message_templates", self._graph_templates),
            Route(graph + "/{version}/{thing}", self._graph_thing),
            Route(telegram + "/bot{token}/{method}", self._telegram, methods=["POST"]),
            Route(telegram + "/file/bot{token}/{file_id}", self._telegram_download),
            Route(twilio + "/Accounts/{sid}.json", self._twilio_account),
            Route(twilio + "/Accounts/{sid}/Messages.json", self._twilio_message, methods=["POST"]),
            Route(twilio + "/Accounts/{sid}/Messages/{message}/Media/{file_id}", self._twilio_download),
        ]

    def next_id(self, chat: Chat) -> str:
        """The id that the vendor gives a new message."""
        if chat.network == "telegram":
            self._next_telegram_id += 1
            return str(self._next_telegram_id)
        return {"whatsapp": "wamid.demo", "sms": "SM"}[chat.network] + new_id().hex

    def arrive(self, chat: Chat, bubble: Bubble, reference: str | None = None) -> None:
        """Show it on the telephone, and tell what became of it."""
        self._phones.add(chat, bubble)
        task = asyncio.create_task(self._report(chat, bubble, reference))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _report(self, chat: Chat, bubble: Bubble, reference: str | None) -> None:
        for state in ("sent", "delivered", "read"):
            await asyncio.sleep(_ARRIVES_SECONDS)
            bubble.state = state
            await self._webhooks.status(chat, bubble, state, reference)

    # -- Meta

    async def _graph_message(self, request: Request) -> Response:
        body = await request.json()
        if not self._is_ours(request):
            return _graph_error(190, "The token is not the demo's.", 401)
        if body.get("status") == "read":
            self._read(body)
            return JSONResponse({"success": True})
        chat = self._phones.chat("whatsapp", str(body.get("to", "")).removeprefix("+"))
        if body.get("type") == "reaction":
            _react(chat, body["reaction"])
            return _graph_accepted(new_id().hex)
        bubble = _whatsapp_bubble(body)
        bubble.id = self.next_id(chat)
        self.arrive(chat, bubble, body.get("biz_opaque_callback_data"))
        return _graph_accepted(bubble.id)

    def _read(self, body: Mapping[str, Any]) -> None:
        for chat in self._phones.all("whatsapp"):
            if (bubble := chat.find(str(body.get("message_id")))) is not None:
                bubble.state = "read"
                types(chat) if "typing_indicator" in body else chat.touch()

    async def _graph_upload(self, request: Request) -> Response:
        if not self._is_ours(request):
            return _graph_error(190, "The token is not the demo's.", 401)
        async with request.form() as form:
            upload = form["file"]
            assert not isinstance(upload, str)
            content = await upload.read()
            name = upload.filename or "arquivo"
            mime_type = str(form.get("type") or upload.content_type or "application/octet-stream")
        return JSONResponse({"id": self._phones.keep(File(content, mime_type, name))})

    async def _graph_thing(self, request: Request) -> Response:
        thing = request.path_params["thing"]
        if not self._is_ours(request):
            return _graph_error(190, "The token is not the demo's.", 401)
        if thing == "debug_token":
            return JSONResponse({"data": {"is_valid": True, "expires_at": 0, "type": "SYSTEM_USER"}})
        if thing == WHATSAPP_NUMBER_ID:
            return JSONResponse(
                {
                    "id": thing,
                    "display_phone_number": f"+{WHATSAPP_PHONE}",
                    "verified_name": "Loja Exemplo",
                    "quality_rating": "GREEN",
                    "messaging_limit_tier": "TIER_1K",
                }
            )
        file = self._phones.file(thing)
        url = f"https://graph.facebook.com/media/{thing}"
        return JSONResponse(
            {
                "id": thing,
                "url": url,
                "mime_type": file.mime_type,
                "file_size": len(file.content),
                "messaging_product": "whatsapp",
            }
        )

    async def _graph_download(self, request: Request) -> Response:
        return self._content(request.path_params["file_id"], is_ours=self._is_ours(request))

    async def _graph_templates(self, request: Request) -> Response:
        if not self._is_ours(request):
            return _graph_error(190, "The token is not the demo's.", 401)
        return JSONResponse({"data": _TEMPLATES, "paging": {}})

    # -- Telegram

    async def _telegram(self, request: Request) -> Response:
        if not self._is_telegram(request):
            answer = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            return JSONResponse(answer, status_code=401)
        fields, files = await _telegram_fields(request)
        result = self._telegram_result(request.path_params["method"], fields, files)
        return JSONResponse({"ok": True, "result": result})

    def _telegram_result(self, method: str, fields: Mapping[str, Any], files: Mapping[str, File]) -> Any:
        if method == "getMe":
            return {
                "id": 100000003,
                "is_bot": True,
                "first_name": "Loja Exemplo",
                "username": "loja_demo_bot",
            }
        if method == "getFile":
            return {"file_id": fields["file_id"], "file_path": fields["file_id"]}
        chat = self._phones.chat("telegram", str(fields["chat_id"])) if "chat_id" in fields else None
        if chat is None:
            return True
        if method == "sendChatAction":
            types(chat)
            return True
        if method.startswith("send"):
            return self._telegram_send(chat, method, fields, files)
        return _telegram_change(chat, method, fields)

    def _telegram_send(
        self, chat: Chat, method: str, fields: Mapping[str, Any], files: Mapping[str, File]
    ) -> dict[str, Any]:
        part = method.removeprefix("send").lower()
        file_id = self._phones.keep(files[part]) if part in files else None
        kind = {"photo": "image", "voice": "audio", "message": "text"}.get(part, part)
        text = str(fields.get("text") or fields.get("caption") or "")
        bubble = heard(text, kind=kind, file_id=file_id, buttons=_keyboard(fields.get("reply_markup")))
        bubble.id = self.next_id(chat)
        self.arrive(chat, bubble)
        return {
            "message_id": int(bubble.id),
            "date": int(bubble.at.timestamp()),
            "chat": {"id": int(chat.address), "type": "private"},
            "text": text,
        }

    async def _telegram_download(self, request: Request) -> Response:
        return self._content(request.path_params["file_id"], is_ours=self._is_telegram(request))

    # -- Twilio

    async def _twilio_account(self, request: Request) -> Response:
        if not self._is_twilio(request):
            return _twilio_refusal()
        sid = request.path_params["sid"]
        return JSONResponse({"sid": sid, "friendly_name": "Loja Exemplo", "status": "active"})

    async def _twilio_message(self, request: Request) -> Response:
        if not self._is_twilio(request):
            return _twilio_refusal()
        async with request.form() as form:
            fields = {name: str(value) for name, value in form.items()}
        chat = self._phones.chat("sms", fields.get("To", ""))
        file_id = await self._mms(fields.get("MediaUrl"))
        kind = "text"
        if file_id:
            kind = kind_of(self._phones.file(file_id).mime_type)
        bubble = heard(fields.get("Body", ""), kind=kind, file_id=file_id)
        bubble.id = self.next_id(chat)
        self.arrive(chat, bubble)
        answer = {"sid": bubble.id, "status": "queued", "to": fields.get("To"), "from": SMS_PHONE}
        return JSONResponse(answer, status_code=201)

    async def _mms(self, url: str | None) -> str | None:
        """Twilio fetches what it is to send: of this installation only, or strangers' networks could be read."""
        if url is None or not self._webhooks.is_own_file(url):
            return None
        response = await self._http.get(url)
        if not response.is_success:
            return None
        mime_type = response.headers.get("content-type", "application/octet-stream").partition(";")[0]
        return self._phones.keep(File(response.content, mime_type, "mms"))

    async def _twilio_download(self, request: Request) -> Response:
        return self._content(request.path_params["file_id"], is_ours=self._is_twilio(request))

    # -- all of them

    def _is_ours(self, request: Request) -> bool:
        return _carries(request, f"Bearer {self._accounts.whatsapp_token}")

    def _is_telegram(self, request: Request) -> bool:
        token: str = request.path_params["token"]
        return compare_digest(token.encode(), self._accounts.telegram_token.encode())

    def _is_twilio(self, request: Request) -> bool:
        login = f"{TWILIO_SID}:{self._accounts.secret}".encode()
        return _carries(request, f"Basic {b64encode(login).decode()}")

    def _content(self, file_id: str, *, is_ours: bool) -> Response:
        if not is_ours:
            raise NotFound("file")
        file = self._phones.file(file_id)
        return Response(file.content, media_type=file.mime_type, headers=UNTRUSTED)


def _carries(request: Request, authorization: str) -> bool:
    return compare_digest(request.headers.get("authorization", "").encode(), authorization.encode())


def kind_of(mime_type: str) -> str:
    """image, audio, video or document."""
    family = mime_type.partition("/")[0]
    return family if family in ("image", "audio", "video") else "document"


_TEMPLATES: Final[Sequence[Mapping[str, Any]]] = (
    {
        "id": "200000000000001",
        "name": "retomar_conversa",
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "UTILITY",
        "components": [
            {
                "type": "BODY",
                "text": "Olá, {{1}}! Temos uma resposta sobre {{2}}. Podemos continuar por aqui?",
                "example": {"body_text": [["Natália", "o seu pedido"]]},
            },
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sim, podem falar"}]},
        ],
    },
)


def _twilio_refusal() -> Response:
    return JSONResponse({"code": 20003, "message": "Authenticate", "status": 401}, status_code=401)


def _graph_accepted(wamid: str) -> Response:
    return JSONResponse({"messaging_product": "whatsapp", "messages": [{"id": wamid}]})


def _graph_error(code: int, message: str, status: int) -> Response:
    error = {"message": message, "type": "OAuthException", "code": code}
    return JSONResponse({"error": error}, status_code=status)


def _react(chat: Chat, reaction: Mapping[str, Any]) -> None:
    bubble = chat.find(str(reaction.get("message_id")))
    if bubble is not None:
        bubble.reaction = reaction.get("emoji") or None
        chat.touch()


def _whatsapp_bubble(body: Mapping[str, Any]) -> Bubble:
    part: Any = body.get(body["type"])
    quoted = (body.get("context") or {}).get("message_id")
    match body["type"]:
        case "text":
            return heard(part["body"], reply_to=quoted)
        case "interactive":
            return _whatsapp_choice(part, quoted)
        case "template":
            return heard(_template_text(part))
        case kind if isinstance(part, dict):
            text = part.get("caption") or part.get("filename") or part.get("name") or ""
            return heard(text, kind=kind, file_id=part.get("id"), reply_to=quoted)
        case kind:
            return heard(f"[{kind}]", reply_to=quoted)


def _whatsapp_choice(part: Mapping[str, Any], quoted: str | None) -> Bubble:
    action = part["action"]
    if part["type"] == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        buttons = [Button(row["id"], row["title"]) for row in rows]
    else:
        buttons = [Button(one["reply"]["id"], one["reply"]["title"]) for one in action.get("buttons", ())]
    kind = "list" if part["type"] == "list" else "buttons"
    return heard(part["body"]["text"], kind=kind, buttons=buttons, reply_to=quoted)


def _template_text(part: Mapping[str, Any]) -> str:
    """The template's words with its variables in place."""
    known = next((one for one in _TEMPLATES if one["name"] == part.get("name")), None)
    text = str(known["components"][0]["text"]) if known else str(part.get("name"))
    for component in part.get("components", ()):
        if component.get("type") == "body":
            for number, parameter in enumerate(component.get("parameters", ()), start=1):
                text = text.replace(f"{{{{{number}}}}}", str(parameter.get("text", "")))
    return text


def _telegram_change(chat: Chat, method: str, fields: Mapping[str, Any]) -> bool:
    bubble = chat.find(str(fields.get("message_id")))
    if bubble is None:
        return True
    match method:
        case "editMessageText" | "editMessageCaption":
            bubble.text = str(fields.get("text") or fields.get("caption") or "")
        case "deleteMessage":
            bubble.is_deleted = True
        case "setMessageReaction":
            found = _decoded(fields.get("reaction")) or []
            bubble.reaction = found[0].get("emoji") if found else None
    chat.touch()
    return True


async def _telegram_fields(request: Request) -> tuple[dict[str, Any], dict[str, File]]:
    """Methods take JSON, or a form where a file goes along."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    if header.get_content_type() == "application/json":
        return await request.json(), {}
    fields, files = {}, {}
    async with request.form() as form:
        for name, value in form.items():
            if isinstance(value, str):
                fields[name] = value
                continue
            mime_type = value.content_type or "application/octet-stream"
            files[name] = File(await value.read(), mime_type, value.filename or name)
    return fields, files


def _keyboard(markup: Any) -> list[Button]:
    found = _decoded(markup)
    rows = found.get("inline_keyboard", ()) if isinstance(found, dict) else ()
    return [Button(key.get("callback_data", ""), key["text"]) for row in rows for key in row]


def _decoded(value: Any) -> Any:
    """In a form, structures come as JSON text."""
    return json.loads(value) if isinstance(value, str) else value
