"""No table without `tenant_id` and row-level security. Reads the migrations; a test asks the database too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.check.source import Source

WITHOUT_TENANT = {
    "event_cursors": "where each reader of the event log stands",
    "tenants": "the tenants themselves; their policy compares the id",
}
"""Tables that belong to no tenant, and why."""

_CREATE = re.compile(
    r"create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\w+)\s*\((.*?)\n\)", re.I | re.S
)
_PROTECT = re.compile(r"select\s+protect_table\(.*?;", re.I | re.S)
_POLICY = re.compile(r"create\s+policy\s+\w+\s+on\s+(\w+)", re.I)
_QUOTED = re.compile(r"'(\w+)'")


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    has_tenant: bool
    place: str


def check(files: Iterable[Source]) -> Iterator[str]:
    migrations = [file for file in files if file.path.parts[:2] == ("migrations", "versions")]
    protected = {name for file in migrations for name in _protected(file.text)}
    for file in migrations:
        for table in _tables(file):
            if table.name in WITHOUT_TENANT:
                continue
            if not table.has_tenant:
                yield f"{table.place}: table {table.name} has no tenant_id"
            if table.name not in protected:
                yield f"{table.place}: table {table.name} has no row-level security: select protect_table('…')"


def _protected(sql: str) -> Iterator[str]:
    yield from _POLICY.findall(sql)
    for call in _PROTECT.findall(sql):
        yield from _QUOTED.findall(call)


def _tables(file: Source) -> Iterator[_Table]:
    for found in _CREATE.finditer(file.text):
        line = file.text.count("\n", 0, found.start()) + 1
        has_tenant = re.search(r"\btenant_id\s+uuid\s+not\s+null", found[2], re.I) is not None
        yield _Table(found[1], has_tenant, f"{file.path}:{line}")
