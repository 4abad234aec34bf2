"""Addresses of files for those who have no account here: vendors that fetch what we send, visitors of the web chat.

An address names one form of one file, is signed, and ends. It says nothing that could be guessed or changed.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from attendance.kernel import clock
from attendance.kernel.errors import NotFound

PREFIX: Final = "/files/"
LIFETIME: Final = timedelta(hours=24)
_MAC_BYTES: Final = 16
_BODY_BYTES: Final = 16 + 16 + 1 + 5
_PURPOSE: Final = b"file-link:"


class Form(IntEnum):
    """Which content of the file. SENT: one that was made for a channel, named by the id of the form, not the file's."""

    ITSELF = 0
    PREVIEW = 1
    PLAYABLE = 2
    SENT = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """What an address names."""

    tenant_id: UUID
    file_id: UUID
    form: Form


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads addresses; `signing_key` is the vault's."""

    signing_key: bytes
    public_url: str

    def path(self, tenant_id: UUID, file_id: UUID, form: Form = Form.ITSELF) -> str:
        """Good for one to two days; the same all day, so that browsers keep what they loaded."""
        seconds = int(LIFETIME.total_seconds())
        end = (int(clock.now().timestamp()) // seconds + 2) * seconds
        body = tenant_id.bytes + file_id.bytes + bytes([form]) + end.to_bytes(5)
        return PREFIX + base64.urlsafe_b64encode(body + self._mac(body)).rstrip(b"=").decode()

    def url(self, tenant_id: UUID, file_id: UUID, form: Form = Form.ITSELF) -> str | None:
        """For vendors; None when our address is one that they can't reach."""
        if not is_public(self.public_url):
            return None
        return self.public_url.rstrip("/") + self.path(tenant_id, file_id, form)

    def read(self, token: str) -> Linked:
        """Raises NotFound for what isn't ours, was changed, or has ended."""
        try:
            signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotFound("file") from error
        body, mac = signed[:_BODY_BYTES], signed[_BODY_BYTES:]
        if len(body) < _BODY_BYTES or not hmac.compare_digest(mac, self._mac(body)):
            raise NotFound("file")
        if datetime.fromtimestamp(int.from_bytes(body[33:]), UTC) <= clock.now():
            raise NotFound("file")
        return Linked(UUID(bytes=body[:16]), UUID(bytes=body[16:32]), Form(body[32]))

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self.signing_key, _PURPOSE + body, hashlib.sha256).digest()[:_MAC_BYTES]


def is_public(url: str) -> bool:
    """Whether others may reach this address of ours: not this machine, not a private network."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host
