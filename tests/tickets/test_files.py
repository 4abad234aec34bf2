"""Files on comments: for the team with the comment, to the customer with the message, and only for who sees them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import actions as conversations
from attendance.files import actions
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.storage import LocalStorage, Storage
from tests.factories.world import World
from tests.files import samples
from tests.tickets.desk import Desk, Json, open_desk
from tests.web import TestServices


@dataclass
class Services(TestServices):
    storage: Storage = field(default_factory=lambda: LocalStorage(Path("unused")))


@pytest.fixture
async def desk(world: World, tmp_path: Path) -> AsyncIterator[Desk]:
    services = Services(world.database, channels={"echo": EchoChannel()}, storage=LocalStorage(tmp_path))
    async with open_desk(world.database, world, services) as desk:
        yield desk


async def _upload(desk: Desk, name: str = "foto.jpg") -> str:
    answer = await desk.api.post(
        "/api/attendance/files",
        params={"conversation_id": str(desk.session_id), "filename": name},
        content=samples.picture("JPEG", 20, 10),
    )
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


async def _comment(desk: Desk, ticket: Json, *files: str, status: int = 201, **fields: object) -> Json:
    body = {"text": "", "client_id": "comment-1", "files": list(files)} | fields
    made: Json = await desk.asks("POST", f"{ticket['id']}/comments", body, status=status)
    return made


@pytest.mark.parametrize("is_public", [False, True], ids=["internal", "public"])
async def test_files_come_with_the_comment_in_their_order(desk: Desk, is_public: bool) -> None:
    async with desk.world.tx() as tx:
        await conversations.accept(tx, await conversations.lock(tx, desk.session_id), desk.owner.id)
    ticket = await desk.opens()
    first, second = await _upload(desk, "a.jpg"), await _upload(desk, "b.jpg")

    made = await _comment(desk, ticket, second, first, is_public=is_public)

    assert [one["id"] for one in made["files"]] == [second, first]
    [shown] = (await desk.asks("GET", ticket["id"]))["comments"]
    assert [one["filename"] for one in shown["files"]] == ["b.jpg", "a.jpg"]
    assert (await desk.api.get(shown["files"][0]["url"])).status_code == 200
    assert (shown["message_id"] is not None) is is_public
    assert (await _comment(desk, ticket, second, first, status=200, is_public=is_public))["id"] == made["id"]


async def test_a_file_is_of_one_comment_and_of_its_conversation(desk: Desk) -> None:
    ticket = await desk.opens()
    file_id = await _upload(desk)
    await _comment(desk, ticket, file_id)

    refused = await _comment(desk, ticket, file_id, status=409, client_id="comment-2")

    assert refused["code"] == "file_not_usable"
    assert (await desk.api.delete(f"/api/attendance/files/{file_id}")).status_code == 404


async def test_a_comment_without_words_or_files_is_refused(desk: Desk) -> None:
    assert (await _comment(desk, await desk.opens(), status=400))["code"] == "invalid_input"


async def test_who_does_not_see_the_ticket_does_not_see_the_file(desk: Desk) -> None:
    ticket = await desk.opens()
    file_id = await _upload(desk)
    await _comment(desk, ticket, file_id)
    queue_id = await desk.queue("Suporte")
    maria = await desk.person(Role.ATTENDANT)
    async with desk.client(maria) as api:
        assert (await api.get(f"/api/attendance/files/{file_id}")).status_code == 404

        await desk.asks("POST", f"{ticket['id']}/transfer", {"queue_id": str(queue_id)})
        assert (await api.get(f"/api/attendance/files/{file_id}")).status_code == 404
        await desk.asks("POST", f"{ticket['id']}/assign", {"attendant_id": str(maria.id)})

        assert (await api.get(f"/api/attendance/files/{file_id}")).status_code == 200


async def test_what_hangs_on_a_comment_is_not_cleaned_away(desk: Desk) -> None:
    kept, unsent = await _upload(desk), await _upload(desk)
    await _comment(desk, await desk.opens(), kept)

    async with desk.world.tx() as tx:
        assert await actions.discard_unsent(tx, older_than=clock.now() + timedelta(days=1)) == 1

    assert (await desk.api.get(f"/api/attendance/files/{kept}")).status_code == 200
    assert (await desk.api.get(f"/api/attendance/files/{unsent}")).status_code == 404
