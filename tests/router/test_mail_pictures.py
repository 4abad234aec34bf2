"""Pictures of elsewhere in a mail: fetched by us, only those that the mail names, only what is a picture."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions
from attendance.kernel.database import Database
from attendance.kernel.http import GuardedTransport
from attendance.kernel.settings import Settings
from attendance.kernel.storage import LocalStorage, Storage
from attendance.router import file_endpoints
from attendance.router.mail_pictures import MOST_BYTES
from attendance.services import Services as RealServices
from attendance.services import build
from tests.factories.people import make_person
from tests.factories.world import World
from tests.files import samples
from tests.web import TestServices, client_of, make_app

GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
PAGE = (
    '<img src="cid:logo"><img alt="a" data-remote-src="https://news.example/a.png?u=1&amp;v=2">'
    '<img data-remote-src="http://track.example/open.gif">'
)


class Internet:
    """What servers of elsewhere answer, and what they were asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.answer = httpx.Response(200, content=samples.picture("PNG"))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answer


@dataclass
class Services(TestServices):
    storage: Storage = field(default_factory=lambda: LocalStorage(Path("unused")))
    outside: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)


@dataclass
class Reader:
    client: httpx.AsyncClient
    world: World
    message_id: UUID
    user_id: UUID

    async def sees(self, number: int = 0) -> httpx.Response:
        return await self.client.get(f"/api/attendance/files/pictures/{self.message_id}/{number}")


@pytest.fixture
def internet() -> Internet:
    return Internet()


async def resolve(host: str, port: int) -> list[str]:
    return ["10.0.0.7"] if host.startswith("inside") else ["93.184.216.34"]


@pytest.fixture
async def reader(database_url: str, internet: Internet) -> AsyncIterator[Reader]:
    database = Database(database_url)
    transport = GuardedTransport(httpx.MockTransport(internet), resolve=resolve)
    services = Services(
        database,
        channels={"echo": EchoChannel()},
        outside=httpx.AsyncClient(transport=transport, follow_redirects=True),
    )
    async with client_of(make_app(services, [file_endpoints.router])) as client:
        person = await make_person(database)
        world = World(database, person.tenant_id)
        message_id = await mail(world, PAGE, person.id)
        await person.browser(client)
        yield Reader(client, world, message_id, person.id)
    await services.outside.aclose()
    await database.close()


async def mail(world: World, page: str, owner: UUID | None = None) -> UUID:
    owner = owner or await world.user()
    async with world.tx() as tx:
        said = await world.says(tx, await world.inbox(), "Oi")
        assert said.message_id is not None
        await actions.accept(tx, await actions.lock(tx, said.conversation_id), owner)
        await tx.fetch(
            "update messages set content = jsonb_build_object('html', $2::text) where id = $1",
            said.message_id, page,
        )  # fmt: skip
    return said.message_id


async def test_a_picture_comes_from_us_and_its_server_learns_nothing_of_the_reader(
    reader: Reader, internet: Internet
) -> None:
    answer = await reader.sees(0)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert "private" in answer.headers["cache-control"]
    [asked] = internet.asked
    assert (asked.headers["host"], asked.url.raw_path) == ("news.example", b"/a.png?u=1&v=2")
    assert {"cookie", "referer", "authorization", "x-forwarded-for"}.isdisjoint(asked.headers)


async def test_pictures_are_counted_as_the_page_has_them(reader: Reader, internet: Internet) -> None:
    await reader.sees(1)

    assert internet.asked[0].headers["host"] == "track.example"


@pytest.mark.parametrize("number", [2, -1, 10**9])
async def test_what_the_mail_does_not_name_is_not_fetched(
    reader: Reader, internet: Internet, number: int
) -> None:
    assert (await reader.sees(number)).json()["code"] == "picture_unavailable"
    assert internet.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, content=b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        httpx.Response(200, content=b"<html>", headers={"content-type": "image/png"}),
        httpx.Response(200, content=b""),
        httpx.Response(404),
        httpx.Response(200, content=GIF + bytes(MOST_BYTES)),
        httpx.Response(302, headers={"location": "http://inside.example/secret.png"}),
        httpx.Response(302, headers={"location": "http://169.254.169.254/latest"}),
        httpx.Response(302, headers={"location": "file:///etc/passwd"}),
    ],
    ids=["svg", "html", "empty", "missing", "large", "inside by name", "inside by number", "file"],
)
async def test_what_is_no_picture_of_the_open_internet_is_refused(
    reader: Reader, internet: Internet, answer: httpx.Response
) -> None:
    internet.answer = answer

    assert (await reader.sees()).json()["code"] == "picture_unavailable"


async def test_an_address_inside_the_house_is_never_called(reader: Reader, internet: Internet) -> None:
    reader.message_id = await mail(
        reader.world, '<img data-remote-src="http://inside.example/a.png">', reader.user_id
    )

    assert (await reader.sees()).json()["code"] == "picture_unavailable"
    assert internet.asked == []


async def test_a_mail_of_another_company_is_not_there(
    reader: Reader, database: Database, world: World
) -> None:
    reader.message_id = await mail(world, PAGE)

    assert (await reader.sees()).status_code == 404


async def test_a_mail_that_was_taken_back_shows_nothing(reader: Reader) -> None:
    async with reader.world.tx() as tx:
        await tx.fetch("update messages set deleted_at = now() where id = $1", reader.message_id)

    assert (await reader.sees()).status_code == 404


async def test_the_client_for_addresses_of_users_keeps_no_cookies(tmp_path: Path, database_url: str) -> None:
    services = build(RealServices, Settings(data_dir=tmp_path), database_url)
    answer = httpx.Response(
        200, headers={"set-cookie": "id=1"}, request=httpx.Request("GET", "https://news.example/")
    )

    services.outside.cookies.extract_cookies(answer)

    assert list(services.outside.cookies.jar) == []
    await services.outside.aclose()
    await services.http.aclose()
    await services.database.close()
