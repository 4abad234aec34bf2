"""Which files a bot's folder may hold, and where."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

from attendance.kernel.errors import InvalidInput

Kind: TypeAlias = Literal["config", "attendants", "script", "test", "knowledge", "about"]

CONFIG: Final = "config.csv"
ATTENDANTS: Final = "attendant.csv"
START: Final = "start.bas"
KNOWLEDGE: Final = "kb"

_LONGEST: Final = 200
_DEEPEST: Final = 5
_SEGMENT: Final = re.compile(r"[^\x00-\x1f\x7f<>:\"|?*\\/]{1,100}")
_TEXT_BYTES: Final = 512 * 1024
_KNOWLEDGE_BYTES: Final = 10 * 1024 * 1024
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_KNOWLEDGE_TYPES: Final[dict[str, tuple[str, ...]]] = {
    ".md": ("text/plain",),
    ".txt": ("text/plain",),
    ".html": ("text/plain",),
    ".csv": ("text/plain",),
    ".json": ("text/plain",),
    ".pdf": ("application/pdf",),
    ".docx": (_OFFICE + "wordprocessingml.document", "application/zip"),
    ".xlsx": (_OFFICE + "spreadsheetml.sheet", "application/zip"),
    ".pptx": (_OFFICE + "presentationml.presentation", "application/zip"),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".webp": ("image/webp",),
}
_KINDS_TOLD: Final = (
    "config.csv, attendant.csv, *.bas, README.md, and in kb/: " + ", ".join(_KNOWLEDGE_TYPES) + "."
)


class PathRefused(InvalidInput):
    code = "path_refused"
    message = "{path} can't be part of a bot: {reason}"


@dataclass(frozen=True, slots=True)
class Place:
    """A path that was found fine, with what may stand there. `content_types` as the content's beginning tells."""

    path: str
    kind: Kind
    content_types: tuple[str, ...]
    limit_bytes: int

    @property
    def is_text(self) -> bool:
        return self.content_types == ("text/plain",)


def place(path: str) -> Place:
    """The path in its one spelling. Raises: PathRefused."""
    clean = unicodedata.normalize("NFC", path)
    _check_spelling(clean)
    kind = _kind(clean)
    if kind is None:
        raise PathRefused(path=_told(path), reason=f"the files of a bot are {_KINDS_TOLD}")
    if kind != "knowledge":
        return Place(clean, kind, ("text/plain",), _TEXT_BYTES)
    types = _KNOWLEDGE_TYPES[PurePosixPath(clean).suffix.lower()]
    return Place(clean, kind, types, _KNOWLEDGE_BYTES if types != ("text/plain",) else 4 * _TEXT_BYTES)


def same(path: str) -> str:
    """Equal for paths that some computers can't tell apart."""
    return path.casefold()


def is_hidden(path: str) -> bool:
    """What computers put into folders without being asked: `.DS_Store`, `.git/…`, `__MACOSX/…`."""
    parts = path.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or bool(
        {"__MACOSX", "Thumbs.db", "desktop.ini"} & set(parts)
    )


def _check_spelling(path: str) -> None:
    parts = path.split("/")
    if not path or len(path) > _LONGEST or len(parts) > _DEEPEST:
        reason = f"a path has 1 to {_LONGEST} characters and at most {_DEEPEST} levels."
        raise PathRefused(path=_told(path), reason=reason)
    for part in parts:
        if part in ("", ".", "..") or part.startswith(".") or part != part.strip() or part.endswith("."):
            raise PathRefused(path=_told(path), reason="it leads out of the folder, or is hidden.")
        if not _SEGMENT.fullmatch(part):
            raise PathRefused(path=_told(path), reason="a name in it has a character that files can't have.")


def _kind(path: str) -> Kind | None:
    parts = PurePosixPath(path).parts
    name, suffix = parts[-1], PurePosixPath(path).suffix.lower()
    if parts[0] == KNOWLEDGE and len(parts) > 1:
        return "knowledge" if suffix in _KNOWLEDGE_TYPES else None
    if path in (CONFIG, ATTENDANTS):
        return "config" if path == CONFIG else "attendants"
    if name.endswith(".test.bas") and name != ".test.bas":
        return "test"
    if name.endswith(".bas") and name != ".bas":
        return "script"
    return "about" if path == "README.md" else None


def _told(path: str) -> str:
    """A path of a stranger, fit for a message."""
    return "".join(c if c.isprintable() else "�" for c in path[:_LONGEST])
