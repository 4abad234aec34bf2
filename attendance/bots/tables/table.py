"""What a table must be able to do for the keywords of 10.4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from attendance.basic.filters import ColumnType
from attendance.basic.host import Value
from attendance.bots.scripts.scene import Scene


@dataclass(frozen=True, slots=True)
class Source:
    """`sql` stands after FROM: the rows of this tenant (and bot) with the columns of filters, and `"$row"`, their id
    in the database. Its placeholders count from $1."""

    sql: str
    parameters: tuple[Any, ...]


class Table(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        """As filters see them."""
        ...

    @property
    def rest(self) -> str | None:
        """The JSON column in which all other names are keys; None when there are no others."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that name a row, `id` first."""
        ...

    @property
    def positional(self) -> tuple[str, ...] | None:
        """Columns that values without names fill, in order; None for a table that has only what rows bring."""
        ...

    @property
    def shown(self) -> str:
        """What to select for `row`."""
        ...

    def source(self, scene: Scene) -> Source: ...

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """A row as the script gets it."""
        ...

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        """A new row; its id in the database. Raises: KeywordError E342, E344 to E346."""
        ...

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        """Change these rows, by their ids in the database. Raises: KeywordError E342, E344 to E346."""
        ...

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Raises: KeywordError E403 when others still need one."""
        ...
