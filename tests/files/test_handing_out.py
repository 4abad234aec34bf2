"""A file as an answer of HTTP: whole, in part, not again, and harmless."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import StreamingResponse

from attendance.files import handing_out
from attendance.files.handing_out import BadRange
from attendance.files.queries import Content
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.storage import LocalStorage, Storage
from attendance.kernel.storage_s3 import Bucket, S3Storage
from tests.fakes.s3 import FakeS3

BYTES = bytes(range(256)) * 2000
TENANT = new_id()


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return LocalStorage(tmp_path)
    bucket = Bucket.parse("s3://KEY:SECRET@files?endpoint=http://s3.test:9000")
    http = httpx.AsyncClient(transport=httpx.MockTransport(FakeS3(bucket.signer)))
    return S3Storage(bucket, http)


async def stored(storage: Storage, mime: str = "video/mp4") -> Content:
    kept = await storage.put(TENANT, BYTES, limit_bytes=len(BYTES))
    return Content(kept.key, mime, "video", "férias.mp4", len(BYTES))


async def answered(storage: Storage, content: Content, **headers: str) -> tuple[Any, bytes]:
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await handing_out.response(storage, TENANT, content, asked, caching="private")
    if not isinstance(answer, StreamingResponse):
        return answer, b""
    return answer, b"".join([bytes(piece) async for piece in answer.body_iterator])  # type: ignore[arg-type]


async def test_the_whole_file_with_what_browsers_must_know(storage: Storage) -> None:
    answer, body = await answered(storage, await stored(storage))

    assert (answer.status_code, body) == (200, BYTES)
    assert answer.headers["content-length"] == str(len(BYTES))
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 511_999),
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=511999-", 511_999, 511_999),
        ("bytes=-500", 511_500, 511_999),
        ("bytes=0-9999999", 0, 511_999),
        ("bytes=-9999999", 0, 511_999),
        ("bytes=300000-400000", 300_000, 400_000),
    ],
)
async def test_a_part_of_it(storage: Storage, asked: str, first: int, last: int) -> None:
    answer, body = await answered(storage, await stored(storage), range=asked)

    assert (answer.status_code, body) == (206, BYTES[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/512000"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=512000-", "bytes=999999-9999999", "bytes=5-4", "bytes=-0"])
async def test_a_part_that_is_not_there(storage: Storage, asked: str) -> None:
    with pytest.raises(BadRange) as raised:
        await answered(storage, await stored(storage), range=asked)

    assert raised.value.status == 416


@pytest.mark.parametrize(
    "asked",
    ["bytes=-", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "0-1", "", f"bytes={'9' * 5000}-"],
    ids=["nothing", "two", "items", "letters", "no-unit", "empty", "endless"],
)
async def test_what_is_no_range_is_the_whole_file(storage: Storage, asked: str) -> None:
    answer, body = await answered(storage, await stored(storage), range=asked)

    assert (answer.status_code, len(body)) == (200, len(BYTES))


async def test_what_the_browser_has_is_not_sent_again(storage: Storage) -> None:
    content = await stored(storage)
    etag = (await answered(storage, content))[0].headers["etag"]

    answer, body = await answered(storage, content, if_none_match=etag)

    assert (answer.status_code, body) == (304, b"")


async def test_a_part_of_another_content_is_the_whole_of_this_one(storage: Storage) -> None:
    answer, _ = await answered(storage, await stored(storage), range="bytes=5-", if_range='"other"')

    assert answer.status_code == 200


async def test_a_content_that_is_gone_is_said_before_the_answer_begins(storage: Storage) -> None:
    content = await stored(storage)
    await storage.delete(TENANT, content.key)

    with pytest.raises(NotFound):
        await answered(storage, content)


async def test_a_pdf_is_shown_outside_of_the_sandbox(storage: Storage) -> None:
    answer, _ = await answered(storage, await stored(storage, "application/pdf"))

    policy = answer.headers["content-security-policy"]
    assert "sandbox" not in policy and "script-src" not in policy and "default-src 'none'" in policy
