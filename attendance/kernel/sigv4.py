"""AWS Signature Version 4, as S3 and those who speak its API want every request signed.

Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, read 2026-11.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

EMPTY_SHA256: Final = hashlib.sha256(b"").hexdigest()
_ALGORITHM: Final = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Signer:
    access_key: str
    secret_key: str
    region: str

    def sign(
        self,
        method: str,
        url: str,
        *,
        at: datetime,
        headers: Mapping[str, str] | None = None,
        sha256: str = EMPTY_SHA256,
    ) -> dict[str, str]:
        """The headers to send: the given ones, and those that prove who we are. `sha256` is the body's, in hex.

        The path of `url` has to be percent-encoded already, exactly as it will be sent.
        """
        stamp = at.strftime("%Y%m%dT%H%M%SZ")
        signed = {name.lower(): value.strip() for name, value in (headers or {}).items()}
        signed |= {"host": urlsplit(url).netloc, "x-amz-content-sha256": sha256, "x-amz-date": stamp}
        scope = f"{stamp[:8]}/{self.region}/s3/aws4_request"
        request = _canonical(method, url, signed, sha256)
        to_sign = "\n".join([_ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
        signature = hmac.new(self._key(stamp[:8]), to_sign.encode(), hashlib.sha256).hexdigest()
        names = ";".join(sorted(signed))
        proof = (
            f"{_ALGORITHM} Credential={self.access_key}/{scope},SignedHeaders={names},Signature={signature}"
        )
        return {**signed, "authorization": proof}

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.secret_key}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key


def _canonical(method: str, url: str, headers: Mapping[str, str], sha256: str) -> str:
    parts = urlsplit(url)
    pairs = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in _query(parts.query))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    return "\n".join([method, parts.path or "/", query, *lines, "", ";".join(sorted(headers)), sha256])


def _query(written: str) -> list[tuple[str, str]]:
    return parse_qsl(written, keep_blank_values=True)
