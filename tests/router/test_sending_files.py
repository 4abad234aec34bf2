"""One file goes to several channels, each in the form that it takes: made once, and never mistaken for another's."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from attendance.channels.base import Capabilities, Channel, MediaRule, MessageKind, OutgoingFile
from attendance.files.links import PREFIX, Links
from attendance.files.queries import content_of
from attendance.files.rules import nature_of
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.settings import Settings
from attendance.kernel.storage import LocalStorage, Storage, received
from attendance.router import files as fetching
from attendance.router import sending_files
from tests.factories.world import VAULT, World, new_world
from tests.files import samples
from tests.router.test_files import PHOTO, VOICE, Vendor, planned, written


@dataclass
class Services:
    database: Database
    storage: Storage
    settings: Settings = field(default_factory=lambda: Settings(public_url="https://desk.example.com"))
    channels: dict[str, Channel] = field(default_factory=dict)
    vault: Vault = field(default_factory=lambda: VAULT)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    database = Database(database_url)
    yield await new_world(database)
    await database.close()


def takes(kind: MessageKind, mime_type: str, *, max_bytes: int = 1_000_000) -> Capabilities:
    """A channel that takes this kind of file in one form only."""
    return Capabilities(max_text_chars=1000, media={kind: MediaRule(max_bytes, frozenset({mime_type}))})


async def sent_in(
    services: Services, world: World, message_id: UUID, able: Capabilities
) -> tuple[OutgoingFile, bytes]:
    """The message's only file as this channel gets it, with its content."""
    [file] = await sending_files.files_of(services, world.tenant_id, message_id, able)
    async with file.open() as content:
        return file, b"".join([piece async for piece in content])


async def with_file(
    world: World, folder: Path, content: bytes, *, is_voice: bool = False
) -> tuple[Services, UUID]:
    """A message whose only file is stored."""
    source = VOICE if is_voice else PHOTO
    message_id = await written(world, source)
    [job] = await planned(world)
    services = Services(world.database, LocalStorage(folder))
    services.channels["echo"] = Vendor({str(source.id): content})
    await fetching.fetch(services, job)
    return services, message_id


async def type_of(content: bytes) -> str:
    async def pieces() -> AsyncIterator[bytes]:
        yield content

    async with received(pieces(), limit_bytes=len(content)) as file:
        return nature_of(file.content_type, claimed="document", filename=None).mime_type


PNG, JPEG = takes(MessageKind.IMAGE, "image/png"), takes(MessageKind.IMAGE, "image/jpeg")


async def test_each_channel_gets_the_form_that_it_takes(world: World, tmp_path: Path) -> None:
    services, message_id = await with_file(world, tmp_path, samples.picture("WEBP"))

    for able, mime in ((JPEG, "image/jpeg"), (PNG, "image/png"), (JPEG, "image/jpeg")):
        file, content = await sent_in(services, world, message_id, able)
        assert (file.mime_type, await type_of(content), file.size_bytes) == (mime, mime, len(content))


async def test_who_takes_it_as_it_is_gets_it_after_another_form_was_made(
    world: World, tmp_path: Path
) -> None:
    original = samples.picture("WEBP")
    services, message_id = await with_file(world, tmp_path, original)
    await sent_in(services, world, message_id, JPEG)

    file, content = await sent_in(services, world, message_id, takes(MessageKind.IMAGE, "image/webp"))

    assert (file.mime_type, content) == ("image/webp", original)


async def test_a_repeated_delivery_makes_nothing_anew(world: World, tmp_path: Path) -> None:
    services, message_id = await with_file(world, tmp_path, samples.picture("WEBP"))
    first = await sent_in(services, world, message_id, JPEG)
    stored = {path for path in tmp_path.rglob("*") if path.is_file()}

    again = await sent_in(services, world, message_id, JPEG)

    assert again[1] == first[1] and again[0].url == first[0].url
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == stored


async def test_a_form_that_is_too_large_for_another_channel_is_made_smaller(
    world: World, tmp_path: Path
) -> None:
    services, message_id = await with_file(world, tmp_path, samples.noise(300, 300))
    large, _ = await sent_in(services, world, message_id, takes(MessageKind.IMAGE, "image/jpeg"))
    limit = large.size_bytes * 4 // 5

    small, content = await sent_in(
        services, world, message_id, takes(MessageKind.IMAGE, "image/jpeg", max_bytes=limit)
    )

    assert small.size_bytes == len(content) <= limit


async def test_two_workers_that_make_the_same_form_send_the_same(world: World, tmp_path: Path) -> None:
    services, message_id = await with_file(world, tmp_path, samples.picture("WEBP"))

    made = await asyncio.gather(*(sent_in(services, world, message_id, JPEG) for _ in range(3)))

    assert len({file.url for file, _ in made}) == 1


async def test_the_address_for_a_vendor_leads_to_its_form(world: World, tmp_path: Path) -> None:
    services, message_id = await with_file(world, tmp_path, samples.picture("WEBP"))
    links = Links(VAULT.signing_key, services.settings.public_url)

    for able, mime in (
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (takes(MessageKind.IMAGE, "image/webp"), "image/webp"),
    ):
        file, _ = await sent_in(services, world, message_id, able)
        assert file.url is not None
        linked = links.read(file.url.rpartition(PREFIX)[2])
        async with world.tx() as tx:
            found = await content_of(tx, linked.file_id, linked.form)
        assert (found.mime_type, found.size_bytes) == (mime, file.size_bytes)


async def test_forms_go_with_their_file(world: World, tmp_path: Path) -> None:
    services, message_id = await with_file(world, tmp_path, samples.picture("WEBP"))
    for able in (JPEG, PNG):
        await sent_in(services, world, message_id, able)

    async with world.tx() as tx:
        await tx.fetch("delete from messages where id = $1", message_id)
    [job] = await planned(world)
    await fetching.remove_loose(services, job)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
