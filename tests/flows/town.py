"""The running product among all vendors' fakes, for many tests: each makes a company of its own in it.

What each vendor is paced at is tried elsewhere: here nobody waits for their turn.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
from PIL import Image

from attendance.channels import actions as channels
from attendance.channels.email.channel import EmailChannel
from attendance.channels.schemas import NewInbox
from attendance.destinations import linking
from attendance.kernel import clock
from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import load
from attendance.main import WebServices, build_services, create_app, web_parts
from attendance.services import running
from attendance.vendors.mail_oauth import OAuthTokens
from attendance.worker import worker_parts
from tests.factories.world import World
from tests.files import samples
from tests.flows import people
from tests.flows.people import PUBLIC_URL, Email, Messenger, Place, WhatsApp
from tests.flows.product import Product, serving, until

PLACES: tuple[type[Place], ...] = (
    people.WhatsApp, people.Telegram, people.Sms, people.Instagram, people.Messenger, people.Teams, people.Slack,
    people.GoogleChat, people.Email, people.Webchat,
)  # fmt: skip


@dataclass
class Town:
    """The running product, and all vendors around it."""

    url: str
    services: WebServices
    places: Mapping[str, Place]

    async def connect(self, world: World, channel: str) -> None:
        place, key = self.places[channel], f"{channel}-{world.tenant_id.hex}"
        new = NewInbox(channel=channel, name=channel, credentials=dict(place.credentials))
        async with world.tx() as tx:
            await channels.create_inbox(tx, self.services.vault, new, key=key)
        place.listen_at(self.url, key)

    async def look_into_mailboxes(self, world: World) -> None:
        """Now, not in some seconds."""
        async with world.tx() as tx:
            await tx.fetch("update jobs set run_at = $1 where kind = 'inbox.poll'", clock.now())
            tx.wake("jobs")


@asynccontextmanager
async def town_over(url: str, folder: Path) -> AsyncIterator[Town]:
    """Everything, running over the database at `url`."""
    places = {kind.channel: kind() for kind in PLACES}
    whatsapp, messenger = places["whatsapp"], places["messenger"]
    assert isinstance(whatsapp, WhatsApp)
    assert isinstance(messenger, Messenger)
    whatsapp.app = messenger.app = people.at_one_address(whatsapp, messenger)
    async with AsyncExitStack() as stack:
        found = await _vendors(stack, places)
        services = build_services(
            load(data_dir=folder, database_pool_size=12, public_url=PUBLIC_URL, **found), url,
            bus=PostgresBus(url),
        )  # fmt: skip
        _unpaced(services, cast(Email, places["email"]))
        parts = (*web_parts(services), *worker_parts(services, concurrency=6))
        await stack.enter_async_context(running(services, *parts))
        at = await stack.enter_async_context(serving(create_app(services, is_demo=True)))
        yield Town(at, services, places)
        for place in places.values():
            await place.settle()


async def _vendors(stack: AsyncExitStack, places: Mapping[str, Place]) -> dict[str, Any]:
    """Each at an address of its own, WhatsApp and Messenger at one; returns where they are."""
    found: dict[str, Any] = {}
    served: dict[int, str] = {}
    for place in places.values():
        if place.app is not None:
            if id(place.app) not in served:
                served[id(place.app)] = await stack.enter_async_context(serving(place.app))
            found |= place.settings(served[id(place.app)])
    return found


def _unpaced(services: WebServices, email: Email) -> None:
    """Nobody waits for their turn; mail comes from memory."""
    mail = EmailChannel(email.mail, email.mail, OAuthTokens(services.http), key=services.vault.signing_key)
    services.channels = {**services.channels, "email": mail}
    for channel in services.channels.values():
        able = replace(channel.capabilities, seconds_per_recipient=0.0, messages_per_second=10_000.0)
        cast(Any, channel).capabilities = able


@dataclass
class Person:
    """A customer, or an attendant in a messenger, at their place."""

    place: Place
    name: str

    async def writes(self, text: str) -> None:
        await self.place.writes(self.name, text)

    async def sends(self, size: tuple[int, int], text: str) -> None:
        await self.place.sends(self.name, samples.picture("PNG", *size), text)

    async def hears(self, words: str) -> None:
        async def heard() -> bool:
            return any(words in text for text in await self.place.texts(self.name))

        await until(heard)

    async def sees(self, size: tuple[int, int]) -> None:
        """A picture of this size."""

        async def found() -> bool:
            pictures = [await people.seen(self.place, one) for one in await self.place.pictures(self.name)]
            return any(Image.open(BytesIO(one)).size == size for one in pictures)

        await until(found)


class Worker(ABC):
    """An attendant, wherever they work."""

    @abstractmethod
    async def takes(self, words: str) -> None:
        """The conversation that somebody began with these words."""

    @abstractmethod
    async def writes(self, text: str) -> None: ...

    @abstractmethod
    async def sends(self, size: tuple[int, int], text: str) -> None: ...

    @abstractmethod
    async def hears(self, words: str) -> None: ...

    @abstractmethod
    async def sees(self, size: tuple[int, int]) -> None: ...

    @abstractmethod
    async def resolves(self) -> None: ...


class InMessenger(Person, Worker):
    async def takes(self, words: str) -> None:
        await self.hears(words)
        await self.writes("/pegar")
        await self.hears("está com você")

    async def resolves(self) -> None:
        await self.writes("/resolver")
        await self.hears("encerrada")


@dataclass
class InConsole(Worker):
    api: httpx.AsyncClient
    path: str = ""

    async def takes(self, words: str) -> None:
        async def waiting() -> str | None:
            items = (await self.api.get("/api/attendance/conversations")).json()["items"]
            return next((item["conversation"]["id"] for item in items), None)

        self.path = f"/api/attendance/conversations/{await until(waiting)}"
        await self.hears(words)
        assert (await self.api.post(f"{self.path}/take")).is_success

    async def writes(self, text: str) -> None:
        await self._posts(text=text)

    async def sends(self, size: tuple[int, int], text: str) -> None:
        about = {"conversation_id": self.path.rpartition("/")[2], "filename": "foto.png"}
        picture = samples.picture("PNG", *size)
        uploaded = await self.api.post("/api/attendance/files", params=about, content=picture)
        await self._posts(text=text, files=[uploaded.json()["id"]])

    async def _posts(self, **message: Any) -> None:
        message["client_id"] = os.urandom(8).hex()
        answer = await self.api.post(f"{self.path}/messages", json=message)
        assert answer.status_code == 201, answer.text

    async def hears(self, words: str) -> None:
        async def heard() -> bool:
            return any(words in one["text"] for one in await self._messages())

        await until(heard)

    async def sees(self, size: tuple[int, int]) -> None:
        async def found() -> bool:
            files = [file for one in await self._messages() for file in one["files"]]
            urls = [file["url"] for file in files if file["state"] == "stored"]
            contents = [(await self.api.get(url.removeprefix(PUBLIC_URL))).content for url in urls]
            return any(Image.open(BytesIO(one)).size == size for one in contents)

        await until(found)

    async def _messages(self) -> list[dict[str, Any]]:
        """The customer's."""
        items = (await self.api.get(f"{self.path}/messages")).json()["items"]
        return [one for one in items if one["author"]["kind"] == "contact"]

    async def resolves(self) -> None:
        session_id = self.path.rpartition("/")[2]
        assert (await self.api.post(f"/api/attendance/resolve/{session_id}")).is_success


async def at_work(town: Town, product: Product, user_id: UUID, channel: str) -> Worker:
    """The attendant, who said in their messenger who they are."""
    if channel == "web":
        return InConsole(await product.api(user_id))
    place = town.places[channel]
    worker = InMessenger(place, place.newcomer())
    async with product.world.tx() as tx:
        code, _ = await linking.new_code(tx, user_id)
    await worker.writes(code)
    await worker.hears("A partir de agora você pode atender por aqui.")
    return worker
