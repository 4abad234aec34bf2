"""The HTTP edge around chosen routers, with a client that speaks to it in process."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI

from attendance.kernel import log, web
from attendance.kernel.bus import Bus
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.settings import Settings

log.configure("info", style="json")


@dataclass
class TestServices:
    """What the composition would provide."""

    __test__ = False

    database: Database
    settings: Settings = field(default_factory=lambda: Settings(public_url="http://test"))
    vault: Vault = field(default_factory=lambda: Vault(b"k" * 32))
    channels: dict[str, Any] = field(default_factory=dict)

    @property
    def bus(self) -> Bus:
        return self.database.bus


def make_app(services: TestServices, routers: Iterable[APIRouter], **options: Any) -> FastAPI:
    """`options` go to `web.install`."""
    app = FastAPI()
    app.state.services = services
    for router in routers:
        app.include_router(router)
    web.install(app, public_url=services.settings.public_url, **options)
    return app


@asynccontextmanager
async def client_of(
    app: FastAPI, *, address: str = "127.0.0.1", **options: Any
) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client of the app, calling from this address; what the app doesn't answer raises here."""
    transport = httpx.ASGITransport(app=app, client=(address, 123))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", **options) as client:
        yield client
