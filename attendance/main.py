"""The composition of the web process: what is built, in which order it starts, and where each route comes from."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import httpx
from fastapi import FastAPI

from attendance import __version__, api, pages
from attendance.channels import registry, webhooks
from attendance.channels.actions import InboundStore
from attendance.channels.base import Channel
from attendance.channels.webchat.desk import Desk
from attendance.channels.webchat.endpoints import webchat_routes
from attendance.channels.webchat.tokens import VisitorTokens
from attendance.channels.webhooks import InboxCache
from attendance.conversations.web import windows_of
from attendance.kernel import http, web
from attendance.kernel.bus import Bus, PostgresBus, RedisBus
from attendance.kernel.crypto import Vault, load_master_key
from attendance.kernel.database import Database
from attendance.kernel.rate_limits import RateLimiter, rate_limiter
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.kernel.storage_s3 import chosen_storage
from attendance.realtime import endpoints as realtime
from attendance.realtime.hub import Hub
from attendance.realtime.presence import Presence
from attendance.realtime.viewing import Viewing
from attendance.realtime.visitors import Visitors
from attendance.router.pacing import Pacer

WEB_ROOT = Path(__file__).parent / "_web"


@dataclass
class Services:
    """Everything that a process holds. Built without side effects; `running` connects it."""

    settings: Settings
    database: Database
    vault: Vault
    bus: Bus
    channels: Mapping[str, Channel]
    http: httpx.AsyncClient
    storage: Storage
    limiter: RateLimiter
    pacer: Pacer = field(default_factory=Pacer)

    @cached_property
    def inbound(self) -> InboundStore:
        return InboundStore(self.database)

    @cached_property
    def inboxes(self) -> InboxCache:
        return InboxCache(self.database, self.vault)

    @cached_property
    def visitors(self) -> Visitors:
        return Visitors(self.database, self.bus, self.inbound, self.inboxes)

    @cached_property
    def hub(self) -> Hub:
        observers = [self.visitors.conversations_changed]
        return Hub(self.database, windows_of(self.channels), observers=observers)

    @cached_property
    def viewing(self) -> Viewing:
        return Viewing(self.hub, self.bus, on_typing=self.visitors.somebody_types)

    @cached_property
    def presence(self) -> Presence:
        return Presence(self.database)


def build_services(settings: Settings, dsn: str, *, bus: Bus | None = None) -> Services:
    """The services over a database that is migrated."""
    bus = bus or (RedisBus(settings.redis_url) if settings.redis_url else PostgresBus(dsn))
    client = http.client("vendors")
    configured_key = settings.secret_key.get_secret_value() if settings.secret_key else None
    return Services(
        settings=settings,
        database=Database(dsn, pool_size=settings.database_pool_size, bus=bus),
        vault=Vault(load_master_key(configured_key, settings.data_dir)),
        bus=bus,
        channels=registry.build(
            http=client, graph_url=settings.graph_url, graph_version=settings.graph_version
        ),
        http=client,
        storage=chosen_storage(settings.storage_url, settings.data_dir),
        limiter=rate_limiter(settings.redis_url),
    )


class _Part(Protocol):
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


@asynccontextmanager
async def running(services: Services, *parts: _Part) -> AsyncIterator[None]:
    """Connect the services, start the parts in order, stop them in reverse."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(services.http.aclose)
        stack.push_async_callback(services.limiter.close)
        stack.push_async_callback(services.database.close)
        for part in (services.bus, *parts):
            await part.start()
            stack.push_async_callback(part.stop)
        yield


def web_parts(services: Services) -> tuple[_Part, ...]:
    """What a web process runs beside its requests."""
    return (services.inbound, services.hub, services.viewing, services.presence)


def create_app(services: Services, *, web_root: Path = WEB_ROOT, is_demo: bool = False) -> FastAPI:
    """The web application. The caller keeps `running(services, *web_parts(services))` around it."""
    app = FastAPI(
        title="Attendance Suite",
        version=__version__,
        description="Conversations between customers, bots and people.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.services = services
    app.add_middleware(webhooks.FastLane)  # inside the edge, which `install` puts around everything
    web.install(
        app,
        public_url=services.settings.public_url,
        limits=web.Limits(services.limiter),
        body_limits={"/webhooks/": webhooks.MAX_BODY_BYTES, "/api/attendance/attendants/import": 5_000_000},
    )
    for router in api.ROUTERS:
        app.include_router(router)
    app.router.routes.extend(_routes(services, web_root, is_demo=is_demo))
    return app


def _routes(services: Services, web_root: Path, *, is_demo: bool) -> list[Any]:
    """Routes outside REST, the console's catch-all last."""
    settings = services.settings
    desk = Desk(
        services.visitors,
        VisitorTokens(services.vault.signing_key),
        settings.public_url,
        limiter=services.limiter,
    )
    return [
        *realtime.routes(),
        *webchat_routes(desk, web_root=web_root / "widget"),
        *pages.routes(web_root, is_demo=is_demo),
    ]
