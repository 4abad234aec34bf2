"""What all of Meta's webhooks share: the handshake and the signature.

Source: developers.facebook.com/docs/graph-api/webhooks/getting-started, read 2026-11.
"""

import hmac
from collections.abc import Mapping

from attendance.channels.base import BadSignature, CredentialField, InboxConfig, RawDelivery
from attendance.channels.signatures import require_hmac_sha256

VERIFY_TOKEN = CredentialField(
    "verify_token", "Verify token", "A word of yours, typed again at Meta's webhook form"
)
_SIGNATURE_PREFIX = "sha256="


def answer_handshake(inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
    """The challenge, when the mode is subscribe and the token is ours."""
    expected = inbox.credentials.get("verify_token", "")
    given = query.get("hub.verify_token", "")
    if not expected or query.get("hub.mode") != "subscribe":
        return None
    if not hmac.compare_digest(expected.encode(), given.encode()):
        return None
    return query.get("hub.challenge")


def require_signature(inbox: InboxConfig, delivery: RawDelivery) -> None:
    """Raise BadSignature unless one of the secrets in `app_secret` signed the raw bytes."""
    given = delivery.headers.get("x-hub-signature-256", "")
    if not given.startswith(_SIGNATURE_PREFIX):
        raise BadSignature
    require_hmac_sha256(
        secrets=inbox.credentials.get("app_secret", ""),
        body=delivery.body,
        given=given.removeprefix(_SIGNATURE_PREFIX),
    )
