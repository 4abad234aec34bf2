"""The composition of the web process: what is built, in which order it starts, and where each route comes from."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute

from attendance import __version__, api, pages
from attendance.bots import folder_endpoints as bots
from attendance.bots.running.webhook_calls import webhook_routes
from attendance.channels import webhooks
from attendance.channels.refused import RefusedDeliveries
from attendance.channels.webchat.desk import Desk
from attendance.channels.webchat.endpoints import webchat_routes
from attendance.channels.webchat.rules import MAX_FILE_BYTES
from attendance.channels.webchat.tokens import VisitorTokens
from attendance.channels.webhooks import InboxCache
from attendance.conversations.web import windows_of
from attendance.crm import import_endpoints as contact_imports
from attendance.files.links import Links
from attendance.kernel import web
from attendance.kernel.bus import Bus
from attendance.kernel.settings import Settings
from attendance.ratings.pages import rating_routes
from attendance.realtime import endpoints as realtime
from attendance.realtime.hub import Hub
from attendance.realtime.presence import Presence
from attendance.realtime.viewing import Viewing
from attendance.realtime.visitors import Visitors
from attendance.router import file_endpoints
from attendance.router.file_links import link_routes
from attendance.router.typing_signs import TypingSigns
from attendance.services import Part, Services, build
from attendance.simulator.routes import simulator_routes

WEB_ROOT = Path(__file__).parent / "_web"


class WebServices(Services):
    """What a web process holds besides."""

    @cached_property
    def inboxes(self) -> InboxCache:
        return InboxCache(self.database, self.vault)

    @cached_property
    def refused(self) -> RefusedDeliveries:
        return RefusedDeliveries(self.database)

    @cached_property
    def visitors(self) -> Visitors:
        links = Links(self.vault.signing_key, self.settings.public_url)
        return Visitors(self.database, self.bus, self.inbound, self.inboxes, links, self.storage)

    @cached_property
    def hub(self) -> Hub:
        observers = [self.visitors.conversations_changed]
        return Hub(self.database, windows_of(self.channels), observers=observers)

    @cached_property
    def viewing(self) -> Viewing:
        return Viewing(
            self.hub, self.bus, on_typing=self.visitors.somebody_types, on_writing=self.typing_signs.note
        )

    @cached_property
    def typing_signs(self) -> TypingSigns:
        return TypingSigns(self)

    @cached_property
    def presence(self) -> Presence:
        return Presence(self.database)


def build_services(settings: Settings, dsn: str, *, bus: Bus | None = None) -> WebServices:
    """The services of a web process over a database that is migrated."""
    return build(WebServices, settings, dsn, bus=bus)


def web_parts(services: WebServices) -> tuple[Part, ...]:
    """What a web process runs beside its requests."""
    return (
        services.inbound,
        services.refused,
        services.hub,
        services.viewing,
        services.typing_signs,
        services.presence,
    )


def create_app(services: WebServices, *, web_root: Path = WEB_ROOT, is_demo: bool = False) -> FastAPI:
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
        body_limits={
            "/api/crm/imports": contact_imports.UPLOAD_LIMIT_BYTES,
            "/webhooks/": webhooks.MAX_BODY_BYTES,
            "/demo/": 16_500_000,
            "/webchat/*/files": MAX_FILE_BYTES,
            "/api/attendance/files": file_endpoints.UPLOAD_LIMIT_BYTES,
            "/api/attendance/attendants/import": 5_000_000,
            "/api/bots/*/upload": bots.UPLOAD_LIMIT_BYTES,
            "/api/bots/*/files": bots.TEXT_LIMIT_BYTES,
            "/api/bots/*/check": bots.TEXT_LIMIT_BYTES,
            "/api/bots/*/try": bots.TEXT_LIMIT_BYTES,
            "/api/bots/*/test": bots.TEXT_LIMIT_BYTES,
        },
    )
    for router in api.ROUTERS:
        app.include_router(router)
    app.router.routes.extend(_routes(services, web_root, is_demo=is_demo))
    return app


def _simulator(services: WebServices) -> Sequence[BaseRoute]:
    settings = services.settings
    if settings.demo_url is None:
        return ()
    return simulator_routes(
        demo_url=settings.demo_url,
        public_url=settings.public_url,
        key=services.vault.signing_key,
        http=services.http,
    )


def _routes(services: WebServices, web_root: Path, *, is_demo: bool) -> list[Any]:
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
        *webhook_routes(),
        *link_routes(),
        *rating_routes(),
        *(_simulator(services) if is_demo else ()),
        *pages.routes(web_root, is_demo=is_demo),
    ]
