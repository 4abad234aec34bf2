"""Files of contacts: kept, looked at, and taken step by step. A step and its place in the file are one transaction: a
worker that dies anywhere goes on where the last step ended, and nothing is taken twice."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping

from attendance.crm import csv_files, events, fields, import_rows, schemas, taking
from attendance.crm.csv_files import Sheet
from attendance.crm.import_rows import RowProblem
from attendance.crm.models import ContactImport, ContactImportError
from attendance.crm.taking import Order
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.cursors import Slice
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Entry, Job, Priority
from attendance.kernel.schedule import Periodic

JOB: Final = "contacts.import"
FORGET: Final = "contacts.forget_imports"
STEP_ROWS: Final = 100
UNUSED: Final = timedelta(days=7)
KEEP_ROWS: Final = timedelta(days=30)
_LOOKED_AT: Final = 1_000
_MOST_PROBLEMS: Final = 50
_MOST_SAMPLES: Final = 3
_SHOWN: Final = (
    "id", "name", "state", "encoding", "separator", "total", "next_row", "created", "updated", "unchanged",
    "failed", "user_name", "created_at", "finished_at",
)  # fmt: skip
_REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "pt": {
        "phone": "Telefone inválido: escreva com DDD", "email": "E-mail inválido", "number": "Não é um número",
        "date": "Não é uma data (dia/mês/ano)", "value": "Valor que o campo não aceita",
        "owner": "Ninguém da equipe tem este e-mail", "taken": "Outro contato já tem este código",
        "long": "Texto longo demais", "empty": "Sem nome, telefone ou e-mail",
    },
    "en": {
        "phone": "No phone number: write it with area code", "email": "No e-mail address", "number": "No number",
        "date": "No date", "value": "A value that the field doesn't take", "owner": "Nobody has this e-mail",
        "taken": "Another contact has this number", "long": "Too long a text",
        "empty": "No name, phone or e-mail",
    },
    "es": {
        "phone": "Teléfono no válido: escríbalo con prefijo", "email": "Correo no válido", "number": "No es un número",
        "date": "No es una fecha (día/mes/año)", "value": "Valor que el campo no acepta",
        "owner": "Nadie del equipo tiene este correo", "taken": "Otro contacto ya tiene este código",
        "long": "Texto demasiado largo", "empty": "Sin nombre, teléfono ni correo",
    },
}  # fmt: skip


class ImportNotWaiting(Conflict):
    code = "import_not_waiting"
    message = "This import was started, finished or cancelled already."


async def upload(tx: Tx, name: str, content: bytes) -> UUID:
    """Keep a file; nothing is taken yet. Raises InvalidInput for one that can't be read."""
    sheet = await asyncio.to_thread(csv_files.read, content)
    import_id, now = new_id(), clock.now()
    await tx.execute(
        insert(ContactImport).values(
            id=import_id, tenant_id=tx.tenant_id, name=name[:200], content=content, encoding=sheet.encoding,
            separator=sheet.separator, state="uploaded", total=len(sheet.rows), user_id=tx.actor.id,
            user_name=tx.actor.name, created_at=now, updated_at=now,
        )
    )  # fmt: skip
    return import_id


async def preview(tx: Tx, import_id: UUID, columns: Mapping[str, str] | None = None) -> schemas.ImportPreview:
    """What the file seems to hold, or what these columns would make of it.

    Raises NotFound, InvalidInput, ImportNotWaiting."""
    found = await _waiting(tx, import_id)
    sheet = await asyncio.to_thread(_sheet, found)
    known = await fields.fields(tx)
    if columns is not None:
        import_rows.check_names(columns, sheet.heading, known)
    guessed = dict(columns) if columns is not None else import_rows.guess(sheet.heading, known)
    order = await _order(tx, guessed, {})
    problems = await asyncio.to_thread(_problems, sheet, order)
    shown = [
        schemas.ImportColumn(name=column, field=guessed.get(column), samples=_samples(sheet, at))
        for at, column in enumerate(sheet.heading)
    ]
    return schemas.ImportPreview(job=_shown(found), columns=shown, problems=problems)


def _samples(sheet: Sheet, at: int) -> list[str]:
    values = dict.fromkeys(row[at][:80] for row in sheet.rows[:50] if row[at])
    return list(values)[:_MOST_SAMPLES]


def _problems(sheet: Sheet, order: Order) -> list[schemas.ImportProblem]:
    """Among the first rows."""
    found: list[schemas.ImportProblem] = []
    for line, row in zip(sheet.lines[:_LOOKED_AT], sheet.rows[:_LOOKED_AT], strict=True):
        try:
            order.read(sheet.heading, row)
        except RowProblem as problem:
            found.append(schemas.ImportProblem(line=line, field=problem.field, reason=problem.reason))
        if len(found) == _MOST_PROBLEMS:
            break
    return found


async def start(tx: Tx, import_id: UUID, wanted: schemas.ImportStart) -> None:
    """Raises NotFound, ImportNotWaiting, InvalidInput."""
    found = await _waiting(tx, import_id)
    sheet = await asyncio.to_thread(_sheet, found)
    import_rows.check_columns(wanted.columns, sheet.heading, await fields.fields(tx))
    settings = {"tags": list(wanted.add_tags), "source": wanted.source, "heading": list(sheet.heading)}
    await tx.execute(
        update(ContactImport)
        .where(ContactImport.id == import_id)
        .values(columns=dict(wanted.columns), settings=settings, state="running", updated_at=clock.now())
    )
    await jobs.enqueue(tx, JOB, {"import_id": import_id}, key=f"import:{import_id}", priority=Priority.BULK)


async def cancel(tx: Tx, import_id: UUID) -> None:
    """What was taken so far stays. Raises NotFound."""
    await one(tx, import_id)
    await tx.execute(
        update(ContactImport)
        .where(ContactImport.id == import_id, ContactImport.state.in_(("uploaded", "running")))
        .values(state="cancelled", content=None, finished_at=clock.now(), updated_at=clock.now())
    )


async def run(services: Any, job: Job) -> None:
    """The job: step after step, each a transaction, until the file is done or somebody stopped it."""
    import_id = UUID(jobs.decode(job, dict[str, str])["import_id"])
    sheet: Sheet | None = None
    while True:
        async with services.database.transaction(job.tenant_id) as tx:
            found = await _running(tx, import_id)
            if found is None:
                return
            if sheet is None:
                sheet = await asyncio.to_thread(_sheet, found)
            await _step(tx, found, sheet)


async def _running(tx: Tx, import_id: UUID) -> RowMapping | None:
    columns = [*(getattr(ContactImport, name) for name in _SHOWN), ContactImport.content]
    rows = await tx.mappings(
        select(*columns, ContactImport.columns.label("mapping"), ContactImport.settings)
        .where(ContactImport.id == import_id, ContactImport.state == "running")
        .with_for_update()
    )
    return rows[0] if rows else None


def _sheet(found: RowMapping) -> Sheet:
    return csv_files.read(found["content"], encoding=_python(found["encoding"]), separator=found["separator"])


def _python(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


async def _order(tx: Tx, columns: Mapping[str, str], settings: Mapping[str, Any]) -> Order:
    known = {one.key: one for one in await fields.fields(tx)}
    country = (await company.read(tx)).country
    return Order(columns, known, country, tuple(settings.get("tags", ())), settings.get("source"))


async def _step(tx: Tx, found: RowMapping, sheet: Sheet) -> None:
    start = found["next_row"]
    rows, lines = sheet.rows[start : start + STEP_ROWS], sheet.lines[start : start + STEP_ROWS]
    order = await _order(tx, found["mapping"], found["settings"])
    outcome = await taking.take(tx, order, sheet.heading, rows)
    problems = [
        {"import_id": found["id"], "tenant_id": tx.tenant_id, "line": lines[at], "field": problem.field,
         "reason": problem.reason, "cells": list(rows[at])}
        for at, problem in outcome.problems
    ]  # fmt: skip
    if problems:
        await tx.execute(insert(ContactImportError), problems)
    is_last = start + len(rows) >= len(sheet.rows)
    counts = {
        "created": ContactImport.created + outcome.created, "updated": ContactImport.updated + outcome.updated,
        "unchanged": ContactImport.unchanged + outcome.unchanged, "failed": ContactImport.failed + len(problems),
    }  # fmt: skip
    end = {"state": "finished", "content": None, "finished_at": clock.now()} if is_last else {}
    await tx.execute(
        update(ContactImport)
        .where(ContactImport.id == found["id"])
        .values(next_row=start + len(rows), updated_at=clock.now(), **counts, **end)
    )
    tx.publish(
        events.ContactsImported(
            import_id=found["id"], created=outcome.created, updated=outcome.updated, failed=len(problems),
            is_last=is_last,
        )
    )  # fmt: skip


async def one(tx: Tx, import_id: UUID) -> schemas.ContactImport:
    """Raises NotFound."""
    rows = await tx.mappings(_imports().where(ContactImport.id == import_id))
    if not rows:
        raise NotFound("import")
    return _shown(rows[0])


def _imports() -> Any:
    return select(*(getattr(ContactImport, name) for name in _SHOWN))


def _shown(row: RowMapping) -> schemas.ContactImport:
    return schemas.ContactImport(**{name: row[name] for name in _SHOWN})


async def latest(tx: Tx, asked: Slice) -> tuple[list[schemas.ContactImport], str | None]:
    """The newest first; then the next page's cursor."""
    statement = _imports().order_by(ContactImport.created_at.desc(), ContactImport.id.desc())
    after = asked.after(tuple[str, UUID])
    if after is not None:
        statement = statement.where(ContactImport.id < after[1])
    rows, cursor = asked.cut(
        await tx.mappings(statement.limit(asked.probe)),
        lambda row: (row["created_at"].isoformat(), row["id"]),
    )
    return [_shown(row) for row in rows], cursor


async def _waiting(tx: Tx, import_id: UUID) -> RowMapping:
    rows = await tx.mappings(
        _imports().add_columns(ContactImport.content).where(ContactImport.id == import_id)
    )
    if not rows:
        raise NotFound("import")
    if rows[0]["state"] != "uploaded":
        raise ImportNotWaiting
    return rows[0]


async def report(tx: Tx, import_id: UUID) -> str:
    """Rows that weren't taken, as they stood in the file, with what is wrong: to be mended and sent again.

    Raises NotFound."""
    found = await one(tx, import_id)
    locale = (await company.read(tx)).locale[:2]
    reasons = _REASONS.get(locale, _REASONS["pt"])
    rows = await tx.rows(
        select(
            ContactImportError.line,
            ContactImportError.field,
            ContactImportError.reason,
            ContactImportError.cells,
        )
        .where(ContactImportError.import_id == import_id)
        .order_by(ContactImportError.line)
    )
    heading = await _heading(tx, import_id)
    said = {"pt": ("linha", "erro"), "es": ("línea", "error")}.get(locale, ("line", "error"))
    lines = [
        [
            *row.cells,
            str(row.line),
            f"{row.field}: {reasons[row.reason]}" if row.field else reasons[row.reason],
        ]
        for row in rows
    ]
    return "\ufeff" + csv_files.written([[*heading, *said], *lines], separator=found.separator)


async def _heading(tx: Tx, import_id: UUID) -> Sequence[str]:
    found = await tx.scalar(select(ContactImport.settings["heading"]).where(ContactImport.id == import_id))
    return list(found or [])


async def forget_rows(tx: Tx, services: object, batch: Sequence[Job]) -> None:
    """Files that nobody started for a week, and rows that were not taken, after thirty days: they name people."""
    del services, batch
    now = clock.now()
    await tx.execute(
        update(ContactImport)
        .where(ContactImport.state == "uploaded", ContactImport.created_at < now - UNUSED)
        .values(state="cancelled", content=None, finished_at=now, updated_at=now)
    )
    old = select(ContactImport.id).where(ContactImport.finished_at < now - KEEP_ROWS)
    await tx.execute(delete(ContactImportError).where(ContactImportError.import_id.in_(old)))


ENTRIES: Final = (Entry(JOB, free=run), Entry(FORGET, in_transaction=forget_rows))
PERIODIC: Final = (Periodic(FORGET, timedelta(hours=6)),)
