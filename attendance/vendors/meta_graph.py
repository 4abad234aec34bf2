"""Meta's Graph API as WhatsApp's Cloud API uses it: send, mark read, and who the number is.

One POST per message, never repeated here: Meta has no idempotency key, so repeating is the caller's choice.
Timeouts: 5 s to connect, 15 s for the answer. Pace: 80 messages/s a number, 1 per 6 s to the same person.
Source: developers.facebook.com/documentation/business-messaging/whatsapp (messages, errors), read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.calls import UPLOAD_TIMEOUT, json_object, request, retry_after_seconds, segment
from attendance.vendors.meta_errors import Failure, failure_of

_EXCEPTIONS: Mapping[str, type[VendorFailure]] = {
    "temporary": Temporary,
    "rejected": Rejected,
    "misconfigured": Misconfigured,
}


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """The business's own number, as `check` shows it."""

    id: str
    display_phone_number: str
    verified_name: str
    quality_rating: str


@dataclass(frozen=True, slots=True)
class GraphClient:
    """Speaks for any number: its id and token come with each call. Raises `VendorFailure`s."""

    http: httpx.AsyncClient
    base_url: str = "https://graph.facebook.com"
    version: str = "v26.0"

    async def send_message(self, *, phone_number_id: str, token: str, body: Mapping[str, Any]) -> str:
        """Post one message; returns its wamid. Accepted isn't delivered: failures may follow as a status."""
        answer = await self.call("POST", f"{segment(phone_number_id)}/messages", token=token, json=body)
        match answer:
            case {"messages": [{"id": str(wamid)}, *_]}:
                return wamid
        raise Temporary("Meta's answer names no message.", reason="unreadable_answer", may_have_arrived=True)

    async def mark_read(
        self, *, phone_number_id: str, token: str, message_id: str, show_typing: bool = False
    ) -> None:
        """Blue ticks up to this message; typing shows for 25 s or until the next message of ours."""
        body: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
        if show_typing:
            body["typing_indicator"] = {"type": "text"}
        await self.call("POST", f"{segment(phone_number_id)}/messages", token=token, json=body)

    async def phone_number(self, *, phone_number_id: str, token: str) -> PhoneNumber:
        """What Meta calls this number; the cheapest proof that id and token belong together."""
        query = "?fields=id,display_phone_number,verified_name,quality_rating"
        answer = await self.call("GET", segment(phone_number_id) + query, token=token)
        return PhoneNumber(
            id=str(answer.get("id", phone_number_id)),
            display_phone_number=str(answer.get("display_phone_number", "")),
            verified_name=str(answer.get("verified_name", "")),
            quality_rating=str(answer.get("quality_rating", "UNKNOWN")),
        )

    async def call(
        self, method: str, path: str, *, token: str, json: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """One request below the version; ids in `path` have gone through `calls.segment`."""
        return await self._send(method, path, token, {}, json=json)

    async def send_form(self, path: str, *, token: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """A form of `multipart.form_request`, posted."""
        more = {"content": form["content"], "timeout": UPLOAD_TIMEOUT}
        return await self._send("POST", path, token, form["headers"], **more)

    async def _send(
        self, method: str, path: str, token: str, headers: Mapping[str, str], **more: Any
    ) -> Mapping[str, Any]:
        url = f"{self.base_url.rstrip('/')}/{self.version}/{path}"
        headers = {"authorization": f"Bearer {token}", **headers}
        response = await request(self.http, "Meta", method, url, headers=headers, **more)
        if response.is_success:
            return json_object(response)
        raise _exception(response)


def _exception(response: httpx.Response) -> VendorFailure:
    error = json_object(response).get("error")
    failure: Failure = failure_of(error if isinstance(error, dict) else {}, response.status_code)
    after = retry_after_seconds(response.headers.get("retry-after"))
    return _EXCEPTIONS[failure.outcome](
        failure.detail,
        reason=failure.reason,
        retry_after_seconds=after if after is not None else failure.retry_after_seconds,
        vendor_code=failure.code,
    )
