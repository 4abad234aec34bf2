"""Compiled scripts of published versions: compiled once per process, found again by name or by hash."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from attendance.basic.compiler import compile_script
from attendance.basic.parser import parse
from attendance.basic.program import Program
from attendance.basic.syntax import Table
from attendance.bots.sources import Published

_MOST: Final = 512
_compiled: OrderedDict[str, Program] = OrderedDict()


class Programs:
    """The scripts of one version of one bot."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._by_name = {_bare(path): path for path in published.scripts}

    @property
    def bot_id(self) -> UUID:
        return self._published.bot_id

    @property
    def version(self) -> int:
        return self._published.version

    def named(self, name: str) -> Program | None:
        """By its name, with or without `.bas`, whatever the case."""
        path = self._by_name.get(_bare(name))
        return None if path is None else self._program(path)

    def __getitem__(self, hash: str) -> Program:
        """By the hash that a stored execution names. Raises: KeyError for steps that this version doesn't have."""
        for path in self._published.scripts:
            program = self._program(path)
            if program.hash == hash:
                return program
        raise KeyError(hash)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _bare(name) in self._by_name

    def all(self) -> dict[str, Program]:
        """Every script's program by its path."""
        return {path: self._program(path) for path in sorted(self._published.scripts)}

    def tables(self) -> list[Table]:
        """What the scripts declare by TABLE; only those that may are compiled."""
        scripts = self._published.scripts
        may = sorted(path for path, text in scripts.items() if "table" in text.casefold())
        return [table for path in may for table in self._program(path).facts.tables]

    def hashes(self) -> Mapping[str, str]:
        """The hash of each file of the version, whatever its kind, by path."""
        return self._published.hashes

    def source(self, path: str) -> str:
        """The text of a script. Raises: KeyError."""
        return self._published.scripts[path]

    def _program(self, path: str) -> Program:
        key = f"{self._published.hashes[path]}:{path}"
        if key not in _compiled:
            _compiled[key] = compile_script(parse(self._published.scripts[path], path).script)
            while len(_compiled) > _MOST:
                _compiled.popitem(last=False)
        _compiled.move_to_end(key)
        return _compiled[key]


def _bare(path: str) -> str:
    return path.casefold().removesuffix(".bas")
