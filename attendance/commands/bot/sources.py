"""The files that a command of authors was pointed at: one script, or all of a folder."""

from pathlib import Path

from attendance.botfiles import bundle as bundles
from attendance.botfiles.bundle import Bundle, BundleRefused
from attendance.botfiles.paths import ATTENDANTS, CONFIG, is_hidden

_OURS = (CONFIG, ATTENDANTS)


def gather(target: Path) -> Bundle:
    """A folder's scripts, tests, config.csv and attendant.csv, or one file. What is no bot's file is passed over.

    Raises: BundleRefused, PathRefused, TooLarge."""
    if target.is_dir():
        wanted = (path for path in sorted(target.rglob("*")) if _is_ours(path.relative_to(target)))
        return bundles.bundle(_read(path, path.relative_to(target).as_posix()) for path in wanted)
    if not target.is_file():
        raise BundleRefused(path=str(target), reason="there is no such file or folder.")
    return bundles.bundle([_read(target, target.name)])


def config_beside(target: Path) -> str:
    """The text of the config.csv that a script has beside it, or in the folder itself; empty without one."""
    folder = target if target.is_dir() else target.parent
    path = folder / CONFIG
    return path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""


def texts(target: Path) -> dict[str, str]:
    """The folder's texts by path; for one script, that of the script as `start.bas` with everything beside it."""
    if not target.is_file():
        return {path: file.text or "" for path, file in gather(target).files.items()}
    beside = (
        path for path in sorted(target.parent.iterdir()) if path.is_file() and _is_ours(Path(path.name))
    )
    found = {path.name: _read(path, path.name).text or "" for path in beside}
    return found | {"start.bas": _read(target, target.name).text or ""}


def _is_ours(path: Path) -> bool:
    name = path.as_posix()
    return not is_hidden(name) and (name.endswith(".bas") or name in _OURS)


def _read(path: Path, name: str) -> bundles.File:
    return bundles.file(name, path.read_bytes())
