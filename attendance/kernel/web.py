"""What the composition puts around the routers, and how endpoints reach the process's services.

The composition sets `app.state.services` (database, settings, vault, bus …) before the first request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

from fastapi import FastAPI, Request
from starlette.requests import HTTPConnection

from attendance.kernel.bus import Bus
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.edge import ALLOWANCE, Edge, EdgeOptions
from attendance.kernel.openapi import install_openapi
from attendance.kernel.problems import install_handlers
from attendance.kernel.rate_limits import LocalRateLimiter, Rate, RateLimiter, check
from attendance.kernel.settings import Settings

API_RATE: Final = Rate(600, seconds=60)


class Services(Protocol):
    """What every layer may ask of the process; upper layers declare their own, wider protocol."""

    @property
    def database(self) -> Database: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def bus(self) -> Bus: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """`api` is the rate of one signed-in browser or token."""

    limiter: RateLimiter
    api: Rate = API_RATE


def install(
    app: FastAPI,
    *,
    public_url: str,
    limits: Limits | None = None,
    body_limits: Mapping[str, int] | None = None,
    quiet: tuple[str, ...] = ("/webhooks/", "/assets/", "/healthz"),
) -> None:
    """Put the edge around `app`: request ids, log, headers, body limits, problem documents, rate limits."""
    app.state.limits = limits or Limits(LocalRateLimiter())
    options = EdgeOptions(
        is_https=public_url.startswith("https:"), body_limits=body_limits or {}, quiet=quiet
    )
    app.add_middleware(Edge, options=options)
    install_handlers(app)
    install_openapi(app)


def services_of(connection: HTTPConnection) -> Services:
    return cast(Services, connection.app.state.services)


async def limit(request: Request, key: str, rate: Rate | None = None) -> None:
    """Take one from the key's bucket and tell it in the answer. Raises TooManyRequests."""
    limits: Limits = request.app.state.limits
    allowance = await limits.limiter.take(key, rate or limits.api)
    request.scope[ALLOWANCE] = allowance
    check(allowance)


def client_ip(connection: HTTPConnection) -> str:
    """The caller's address, as the server saw it or a trusted proxy told it."""
    return connection.client.host if connection.client else "unknown"
