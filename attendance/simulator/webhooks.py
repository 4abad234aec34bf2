"""What the vendors tell our webhooks, in their words and with their signatures. Pure but for the call."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import structlog

from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.simulator.accounts import (
    INBOX_KEYS,
    SMS_PHONE,
    TELEGRAM_BOT_ID,
    TWILIO_SID,
    WHATSAPP_BUSINESS_ID,
    WHATSAPP_NUMBER_ID,
    WHATSAPP_PHONE,
)
from attendance.simulator.phones import Bubble, Chat, File, Network

_log = structlog.get_logger("attendance.simulator")
_MEDIA_KINDS: Final = ("image", "audio", "video", "document", "sticker")


class Webhooks:
    """Calls the product at `origin` as the vendors do; `public_url` is the address that Twilio signs."""

    def __init__(self, http: httpx.AsyncClient, *, origin: str, public_url: str, secret: str) -> None:
        self._http, self._origin = http, origin.rstrip("/")
        self._public_url, self._secret = public_url.rstrip("/"), secret

    def is_own_file(self, url: str) -> bool:
        """Whether this is one of our signed addresses of files."""
        return url.startswith(f"{self._public_url}/files/")

    async def message(self, chat: Chat, bubble: Bubble, file: File | None) -> None:
        """The customer wrote."""
        match chat.network:
            case "whatsapp":
                await self._whatsapp({**_contacts(chat), "messages": [_whatsapp_message(chat, bubble, file)]})
            case "telegram":
                await self._telegram({"message": _telegram_message(chat, bubble, file)})
            case "sms":
                await self._sms({**_sms_form(chat, bubble.id, "received"), **_sms_content(bubble, file)})

    async def press(self, chat: Chat, bubble: Bubble, button_id: str, label: str, press_id: str) -> None:
        """The customer chose a button of `bubble`, a message of ours."""
        if chat.network == "telegram":
            query = {
                "id": press_id,
                "from": _telegram_person(chat),
                "message": _telegram_message(chat, bubble, None),
                "chat_instance": "1",
                "data": button_id,
            }
            await self._telegram({"callback_query": query})
            return
        reply = {"id": button_id, "title": label}
        shape = "list_reply" if bubble.kind == "list" else "button_reply"
        message = {
            **_whatsapp_envelope(chat, press_id),
            "type": "interactive",
            "interactive": {"type": shape, shape: reply},
            "context": {"from": WHATSAPP_PHONE, "id": bubble.id},
        }
        await self._whatsapp({**_contacts(chat), "messages": [message]})

    async def status(self, chat: Chat, bubble: Bubble, state: str, reference: str | None = None) -> None:
        """What became of a message of the business."""
        if chat.network == "whatsapp":
            status = {
                "id": bubble.id,
                "status": state,
                "timestamp": _seconds(),
                "recipient_id": chat.address.removeprefix("+"),
                **({"biz_opaque_callback_data": reference} if reference else {}),
            }
            await self._whatsapp({"statuses": [status]})
        elif chat.network == "sms" and state in ("sent", "delivered"):
            await self._sms(_sms_form(chat, bubble.id, state, is_ours=True))

    async def _whatsapp(self, value: Mapping[str, Any]) -> None:
        metadata = {"display_phone_number": WHATSAPP_PHONE, "phone_number_id": WHATSAPP_NUMBER_ID}
        change = {
            "value": {"messaging_product": "whatsapp", "metadata": metadata, **value},
            "field": "messages",
        }
        entry = [{"id": WHATSAPP_BUSINESS_ID, "changes": [change]}]
        body = json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()
        mac = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-hub-signature-256": f"sha256={mac}", "content-type": "application/json"}
        await self._post("whatsapp", body, headers)

    async def _telegram(self, update: Mapping[str, Any]) -> None:
        body = json.dumps({"update_id": new_id().int % 2**31, **update}).encode()
        headers = {
            "x-telegram-bot-api-secret-token": self._secret,
            "content-type": "application/json",
        }
        await self._post("telegram", body, headers)

    async def _sms(self, form: Mapping[str, str]) -> None:
        url = f"{self._public_url}{_path('sms')}"
        signed = url + "".join(name + value for name, value in sorted(form.items()))
        mac = hmac.new(self._secret.encode(), signed.encode(), hashlib.sha1).digest()
        headers = {
            "x-twilio-signature": base64.b64encode(mac).decode(),
            "content-type": "application/x-www-form-urlencoded",
        }
        await self._post("sms", urlencode(form).encode(), headers)

    async def _post(self, network: Network, body: bytes, headers: Mapping[str, str]) -> None:
        response = await self._http.post(self._origin + _path(network), content=body, headers=headers)
        if not response.is_success:
            _log.warning(
                "webhook_refused", network=network, status=response.status_code, answer=response.text
            )


def _path(network: Network) -> str:
    return f"/webhooks/{network}/{INBOX_KEYS[network]}"


def _seconds() -> str:
    return str(int(clock.now().timestamp()))


def _contacts(chat: Chat) -> dict[str, Any]:
    number = chat.address.removeprefix("+")
    return {"contacts": [{"profile": {"name": chat.name}, "wa_id": number}]}


def _whatsapp_envelope(chat: Chat, message_id: str) -> dict[str, Any]:
    return {"from": chat.address.removeprefix("+"), "id": message_id, "timestamp": _seconds()}


def _whatsapp_message(chat: Chat, bubble: Bubble, file: File | None) -> dict[str, Any]:
    message = _whatsapp_envelope(chat, bubble.id)
    if bubble.reply_to:
        message["context"] = {"from": WHATSAPP_PHONE, "id": bubble.reply_to}
    if file is None or bubble.file_id is None:
        return {**message, "type": "text", "text": {"body": bubble.text}}
    media: dict[str, Any] = {
        "id": bubble.file_id,
        "mime_type": file.mime_type,
        "sha256": base64.b64encode(hashlib.sha256(file.content).digest()).decode(),
    }
    if bubble.text:
        media["caption"] = bubble.text
    if bubble.kind == "document":
        media["filename"] = file.filename
    if bubble.kind == "audio":
        media["voice"] = True
    return {**message, "type": bubble.kind, bubble.kind: media}


def _telegram_person(chat: Chat) -> dict[str, Any]:
    return {"id": int(chat.address), "is_bot": False, "first_name": chat.name, "language_code": "pt-br"}


def _telegram_message(chat: Chat, bubble: Bubble, file: File | None) -> dict[str, Any]:
    bot = {"id": TELEGRAM_BOT_ID, "is_bot": True, "first_name": "Loja Exemplo", "username": "loja_demo_bot"}
    message: dict[str, Any] = {
        "message_id": int(bubble.id),
        "from": _telegram_person(chat) if bubble.is_mine else bot,
        "chat": {"id": int(chat.address), "type": "private", "first_name": chat.name},
        "date": int(bubble.at.timestamp()),
    }
    if bubble.buttons:
        rows = [[{"text": button.label, "callback_data": button.id}] for button in bubble.buttons]
        message["reply_markup"] = {"inline_keyboard": rows}
    if bubble.reply_to:
        message["reply_to_message"] = {
            "message_id": int(bubble.reply_to), "date": message["date"], "chat": message["chat"],
        }  # fmt: skip
    if file is None:
        return {**message, "text": bubble.text}
    part = {
        "file_id": bubble.file_id,
        "file_unique_id": str(bubble.file_id)[:16],
        "file_size": len(file.content),
        "mime_type": file.mime_type,
        "file_name": file.filename,
    }
    if bubble.text:
        message["caption"] = bubble.text
    return {**message, **_telegram_part(bubble.kind, part)}


def _telegram_part(kind: str, part: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case "image":
            return {"photo": [{**part, "width": 800, "height": 600}]}
        case "audio":
            return {"voice": {**part, "duration": 1}}
        case "video":
            return {"video": {**part, "width": 640, "height": 360, "duration": 1}}
        case _:
            return {"document": part}


def _sms_form(chat: Chat, message_id: str, state: str, *, is_ours: bool = False) -> dict[str, str]:
    sender, recipient = (SMS_PHONE, chat.address) if is_ours else (chat.address, SMS_PHONE)
    form = {
        "MessageSid": message_id,
        "SmsSid": message_id,
        "AccountSid": TWILIO_SID,
        "From": sender,
        "To": recipient,
        "ApiVersion": "2010-04-01",
        "SmsStatus": state,
    }
    return {**form, "MessageStatus": state} if is_ours else form


def _sms_content(bubble: Bubble, file: File | None) -> dict[str, str]:
    content = {"Body": bubble.text, "NumSegments": "1", "NumMedia": "0"}
    if file is not None:
        path = f"/2010-04-01/Accounts/{TWILIO_SID}/Messages/{bubble.id}/Media/{bubble.file_id}"
        content |= {"NumMedia": "1", "MediaContentType0": file.mime_type}
        content["MediaUrl0"] = f"https://api.twilio.com{path}"
    return content
