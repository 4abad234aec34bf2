"""What files may be, and how they are handed out. Pure: decided on what their content says, never on claims."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal
from urllib.parse import quote

from attendance.files.schemas import FileKind

_MIB: Final = 1024 * 1024
MOST_BYTES: Final = 100 * _MIB
"""No file is larger, in either direction."""
LIMITS: Final[dict[FileKind, int]] = {
    "image": 25 * _MIB,
    "sticker": 5 * _MIB,
    "audio": 64 * _MIB,
    "video": MOST_BYTES,
    "document": MOST_BYTES,
}
"""The largest files that are kept, by kind."""
MOST_PIXELS: Final = 60_000_000
"""More than any phone's camera makes; a small file can claim billions."""
PREVIEW_PIXELS: Final = 480
PREVIEW_TYPE: Final = "image/webp"

_IMAGES: Final = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic", "image/bmp", "image/tiff"}
)  # fmt: skip
_SHOWN_BY_BROWSERS: Final = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf"}
)
_PROGRAMS: Final = frozenset(
    {
        "application/x-msdownload", "application/x-executable", "application/x-mach-binary",
        "application/vnd.android.package-archive", "application/x-dex", "application/vnd.android.dex",
        "application/wasm",
    }
)  # fmt: skip
_PROGRAM_NAMES: Final = frozenset(
    {
        "apk", "app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "jnlp", "js", "jse", "lnk", "msc", "msi",
        "ps1", "reg", "scr", "vb", "vbe", "vbs", "wsf", "wsh",
    }
)  # fmt: skip
_OFFICE: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "epub": "application/epub+zip",
}
_OLD_OFFICE: Final = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
_TEXTS: Final = {"csv": "text/csv", "vcf": "text/vcard", "ics": "text/calendar", "json": "application/json"}
_BY_NAME: Final = {
    "application/zip": _OFFICE,
    "application/x-ole-storage": _OLD_OFFICE,
    "application/msword": _OLD_OFFICE,
    "text/plain": _TEXTS,
}
"""Contents that are written alike: what they are is said by the end of the name, which nothing dangerous follows."""
_NAMES: Final = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif",
    "image/heic": "heic", "image/bmp": "bmp", "image/tiff": "tif", "audio/ogg": "ogg", "audio/mpeg": "mp3",
    "audio/mp4": "m4a", "audio/aac": "aac", "audio/amr": "amr", "audio/wav": "wav", "audio/flac": "flac",
    "audio/webm": "weba", "video/mp4": "mp4", "video/webm": "webm", "video/quicktime": "mov", "video/3gpp": "3gp",
    "video/x-matroska": "mkv", "video/x-msvideo": "avi", "application/pdf": "pdf", "application/zip": "zip",
    "application/rtf": "rtf", "text/plain": "txt",
    **{mime: ending for ending, mime in (_OFFICE | _OLD_OFFICE | _TEXTS).items()},
}  # fmt: skip
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]')
_MOST_NAME: Final = 200

Refusal = Literal["empty", "too_large", "too_many_pixels", "program"]


@dataclass(frozen=True, slots=True)
class Nature:
    """What a file is, by its content."""

    kind: FileKind
    mime_type: str


def nature_of(content_type: str, *, claimed: FileKind, filename: str | None) -> Nature:
    """By the beginning of the content; sound and film are looked at more closely afterwards.

    A sticker is an image that was sent as one. Images that no browser reads, and drawings that may carry scripts,
    are documents.
    """
    mime = _BY_NAME.get(content_type, {}).get(ending_of(filename), content_type)
    family = mime.partition("/")[0]
    if mime in _IMAGES:
        return Nature("sticker" if claimed == "sticker" else "image", mime)
    if family == "audio":
        return Nature("audio", mime)
    if family == "video":
        return Nature("sticker" if claimed == "sticker" and mime == "video/webm" else "video", mime)
    return Nature("document", mime)


def refusal_of(nature: Nature, *, size_bytes: int, filename: str | None) -> Refusal | None:
    """Why this content isn't kept, if it isn't: nobody gets a program from a customer."""
    if size_bytes == 0:
        return "empty"
    if size_bytes > LIMITS[nature.kind]:
        return "too_large"
    endings = {ending_of(filename), ending_of(clean_name(filename, nature.mime_type))}
    if nature.mime_type in _PROGRAMS or endings & _PROGRAM_NAMES:
        return "program"
    return None


def ending_of(filename: str | None) -> str:
    """Without the dot, in small letters; empty when there is none."""
    return PurePosixPath(filename or "").suffix[1:].lower()


def clean_name(filename: str | None, mime_type: str | None = None) -> str | None:
    """A name that no system takes for a path or shows reversed; with an ending that says what the content is."""
    name = unicodedata.normalize("NFC", filename or "")
    name = " ".join(_UNFIT.sub(" ", name).split()).strip(". ")
    if not name:
        return None
    ending = ending_of(name)
    wanted = _NAMES.get(mime_type or "")
    if wanted and not _says(ending, mime_type or ""):
        name, ending = f"{name}.{wanted}", wanted
    if len(name) > _MOST_NAME:
        name = f"{name[: _MOST_NAME - len(ending) - 1]}.{ending}" if ending else name[:_MOST_NAME]
    return name


def name_for(filename: str | None, kind: str, mime_type: str) -> str:
    """The name under which it is handed on, whatever it came with."""
    return clean_name(filename, mime_type) or f"{kind}.{_NAMES.get(mime_type, 'bin')}"


def renamed(filename: str, mime_type: str) -> str:
    """The name of the same content in another form."""
    stem = PurePosixPath(filename).stem or "file"
    return f"{stem}.{_NAMES.get(mime_type, 'bin')}"


def disposition(filename: str | None, mime_type: str, kind: str) -> str:
    """Shown by the browser if it is harmless and can be; otherwise saved (RFC 6266, names by RFC 8187)."""
    name = name_for(filename, kind, mime_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    how = "inline" if is_shown_inline(mime_type) else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def is_shown_inline(mime_type: str) -> bool:
    return mime_type in _SHOWN_BY_BROWSERS or mime_type.partition("/")[0] in ("audio", "video")


_SAME: Final = (
    frozenset({"jpg", "jpeg", "jpe", "jfif"}), frozenset({"tif", "tiff"}), frozenset({"heic", "heif"}),
    frozenset({"ogg", "oga", "opus"}), frozenset({"weba", "webm"}), frozenset({"m4a", "mp4", "aac"}),
    frozenset({"mp4", "m4v", "mov", "qt"}), frozenset({"3gp", "3gpp", "3ga", "mp4"}),
)  # fmt: skip


def _says(ending: str, mime_type: str) -> bool:
    """Whether a name with this ending is true of the content; any is, of plain text."""
    wanted = _NAMES[mime_type]
    if mime_type == "text/plain":
        return (bool(ending) and ending not in _NAMES.values()) or ending == wanted
    if mime_type == "application/zip":
        return bool(ending) and ending not in set(_NAMES.values()) - {wanted}
    return ending == wanted or any({ending, wanted} <= group for group in _SAME)
