"""Files: what customers and attendants send. In the data folder, or in a bucket that speaks S3's API.

A key is made here, never from a name that came from outside, and begins with its tenant: nobody reads another's.
"""

import asyncio
import hashlib
import os
import re
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from attendance.kernel.content_types import SAMPLE_BYTES, content_type
from attendance.kernel.errors import NotFound, TooLarge
from attendance.kernel.ids import new_id

CHUNK_BYTES: Final = 256 * 1024
_KEY: Final = re.compile(r"[0-9a-f-]{36}/[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`content_type` is what the content says, whatever was announced."""

    key: str
    content_type: str
    size_bytes: int
    sha256: str


class Storage(Protocol):
    async def put(
        self,
        tenant_id: UUID,
        content: bytes | AsyncIterable[bytes],
        *,
        limit_bytes: int,
        key: str | None = None,
    ) -> StoredFile:
        """Keep the content under `key`, which `new_key` made, or under a new one.

        Raises: TooLarge, having kept nothing.
        """

    def open(
        self, tenant_id: UUID, key: str, *, start: int = 0
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The content from the byte `start` on, piece by piece. Raises: NotFound, also for keys of other tenants."""

    async def delete(self, tenant_id: UUID, key: str) -> None:
        """Deleting what isn't there is fine."""

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Received:
    """Content that was received completely, in a temporary file that is open for reading."""

    file: BinaryIO
    path: Path
    content_type: str
    size_bytes: int
    sha256: str

    def stored_as(self, key: str) -> StoredFile:
        return StoredFile(key, self.content_type, self.size_bytes, self.sha256)


class LocalStorage:
    """Files in a folder, each written completely before it appears."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(
        self,
        tenant_id: UUID,
        content: bytes | AsyncIterable[bytes],
        *,
        limit_bytes: int,
        key: str | None = None,
    ) -> StoredFile:
        key = key_for(tenant_id, key)
        path = self._folder / key
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        async with received(content, limit_bytes=limit_bytes, folder=path.parent) as file:
            await asyncio.to_thread(_publish, file, path)
        return file.stored_as(key)

    @asynccontextmanager
    async def open(self, tenant_id: UUID, key: str, *, start: int = 0) -> AsyncIterator[AsyncIterator[bytes]]:
        check_key(tenant_id, key)
        try:
            file = await asyncio.to_thread((self._folder / key).open, "rb")
        except FileNotFoundError as error:
            raise NotFound("file") from error
        with file:
            file.seek(start)
            yield chunks(file)

    async def delete(self, tenant_id: UUID, key: str) -> None:
        with suppress(NotFound):
            check_key(tenant_id, key)
            await asyncio.to_thread((self._folder / key).unlink, missing_ok=True)

    async def close(self) -> None:
        """Nothing to close."""


def new_key(tenant_id: UUID) -> str:
    return f"{tenant_id}/{new_id()}"


def key_for(tenant_id: UUID, key: str | None) -> str:
    """The given key, or a new one. Raises NotFound for what isn't a key of this tenant."""
    if key is None:
        return new_key(tenant_id)
    check_key(tenant_id, key)
    return key


def check_key(tenant_id: UUID, key: str) -> None:
    """Raises NotFound for what isn't a key of this tenant."""
    if not _KEY.fullmatch(key) or not key.startswith(f"{tenant_id}/"):
        raise NotFound("file")


@asynccontextmanager
async def received(
    content: bytes | AsyncIterable[bytes], *, limit_bytes: int, folder: Path | None = None
) -> AsyncIterator[Received]:
    """Take the content into a temporary file, which is gone after the block unless somebody moved it.

    Raises: TooLarge as soon as more than `limit_bytes` came.
    """
    descriptor, name = await asyncio.to_thread(tempfile.mkstemp, dir=folder, prefix=".incoming-")
    digest, size, sample = hashlib.sha256(), 0, b""
    with os.fdopen(descriptor, "w+b") as file:
        try:
            async for chunk in _pieces(content):
                size += len(chunk)
                if size > limit_bytes:
                    raise TooLarge(limit_bytes=limit_bytes)
                digest.update(chunk)
                sample += chunk[: SAMPLE_BYTES - len(sample)]
                await asyncio.to_thread(file.write, chunk)
            await asyncio.to_thread(file.seek, 0)
            yield Received(file, Path(name), content_type(sample), size, digest.hexdigest())
        finally:
            _remove(name)


async def chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
        yield chunk


async def _pieces(content: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    async for chunk in content:
        yield chunk


def _remove(name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name)


def _publish(received: Received, path: Path) -> None:
    """On the disk before it has its name, so that no crash leaves half a file."""
    received.file.flush()
    os.fsync(received.file.fileno())
    received.path.rename(path)
