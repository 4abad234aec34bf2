"""Events of a bot: its handlers run aside, and what waits for them goes on."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import func, select

from attendance.basic.host import KeywordError, Value
from attendance.basic.program import EventEntry
from attendance.bots import sources
from attendance.bots.scripts import jobs as payloads
from attendance.bots.scripts.jobs import Aside, Due, written
from attendance.bots.scripts.models import Execution
from attendance.bots.scripts.programs import Programs
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id

DEEPEST: Final = 8
"""Events that handlers of events publish, one after the other: an endless round ends here."""


async def publish(
    tx: Tx,
    bot_id: UUID,
    name: str,
    data: Value,
    *,
    conversation_id: UUID | None = None,
    depth: int = 0,
    source: UUID | None = None,
) -> int:
    """An event of the bot: handlers begin and waits end after this transaction; how many. `source` names this
    happening, so that a turn which is run again publishes it once. Raises: KeywordError E504."""
    if depth >= DEEPEST:
        raise KeywordError("E504")
    told = dict(data) if isinstance(data, dict) else {}
    names = {"event": {**told, "name": name, "data": data}}
    heard = await happened(
        tx, bot_id, "EVENT", name, names, conversation_id=conversation_id, depth=depth, source=source
    )
    return heard + await _wake(tx, bot_id, name, data)


async def submit_form(
    tx: Tx, bot_id: UUID, form: str, fields: Mapping[str, Value], metadata: Mapping[str, Value]
) -> int:
    """Somebody sent a form: `ON FORM SUBMIT` handlers of that form, or of every form, begin; how many."""
    names = {"fields": dict(fields), "metadata": dict(metadata), "form": form}
    return await happened(tx, bot_id, "FORM SUBMIT", form, names)


async def happened(
    tx: Tx,
    bot_id: UUID,
    kind: str,
    subject: str,
    names: Mapping[str, Value],
    *,
    conversation_id: UUID | None = None,
    depth: int = 0,
    source: UUID | None = None,
    is_for: Callable[[EventEntry], bool] | None = None,
) -> int:
    """Begin the published handlers for this, each as an execution of its own; how many there are.

    Of the handlers of this kind those that name `subject`, or for which `is_for` says so.
    """
    published = await sources.published(tx, bot_id)
    if published is None:
        return 0
    count, occurrence = 0, source or new_id()
    for program in Programs(published).all().values():
        for handler in program.facts.handlers:
            is_heard = is_for(handler) if is_for else is_meant(handler.subject, subject)
            if handler.kind != kind or not is_heard:
                continue
            count += 1
            aside = Aside(
                bot_id, "event", program.name, uuid5(occurrence, f"{program.name}:{handler.entry}"),
                {name: written(value) for name, value in names.items()}, entry=handler.entry,
                version=published.version, conversation_id=conversation_id, depth=depth + 1,
            )  # fmt: skip
            await payloads.run_aside(tx, aside)
    return count


def is_meant(said: Value, subject: str) -> bool:
    """Whether a handler that names `said` (nothing and `*`: everything) is for this subject."""
    return said is None or said == "*" or str(said).casefold() == subject.casefold()


async def _wake(tx: Tx, bot_id: UUID, name: str, data: Value) -> int:
    """Executions that wait for this event; of one session only when the data names it."""
    waits = [Execution.bot_id == bot_id, Execution.status == "waiting", Execution.wait_kind == "event"]
    session_id = data.get("session_id") if isinstance(data, dict) else None
    if isinstance(session_id, str):
        waits.append(func.text(Execution.conversation_id) == session_id)
    columns = (Execution.id, Execution.turn, Execution.conversation_id)
    rows = await tx.rows(select(*columns).where(*waits, func.lower(Execution.wait_event) == name.lower()))
    for row in rows:
        due = Due(row.id, row.turn, event=written(data), has_happened=True)
        await payloads.go_on(tx, due, row.conversation_id)
    return len(rows)
