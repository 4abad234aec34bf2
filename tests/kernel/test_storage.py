"""Files: the same promises in a folder and in a bucket."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, NotFound, Temporary, TooLarge
from attendance.kernel.ids import new_id
from attendance.kernel.sigv4 import EMPTY_SHA256, Signer
from attendance.kernel.storage import LocalStorage, Storage
from attendance.kernel.storage_s3 import BadStorageUrl, Bucket, S3Storage, chosen_storage
from tests.fakes.s3 import FakeS3

URL = "s3://AKIA:s%2Fcret@files/suite?endpoint=http://s3.test:9000&region=eu-west-1"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 500
LIMIT = 10_000_000


@pytest.fixture(autouse=True)
async def one_instant() -> AsyncIterator[None]:
    with clock.frozen(clock.now()):
        yield


@pytest.fixture
def bucket() -> Bucket:
    return Bucket.parse(URL)


@pytest.fixture
def s3(bucket: Bucket) -> FakeS3:
    return FakeS3(bucket.signer)


@pytest.fixture
async def in_bucket(bucket: Bucket, s3: FakeS3) -> AsyncIterator[S3Storage]:
    storage = S3Storage(bucket, httpx.AsyncClient(transport=httpx.MockTransport(s3)))
    yield storage
    await storage.close()


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, in_bucket: S3Storage) -> Storage:
    return LocalStorage(tmp_path / "files") if request.param == "folder" else in_bucket


async def read(storage: Storage, tenant_id: UUID, key: str) -> bytes:
    async with storage.open(tenant_id, key) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_what_is_put_is_read_and_can_be_deleted(storage: Storage) -> None:
    tenant = new_id()

    stored = await storage.put(tenant, PNG, limit_bytes=LIMIT)

    assert stored.key.startswith(f"{tenant}/")
    assert (stored.content_type, stored.size_bytes) == ("image/png", len(PNG))
    assert stored.sha256 == hashlib.sha256(PNG).hexdigest()
    assert await read(storage, tenant, stored.key) == PNG
    await storage.delete(tenant, stored.key)
    await storage.delete(tenant, stored.key)
    with pytest.raises(NotFound):
        await read(storage, tenant, stored.key)


async def test_large_content_goes_through_in_pieces(storage: Storage) -> None:
    tenant, chunk = new_id(), bytes(range(256)) * 4096
    stored = await storage.put(tenant, pieces(*[chunk] * 3), limit_bytes=LIMIT)

    async with storage.open(tenant, stored.key) as chunks:
        read_chunks = [chunk async for chunk in chunks]

    assert b"".join(read_chunks) == chunk * 3
    assert len(read_chunks) > 3


async def test_too_much_is_refused_and_leaves_nothing(storage: Storage, tmp_path: Path, s3: FakeS3) -> None:
    with pytest.raises(TooLarge):
        await storage.put(new_id(), pieces(b"x" * 60, b"x" * 60), limit_bytes=100)

    assert s3.objects == {}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_an_empty_file_is_a_file(storage: Storage) -> None:
    tenant = new_id()

    stored = await storage.put(tenant, b"", limit_bytes=LIMIT)

    assert (stored.size_bytes, stored.sha256) == (0, EMPTY_SHA256)
    assert await read(storage, tenant, stored.key) == b""


@pytest.mark.parametrize(
    "key",
    ["{tenant}/../{other}/{file}", "../../etc/passwd", "{tenant}/", "", "{other}/{file}", "/etc/passwd"],
)
async def test_no_key_leads_out_of_the_tenant(storage: Storage, key: str) -> None:
    tenant, other = new_id(), new_id()
    theirs = await storage.put(other, b"secret", limit_bytes=LIMIT)
    wanted = key.format(tenant=tenant, other=other, file=theirs.key.partition("/")[2])

    with pytest.raises(NotFound):
        await read(storage, tenant, wanted)
    await storage.delete(tenant, wanted)

    assert await read(storage, other, theirs.key) == b"secret"


async def test_a_bucket_that_is_away_busy_or_refuses_says_so(
    in_bucket: S3Storage, bucket: Bucket, s3: FakeS3
) -> None:
    s3.outage = 503
    with pytest.raises(Temporary):
        await in_bucket.put(new_id(), b"x", limit_bytes=LIMIT)

    s3.outage = None
    stranger = Bucket(bucket.base_url, Signer("AKIA", "wrong", "eu-west-1"))
    with pytest.raises(Misconfigured, match="SignatureDoesNotMatch"):
        await S3Storage(stranger, in_bucket._http).put(new_id(), b"x", limit_bytes=LIMIT)

    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    async with httpx.AsyncClient(transport=httpx.MockTransport(refuse)) as http:
        with pytest.raises(Temporary, match="does not answer"):
            await read(S3Storage(bucket, http), (tenant := new_id()), f"{tenant}/{new_id()}")


def test_the_address_of_a_bucket(bucket: Bucket) -> None:
    assert bucket.base_url == "http://s3.test:9000/files/suite"
    assert (bucket.signer.access_key, bucket.signer.secret_key, bucket.signer.region) == (
        "AKIA",
        "s/cret",
        "eu-west-1",
    )
    assert (
        Bucket.parse("s3://k:s@files?region=sa-east-1").base_url == "https://s3.sa-east-1.amazonaws.com/files"
    )
    assert Bucket.parse("s3://k:s@f/a%20b?endpoint=http://h").base_url == "http://h/f/a%20b"


async def test_the_settings_choose(tmp_path: Path) -> None:
    chosen = [chosen_storage(None, tmp_path), chosen_storage(URL, tmp_path)]

    assert [type(storage) for storage in chosen] == [LocalStorage, S3Storage]
    for storage in chosen:
        await storage.close()


@pytest.mark.parametrize(
    "url", ["https://files", "s3://files/prefix", "s3://k:s@", "nonsense", "s3://k@files"]
)
def test_an_address_that_makes_no_sense_says_what_to_write(url: str) -> None:
    with pytest.raises(BadStorageUrl, match="ATTENDANCE_STORAGE_URL"):
        Bucket.parse(url)


# The examples of Amazon's page on signing, with their results.
DAY = datetime(2013, 5, 24, tzinfo=UTC)
AMAZON = Signer("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
BODY_SHA256 = hashlib.sha256(b"Welcome to Amazon S3.").hexdigest()


@pytest.mark.parametrize(
    ("method", "path", "headers", "sha256", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {"Range": "bytes=0-9"},
            EMPTY_SHA256,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            BODY_SHA256,
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/?lifecycle",
            {},
            EMPTY_SHA256,
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/?max-keys=2&prefix=J",
            {},
            EMPTY_SHA256,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_signatures_of_amazons_examples(
    method: str, path: str, headers: dict[str, str], sha256: str, signature: str
) -> None:
    url = f"https://examplebucket.s3.amazonaws.com{path}"

    signed = AMAZON.sign(method, url, at=DAY, headers=headers, sha256=sha256)

    assert signed["authorization"].endswith(f"Signature={signature}")
