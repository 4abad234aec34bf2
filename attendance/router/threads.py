"""Which conversation an incoming message belongs to, where channels have threads; and which messages are the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from attendance.channels.base import IncomingMessage
from attendance.kernel.database import Tx

Addressed: TypeAlias = tuple[UUID, IncomingMessage]
"""A message, and the inbox that it came to."""
_Threads: TypeAlias = dict[tuple[UUID, str], str]
"""(inbox, external id of a message) → its conversation's thread."""


async def resolve(tx: Tx, messages: Sequence[Addressed]) -> list[Addressed]:
    """The messages with the threads of what they refer to: ours and customers', known before or from this batch."""
    known = await _known(tx, messages)
    resolved: list[Addressed] = []
    for inbox_id, message in messages:
        found = (known.get((inbox_id, reference)) for reference in reversed(message.references))
        thread = next((name for name in found if name), message.thread)
        if thread is not None:
            known.setdefault((inbox_id, message.external_id), thread)
        resolved.append((inbox_id, message if thread == message.thread else replace(message, thread=thread)))
    return resolved


async def _known(tx: Tx, messages: Sequence[Addressed]) -> _Threads:
    """One query per inbox, and none for messages that refer to nothing."""
    wanted: dict[UUID, set[str]] = defaultdict(set)
    for inbox_id, message in messages:
        if message.references:
            wanted[inbox_id].update(message.references)
    known: _Threads = {}
    for inbox_id, references in wanted.items():
        rows = await tx.fetch(
            "select m.external_id, c.thread from messages m join conversations c on c.id = m.conversation_id "
            "where m.inbox_id = $1 and m.external_id = any($2::text[]) and c.thread is not null",
            inbox_id, list(references),
        )  # fmt: skip
        known |= {(inbox_id, row["external_id"]): row["thread"] for row in rows}
    return known


async def tell_apart(tx: Tx, messages: Sequence[Addressed]) -> list[Addressed]:
    """The messages, those with an id that another message has already under ids of their own.

    The first keeps the id. What says the same is the same message, and so is what we sent ourselves.
    """
    prints = await _prints(tx, messages)
    apart: list[Addressed] = []
    for inbox_id, message in messages:
        if message.fingerprint is None:
            apart.append((inbox_id, message))
            continue
        first = prints.setdefault((inbox_id, message.external_id), message.fingerprint)
        if first not in (None, message.fingerprint):
            message = replace(message, external_id=f"{message.external_id}#{message.fingerprint}")
        kept = replace(message, content={**message.content, "fingerprint": message.fingerprint})
        apart.append((inbox_id, kept))
    return apart


async def _prints(tx: Tx, messages: Iterable[Addressed]) -> dict[tuple[UUID, str], str | None]:
    wanted: Mapping[UUID, list[str]] = defaultdict(list)
    for inbox_id, message in messages:
        if message.fingerprint is not None:
            wanted[inbox_id].append(message.external_id)
    known: dict[tuple[UUID, str], str | None] = {}
    for inbox_id, ids in wanted.items():
        rows = await tx.fetch(
            "select external_id, content ->> 'fingerprint' as fingerprint from messages "
            "where inbox_id = $1 and external_id = any($2::text[])",
            inbox_id, ids,
        )  # fmt: skip
        known |= {(inbox_id, row["external_id"]): row["fingerprint"] for row in rows}
    return known
