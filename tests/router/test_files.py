"""Files of customers' messages: announced once, fetched once, given up with a reason."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from attendance.channels.base import Attachment, Channel, InboxConfig, MessageKind
from attendance.channels.echo.channel import EchoChannel
from attendance.conversations import posting, queries
from attendance.files import schemas
from attendance.files.rules import LIMITS
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.jobs import Job
from attendance.kernel.storage import LocalStorage, Storage
from attendance.router import files
from tests.factories.world import VAULT, World, arriving, new_world
from tests.files import samples

PHOTO = Attachment(MessageKind.IMAGE, id="1", mime_type="image/jpeg")
VOICE = Attachment(MessageKind.AUDIO, id="2", is_voice=True)


class Vendor(EchoChannel):
    """Gives these contents out, by the attachment's id; or fails."""

    def __init__(self, contents: dict[str, bytes], failure: Exception | None = None) -> None:
        super().__init__()
        self.contents, self.failure = contents, failure
        self.asked: list[str] = []

    @asynccontextmanager
    async def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        self.asked.append(str(attachment.id))
        if self.failure:
            raise self.failure
        yield _pieces(self.contents[str(attachment.id)])


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100_000):
        yield content[start : start + 100_000]


@dataclass
class Services:
    database: Database
    storage: Storage
    channels: dict[str, Channel]
    vault: Vault = field(default_factory=lambda: VAULT)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    database = Database(database_url)
    yield await new_world(database)
    await database.close()


async def written(world: World, *attachments: Attachment, times: int = 1) -> UUID:
    """A customer's message with these files, delivered so often; returns its id."""
    inbox = await world.inbox()
    async with world.tx() as tx:
        arrival = await arriving(tx, inbox, "Olha", who="5511988887777")
        arrival = replace(arrival, message=replace(arrival.message, attachments=attachments))
        posted = [(await posting.post_incoming(tx, [arrival]))[0] for _ in range(times)]
        for outcome in posted:
            await files.announce(tx, [arrival], [outcome], {})
    assert posted[0].message_id is not None
    return posted[0].message_id


async def shown(world: World, message_id: UUID) -> list[schemas.MessageFile]:
    async with world.tx() as tx:
        return (await queries.messages_by_ids(tx, [message_id]))[message_id].files


async def planned(world: World) -> list[Job]:
    async with world.tx() as tx:
        rows = await tx.fetch(
            "select id, key, payload::text as payload from jobs where kind = 'file.fetch' order by id"
        )
    return [
        Job(row["id"], world.tenant_id, "file.fetch", row["key"], row["payload"].encode(), 1, 14)
        for row in rows
    ]


def services_of(world: World, folder: Path, vendor: Channel) -> Services:
    return Services(world.database, LocalStorage(folder), {"echo": vendor})


async def settled(world: World, folder: Path, vendor: Vendor) -> schemas.MessageFile:
    """The state of a message's only file after its job ran."""
    message_id = await written(world, PHOTO)
    [job] = await planned(world)
    await files.fetch(services_of(world, folder, vendor), job)
    [file] = await shown(world, message_id)
    return file


async def test_files_are_announced_with_their_message_and_only_once(world: World) -> None:
    message_id = await written(world, PHOTO, VOICE, times=2)

    found = await shown(world, message_id)
    jobs = await planned(world)

    assert [(file.kind, file.state, file.is_voice) for file in found] == [
        ("image", "pending", False),
        ("audio", "pending", True),
    ]
    assert [job.key for job in jobs] == [f"file:{file.id}" for file in found]
    assert {file.url for file in found} == {None}


async def test_a_file_is_fetched_once_however_often_its_job_runs(world: World, tmp_path: Path) -> None:
    vendor = Vendor({"1": samples.picture()})
    message_id = await written(world, PHOTO)
    [job] = await planned(world)

    for _ in range(3):
        await files.fetch(services_of(world, tmp_path, vendor), job)

    [file] = await shown(world, message_id)
    async with world.tx() as tx:
        events = await tx.fetch("select payload from events where kind = 'message.file_settled'")
    assert (file.state, vendor.asked, len(events)) == ("stored", ["1"], 1)
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) == 2


FAILURES: dict[str, tuple[Vendor, str, str]] = {
    "gone": (Vendor({}, Rejected("gone", reason="media_unavailable")), "failed", "media_unavailable"),
    "empty": (Vendor({"1": b""}), "refused", "empty"),
    "a program": (Vendor({"1": b"MZ\x90\0\3\0\0\0" + b"\0" * 99}), "refused", "program"),
    "a bomb": (Vendor({"1": samples.bomb()}), "refused", "too_many_pixels"),
    "an image that is too large": (
        Vendor({"1": samples.picture("BMP", 4000, 3000)}), "refused", "too_large"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("vendor", "state", "reason"), FAILURES.values(), ids=FAILURES.keys())
async def test_what_cannot_be_had_says_why(
    world: World, tmp_path: Path, vendor: Vendor, state: str, reason: str
) -> None:
    file = await settled(world, tmp_path, vendor)

    assert (file.state, file.reason, file.url) == (state, reason, None)


async def test_more_than_anybody_may_send_is_refused_while_it_comes(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "document", 100_000)

    file = await settled(world, tmp_path, Vendor({"1": b"x" * 400_000}))

    assert (file.state, file.reason) == ("refused", "too_large")


@pytest.mark.parametrize(
    "failure",
    [Temporary("busy", reason="busy", retry_after_seconds=7), Misconfigured("no token", reason="token")],
    ids=["busy", "token"],
)
async def test_what_may_pass_is_tried_again_and_given_up_in_the_end(
    world: World, tmp_path: Path, failure: Temporary | Misconfigured
) -> None:
    message_id = await written(world, PHOTO)
    [job] = await planned(world)
    services = services_of(world, tmp_path, Vendor({}, failure))

    with pytest.raises(type(failure)):
        await files.fetch(services, job)
    [before] = await shown(world, message_id)
    async with world.tx() as tx:
        await files.give_up(tx, services, [job])

    [after] = await shown(world, message_id)
    assert (before.state, after.state, after.reason) == ("pending", "failed", "vendor_unavailable")


async def test_the_delivery_is_at_hand_for_channels_whose_files_come_inside(
    world: World, tmp_path: Path
) -> None:
    message_id = await written(world, replace(PHOTO, id="m1:0"))
    [job] = await planned(world)

    await files.fetch(services_of(world, tmp_path, EchoChannel()), job)

    [file] = await shown(world, message_id)
    assert (file.state, file.reason) == ("failed", "delivery_gone")


async def test_a_channel_that_brings_no_files_says_so(world: World, tmp_path: Path) -> None:
    message_id = await written(world, PHOTO)
    [job] = await planned(world)

    await files.fetch(services_of(world, tmp_path, _without_files()), job)

    [file] = await shown(world, message_id)
    assert (file.state, file.reason) == ("failed", "not_fetchable")


def _without_files() -> Any:
    return object()


async def test_files_go_with_their_message(world: World, tmp_path: Path) -> None:
    message_id = await written(world, PHOTO)
    [job] = await planned(world)
    services = services_of(world, tmp_path, Vendor({"1": samples.picture()}))
    await files.fetch(services, job)

    async with world.tx() as tx:
        await tx.fetch("delete from messages where id = $1", message_id)
    await files.fetch(services, job)
    await files.remove_loose(services, job)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
