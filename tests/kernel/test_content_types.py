"""What files are, by their content."""

import io
import zipfile

import pytest

from attendance.kernel.content_types import SAMPLE_BYTES, content_type

OFFICE = "application/vnd.openxmlformats-officedocument"


def office(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", *names):
            archive.writestr(name, "<x/>" * 30)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 200, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 100, "image/png"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 100, "image/webp"),
        (b"GIF89a" + b"\0" * 100, "image/gif"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 100, "video/mp4"),
        (b"OggS\0\2" + b"\0" * 22 + b"OpusHead" + b"\0" * 100, "audio/ogg"),
        (b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom" + b"\0" * 100, "audio/mp4"),
        (b"ID3\3\0\0\0\0\0\0" + b"\0" * 100, "audio/mpeg"),
        (b"#!AMR\n" + b"\0" * 100, "audio/amr"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (b"%PDF-1.7\n1 0 obj\n", "application/pdf"),
        (office("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        (office("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        ("Olá, tudo bem?".encode(), "text/plain"),
        (b"id,name\n1,Ana\n", "text/plain"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "text/plain"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "text/plain"),
        (b"BM begins a word here", "text/plain"),
        (("é" * SAMPLE_BYTES).encode()[1:], "application/octet-stream"),
        (b"x" + ("é" * SAMPLE_BYTES).encode(), "text/plain"),
        (b"\x01\x02\x03\x04", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_content_types(content: bytes, kind: str) -> None:
    assert content_type(content) == kind
