"""A mail server that a user configured: where it is, how the connection is protected, who signs in.

The name is resolved once and checked; the connection goes to that address, the certificate must be the name's.
"""

import asyncio
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, NoReturn

from attendance.kernel import http
from attendance.kernel.errors import Misconfigured, Temporary
from attendance.kernel.holding import in_transaction
from attendance.kernel.http import CalledOutInTransaction, ForbiddenAddress

Security = Literal["tls", "starttls", "none"]
"""TLS from the first byte; TLS asked for before the password; none, for servers inside the house."""
TIMEOUT_SECONDS: Final = 30.0
PORTS: Final = frozenset({25, 143, 465, 587, 993, 2525})


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: Security


@dataclass(frozen=True, slots=True)
class Login:
    """`access_token` instead of the password signs in with OAuth 2 (XOAUTH2)."""

    username: str
    password: str = ""
    access_token: str | None = None


async def address_of(server: Server, *, allow_private: bool, ports: Collection[int] = PORTS) -> str:
    """The address to connect to. Raises Misconfigured, Temporary."""
    if in_transaction():
        raise CalledOutInTransaction(method="connect", host=server.host)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return await http.checked_address(
                server.host, server.port, ports=ports, allow_private=allow_private
            )
    except ForbiddenAddress as forbidden:
        raise Misconfigured(forbidden.detail, reason="forbidden_address") from forbidden
    except (OSError, UnicodeError) as error:
        raise Temporary(
            f"The mail server {server.host} is not known. Check its name in the inbox's settings.",
            reason="unknown_host",
        ) from error


def raise_unreachable(server: Server, error: Exception) -> NoReturn:
    """What a failed connection means, in words."""
    where = f"{server.host}:{server.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        raise Misconfigured(
            f"The certificate of {where} is not valid for this name: {error.verify_message}. Use the name that the "
            "provider gives for its mail server, or ask them to renew the certificate.",
            reason="certificate_invalid",
        ) from error
    if isinstance(error, ssl.SSLError):
        raise Misconfigured(
            f"{where} does not speak TLS as configured. Ports 993 and 465 use TLS at once, 143 and 587 STARTTLS.",
            reason="tls_failed",
        ) from error
    raise Temporary(f"The mail server {where} can't be reached.", reason="unreachable") from error


def tls_context() -> ssl.SSLContext:
    return ssl.create_default_context()
