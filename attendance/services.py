"""What every process holds: built without side effects, connected by `running`. `main` adds the web process's own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol, TypeVar

import httpx

from attendance.bots.scripts.meetings import Meetings
from attendance.channels import registry
from attendance.channels.actions import InboundStore
from attendance.channels.base import Channel
from attendance.kernel import http
from attendance.kernel.bus import Bus, PostgresBus
from attendance.kernel.crypto import Vault, load_master_key
from attendance.kernel.database import Database
from attendance.kernel.rate_limits import LocalRateLimiter, RateLimiter
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.kernel.storage_s3 import chosen_storage
from attendance.llm.base import LanguageModel
from attendance.llm.openai_compatible import OpenAiCompatible
from attendance.simulator.transport import DemoTransport


@dataclass
class Services:
    """Everything that a worker needs, and a web process too."""

    settings: Settings
    database: Database
    vault: Vault
    bus: Bus
    channels: Mapping[str, Channel]
    http: httpx.AsyncClient
    outside: httpx.AsyncClient
    llm: LanguageModel
    """For addresses that bots' scripts name."""
    storage: Storage
    limiter: RateLimiter
    meetings: Meetings | None = None
    """Who makes rooms for video calls; nobody does yet."""

    @cached_property
    def inbound(self) -> InboundStore:
        return InboundStore(self.database)


Kind = TypeVar("Kind", bound=Services)


def build(kind: type[Kind], settings: Settings, dsn: str, *, bus: Bus | None = None) -> Kind:
    """The services over a database that is migrated."""
    bus = bus or _bus(settings.redis_url, dsn)
    demo = DemoTransport(settings.demo_url) if settings.demo_url else None
    client = http.client("vendors", transport=demo)
    outside = http.guarded_client("scripts", allow_private=settings.allow_private_urls)
    outside.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))  # tenants share it
    storage = chosen_storage(settings.storage_url, settings.data_dir)
    configured_key = settings.secret_key.get_secret_value() if settings.secret_key else None
    vault = Vault(load_master_key(configured_key, settings.data_dir))
    return kind(
        settings=settings,
        database=Database(dsn, pool_size=settings.database_pool_size, bus=bus),
        vault=vault,
        bus=bus,
        channels=registry.build(
            http=client,
            graph_url=settings.graph_url,
            graph_version=settings.graph_version,
            instagram_url=settings.instagram_url,
            telegram_url=settings.telegram_url,
            twilio_url=settings.twilio_url,
            slack_url=settings.slack_url,
            teams_url=settings.teams_url,
            teams_login_url=settings.teams_login_url,
            teams_openid_url=settings.teams_openid_url,
            google_chat_url=settings.google_chat_url,
            google_token_url=settings.google_token_url,
            google_keys_url=settings.google_keys_url,
            public_url=settings.public_url,
            allow_private=settings.allow_private_urls,
            signing_key=vault.signing_key,
            storage=storage,
        ),
        http=client,
        outside=outside,
        llm=OpenAiCompatible(outside, client, own_hosts=settings.llm_hosts.split(",")),
        storage=storage,
        limiter=_limiter(settings.redis_url),
    )


# Most installations have no Redis; loading its client would cost each start a tenth of a second.


def _bus(redis_url: str | None, dsn: str) -> Bus:
    if redis_url is None:
        return PostgresBus(dsn)
    from attendance.kernel.redis_bus import RedisBus

    return RedisBus(redis_url)


def _limiter(redis_url: str | None) -> RateLimiter:
    if redis_url is None:
        return LocalRateLimiter()
    from attendance.kernel.redis_rate_limits import connected_limiter

    return connected_limiter(redis_url)


class Part(Protocol):
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


@asynccontextmanager
async def running(services: Services, *parts: Part) -> AsyncIterator[None]:
    """Connect the services, start the parts in order, stop them in reverse."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(services.http.aclose)
        stack.push_async_callback(services.outside.aclose)
        stack.push_async_callback(services.limiter.close)
        stack.push_async_callback(services.database.close)
        for part in (services.bus, *parts):
            await part.start()
            stack.push_async_callback(part.stop)
        yield
