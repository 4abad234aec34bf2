"""Addresses under which a customer answers without an account: whoever has one may give this one score."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from attendance.kernel.errors import NotFound

PREFIX: Final = "/rating/"
_MAC_BYTES: Final = 16
_BODY_BYTES: Final = 16 + 16
_PURPOSE: Final = b"rating-link:"


@dataclass(frozen=True, slots=True)
class RatingLinks:
    """Makes and reads addresses; `signing_key` is the vault's. How long one is good for stands at the rating."""

    signing_key: bytes
    public_url: str

    def token(self, tenant_id: UUID, rating_id: UUID) -> str:
        body = tenant_id.bytes + rating_id.bytes
        return base64.urlsafe_b64encode(body + self._mac(body)).rstrip(b"=").decode()

    def url(self, tenant_id: UUID, rating_id: UUID) -> str:
        return self.public_url.rstrip("/") + PREFIX + self.token(tenant_id, rating_id)

    def read(self, token: str) -> tuple[UUID, UUID]:
        """Tenant and rating. Raises NotFound for what isn't ours or was changed."""
        try:
            signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotFound("rating") from error
        body, mac = signed[:_BODY_BYTES], signed[_BODY_BYTES:]
        if len(body) < _BODY_BYTES or not hmac.compare_digest(mac, self._mac(body)):
            raise NotFound("rating")
        return UUID(bytes=body[:16]), UUID(bytes=body[16:])

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self.signing_key, _PURPOSE + body, hashlib.sha256).digest()[:_MAC_BYTES]
