"""A ZIP from outside into files, believing nothing that it says about itself."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from attendance.botfiles import bundle as bundles
from attendance.botfiles.bundle import MOST_BYTES, MOST_FILES, Bundle, BundleRefused
from attendance.botfiles.paths import CONFIG, is_hidden, place
from attendance.kernel.errors import TooLarge

_MOST_ENTRIES: Final = 4 * MOST_FILES


def from_zip(content: bytes) -> Bundle:
    """A folder that holds everything is left away. Raises: PathRefused, BundleRefused, TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bundles.bundle(_files(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise BundleRefused(path="The ZIP", reason="it is damaged, or no ZIP.") from error


def _files(archive: zipfile.ZipFile) -> Iterator[bundles.File]:
    entries = [
        entry
        for entry in archive.infolist()[: _MOST_ENTRIES + 1]
        if not entry.is_dir() and not is_hidden(entry.filename)
    ]
    if len(entries) > MOST_FILES or len(archive.infolist()) > _MOST_ENTRIES:
        raise BundleRefused(path="The ZIP", reason=f"more than {MOST_FILES} files.")
    folder = _folder_of_all([_name(entry) for entry in entries])
    unpacked = 0
    for entry in entries:
        found = bundles.file(_name(entry).removeprefix(folder), _content(archive, entry, folder))
        unpacked += len(found.content)
        if unpacked > MOST_BYTES:
            raise TooLarge(limit_bytes=MOST_BYTES)
        yield found


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: str) -> bytes:
    """Never more than the place allows, whatever size the entry claims."""
    name = _name(entry)
    if entry.flag_bits & 0x1:
        raise BundleRefused(path=name, reason="it is encrypted.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BundleRefused(path=name, reason="only real files, no links.")
    with archive.open(entry) as opened:
        return opened.read(place(name.removeprefix(folder)).limit_bytes + 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """Some programs of Windows write backslashes."""
    return entry.filename.replace("\\", "/")


def _folder_of_all(names: list[str]) -> str:
    """`shop/` when everything lies in it and it isn't a folder of a bot; empty otherwise."""
    tops = {PurePosixPath(name).parts[0] for name in names if "/" in name and not name.startswith("/")}
    if len(tops) != 1 or any("/" not in name or name.startswith("/") for name in names):
        return ""
    top = f"{tops.pop()}/"
    at_home = any(
        name.removeprefix(top) == CONFIG or (name.endswith(".bas") and name.count("/") == 1) for name in names
    )
    return top if at_home and top not in ("../", "./") else ""
