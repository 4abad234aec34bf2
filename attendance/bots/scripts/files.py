"""The files that a bot was published with, as scripts read them."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePosixPath
from typing import Final

from attendance.basic.host import KeywordError, Value
from attendance.basic.methods import push
from attendance.basic.sizes import grown
from attendance.botfiles.paths import KNOWLEDGE
from attendance.bots import sources
from attendance.bots.scripts.scene import Scene

_TEXTS: Final = frozenset({".md", ".txt", ".html", ".csv", ".json"})


@dataclass(frozen=True, slots=True)
class BotFile:
    """A file of the published version in `kb/`."""

    path: str
    hash: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def named(scene: Scene, said: str) -> BotFile | None:
    """The file of `kb/` that a script names, with or without `kb/`; None when there is none.

    Raises: KeywordError E404 for a path that leads elsewhere."""
    path = said.strip().removeprefix("./")
    parts = PurePosixPath(path).parts
    if not path or path.startswith("/") or "\\" in path or ".." in parts:
        raise KeywordError("E404", path=said[:60])
    hashes = scene.programs.hashes()
    wanted = path if parts[0] == KNOWLEDGE else f"{KNOWLEDGE}/{path}"
    found = next((one for one in hashes if one.casefold() == wanted.casefold()), None)
    return BotFile(found, hashes[found]) if found is not None else None


async def content(scene: Scene, file: BotFile) -> bytes:
    return (await sources.contents(scene.tx, {file.path: file.hash}))[file.path]


async def read(scene: Scene, said: str) -> Value:
    """The text of a file in `kb/`, of a CSV its rows as objects; NULL when there is none.

    Raises: KeywordError E404 for a path that leads elsewhere, E311 for a file that is no text."""
    found = named(scene, said)
    if found is None:
        return None
    suffix = PurePosixPath(found.path).suffix.lower()
    if suffix not in _TEXTS:
        raise KeywordError("E311", argument=said[:60])
    text = (await content(scene, found)).decode("utf-8-sig", "replace")
    return rows(text) if suffix == ".csv" else grown(text)


def rows(text: str) -> list[Value]:
    """Objects with the names of the first line; `;` separates where there are more of them than commas there."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    found: list[Value] = []
    for row in csv.DictReader(StringIO(text), delimiter=delimiter, restval="", restkey=""):
        push(found, grown({name.strip(): value for name, value in row.items() if name}))
    return grown(found)
