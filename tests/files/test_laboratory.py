"""Real files are measured, previewed and converted; bad ones end a process of their own and nothing else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from attendance.files import laboratory
from attendance.files.findings import Findings
from attendance.files.laboratory import Unreadable
from tests.files import samples

MP3 = samples.tone("mp3", "libmp3lame", rate=44_100)
SOUNDS: dict[str, tuple[bytes, str, str, str | None]] = {
    "a voice of WhatsApp": (samples.tone(), "audio/ogg", "audio/ogg", "audio/mp4"),
    "a recording of Chrome": (samples.tone("webm"), "video/webm", "audio/webm", "audio/mp4"),
    "a recording of Safari": (samples.tone("mp4", "aac", rate=44_100), "video/mp4", "audio/mp4", None),
    "music": (MP3, "audio/mpeg", "audio/mpeg", None),
    "an old telephone": (
        samples.tone("amr", "libopencore_amrnb", rate=8_000), "audio/amr", "audio/amr", "audio/mp4"
    ),
    "a wave": (samples.tone("wav", "pcm_s16le"), "audio/wav", "audio/wav", None),
}  # fmt: skip


def image(path: str | None) -> Image.Image:
    return Image.open(BytesIO(Path(str(path)).read_bytes()))


async def examined(content: bytes, mime: str, folder: Path, kind: str = "image") -> Findings:
    path = folder / "file"
    path.write_bytes(content)
    return await laboratory.examine(path, folder, kind=kind, mime_type=mime)


async def converted(content: bytes, mime: str, target: str, folder: Path, most: int = 10**7) -> bytes:
    path = folder / "file"
    path.write_bytes(content)
    made = await laboratory.convert(
        path, folder, kind="image", mime_type=mime, target=target, most_bytes=most
    )
    return made.read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
async def test_an_image_is_measured_and_previewed(form: str, tmp_path: Path) -> None:
    found = await examined(samples.picture(form, 960, 640), f"image/{form.lower()}", tmp_path)

    assert (found.width, found.height, found.duration_seconds) == (960, 640, None)
    preview = image(found.preview)
    assert (preview.format, preview.size) == ("WEBP", (480, 320))


async def test_a_photo_that_lies_is_measured_and_previewed_upright(tmp_path: Path) -> None:
    found = await examined(samples.picture("JPEG", 400, 200, turned=True), "image/jpeg", tmp_path)

    assert (found.width, found.height) == (200, 400)
    assert image(found.preview).size == (200, 400)


async def test_a_bomb_is_measured_and_not_opened(tmp_path: Path) -> None:
    found = await examined(samples.bomb(), "image/png", tmp_path)

    assert (found.has_too_many_pixels, found.preview) == (True, None)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "image/png"),
        (samples.picture("JPEG", 300, 300)[:400], "image/jpeg"),
        (samples.tone()[:40], "audio/ogg"),
        (b"\x1aE\xdf\xa3" + b"\0" * 100, "video/webm"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 90, "video/mp4"),
    ],
    ids=["png", "cut jpeg", "cut ogg", "webm", "mp4"],
)
async def test_broken_content_is_unreadable(content: bytes, mime: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        await examined(content, mime, tmp_path)


@pytest.mark.parametrize(("content", "told", "exact", "playable"), SOUNDS.values(), ids=SOUNDS.keys())
async def test_sound_is_known_and_made_playable(
    content: bytes, told: str, exact: str, playable: str | None, tmp_path: Path
) -> None:
    found = await examined(content, told, tmp_path, "audio")

    assert (found.mime_type, found.playable_type, found.preview) == (exact, playable, None)
    assert found.duration_seconds == pytest.approx(1.0, abs=0.2)
    if playable:
        assert heard(Path(str(found.playable)).read_bytes()) == ("aac", 1)


def heard(content: bytes) -> tuple[str, int]:
    """The codec and the channels of a sound, decoded to its end: one second, and not silent."""

    def read(source: Any) -> tuple[str, int]:
        stream = source.streams.audio[0]
        frames = list(source.decode(stream))
        seconds = sum(frame.samples for frame in frames) / stream.rate
        assert seconds == pytest.approx(1.0, abs=0.15)
        assert max(max(bytes(frame.planes[0])) for frame in frames) > 0
        return stream.codec_context.name, stream.channels

    found: tuple[str, int] = samples.opened(content, read)
    return found


async def test_a_film_is_measured_and_its_first_picture_shown(tmp_path: Path) -> None:
    found = await examined(samples.film(with_sound=True), "video/mp4", tmp_path, "video")

    assert (found.mime_type, found.width, found.height, found.playable) == ("video/mp4", 96, 64, None)
    assert found.duration_seconds == pytest.approx(1.0, abs=0.2)
    assert image(found.preview).size == (96, 64)


async def test_a_film_of_an_odd_container_is_repacked(tmp_path: Path) -> None:
    found = await examined(samples.film("mov", with_sound=True), "video/quicktime", tmp_path, "video")

    assert found.playable_type == "video/mp4"
    names = samples.opened(
        Path(str(found.playable)).read_bytes(), lambda s: [one.codec_context.name for one in s.streams]
    )
    assert names == ["h264", "aac"]


async def test_a_film_that_would_have_to_be_encoded_is_left(tmp_path: Path) -> None:
    found = await examined(samples.film("avi", "mpeg4"), "video/x-msvideo", tmp_path, "video")

    assert (found.playable, found.width) == (None, 96)


@pytest.mark.parametrize(
    "content",
    [samples.tone("webm"), samples.tone("mp4", "aac", rate=44_100), MP3],
    ids=["webm with opus", "mp4 with aac", "mp3"],
)
async def test_a_recording_becomes_a_voice_note(content: bytes, tmp_path: Path) -> None:
    made = await converted(content, "audio/webm", "audio/ogg", tmp_path)

    assert made.startswith(b"OggS")
    assert heard(made) == ("opus", 1)
    assert samples.opened(made, lambda source: source.streams.audio[0].rate) == 48_000


@pytest.mark.parametrize(
    ("target", "codec"), [("audio/mp4", "aac"), ("audio/mpeg", "mp3"), ("audio/wav", "pcm_s16le")]
)
async def test_a_voice_note_becomes_what_others_want(target: str, codec: str, tmp_path: Path) -> None:
    made = await converted(samples.tone(), "audio/ogg", target, tmp_path)

    assert heard(made)[0].removesuffix("float") == codec


async def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    clear = samples.picture("PNG", 20, 20, mode="RGBA")

    made = Image.open(BytesIO(await converted(clear, "image/png", "image/jpeg", tmp_path)))

    assert (made.format, made.mode) == ("JPEG", "RGB")
    assert made.getpixel((19, 10)) == pytest.approx((227, 142, 142), abs=12)


async def test_a_photo_is_made_small_enough(tmp_path: Path) -> None:
    made = await converted(samples.noise(900, 900), "image/png", "image/jpeg", tmp_path, most=200_000)

    assert len(made) <= 200_000
    assert Image.open(BytesIO(made)).width >= 256


async def test_a_photo_loses_what_its_camera_noted(tmp_path: Path) -> None:
    made = await converted(samples.picture("JPEG", 40, 20, turned=True), "image/jpeg", "image/jpeg", tmp_path)

    opened = Image.open(BytesIO(made))
    assert (opened.size, dict(opened.getexif())) == ((20, 40), {})


async def test_what_cannot_be_converted_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        await converted(samples.film(), "video/mp4", "audio/ogg", tmp_path)


async def test_a_list_that_names_another_file_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.mp3").write_bytes(MP3)

    with pytest.raises(Unreadable):
        await examined(b"ffconcat version 1.0\nfile secret.mp3\n", "audio/mpeg", tmp_path, "audio")
