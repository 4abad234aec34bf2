"""Real files, made here: images by Pillow, sound and film by PyAV."""

import math
import zlib
from array import array
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from typing import Any, cast
from zipfile import ZipFile

import av
from av import AudioFrame, VideoFrame
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from PIL import Image


def picture(
    form: str = "JPEG", width: int = 64, height: int = 32, *, turned: bool = False, mode: str = "RGB"
) -> bytes:
    """A picture of two colours; `turned`: lying, with a note of the camera that says so."""
    image = Image.new(mode, (width, height), (200, 30, 30, 128)[: len(mode)])
    image.paste((20, 80, 200, 255)[: len(mode)], (0, 0, width // 2, height))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    made = BytesIO()
    image.save(made, form, exif=exif)
    return made.getvalue()


def noise(width: int, height: int) -> bytes:
    """A picture that can't be compressed."""
    made = BytesIO()
    Image.effect_noise((width, height), 100).convert("RGB").save(made, "PNG")
    return made.getvalue()


def tone(
    container: str = "ogg", codec: str = "libopus", *, rate: int = 48_000, seconds: float = 1.0
) -> bytes:
    """A tone of 440 Hz."""
    made = BytesIO()
    with av.open(made, "w", format=container) as sink:
        stream = cast(AudioStream, sink.add_stream(codec, rate=rate))
        stream.codec_context.layout = "mono"
        _write_tone(sink, stream, rate, seconds)
    return made.getvalue()


def _write_tone(sink: Any, stream: AudioStream, rate: int, seconds: float) -> None:
    wave = array("h", (int(8000 * math.sin(440 * math.tau * n / rate)) for n in range(int(rate * seconds))))
    frame = AudioFrame(format="s16", layout="mono", samples=len(wave))
    frame.planes[0].update(wave.tobytes())
    frame.rate, frame.pts = rate, 0
    stream.codec_context.open(strict=False)
    context = stream.codec_context
    resampler = av.AudioResampler(context.format, "mono", rate, context.frame_size)
    for piece in [*resampler.resample(frame), *resampler.resample(None)]:
        sink.mux(stream.encode(piece))
    sink.mux(stream.encode(None))


def film(
    container: str = "mp4", codec: str = "libx264", *, width: int = 96, height: int = 64, frames: int = 10,
    with_sound: bool = False,
) -> bytes:  # fmt: skip
    made = BytesIO()
    with av.open(made, "w", format=container) as sink:
        stream = cast(VideoStream, sink.add_stream(codec, rate=10))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        sound = sink.add_stream("aac", rate=44_100) if with_sound else None
        if sound is not None:
            sound.codec_context.layout = "mono"
        for number in range(frames):
            image = Image.new("RGB", (width, height), (number * 20, 100, 50))
            frame = VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = number, Fraction(1, 10)
            sink.mux(stream.encode(frame))
        sink.mux(stream.encode(None))
        if sound is not None:
            _write_tone(sink, sound, 44_100, frames / 10)
    return made.getvalue()


def archive() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        zipped.writestr("pedido.txt", "quatro pares")
    return made.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that claims billions of pixels."""
    small = picture("PNG", 1, 1)
    claimed = small[:16] + width.to_bytes(4) + height.to_bytes(4) + small[24:29]
    return claimed + zlib.crc32(claimed[12:29]).to_bytes(4) + small[33:]


def opened(content: bytes, read: Callable[[Any], Any]) -> Any:
    with av.open(BytesIO(content)) as source:
        return read(source)
