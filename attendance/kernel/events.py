"""The append-only log of what happened. Actions publish; reactions, realtime, webhooks and reports read.

Readers use the pair (xid, id) as their cursor and never pass the oldest transaction still running in this database:
an event with a lower id may commit later, but none with a transaction id below `events_horizon` can appear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

import asyncpg
import msgspec

from attendance.kernel.driver import Driver
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

_NUMBER: Final = re.compile(r"[0-9]{1,18}")

ActorKind = Literal["system", "attendant", "bot", "contact"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it. `id` is a user, a bot or a contact; None for the system itself."""

    kind: ActorKind
    id: UUID | None = None
    name: str = ""


SYSTEM = Actor("system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events: frozen, named Noun+Verb in the past; `kind` is the wire name."""

    kind: ClassVar[str]
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log gives it back."""

    cursor: "Cursor"
    tenant_id: UUID
    id: UUID
    kind: str
    conversation_id: UUID | None
    actor: Actor
    payload: dict[str, Any]
    cause: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the log. Ordered; written `xid.id` at the wire."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}.{self.id}"

    @classmethod
    def parse(cls, written: str) -> "Cursor | None":
        """None when it is not a cursor of ours."""
        xid, _, number = written.partition(".")
        return cls(int(xid), int(number)) if _NUMBER.fullmatch(xid) and _NUMBER.fullmatch(number) else None


async def append(
    driver: Driver,
    tenant_id: UUID,
    events: Sequence[Event],
    *,
    actor: Actor,
    cause: UUID | None,
    at: datetime,
) -> None:
    """Write the events in order, and enqueue the reactions that `event_reactions` lists for their kinds."""
    await driver.execute(
        "select events_append($1, $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6, $7, $8, $9, $10)",
        tenant_id,
        [new_id() for _ in events],
        [event.kind for event in events],
        [event.conversation_id for event in events],
        [_payload(event) for event in events],
        actor.kind,
        actor.id,
        actor.name,
        cause,
        at,
    )


def _payload(event: Event) -> str:
    facts = msgspec.to_builtins(event)
    facts.pop("conversation_id", None)
    return storable(facts)


async def read_after(driver: Driver, cursor: Cursor, *, limit: int) -> list[Recorded]:
    """Up to `limit` events of all tenants after the cursor, in log order."""
    records = await driver.fetch("select * from events_after($1, $2, $3)", cursor.xid, cursor.id, limit)
    return [_recorded(record) for record in records]


async def read_between(
    driver: Driver, tenant_id: UUID, after: Cursor, until: Cursor, *, limit: int
) -> list[Recorded]:
    """The tenant's events after one place up to another, at most `limit`."""
    records = await driver.fetch(
        "select * from events_of_tenant($1, $2, $3, $4, $5, $6)",
        tenant_id, after.xid, after.id, until.xid, until.id, limit,
    )  # fmt: skip
    return [_recorded(record) for record in records]


async def head(driver: Driver) -> Cursor:
    """The newest place that a reader may stand at now."""
    record = (await driver.fetch("select * from events_head()"))[0]
    return Cursor(record["xid"], record["id"])


def _recorded(record: asyncpg.Record) -> Recorded:
    return Recorded(
        cursor=Cursor(record["xid"], record["id"]),
        tenant_id=record["tenant_id"],
        id=record["uuid"],
        kind=record["kind"],
        conversation_id=record["conversation_id"],
        actor=Actor(record["actor_kind"], record["actor_id"], record["actor_name"]),
        payload=msgspec.json.decode(record["payload"]),
        cause=record["cause"],
        at=record["at"],
    )
