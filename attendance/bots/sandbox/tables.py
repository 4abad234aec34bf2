"""Tables in memory: rows as objects, filters as the language has them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Final
from uuid import UUID

from attendance.basic import access, filters
from attendance.basic.filters import Query
from attendance.basic.host import Host, KeywordError, Value

Row = dict[str, Any]

_ALIASES: Final = {
    "contacts": "customers",
    "crm_contacts": "customers",
    "tickets": "attendance_tickets",
    "cases": "attendance_tickets",
    "deals": "crm_deals",
    "opportunities": "crm_deals",
    "crm_opportunities": "crm_deals",
    "crm_leads": "leads",
    "crm_activities": "activities",
}
BUILT_IN: Final = frozenset(
    (
        "customers", "contacts", "leads", "activities", "tasks", "tickets",
        "attendance_tickets", "attendance_sessions", "campaigns", "products", "orders", "invoices", "cases",
        "crm_deals", "crm_pipeline_stages",
    )
)  # fmt: skip
"""Tables that are there without being declared; they begin empty, but for the stages of the pipeline."""

_TICKETS: Final = "attendance_tickets"
_NUMBERED: Final = ("orders", "invoices")
_DEALS: Final = "crm_deals"
_STAGES: Final = "crm_pipeline_stages"
_PIPELINE: Final = (
    ("new", "Novo", 10, "open"),
    ("qualification", "Qualificação", 25, "open"),
    ("proposal", "Proposta", 50, "open"),
    ("negotiation", "Negociação", 75, "open"),
    ("closed_won", "Ganho", 100, "won"),
    ("closed_lost", "Perdido", 0, "lost"),
)
"""What a company begins with: key, name, probability in percent, kind."""


@dataclass(slots=True)
class Tables:
    """Rows by table. `random` makes ids, so that the same conversation makes the same ones."""

    random: Random
    now: Callable[[], datetime]
    makes_unknown: bool = False
    rows: dict[str, list[Row]] = field(default_factory=dict)
    declares: Callable[[str], bool] = lambda name: False
    """Whether a script declares this table."""

    def declare(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """A table with these rows, each with an id."""
        self.rows[self._name(name)] = [self._complete(self._name(name), dict(row), []) for row in rows]

    def of(self, name: str) -> list[Row]:
        """The rows of a table themselves. Raises: KeywordError E340."""
        known = self._name(name)
        if known not in self.rows:
            if known not in BUILT_IN and not self.makes_unknown and not self.declares(known):
                raise KeywordError("E340", table=name)
            self.rows[known] = []
            if known == _STAGES:
                self.declare(known, _pipeline())
        return self.rows[known]

    def known(self, name: str) -> list[Row]:
        """The rows of a table under any of its names; none where nobody wrote to it."""
        return self.rows.get(self._name(name), [])

    def find(self, name: str, query: Query, host: Host) -> list[Row]:
        """Copies of the rows that match."""
        return [access.copy(row) for row in filters.select(self.of(name), query, host)]

    def chosen(self, name: str, query: Query | None, id: Value, host: Host) -> list[Row]:
        """The rows themselves that a query or an id means. Raises: KeywordError E347 without either."""
        rows = self.of(name)
        if query is not None and query.predicate is not None:
            return filters.select(rows, query, host)
        if id is None:
            raise KeywordError("E347")
        return [row for row in rows if str(row["id"]) == str(id)]

    def add(self, name: str, values: Mapping[str, Any]) -> Row:
        """The new row as stored. Raises: KeywordError E340."""
        rows = self.of(name)
        row = self._complete(self._name(name), dict(values), rows)
        rows.append(row)
        return access.copy(row)  # type: ignore[no-any-return]

    def remove(self, name: str, gone: list[Row]) -> None:
        kept = [row for row in self.of(name) if not any(row is one for one in gone)]
        self.rows[self._name(name)] = kept

    def _complete(self, name: str, row: Row, others: list[Row]) -> Row:
        if row.get("id") is None:
            row["id"] = str(UUID(int=self.random.getrandbits(128), version=4))
        row.setdefault("created_at", self.now())
        if name == _TICKETS and "number" not in row:
            number = sum(1 for one in others if "ticket_number" in one) + 1
            row |= {"ticket_number": number, "number": f"TIC-{number:03}"}
            row = {"status": "open", "priority": "normal", "tags": [], **row}
        if name == _DEALS:
            row = {"value": 0, "stage": "new", **row}
            kinds = {one["key"]: one["kind"] for one in self.of(_STAGES)}
            row["status"] = kinds.get(row["stage"], "open")
        if name.endswith(_NUMBERED) and "number" not in row:
            row["number"] = f"{self.now().year}-{len(others) + 1:06}"
        return row

    @staticmethod
    def _name(name: str) -> str:
        plain = name.strip().casefold().removesuffix(".csv").removesuffix(".xlsx")
        return _ALIASES.get(plain, plain)


def _pipeline() -> list[Row]:
    return [
        {"key": key, "name": name, "order_index": at, "probability": percent, "kind": kind}
        for at, (key, name, percent, kind) in enumerate(_PIPELINE)
    ]
