"""Twilio's signature: HMAC-SHA1 over the address that it was told and the sorted fields of the form.

The address is built from our configuration, never from the Host header: anyone can write that. Whether Twilio signs the
usual port or not depends on how the address was entered, so both count.
Source: twilio.com/docs/usage/webhooks/webhooks-security, read 2026-11.
"""

import base64
import hashlib
import hmac
from urllib.parse import urlsplit, urlunsplit

from attendance.channels.base import BadSignature
from attendance.channels.form_body import read_pairs

_PORTS = {"https": 443, "http": 80}


def require_signature(*, tokens: str, url: str, body: bytes, given: str | None) -> None:
    """Raise BadSignature unless one of the tokens (comma-separated while they are rotated) signed it."""
    keys = [key.encode() for part in tokens.split(",") if (key := part.strip())]
    told = (given or "").encode()
    macs = [signature(key, address, body) for key in keys for address in _spellings(url)]
    if not any(hmac.compare_digest(mac.encode(), told) for mac in macs):
        raise BadSignature("The signature doesn't match. Check the auth token and the public address.")


def signature(key: bytes, url: str, body: bytes) -> str:
    """Each value of a repeated field counts once."""
    fields = "".join(name + value for name, value in sorted(set(read_pairs(body))))
    return base64.b64encode(hmac.new(key, (url + fields).encode(), hashlib.sha1).digest()).decode()


def _spellings(url: str) -> tuple[str, ...]:
    """The address with the port and without."""
    parts = urlsplit(url)
    port = parts.port
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    with_port = f"{host}:{port or _PORTS.get(parts.scheme, 443)}"
    return tuple(urlunsplit(parts._replace(netloc=netloc)) for netloc in (host, with_port))
