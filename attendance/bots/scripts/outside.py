"""HTTP calls of scripts: to allowed hosts at public addresses, each bounded in time, size and redirects."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from attendance.kernel.http import ForbiddenAddress

SECONDS: Final = 15
MOST_BYTES: Final = 1024 * 1024
_MOST_REDIRECTS: Final = 3


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` are the script's own; `allowed` hosts, `*.company.com` for all below; none: every public one."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` by their names in lower case."""

    status: int
    headers: dict[str, str]
    text: str


class CallFailed(Exception):
    """No answer, or none that may be read; the message is for the author."""


async def call(client: httpx.AsyncClient, request: Request) -> Reply:
    """Raises: CallFailed."""
    async with answered(client, request, seconds=SECONDS) as response:
        return await _read(response)


@asynccontextmanager
async def answered(
    client: httpx.AsyncClient, request: Request, *, seconds: float
) -> AsyncIterator[httpx.Response]:
    """The answer that the redirects lead to, its body not read yet; all of it has to be over in so many seconds.

    Raises: CallFailed, also for what goes wrong while the body is read.
    """
    try:
        async with asyncio.timeout(seconds):
            response = await _follow(client, request)
            try:
                yield response
            finally:
                await response.aclose()
    except TimeoutError:
        raise CallFailed(f"{seconds:g} s") from None
    except ForbiddenAddress as error:
        raise CallFailed(str(error.detail)) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise CallFailed(str(error) or type(error).__name__) from None


async def _follow(client: httpx.AsyncClient, request: Request) -> httpx.Response:
    own = {"accept-encoding": "identity", **request.headers}
    headers = {name.encode(): value.encode() for name, value in own.items()}
    sent: httpx.Request | None = client.build_request(
        request.method, request.url, headers=headers, content=request.body
    )
    for _ in range(_MOST_REDIRECTS + 1):
        if sent is None or not is_allowed(sent.url, request.allowed):
            raise CallFailed(f"{sent.url.host if sent else ''}: http-allowed-hosts")
        response = await client.send(sent, stream=True, follow_redirects=False)
        if response.next_request is None:
            return response
        await response.aclose()
        sent = _redirected(sent, response.next_request, request.headers)
    raise CallFailed(f"> {_MOST_REDIRECTS} redirects")


def is_allowed(url: httpx.URL, allowed: tuple[str, ...]) -> bool:
    """A host is allowed at all its ports, or at the one that the list names."""
    host = url.host.rstrip(".").lower()
    for one in allowed:
        name, _, port = one.lower().partition(":")
        if port and int(port) != (url.port or (443 if url.scheme == "https" else 80)):
            continue
        if host == name or (name.startswith("*.") and host.endswith(name[1:])):
            return True
    return not allowed


def _redirected(before: httpx.Request, after: httpx.Request, own: Mapping[str, str]) -> httpx.Request:
    """What the script says of itself is for the host that it called."""
    if (before.url.scheme, before.url.host, before.url.port) != (
        after.url.scheme,
        after.url.host,
        after.url.port,
    ):
        for name in own:
            after.headers.pop(name, None)
    return after


async def _read(response: httpx.Response) -> Reply:
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise CallFailed(f"> {MOST_BYTES // 1024} KB")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, headers, _decoded(bytes(content), response.charset_encoding))


def _decoded(content: bytes, charset: str | None) -> str:
    """As the server says, or else UTF-8. Nothing stores a NUL."""
    try:
        text = content.decode(charset or "utf-8", "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").replace("\x00", "")


def as_value(reply: Reply) -> dict[str, Any]:
    """As it is kept."""
    return {"status": reply.status, "headers": reply.headers, "text": reply.text}
