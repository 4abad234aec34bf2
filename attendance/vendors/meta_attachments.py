"""Files of Messenger and Instagram: content behind an address of Meta's, ids for bytes of ours; and who somebody is.

Addresses are followed only to hosts of Meta (or to the configured one). An id that we made is good for 90 days.
Source: developers.facebook.com/docs/messenger-platform/send-messages/saving-assets and …/identity/user-profile, and
developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api, read 2026-11.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from attendance.kernel.errors import Rejected, Temporary
from attendance.vendors import downloads
from attendance.vendors.calls import segment
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.multipart import FilePart, form_request

_HOSTS = (".fbcdn.net", ".fbsbx.com", ".cdninstagram.com", ".facebook.com", ".instagram.com")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person lets us know of themselves."""

    name: str | None
    username: str | None


@dataclass(frozen=True, slots=True)
class AttachmentsClient:
    """Speaks for any account: its id and token come with each call. Raises `VendorFailure`s."""

    graph: GraphClient

    async def upload(self, *, account: str, token: str, kind: str, part: FilePart) -> str:
        """Give Meta the file; returns the id to send it by. `kind` image, audio, video or file. Harmless to repeat."""
        message = {"attachment": {"type": kind, "payload": {"is_reusable": True}}}
        form = form_request({"message": json.dumps(message)}, part)
        try:
            path = f"{segment(account)}/message_attachments"
            answer = await self.graph.send_form(path, token=token, form=form)
        except Temporary as failure:
            after = failure.retry_after_seconds
            raise Temporary(failure.detail, reason=failure.reason, retry_after_seconds=after) from failure
        match answer:
            case {"attachment_id": str(attachment_id)}:
                return attachment_id
        raise Temporary("Meta's answer names no file.", reason="unreadable_answer")

    @asynccontextmanager
    async def download(self, url: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The content behind an address that came with a message. It is public, so that no token goes along."""
        if not self._is_metas(url):
            raise Rejected("The file's address is not one of Meta's.", reason="untrusted_address")
        async with downloads.opened(
            self.graph.http, "Meta", url, {"user-agent": "attendance/1.0.0"}
        ) as content:
            yield content

    async def profile(self, person: str, *, token: str, fields: str) -> Profile:
        """Who a person is; `fields` are those that the platform has."""
        answer = await self.graph.call("GET", f"{segment(person)}?fields={fields}", token=token)
        names = [answer.get(name) for name in ("first_name", "last_name")]
        both = " ".join(name.strip() for name in names if isinstance(name, str) and name.strip())
        name, username = answer.get("name"), answer.get("username")
        return Profile(
            name.strip() if isinstance(name, str) and name.strip() else both or None,
            username if isinstance(username, str) and username else None,
        )

    def _is_metas(self, url: str) -> bool:
        asked, own = urlsplit(url), urlsplit(self.graph.base_url)
        if (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
            return True
        host = f".{asked.hostname or ''}"
        return asked.scheme == "https" and asked.port in (None, 443) and host.endswith(_HOSTS)
