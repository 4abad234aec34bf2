"""Files in a bucket that speaks S3's API: PUT, GET and DELETE of one object, signed by ourselves.

Time-outs: 5 s to connect, 60 s for each read or write. Nothing is repeated here: a job that needs the file is.
Source: docs.aws.amazon.com/AmazonS3/latest/API (PutObject, GetObject, DeleteObject), read 2026-11.
"""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit
from uuid import UUID

import httpx

from attendance.kernel import clock
from attendance.kernel.errors import AttendanceError, InvalidInput, Misconfigured, NotFound, Temporary
from attendance.kernel.http import client
from attendance.kernel.sigv4 import EMPTY_SHA256, Signer
from attendance.kernel.storage import (
    CHUNK_BYTES,
    LocalStorage,
    Storage,
    StoredFile,
    check_key,
    chunks,
    key_for,
    received,
)

_TIMEOUT: Final = httpx.Timeout(60.0, connect=5.0)


class BadStorageUrl(InvalidInput):
    code = "bad_storage_url"
    message = (
        "ATTENDANCE_STORAGE_URL: {problem}. Write s3://KEY:SECRET@bucket/prefix?endpoint=https://…&region=…"
    )


def chosen_storage(storage_url: str | None, data_dir: Path) -> Storage:
    """The bucket that the settings name, or the folder `files` of the data folder. Raises: BadStorageUrl."""
    return S3Storage(Bucket.parse(storage_url)) if storage_url else LocalStorage(data_dir / "files")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where objects live: `base_url` ends with the bucket and the prefix, without a slash."""

    base_url: str
    signer: Signer

    @classmethod
    def parse(cls, written: str) -> "Bucket":
        """Out of `s3://KEY:SECRET@bucket/prefix?endpoint=…&region=…`; without an endpoint it is Amazon's.

        Raises: BadStorageUrl.
        """
        url = urlsplit(written)
        options = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if url.scheme != "s3" or not url.hostname:
            raise BadStorageUrl(problem="it is no s3:// address with a bucket")
        if not url.username or not url.password:
            raise BadStorageUrl(problem="the access key or its secret is missing")
        region = options.get("region", "us-east-1")
        endpoint = options.get("endpoint", f"https://s3.{region}.amazonaws.com").rstrip("/")
        path = quote(unquote(f"{url.hostname}{url.path}").rstrip("/"))
        return cls(f"{endpoint}/{path}", Signer(unquote(url.username), unquote(url.password), region))


class S3Storage:
    def __init__(self, bucket: Bucket, http: httpx.AsyncClient | None = None) -> None:
        self._bucket = bucket
        self._http = http or client("storage", timeout=_TIMEOUT)

    async def put(
        self,
        tenant_id: UUID,
        content: bytes | AsyncIterable[bytes],
        *,
        limit_bytes: int,
        key: str | None = None,
    ) -> StoredFile:
        key = key_for(tenant_id, key)
        async with received(content, limit_bytes=limit_bytes) as file:
            headers = {"content-type": file.content_type, "content-length": str(file.size_bytes)}
            request = self._request("PUT", key, headers, sha256=file.sha256, body=chunks(file.file))
            await self._finish(request)
        return file.stored_as(key)

    @asynccontextmanager
    async def open(self, tenant_id: UUID, key: str, *, start: int = 0) -> AsyncIterator[AsyncIterator[bytes]]:
        check_key(tenant_id, key)
        headers = {"accept-encoding": "identity", **({"range": f"bytes={start}-"} if start else {})}
        answer = await self._send(self._request("GET", key, headers), stream=True)
        try:
            if answer.is_error:
                raise await _failure(answer)
            yield answer.aiter_bytes(CHUNK_BYTES)
        finally:
            await answer.aclose()

    async def delete(self, tenant_id: UUID, key: str) -> None:
        try:
            check_key(tenant_id, key)
            await self._finish(self._request("DELETE", key))
        except NotFound:
            return

    async def close(self) -> None:
        await self._http.aclose()

    def _request(
        self,
        method: str,
        key: str,
        headers: dict[str, str] | None = None,
        *,
        sha256: str = EMPTY_SHA256,
        body: AsyncIterator[bytes] | None = None,
    ) -> httpx.Request:
        url = f"{self._bucket.base_url}/{key}"
        signed = self._bucket.signer.sign(method, url, at=clock.now(), headers=headers, sha256=sha256)
        return self._http.build_request(method, url, headers=signed, content=body)

    async def _finish(self, request: httpx.Request) -> None:
        answer = await self._send(request)
        if answer.is_error:
            raise await _failure(answer)

    async def _send(self, request: httpx.Request, *, stream: bool = False) -> httpx.Response:
        try:
            return await self._http.send(request, stream=stream)
        except httpx.TransportError as error:
            raise Temporary(
                f"The file storage does not answer: {error}", reason="storage_unreachable"
            ) from error


async def _failure(answer: httpx.Response) -> AttendanceError:
    """S3 says why in XML; its code is enough to act on."""
    said = (await answer.aread()).decode(errors="replace")
    code = said.partition("<Code>")[2].partition("</Code>")[0] or str(answer.status_code)
    if code in ("NoSuchKey", "404"):
        return NotFound("file")
    if answer.status_code >= 500 or code in ("SlowDown", "RequestTimeout"):
        return Temporary(f"The file storage is busy ({code}).", reason="storage_busy")
    return Misconfigured(
        f"The file storage refuses us ({code}). Check ATTENDANCE_STORAGE_URL.", reason="storage_refused"
    )
