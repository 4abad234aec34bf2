"""Content on its way in: what is kept of it, what isn't, and that nothing is left behind."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from attendance.files import actions
from attendance.files.schemas import FileKind
from attendance.files.storing import Claim, FileRefused, Kept, keep
from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.errors import Temporary, TooLarge
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from attendance.kernel.storage import LocalStorage, Storage
from attendance.kernel.storage_s3 import Bucket, S3Storage
from attendance.router import files as file_jobs
from tests.factories.world import World, new_world
from tests.fakes.s3 import FakeS3
from tests.files import samples


@dataclass
class Services:
    database: Database
    storage: Storage


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    database = Database(database_url)
    yield await new_world(database)
    await database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def services(world: World, folder: Path) -> Services:
    return Services(world.database, LocalStorage(folder))


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


async def kept(
    services: Services, world: World, content: bytes, name: str | None = None, kind: FileKind = "document"
) -> Kept:
    claim = Claim(kind, name)
    return await keep(services, world.tenant_id, pieces(content), claim, limit_bytes=10_000_000)


def stored_files(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


async def loose(world: World) -> int:
    async with world.tx() as tx:
        return len(await actions.loose_keys(tx, older_than=clock.now() + timedelta(days=1), limit=100))


CASES: dict[str, tuple[bytes, str | None, FileKind, dict[str, object]]] = {
    "a photo": (
        samples.picture("JPEG", 600, 300), None, "image",
        {"kind": "image", "mime_type": "image/jpeg", "width": 600, "height": 300},
    ),
    "a zip that is called a photo": (
        samples.archive(), "foto.jpg", "image",
        {"kind": "document", "mime_type": "application/zip", "filename": "foto.jpg.zip", "preview_key": None},
    ),
    "a page that is called a photo": (
        b"<html><script>alert(1)</script>", "foto.png", "image",
        {"kind": "document", "mime_type": "text/plain", "filename": "foto.png.txt"},
    ),
    "a drawing with scripts": (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg", "image",
        {"kind": "document", "mime_type": "text/plain"},
    ),
    "a photo that is broken": (
        samples.picture("PNG", 300, 300)[:90] + b"x" * 300, "a.png", "image",
        {"kind": "document", "mime_type": "application/octet-stream", "preview_key": None},
    ),
    "sound in a film's container": (
        samples.tone("webm"), "audio.webm", "video", {"kind": "audio", "mime_type": "audio/webm"}
    ),
    "a film": (samples.film(), "a.mp4", "document", {"kind": "video", "mime_type": "video/mp4", "width": 96}),
    "a sticker": (samples.picture("WEBP", 64, 64), None, "sticker", {"kind": "sticker", "width": 64}),
    "a letter": (b"%PDF-1.7\n", "boleto.pdf", "image", {"kind": "document", "mime_type": "application/pdf"}),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "kind", "expected"), CASES.values(), ids=CASES.keys())
async def test_the_content_decides(
    services: Services, world: World, content: bytes, name: str, kind: FileKind, expected: dict[str, object]
) -> None:
    values = (await kept(services, world, content, name, kind)).values

    assert {key: values[key] for key in expected} == expected
    async with services.storage.open(world.tenant_id, values["storage_key"]) as read:
        assert b"".join([piece async for piece in read]) == content


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "vazio.txt", "empty"),
        (samples.bomb(), "foto.png", "too_many_pixels"),
        (b"MZ\x90\0\3\0\0\0" + b"\0" * 200, "boleto.pdf", "program"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "foto.jpg", "program"),
        (b"WScript.Echo 1", "boleto.pdf.vbs", "program"),
    ],
    ids=["empty", "bomb", "exe", "elf", "script"],
)
async def test_what_is_refused_leaves_nothing(
    services: Services, world: World, folder: Path, content: bytes, name: str, reason: str
) -> None:
    with pytest.raises(FileRefused) as raised:
        await kept(services, world, content, name, "image")

    assert raised.value.reason == reason
    assert (stored_files(folder), await loose(world)) == (0, 0)


async def test_too_much_is_refused_while_it_comes(services: Services, world: World, folder: Path) -> None:
    seen = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal seen
        while True:
            seen += 1000
            yield b"x" * 1000

    with pytest.raises(TooLarge):
        await keep(services, world.tenant_id, endless(), Claim("document"), limit_bytes=50_000)

    assert seen <= 52_000
    assert (stored_files(folder), await loose(world)) == (0, 0)


async def uploaded(services: Services, world: World) -> tuple[Kept, object]:
    stored = await kept(services, world, samples.picture("JPEG", 100, 100))
    async with world.tx() as tx:
        file_id = await actions.add_uploaded(
            tx, stored, conversation_id=new_id(), inbox_id=None, uploaded_by=None
        )
    return stored, file_id


async def test_what_a_crash_left_is_removed_and_what_is_named_stays(
    services: Services, world: World, folder: Path
) -> None:
    with clock.frozen(clock.now()) as time:
        await kept(services, world, samples.picture("JPEG", 100, 100))  # and the process dies
        await uploaded(services, world)
        before = stored_files(folder)
        await file_jobs.remove_loose(services, job(world))  # type: ignore[arg-type]  # needs no more
        assert stored_files(folder) == before == 4
        time.advance(timedelta(hours=7))
        await file_jobs.remove_loose(services, job(world))  # type: ignore[arg-type]

    assert (stored_files(folder), await loose(world)) == (2, 0)


async def test_unsent_uploads_go_after_a_day_with_their_contents(
    services: Services, world: World, folder: Path
) -> None:
    with clock.frozen(clock.now()) as time:
        await uploaded(services, world)
        for hours, left in ((23, 2), (2, 0)):
            time.advance(timedelta(hours=hours))
            async with world.tx() as tx:
                await file_jobs.discard_unsent(tx, services, [])  # type: ignore[arg-type]
            await file_jobs.remove_loose(services, job(world))  # type: ignore[arg-type]
            assert stored_files(folder) == left


async def test_a_key_that_was_removed_as_nobodys_cannot_be_named(services: Services, world: World) -> None:
    stored = await kept(services, world, samples.picture("JPEG", 100, 100))
    with clock.frozen(clock.now()) as time:
        time.advance(timedelta(hours=7))
        await file_jobs.remove_loose(services, job(world))  # type: ignore[arg-type]

    with pytest.raises(Temporary):
        async with world.tx() as tx:
            await actions.add_uploaded(tx, stored, conversation_id=new_id(), inbox_id=None, uploaded_by=None)


async def test_a_bucket_holds_files_as_a_folder_does(world: World) -> None:
    bucket = Bucket.parse("s3://KEY:SECRET@files?endpoint=http://s3.test:9000")
    fake = FakeS3(bucket.signer)
    storage = S3Storage(bucket, httpx.AsyncClient(transport=httpx.MockTransport(fake)))
    services = Services(world.database, storage)

    stored = await kept(services, world, samples.tone(), "voz.ogg", "audio")

    assert {stored.values[name] for name in ("storage_key", "playable_key")} == set(stored.keys)
    assert len(fake.objects) == 2
    assert sorted(kind for kind, _ in fake.objects.values()) == ["audio/mp4", "audio/ogg"]


def job(world: World) -> Job:
    return Job(1, world.tenant_id, "file.remove_loose", None, b"{}", 1, 12)
