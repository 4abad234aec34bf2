"""All files of a bot together, checked one by one: from a folder or from parts, and into a ZIP."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from attendance.botfiles.paths import Place, is_hidden, place, same
from attendance.kernel.content_types import content_type
from attendance.kernel.errors import InvalidInput, TooLarge

MOST_FILES: Final = 500
MOST_BYTES: Final = 32 * 1024 * 1024
_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


class BundleRefused(InvalidInput):
    code = "bundle_refused"
    message = "{path}: {reason}"


@dataclass(frozen=True, slots=True)
class File:
    """`content` is clean: text is UTF-8 without a byte order mark, its lines end with one newline character."""

    place: Place
    content: bytes

    @property
    def path(self) -> str:
        return self.place.path

    @property
    def text(self) -> str | None:
        """None for what is no text."""
        return self.content.decode() if self.place.is_text else None

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files by path, in the order of their paths."""

    files: Mapping[str, File]

    def text(self, path: str) -> str | None:
        """None when the file is missing."""
        return self.files[path].text if path in self.files else None


def file(path: str, content: bytes) -> File:
    """One file, its content checked and cleaned. Raises: PathRefused, BundleRefused, TooLarge."""
    where = place(path)
    if len(content) > where.limit_bytes:
        raise TooLarge(
            f"{where.path} is larger than {where.limit_bytes} bytes.", limit_bytes=where.limit_bytes
        )
    if where.is_text:
        return File(where, _clean(where.path, content))
    if content_type(content) not in where.content_types:
        raise BundleRefused(path=where.path, reason="the content is not what its name says.")
    return File(where, content)


def bundle(files: Iterable[File]) -> Bundle:
    """Raises: BundleRefused, TooLarge."""
    found: dict[str, File] = {}
    size = 0
    for one in files:
        twin = next((path for path in found if same(path) == same(one.path)), None)
        if twin is not None:
            raise BundleRefused(path=one.path, reason=f"there is {twin} already.")
        found[one.path] = one
        size += len(one.content)
        check_size(len(found), size)
    return Bundle({path: found[path] for path in sorted(found)})


def check_size(count: int, size_bytes: int) -> None:
    """Raises: BundleRefused, TooLarge."""
    if count > MOST_FILES:
        raise BundleRefused(path="The bot", reason=f"more than {MOST_FILES} files.")
    if size_bytes > MOST_BYTES:
        raise TooLarge(f"The bot is larger than {MOST_BYTES} bytes.", limit_bytes=MOST_BYTES)


def from_folder(folder: Path) -> Bundle:
    """Hidden files are passed over; links are refused. Raises: PathRefused, BundleRefused, TooLarge."""
    if not folder.is_dir():
        raise BundleRefused(path=str(folder), reason="there is no such folder.")
    return bundle(_files_in(folder))


def to_zip(made: Bundle) -> bytes:
    """The same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, one in sorted(made.files.items()):
            entry = zipfile.ZipInfo(path, _FIRST_MOMENT)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            archive.writestr(entry, one.content)
    return out.getvalue()


def _files_in(folder: Path) -> Iterator[File]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_hidden(name) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or not path.is_file():
            raise BundleRefused(path=name, reason="only real files, no links.")
        limit = place(name).limit_bytes
        with path.open("rb") as opened:
            yield file(name, opened.read(limit + 1))


def _clean(path: str, content: bytes) -> bytes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BundleRefused(path=path, reason="it is not UTF-8. Save it as UTF-8 and try again.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(ord(c) < 32 and c not in "\n\t\f\v\x1b" for c in text):
        raise BundleRefused(path=path, reason="it is no text file.")
    return text.encode()
