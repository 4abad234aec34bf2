"""One mail with one report. It is marked as sent as soon as the server took it; whoever dies in between sends the same
mail again, with the same Message-ID, so that mailboxes know the copy.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, get_args
from uuid import UUID

from sqlalchemy import or_, select, update

from attendance.channels import queries as channels
from attendance.channels.base import Channel, InboxConfig, MessageKind, Outgoing, OutgoingFile
from attendance.identity.models import User
from attendance.identity.permissions import permissions_of, visibility_of
from attendance.identity.schemas import Role, Visibility
from attendance.kernel import clock, jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import InvalidInput, Misconfigured, Rejected, Temporary
from attendance.kernel.jobs import Job, Later
from attendance.reports import running, schedules, telling, words
from attendance.reports.catalogue import CATALOGUE
from attendance.reports.files import File, Format, file_of
from attendance.reports.models import Report, ReportDelivery, ReportSchedule
from attendance.reports.running import LONG_PATIENCE, Reader, ReportsBusy, ReportTooSlow
from attendance.reports.schedules import MAIL, Send
from attendance.reports.schemas import ReportDefinition
from attendance.reports.words import Language

_log = log.get("reports")
_BUSY: Final = timedelta(seconds=20)


class Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail that is to be sent, and everything that it takes."""

    id: UUID
    slot_at: datetime
    recipient: str
    name: str
    form: Format
    definition: ReportDefinition
    reader: Reader
    inbox: InboxConfig


async def send(services: Services, job: Job) -> None:
    """Job `report.send`. What can't work without somebody is noted as failed; what may pass is tried again."""
    delivery_id = jobs.decode(job, Send).delivery_id
    async with services.database.transaction(job.tenant_id) as tx:
        letter = await _load(tx, services.vault, delivery_id)
    if letter is None:
        return
    try:
        await _deliver(services, letter)
    except ReportsBusy:
        raise Later(_BUSY) from None
    except Temporary as failure:
        async with services.database.transaction(job.tenant_id) as tx:
            await _note(tx, delivery_id, "planned", failure.reason, failure.detail)
        raise
    except (Rejected, Misconfigured) as failure:
        async with services.database.transaction(job.tenant_id) as tx:
            await _note(tx, delivery_id, "failed", failure.reason, failure.detail)
    except (ReportTooSlow, InvalidInput) as failure:
        async with services.database.transaction(job.tenant_id) as tx:
            await _note(tx, delivery_id, "failed", failure.code, failure.detail)


async def give_up(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """The last attempt failed: its reason is at the delivery already, where somebody can send it again."""
    for job in batch:
        mine = ReportDelivery.id == jobs.decode(job, Send).delivery_id
        unsent = ReportDelivery.state == "planned"
        await tx.execute(update(ReportDelivery).where(mine, unsent).values(state="failed"))


async def _deliver(services: Services, letter: _Letter) -> None:
    result = await running.run(
        services.database, letter.reader, letter.definition, now=letter.slot_at, patience=LONG_PATIENCE
    )
    said = letter.reader.language
    file = await file_of(result, letter.definition, letter.name, letter.form, said, _separator(said))
    period = telling.period(result, said)
    text = words.said("mail", said).format(name=letter.name, period=period)
    await services.channels[MAIL].send(
        letter.inbox, _outgoing(letter, file, text, f"{letter.name} · {period}")
    )
    async with services.database.transaction(letter.reader.tenant_id) as tx:
        mine = update(ReportDelivery).where(ReportDelivery.id == letter.id)
        await tx.execute(
            mine.values(
                state="sent",
                sent_at=clock.now(),
                reason=None,
                detail=None,
                attempts=ReportDelivery.attempts + 1,
            )
        )
    _log.info("report_sent", delivery=str(letter.id))


def _separator(said: Language) -> Any:
    """What spreadsheets set to this language expect."""
    return "," if said == "en" else ";"


def _outgoing(letter: _Letter, file: File, text: str, subject: str) -> Outgoing:
    @asynccontextmanager
    async def opened() -> AsyncIterator[AsyncIterator[bytes]]:
        yield _piece(file.content)

    attached = OutgoingFile(
        id=letter.id, kind=MessageKind.DOCUMENT, mime_type=file.mime_type, filename=file.filename,
        size_bytes=len(file.content), open=opened,
    )  # fmt: skip
    return Outgoing(
        message_id=letter.id, conversation_id=letter.id, recipient=letter.recipient, kind=MessageKind.DOCUMENT,
        text=text, content={"subject": subject}, files=(attached,), author_kind="system",
    )  # fmt: skip


async def _piece(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _load(tx: Tx, vault: Vault, delivery_id: UUID) -> _Letter | None:
    """None when there is nothing to send: it was, or its schedule is gone, or it can't be (which is noted)."""
    rows = await tx.mappings(
        select(
            ReportDelivery.id, ReportDelivery.slot_at, ReportDelivery.recipient, ReportSchedule.format,
            ReportSchedule.language, ReportSchedule.user_id, Report.name, Report.definition,
            User.role, User.visibility, User.is_active,
            or_(Report.is_shared, Report.user_id == ReportSchedule.user_id).label("is_theirs"),
        )
        .join(ReportSchedule, ReportSchedule.id == ReportDelivery.schedule_id)
        .join(Report, Report.id == ReportSchedule.report_id)
        .join(User, User.id == ReportSchedule.user_id)
        .where(ReportDelivery.id == delivery_id, ReportDelivery.state == "planned")
    )  # fmt: skip
    if not rows:
        return None
    row = rows[0]
    definition = ReportDefinition.model_validate(row["definition"])
    inbox_id = await schedules.mailbox(tx)
    needed = {"reports.write", CATALOGUE[definition.source].permission}
    if not (row["is_active"] and row["is_theirs"] and needed <= permissions_of(Role(row["role"]))):
        await _note(tx, delivery_id, "failed", "owner_may_not", _OWNER_MAY_NOT)
        return None
    if inbox_id is None:
        await _note(tx, delivery_id, "failed", "no_mailbox", schedules.NoMailbox.message)
        return None
    override = Visibility(row["visibility"]) if row["visibility"] else None
    said: Language = next(one for one in get_args(Language) if one == row["language"])
    reader = Reader(tx.tenant_id, row["user_id"], visibility_of(Role(row["role"]), override), said)
    inbox = (await channels.inbox_configs(tx, vault, [inbox_id]))[inbox_id]
    facts = {name: row[name] for name in ("id", "slot_at", "recipient", "name")}
    return _Letter(**facts, form=row["format"], definition=definition, reader=reader, inbox=inbox)


_OWNER_MAY_NOT: Final = (
    "Whoever set this schedule up may no longer make this report. Somebody who may can set up another one."
)


async def _note(tx: Tx, delivery_id: UUID, state: str, reason: str, detail: str) -> None:
    mine = update(ReportDelivery).where(ReportDelivery.id == delivery_id)
    await tx.execute(
        mine.values(state=state, reason=reason, detail=detail[:500], attempts=ReportDelivery.attempts + 1)
    )
    _log.warning("report_not_sent", delivery=str(delivery_id), reason=reason, state=state)
