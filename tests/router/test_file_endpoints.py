"""REST of files: who uploads, who reads, and what may be attached to what."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.channels import accounts
from attendance.channels.abilities import VendorTemplate
from attendance.channels.base import Capabilities, Channel
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.conversations import actions, endpoints, template_endpoints
from attendance.files import actions as file_actions
from attendance.files.actions import Announced
from attendance.files.links import Form, Links
from attendance.identity.schemas import Role
from attendance.kernel.database import Database
from attendance.kernel.storage import LocalStorage, Storage
from attendance.router import file_endpoints
from attendance.router.file_links import link_routes
from tests.factories.people import Person, make_person
from tests.factories.world import World
from tests.files import samples
from tests.web import TestServices, client_of, make_app

PHOTO = samples.picture("JPEG", 200, 100)


class Words(EchoChannel):
    """A channel without files."""

    capabilities = Capabilities(max_text_chars=1000)


@dataclass
class Services(TestServices):
    storage: Storage = field(default_factory=lambda: LocalStorage(Path("unused")))


@dataclass
class Desk:
    """An attendant with a conversation, and a client in their name."""

    client: httpx.AsyncClient
    person: Person
    world: World
    conversation_id: UUID
    services: Services

    async def upload(self, content: bytes = PHOTO, **more: Any) -> httpx.Response:
        params = {"conversation_id": str(self.conversation_id), "filename": "foto.jpg", **more}
        return await self.client.post("/api/attendance/files", params=params, content=content)

    async def reply(self, *files: str, text: str = "", note: bool = False, **more: Any) -> httpx.Response:
        where = f"/api/attendance/conversations/{self.conversation_id}/{'notes' if note else 'messages'}"
        body = {"text": text, "client_id": f"client-{len(files)}-{text}", "files": list(files), **more}
        return await self.client.post(where, json=body)

    async def as_somebody(self, **values: Any) -> httpx.AsyncClient:
        person = await make_person(self.world.database, values.pop("tenant_id", None), **values)
        return await person.browser(
            httpx.AsyncClient(transport=self.client._transport, base_url="http://test")
        )


@pytest.fixture
async def services(database_url: str, tmp_path: Path) -> AsyncIterator[Services]:
    database = Database(database_url)
    channels: Mapping[str, Channel] = {
        "echo": EchoChannel(),
        "words": Words(),
        "whatsapp": WhatsAppChannel(None),  # type: ignore[arg-type]  # only asked what it takes
    }
    yield Services(database, channels=dict(channels), storage=LocalStorage(tmp_path))
    await database.close()


@pytest.fixture
async def open_desk(services: Services) -> AsyncIterator[Any]:
    app = make_app(
        services,
        [endpoints.router, template_endpoints.router, file_endpoints.router],
        body_limits={"/api/attendance/files": file_endpoints.UPLOAD_LIMIT_BYTES},
    )
    app.router.routes.extend(link_routes())
    async with client_of(app) as client:

        async def opened(channel: str = "echo") -> Desk:
            person = await make_person(services.database)
            world = World(services.database, person.tenant_id)
            inbox = await world.inbox(channel)
            async with world.tx() as tx:
                said = await world.says(tx, inbox, "Oi", channel=channel)
                await actions.accept(tx, await actions.lock(tx, said.conversation_id), person.id)
            await person.browser(client)
            return Desk(client, person, world, said.conversation_id, services)

        yield opened


@pytest.fixture
async def desk(open_desk: Any) -> Desk:
    made: Desk = await open_desk()
    return made


async def test_an_upload_is_seen_by_its_uploader_and_sent_once(desk: Desk) -> None:
    uploaded = await desk.upload()
    file = uploaded.json()

    assert (uploaded.status_code, file["kind"], file["width"], file["state"]) == (201, "image", 200, "stored")
    content = await desk.client.get(file["url"])
    assert (content.content, content.headers["content-type"]) == (PHOTO, "image/jpeg")
    first = await desk.reply(file["id"], text="Segue")
    again = await desk.reply(file["id"], text="de novo")

    assert (first.status_code, first.json()["kind"]) == (201, "image")
    assert (again.status_code, again.json()["code"]) == (409, "file_not_usable")


async def test_the_file_of_a_template_s_header_is_an_upload(open_desk: Any) -> None:
    desk: Desk = await open_desk("whatsapp")
    parts = [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Sua nota chegou."}]
    async with desk.world.tx() as tx:
        inbox_id = await tx.fetch("select inbox_id from conversations where id = $1", desk.conversation_id)
        template = VendorTemplate("1", "nota", "pt_BR", "utility", "approved", parts)
        await accounts.save_templates(tx, inbox_id[0]["inbox_id"], [template])
        [row] = await tx.fetch("select id from message_templates where name = 'nota'")
    file = (await desk.upload()).json()
    path = f"/api/attendance/conversations/{desk.conversation_id}/templates"
    body = {"template_id": str(row["id"]), "client_id": "client-0001"}

    text = (await desk.upload(b"um texto", filename="a.txt")).json()
    without = await desk.client.post(path, json=body)
    wrong = await desk.client.post(path, json={**body, "files": [text["id"]]})
    sent = await desk.client.post(path, json={**body, "files": [file["id"]]})

    assert [(one.status_code, one.json()["code"]) for one in (without, wrong)] == [
        (400, "template_invalid")
    ] * 2
    assert "header_file wrong_kind" in wrong.json()["detail"]
    assert sent.status_code == 201, sent.text
    assert [one["id"] for one in sent.json()["files"]] == [file["id"]]
    assert sent.json()["content"]["template"]["header_file"] == {"kind": "image"}


async def test_repeating_a_reply_returns_the_first(desk: Desk) -> None:
    file = (await desk.upload()).json()

    first, again = [await desk.reply(file["id"]) for _ in range(2)]

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["files"] == first.json()["files"]


async def test_files_keep_the_order_that_was_asked_for(desk: Desk) -> None:
    ids = [(await desk.upload(samples.picture(width=n))).json()["id"] for n in (30, 20, 10)]

    posted = await desk.reply(*reversed(ids))

    assert [file["width"] for file in posted.json()["files"]] == [10, 20, 30]


async def test_a_note_carries_files_whatever_the_channel_takes(open_desk: Any) -> None:
    desk = await open_desk("words")
    file = (await desk.upload(samples.archive(), filename="provas.zip")).json()

    noted = await desk.reply(file["id"], note=True)

    assert (noted.status_code, noted.json()["is_note"]) == (201, True)
    assert noted.json()["files"][0]["filename"] == "provas.zip"


REFUSED: list[tuple[str, int, bytes, str, str]] = [
    ("words", 1, PHOTO, "foto.jpg", "file_kind_not_taken"),
    ("whatsapp", 2, PHOTO, "foto.jpg", "too_many_files"),
    ("whatsapp", 1, samples.archive(), "fotos.zip", "file_type_not_taken"),
]


@pytest.mark.parametrize(
    ("channel", "count", "content", "name", "code"), REFUSED, ids=[r[4] for r in REFUSED]
)
async def test_what_the_channel_does_not_take_is_said_at_once(
    open_desk: Any, channel: str, count: int, content: bytes, name: str, code: str
) -> None:
    desk = await open_desk(channel)
    ids = [(await desk.upload(content, filename=name)).json()["id"] for _ in range(count)]

    answer = await desk.reply(*ids)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert (await desk.client.delete(f"/api/attendance/files/{ids[0]}")).status_code == 204


async def test_a_message_needs_words_or_a_file(desk: Desk) -> None:
    assert (await desk.reply()).status_code in (400, 422)


async def test_nobody_sends_what_somebody_else_uploaded(desk: Desk, open_desk: Any) -> None:
    file = (await desk.upload()).json()
    other = await make_person(desk.world.database, desk.person.tenant_id)
    async with desk.world.tx() as tx:
        await actions.assign(tx, await actions.lock(tx, desk.conversation_id), other.id, how="assigned")
    await other.browser(desk.client)

    answer = await desk.reply(file["id"])
    discarded = await desk.client.delete(f"/api/attendance/files/{file['id']}")

    assert (answer.status_code, answer.json()["code"]) == (409, "file_not_usable")
    assert discarded.status_code == 404
    assert (await desk.client.get(file["url"])).status_code == 404, "unsent, it is its uploader's"


async def test_a_file_is_sent_in_the_conversation_that_it_was_uploaded_for(desk: Desk) -> None:
    file = (await desk.upload()).json()
    inbox = await desk.world.inbox()
    async with desk.world.tx() as tx:
        said = await desk.world.says(tx, inbox, "Oi", who="5511900000001")
        await actions.accept(tx, await actions.lock(tx, said.conversation_id), desk.person.id)
    desk.conversation_id = said.conversation_id

    assert (await desk.reply(file["id"])).json()["code"] == "file_not_usable"


async def test_who_does_not_see_the_conversation_reads_no_file_of_it(desk: Desk) -> None:
    file = (await desk.upload()).json()
    await desk.reply(file["id"])
    stranger = await make_person(desk.world.database, desk.person.tenant_id, role=Role.ATTENDANT)
    foreigner = await make_person(desk.world.database)
    colleague = await make_person(desk.world.database, desk.person.tenant_id, role=Role.SUPERVISOR)

    answers = {}
    for who, person in {"stranger": stranger, "foreigner": foreigner, "colleague": colleague}.items():
        await person.browser(desk.client)
        answers[who] = (await desk.client.get(file["preview_url"])).status_code

    assert answers == {"stranger": 404, "foreigner": 404, "colleague": 200}


async def test_what_was_taken_back_is_read_by_nobody(desk: Desk) -> None:
    file = (await desk.upload()).json()
    await desk.reply(file["id"])
    links = Links(desk.services.vault.signing_key, "https://ours.test")
    path = links.path(desk.person.tenant_id, UUID(file["id"]))
    addresses = (file["url"], file["preview_url"], path)
    before = [(await desk.client.get(one)).status_code for one in addresses]

    async with desk.world.tx() as tx:
        await tx.fetch("update messages set deleted_at = now() where kind = 'image'")

    after = [(await desk.client.get(one)).status_code for one in addresses]
    assert (before, after) == ([200] * 3, [404] * 3)


async def test_nobody_uploads_into_what_they_do_not_see(desk: Desk) -> None:
    foreigner = await make_person(desk.world.database)
    await foreigner.browser(desk.client)

    assert (await desk.upload()).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "vazio.txt", "empty"),
        (b"x", "virus.exe", "program"),
        (samples.bomb(), "a.png", "too_many_pixels"),
    ],
)
async def test_what_is_not_kept_says_why(desk: Desk, content: bytes, name: str, reason: str) -> None:
    answer = await desk.upload(content, filename=name)

    assert (answer.status_code, answer.json()["code"]) == (422, "file_refused")
    assert answer.json()["facts"]["reason"] == reason


async def test_a_recording_is_a_voice_and_is_played_everywhere(desk: Desk) -> None:
    file = (await desk.upload(samples.tone("webm"), filename="gravação.webm", voice=True)).json()

    assert (file["kind"], file["mime_type"], file["is_voice"]) == ("audio", "audio/webm", True)
    played = await desk.client.get(file["playable_url"], headers={"range": "bytes=0-99"})
    assert (played.status_code, played.headers["content-type"]) == (206, "audio/mp4")
    assert played.headers["content-disposition"].endswith("grava%C3%A7%C3%A3o.m4a")


async def test_who_has_a_signed_address_reads_that_file(desk: Desk) -> None:
    file = (await desk.upload()).json()
    links = Links(desk.services.vault.signing_key, "https://ours.test")
    path = links.path(desk.person.tenant_id, UUID(file["id"]))
    async with httpx.AsyncClient(transport=desk.client._transport, base_url="http://test") as nobody:
        read = await nobody.get(path)
        head = await nobody.head(path)
        preview = await nobody.get(links.path(desk.person.tenant_id, UUID(file["id"]), Form.PREVIEW))
        wrong = await nobody.get(path[:-3])

    assert (read.status_code, read.content) == (200, PHOTO)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(PHOTO)))
    assert preview.headers["content-type"] == "image/webp"
    assert (wrong.status_code, wrong.json()["code"]) == (404, "not_found")


async def announced(desk: Desk, *, state: str = "failed") -> UUID:
    """A customer's file that could not be had, or is in another state; returns its id."""
    async with desk.world.tx() as tx:
        [row] = await tx.fetch("select inbox_id from conversations where id = $1", desk.conversation_id)
        said = await desk.world.says(tx, row["inbox_id"], "Olha")
        assert said.message_id is not None
        photo = Announced(
            said.message_id, said.conversation_id, row["inbox_id"], None, 0, "image", {"kind": "image"}
        )
        await file_actions.announce(tx, [photo])
        [file] = await tx.fetch(
            "update message_files set state = $2, reason = 'vendor_unavailable' where message_id = $1 returning id",
            said.message_id, state,
        )  # fmt: skip
        await tx.fetch("delete from jobs where kind = 'file.fetch'")
    file_id: UUID = file["id"]
    return file_id


async def fetches(desk: Desk) -> list[str]:
    async with desk.world.tx() as tx:
        return [row["key"] for row in await tx.fetch("select key from jobs where kind = 'file.fetch'")]


async def test_a_file_that_could_not_be_had_is_fetched_again(desk: Desk) -> None:
    file_id = await announced(desk)

    answers = [await desk.client.post(f"/api/attendance/files/{file_id}/fetch") for _ in range(2)]

    assert [(one.status_code, one.json()["state"], one.json()["reason"]) for one in answers] == [
        (200, "pending", None)
    ] * 2
    assert await fetches(desk) == [f"file:{file_id}"]
    async with desk.world.tx() as tx:
        events = await tx.fetch(
            "select payload ->> 'file_id' as id from events where kind = 'message.file_awaited'"
        )
    assert [row["id"] for row in events] == [str(file_id)]


@pytest.mark.parametrize("state", ["refused", "stored", "pending"])
async def test_a_file_that_is_settled_is_left_as_it_is(desk: Desk, state: str) -> None:
    file_id = await announced(desk, state=state)

    answer = await desk.client.post(f"/api/attendance/files/{file_id}/fetch")

    assert (answer.status_code, answer.json()["state"]) == (200, state)
    assert await fetches(desk) == []


async def test_who_does_not_see_the_conversation_fetches_nothing(desk: Desk) -> None:
    file_id = await announced(desk)
    colleague = await desk.as_somebody(tenant_id=desk.world.tenant_id)
    stranger = await desk.as_somebody()

    for somebody in (colleague, stranger):
        assert (await somebody.post(f"/api/attendance/files/{file_id}/fetch")).status_code == 404
    assert await fetches(desk) == []
