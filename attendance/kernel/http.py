"""HTTP out of the house. `client` for vendors that we know; `guarded_client` for addresses that users configure.

Neither calls out while this task holds a transaction open: a slow vendor must never hold a row's lock.
A guarded client connects only to public addresses. It resolves the name itself, once per hop, checks every answer and
connects to the address that it checked: a name that changes its answer in between (DNS rebinding) gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from typing import Any, Final, TypeAlias

import httpx

from attendance.kernel.errors import AttendanceError, InvalidInput
from attendance.kernel.holding import in_transaction

TIMEOUT: Final = httpx.Timeout(20.0, connect=5.0)
PORTS: Final = frozenset({80, 443, 8080, 8443})

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses of a name. Raises OSError when there are none."""

# What the standard library calls global, in some version of it or by the letter, and nobody should call.
_NEVER: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # the inside of Azure
        "192.0.0.0/24",  # protocol assignments; the metadata of Oracle's cloud
        "192.88.99.0/24",  # the retired relays of 6to4
        "64:ff9b:1::/48",  # translation to private IPv4
        "fec0::/10",  # site-local, retired
        "3fff::/20",  # documentation
    )
)
_CARRIES_IPV4: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


class CalledOutInTransaction(AttendanceError):
    """A mistake of ours: read, close, call, write."""

    message = "{method} {host} was called while a transaction was open."


class ForbiddenAddress(InvalidInput):
    code = "forbidden_address"
    message = "{url} can't be called: {reason}."


def client(
    name: str, *, timeout: httpx.Timeout = TIMEOUT, max_connections: int = 50, **options: Any
) -> httpx.AsyncClient:
    """A client for one vendor; `name` shows in its User-Agent. `options` are httpx's."""
    return httpx.AsyncClient(
        timeout=timeout,
        limits=httpx.Limits(max_connections=max_connections, max_keepalive_connections=20),
        headers={"user-agent": f"attendance-suite ({name})"},
        event_hooks={"request": [_refuse_in_transaction]},
        **options,
    )


def guarded_client(
    name: str, *, allow_private: bool = False, timeout: httpx.Timeout = TIMEOUT
) -> httpx.AsyncClient:
    """A client for addresses that users configure; follows at most 5 redirects, each checked again.

    `allow_private` is the setting of the same name: for development and closed networks.
    Raises: ForbiddenAddress.
    """
    transport = GuardedTransport(allow_private=allow_private)
    return client(name, timeout=timeout, transport=transport, follow_redirects=True, max_redirects=5)


class GuardedTransport(httpx.AsyncBaseTransport):
    """Checks where a request goes, then sends it to the checked address under the asked name."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport | None = None,
        *,
        allow_private: bool = False,
        ports: Collection[int] = PORTS,
        resolve: Resolver | None = None,
    ) -> None:
        # No connection outlives its request: the pool knows addresses only, and would mix names that share one.
        self._inner = inner or httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._allow_private = allow_private
        self._ports = ports
        self._resolve = resolve or system_resolver

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = await self._checked_address(request.url)
        return await self._inner.handle_async_request(_sent_to(request, address))

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _checked_address(self, url: httpx.URL) -> Address:
        if url.scheme not in ("http", "https") or not url.host:
            raise ForbiddenAddress(url=_shown(url), reason="only http and https addresses are")
        port = url.port or (443 if url.scheme == "https" else 80)
        if not self._allow_private and port not in self._ports:
            allowed = ", ".join(str(port) for port in sorted(self._ports))
            raise ForbiddenAddress(url=_shown(url), reason=f"port {port} is not one of {allowed}")
        addresses = await self._addresses(url, port)
        if not self._allow_private and not all(map(is_public, addresses)):
            raise ForbiddenAddress(
                url=_shown(url), reason=f"{url.host} is an address inside a private network"
            )
        return addresses[0]

    async def _addresses(self, url: httpx.URL, port: int) -> list[Address]:
        with suppress(ValueError):
            return [ipaddress.ip_address(url.host)]
        try:
            found = await self._resolve(url.host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{url.host} is not known: {error}") from error
        if not found:
            raise httpx.ConnectError(f"{url.host} has no address")
        return [ipaddress.ip_address(address.partition("%")[0]) for address in found]


async def checked_address(
    host: str,
    port: int,
    *,
    ports: Collection[int],
    allow_private: bool = False,
    resolve: Resolver | None = None,
) -> str:
    """The address of a configured host, for protocols other than HTTP: connect to it and not to the name.

    Raises: ForbiddenAddress, and OSError for a name that is not known.
    """
    if not allow_private and port not in ports:
        allowed = ", ".join(str(port) for port in sorted(ports))
        raise ForbiddenAddress(url=f"{host}:{port}", reason=f"port {port} is not one of {allowed}")
    try:
        addresses = [ipaddress.ip_address(host)]
    except ValueError:
        found = await (resolve or system_resolver)(host, port)
        addresses = [ipaddress.ip_address(address.partition("%")[0]) for address in found]
    if not addresses:
        raise OSError(f"{host} has no address")
    if not allow_private and not all(map(is_public, addresses)):
        raise ForbiddenAddress(url=f"{host}:{port}", reason=f"{host} is an address inside a private network")
    return str(addresses[0])


def is_public(address: Address) -> bool:
    """Whether everybody may reach it: not loopback, private, link-local, shared, reserved or a cloud's inside."""
    embedded = _embedded(address)
    if embedded is not None:
        return is_public(embedded)
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def system_resolver(host: str, port: int) -> list[str]:
    """The addresses as the machine knows them."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries, in any of the ways in which they do."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if any(address in network for network in _CARRIES_IPV4) and int(address) > 1:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _sent_to(request: httpx.Request, address: Address) -> httpx.Request:
    """The same request to the address: its Host header and the name for TLS stay those of the URL."""
    url = request.url
    written = f"[{address}]" if address.version == 6 else str(address)
    return httpx.Request(
        request.method,
        url.copy_with(host=written),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": url.host},
    )


def _shown(url: httpx.URL) -> str:
    """Without the user, password and query that it may carry."""
    return str(url.copy_with(userinfo=b"", query=None))


async def _refuse_in_transaction(request: httpx.Request) -> None:
    if in_transaction():
        raise CalledOutInTransaction(method=request.method, host=request.url.host)
