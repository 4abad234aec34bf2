"""A bucket in memory that checks what S3 checks: who signs, that the body is what was signed, that all of it came."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from attendance.kernel.sigv4 import Signer

_ERROR = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>no</Message></Error>'


class FakeS3:
    """Serves one bucket: `httpx.AsyncClient(transport=httpx.MockTransport(fake))`."""

    def __init__(self, signer: Signer) -> None:
        self.objects: dict[str, tuple[str, bytes]] = {}
        self.outage: int | None = None
        self._signer = signer

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        path = urlsplit(str(request.url)).path
        if self.outage:
            return _error(self.outage, "SlowDown")
        if not self._is_signed(request):
            return _error(403, "SignatureDoesNotMatch")
        if hashlib.sha256(body).hexdigest() != request.headers["x-amz-content-sha256"]:
            return _error(400, "XAmzContentSHA256Mismatch")
        match request.method:
            case "PUT":
                if int(request.headers["content-length"]) != len(body):
                    return _error(400, "IncompleteBody")
                self.objects[path] = (request.headers["content-type"], body)
                return httpx.Response(200)
            case "DELETE":
                self.objects.pop(path, None)
                return httpx.Response(204)
            case _ if path in self.objects:
                kind, content = self.objects[path]
                first = int(request.headers.get("range", "bytes=0-")[6:-1])
                status = 206 if "range" in request.headers else 200
                return httpx.Response(status, headers={"content-type": kind}, content=content[first:])
        return _error(404, "NoSuchKey")

    def _is_signed(self, request: httpx.Request) -> bool:
        proof = request.headers["authorization"]
        names = proof.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        given = {name: request.headers[name] for name in names if name != "host"}
        url, sha256 = str(request.url), request.headers["x-amz-content-sha256"]
        at = datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        expected = self._signer.sign(request.method, url, at=at, headers=given, sha256=sha256)
        return expected["authorization"] == proof


def _error(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, text=_ERROR.format(code=code))
