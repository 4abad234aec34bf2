"""Files of WhatsApp's Cloud API: bytes behind a media id, and ids for bytes of ours.

An id that came with a message is good for 7 days, the address behind it for 5 minutes; one that we made for 30 days.
Addresses are followed only to hosts of Meta (or to the configured one), since our token goes with the request.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media, read 2026-11.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from attendance.kernel.errors import Rejected, Temporary
from attendance.vendors import downloads
from attendance.vendors.calls import segment
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.multipart import FilePart, form_request

_HOSTS = (".fbsbx.com", ".fbcdn.net", ".facebook.com", ".whatsapp.net", ".whatsapp.com")


@dataclass(frozen=True, slots=True)
class MediaClient:
    """Speaks for any number. Raises `VendorFailure`s."""

    graph: GraphClient

    async def address_of(self, media_id: str, *, token: str) -> str:
        """Where the file is, for five minutes."""
        answer = await self.graph.call("GET", segment(media_id), token=token)
        url = answer.get("url")
        if not isinstance(url, str):
            raise Rejected("Meta names no address of this file.", reason="media_unavailable")
        return url

    @asynccontextmanager
    async def download(self, url: str, *, token: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The content behind an address that Meta named."""
        if not self._is_trusted(url):
            raise Rejected("The file's address is not one of Meta's.", reason="untrusted_address")
        headers = {"authorization": f"Bearer {token}", "user-agent": "attendance/1.0.0"}
        async with downloads.opened(self.graph.http, "Meta", url, headers) as content:
            yield content

    async def upload(self, *, phone_number_id: str, token: str, part: FilePart) -> str:
        """Give Meta the file; returns the id to send it by. Repeating it does no harm: nobody sees an upload."""
        fields = {"messaging_product": "whatsapp", "type": part.mime_type}
        path = f"{segment(phone_number_id)}/media"
        try:
            answer = await self.graph.send_form(path, token=token, form=form_request(fields, part))
        except Temporary as failure:
            after = failure.retry_after_seconds
            raise Temporary(failure.detail, reason=failure.reason, retry_after_seconds=after) from failure
        media_id = answer.get("id")
        if not isinstance(media_id, str):
            raise Temporary("Meta's answer names no file.", reason="unreadable_answer")
        return media_id

    def _is_trusted(self, url: str) -> bool:
        asked, own = urlsplit(url), urlsplit(self.graph.base_url)
        if (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
            return True
        host = f".{asked.hostname or ''}"
        return asked.scheme == "https" and asked.port in (None, 443) and host.endswith(_HOSTS)
