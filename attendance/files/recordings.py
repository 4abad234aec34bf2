"""Sound and film: how long, how large, a preview, and forms that every browser plays. Runs in the workshop only."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
from av import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from attendance.files import pictures
from attendance.files.findings import Findings
from attendance.files.rules import MOST_PIXELS

UNREADABLE: Final = (av.error.FFmpegError, ValueError, IndexError)
MOST_SECONDS: Final = 3 * 3600
_CONTAINERS: Final = {
    "matroska,webm": ("audio/webm", "video/webm"),
    "mov,mp4,m4a,3gp,3g2,mj2": ("audio/mp4", "video/mp4"),
    "ogg": ("audio/ogg", "video/ogg"),
}
"""Containers that hold sound as well as film: what they are then called."""
_PLAYS_EVERYWHERE: Final = frozenset({"aac", "mp3", "pcm_s16le", "pcm_u8", "flac"})
_VIDEO_EVERYWHERE: Final = frozenset({"h264"})
_FORMS: Final[dict[str, tuple[str, str, int, int | None]]] = {
    "audio/ogg": ("ogg", "libopus", 48_000, 32_000),
    "audio/mp4": ("ipod", "aac", 44_100, 64_000),
    "audio/mpeg": ("mp3", "libmp3lame", 44_100, 64_000),
    "audio/wav": ("wav", "pcm_s16le", 16_000, None),
}
"""How a recording is written: container, codec, samples and bits per second; always mono."""


_FORMATS: Final = (
    "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,ogg,mp3,aac,wav,w64,flac,amr,amrnb,amrwb,aiff,caf,avi,asf,flv,mpeg,"
    "mpegvideo,mpegts,h264,hevc"
)
"""Playlists of any kind are none of them: what they name is opened, on this machine and in its network."""
_SAFELY: Final = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}


def examine(path: Path, folder: Path, mime_type: str) -> Findings:
    with av.open(str(path), options=_SAFELY) as source:
        film = _film_of(source)
        exact = _exact_type(source, mime_type, has_film=film is not None)
        seconds = _seconds(source)
        if film is None:
            playable = _playable_sound(source, path, folder)
            return Findings(
                exact, duration_seconds=seconds, playable=playable, playable_type=_type_of(playable)
            )
        width, height = film.codec_context.width, film.codec_context.height
        if width * height > MOST_PIXELS:
            return Findings(exact, width, height, has_too_many_pixels=True)
    preview, turned = _first_picture(path, folder)
    if turned:
        width, height = height, width
    playable = _playable_film(path, folder, exact)
    return Findings(exact, width, height, seconds, preview, playable, "video/mp4" if playable else None)


def convert(path: Path, folder: Path, target: str, *, most_bytes: int) -> Path:
    """The sound of it as `target`, mono, as voices are sent. Raises ValueError when it is longer than `most_bytes`."""
    made = folder / "converted"
    _write_sound(path, made, target)
    if most_bytes and made.stat().st_size > most_bytes:
        raise ValueError("this recording is too long")
    return made


def _film_of(source: InputContainer) -> Any:
    """The moving picture; the cover of a piece of music is none."""
    cover = av.stream.Disposition.attached_pic
    return next((s for s in source.streams.video if not s.disposition & cover), None)


def _exact_type(source: InputContainer, mime_type: str, *, has_film: bool) -> str:
    names = _CONTAINERS.get(source.format.name)
    if names is None:
        return mime_type
    if has_film and mime_type.startswith("video/"):
        return mime_type
    return names[1] if has_film else names[0]


def _seconds(source: InputContainer) -> float | None:
    """Recorders in browsers write none: then it is counted."""
    if source.duration is not None:
        return round(source.duration / av.time_base, 3)
    streams = [*source.streams.audio, *source.streams.video]
    if not streams:
        raise ValueError("there is neither sound nor film in it")
    end = Fraction(0)
    for packet in source.demux(streams[0]):
        if packet.pts is not None and packet.time_base is not None:
            end = max(end, (packet.pts + (packet.duration or 0)) * packet.time_base)
    source.seek(0)
    return round(float(end), 3) or None


def _playable_sound(source: InputContainer, path: Path, folder: Path) -> str | None:
    if not source.streams.audio:
        raise ValueError("there is neither sound nor film in it")
    codec = source.streams.audio[0].codec_context.name
    if codec.removesuffix("float") in _PLAYS_EVERYWHERE and source.format.name != "matroska,webm":
        return None
    made = folder / "playable.m4a"
    _write_sound(path, made, "audio/mp4")
    return str(made)


def _type_of(playable: str | None) -> str | None:
    return "audio/mp4" if playable else None


def _write_sound(path: Path, made: Path, target: str) -> None:
    container, codec, rate, bits = _FORMS[target]
    with av.open(str(path), options=_SAFELY) as source, av.open(str(made), "w", format=container) as sink:
        if not source.streams.audio:
            raise ValueError("there is no sound in it")
        stream = cast(AudioStream, sink.add_stream(codec, rate=rate))
        stream.codec_context.layout = "mono"
        if bits is not None:
            stream.bit_rate = bits
        stream.codec_context.open(strict=False)
        for piece in _pieces(source, stream):
            sink.mux(stream.encode(piece))
        sink.mux(stream.encode(None))


def _pieces(source: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """The sound as the encoder wants it. Raises ValueError when it is endless."""
    context = stream.codec_context
    resampler = AudioResampler(context.format, "mono", context.sample_rate, context.frame_size)
    for frame in source.decode(source.streams.audio[0]):
        if frame.time is not None and frame.time > MOST_SECONDS:
            raise ValueError("this recording is too long")
        frame.pts = None
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _first_picture(path: Path, folder: Path) -> tuple[str | None, bool]:
    """A preview of the first frame, and whether the film is shown turned by a quarter."""
    with av.open(str(path), options=_SAFELY) as source:
        film = _film_of(source)
        for frame in source.decode(film):
            rotation = int(frame.rotation)
            image = frame.to_image()
            upright = image.rotate(rotation, expand=True) if rotation else image
            return str(pictures.save_preview(upright, folder)), rotation % 180 != 0
    return None, False


def _playable_film(path: Path, folder: Path, mime_type: str) -> str | None:
    """Repacked as mp4 where only the container is odd: to encode a film anew would take minutes."""
    if mime_type in ("video/mp4", "video/webm"):
        return None
    made = folder / "playable.mp4"
    with av.open(str(path), options=_SAFELY) as source:
        film, sounds = _film_of(source), source.streams.audio
        codecs = {film.codec_context.name} <= _VIDEO_EVERYWHERE
        if not codecs or any(s.codec_context.name not in ("aac", "mp3") for s in sounds):
            return None
        with av.open(str(made), "w", format="mp4", options={"movflags": "faststart"}) as sink:
            pairs = {s.index: sink.add_stream_from_template(s) for s in (film, *sounds[:1])}
            for packet in source.demux([film, *sounds[:1]]):
                if packet.dts is None:
                    continue
                packet.stream = pairs[packet.stream.index]
                sink.mux(packet)
    return str(made)
