"""A form with a file in it (RFC 7578), written piece by piece: no file is held in memory to be sent."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}


@dataclass(frozen=True, slots=True)
class FilePart:
    """The file in the form's field `field`; `open` gives its `size_bytes` bytes."""

    field: str
    filename: str
    mime_type: str
    size_bytes: int
    open: Callable[[], AbstractAsyncContextManager[AsyncIterator[bytes]]]


def form_request(fields: Mapping[str, str], file: FilePart) -> dict[str, Any]:
    """Headers and content for `calls.request`; the length is known beforehand, since many vendors insist."""
    boundary = secrets.token_hex(16)
    head = "".join(_field(boundary, name, value) for name, value in fields.items()).encode()
    head += _file_head(boundary, file).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    return {
        "headers": {
            "content-type": f"multipart/form-data; boundary={boundary}",
            "content-length": str(len(head) + file.size_bytes + len(tail)),
        },
        "content": _content(head, file, tail),
    }


async def _content(head: bytes, file: FilePart, tail: bytes) -> AsyncIterator[bytes]:
    yield head
    async with file.open() as pieces:
        async for piece in pieces:
            yield piece
    yield tail


def _field(boundary: str, name: str, value: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'


def _file_head(boundary: str, file: FilePart) -> str:
    name = "".join(_ESCAPES.get(letter, letter) for letter in file.filename)
    return (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file.field}"; filename="{name}"\r\n'
        f"Content-Type: {file.mime_type}\r\n\r\n"
    )
