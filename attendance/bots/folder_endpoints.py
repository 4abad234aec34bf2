"""REST of what bots are made of: the draft's files, checking and publishing them, and the versions so far."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi import Path as InPath
from starlette.datastructures import UploadFile

from attendance.botfiles import bundle as bundles
from attendance.botfiles import zips
from attendance.botfiles.bundle import Bundle, BundleRefused
from attendance.botfiles.paths import PathRefused
from attendance.bots import drafts, folders, golden, publishing, schemas, tryout, validation
from attendance.bots.drafts import FileChanged, FileExists
from attendance.bots.endpoints import Manager, Reader
from attendance.bots.publishing import BotNotPublishable, Publication
from attendance.identity import company
from attendance.identity.guards import InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound, TooLarge
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.web import services_of
from attendance.kernel.wire import Page

router = api_router("bots", "/api/bots/{bot_id}")

UPLOAD_LIMIT_BYTES: Final = bundles.MOST_BYTES + 1024 * 1024
TEXT_LIMIT_BYTES: Final = 8 * 1024 * 1024
_MOST_PARTS: Final = 100
_MULTIPART: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}

Asked = Annotated[Slice, Depends(asked_slice)]
Number = Annotated[int, InPath(ge=1, le=2**31 - 1)]


@router.get("/files", responses=documented(NotFound))
async def list_files(who: Reader, tx: InTransaction, bot_id: UUID) -> list[schemas.BotFile]:
    """The files of the draft, by path."""
    return await folders.files(tx, bot_id)


@router.get("/files/{path:path}", responses=documented(NotFound))
async def read_file(who: Reader, tx: InTransaction, bot_id: UUID, path: str) -> schemas.BotFileText:
    """One file of the draft with its text."""
    return await folders.file(tx, bot_id, path)


@router.put(
    "/files/{path:path}",
    responses=documented(NotFound, PathRefused, BundleRefused, TooLarge, FileChanged, FileExists),
)
async def save_file(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID, path: str, change: schemas.BotFileChange
) -> schemas.BotFileText:
    """Write a text file of the draft. In config.csv the mask of a secret means that it stays as it is."""
    vault = services_of(request).vault
    path = await drafts.save(tx, vault, bot_id, path, change.text, revision=change.revision)
    return await folders.file(tx, bot_id, path)


@router.delete("/files/{path:path}", status_code=204, responses=documented(NotFound, FileChanged))
async def delete_file(
    who: Manager, tx: InTransaction, bot_id: UUID, path: str, revision: schemas.Revision
) -> None:
    """Take a file out of the draft."""
    await drafts.remove(tx, bot_id, path, revision=revision)


@router.post(
    "/rename", responses=documented(NotFound, PathRefused, BundleRefused, TooLarge, FileChanged, FileExists)
)
async def rename_file(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID, change: schemas.BotFileNameChange
) -> schemas.BotFileText:
    """Give a file of the draft another path."""
    vault = services_of(request).vault
    path = await drafts.rename(tx, vault, bot_id, change.path, change.new_path, revision=change.revision)
    return await folders.file(tx, bot_id, path)


@router.post(
    "/upload",
    openapi_extra=_MULTIPART,
    responses=documented(NotFound, InvalidInput, PathRefused, BundleRefused, TooLarge, FileExists),
)
async def upload_files(
    who: Manager,
    tx: InTransaction,
    request: Request,
    bot_id: UUID,
    mode: Literal["merge", "replace"] = "merge",
    folder: Literal["", "kb"] = "",
) -> list[schemas.BotFile]:
    """Put the parts named `file` into the draft: a ZIP is unpacked, other files go into `folder`.

    `replace` takes everything else out of the draft."""
    await folders.files(tx, bot_id)
    given = await _uploaded(request, folder)
    await drafts.upload(tx, services_of(request).vault, bot_id, given, is_whole=mode == "replace")
    return await folders.files(tx, bot_id)


@router.get(
    "/download",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}, **documented(NotFound)},
)
async def download_files(who: Reader, tx: InTransaction, bot_id: UUID) -> Response:
    """The draft as a ZIP, secrets masked; uploading it again changes nothing."""
    await folders.files(tx, bot_id)
    packed = await asyncio.to_thread(bundles.to_zip, await drafts.load(tx, bot_id))
    disposition = f'attachment; filename="bot-{bot_id}.zip"'
    return Response(packed, media_type="application/zip", headers={"content-disposition": disposition})


@router.post("/check", responses=documented(NotFound, PathRefused, BundleRefused, TooLarge))
async def check_files(
    who: Reader, tx: InTransaction, request: Request, bot_id: UUID, text: schemas.NewBotCheck | None = None
) -> schemas.BotCheck:
    """What is wrong with the draft or, given a body, with this text as a file of it. Writes nothing."""
    held = await drafts.look(tx, bot_id)
    if text is not None:
        config = await drafts.config_text(tx, bot_id)
        findings = await validation.check_text(text.path, text.text, config=config)
    else:
        draft = await drafts.load(tx, bot_id, with_knowledge=False)
        findings = await publishing.check(services_of(request).vault, held, draft)
    shown = validation.shown(findings, who.locale)
    return schemas.BotCheck(is_publishable=not any(one.is_error for one in findings), findings=shown)


@router.post("/try", responses=documented(NotFound, PathRefused, BundleRefused, TooLarge))
async def try_bot(
    who: Manager, request: Request, bot_id: UUID, said: schemas.NewBotTryout
) -> schemas.BotTryout:
    """Play a conversation with the draft from its beginning. Nothing is stored, nobody is called, nothing is sent."""
    async with services_of(request).database.transaction(who.tenant_id) as tx:
        place = tryout.Place(await company.read(tx), clock.now())
    texts = await _texts(request, who, bot_id, said.files)
    return schemas.BotTryout(turns=await tryout.try_out(texts, said.messages, place))


@router.post("/test", responses=documented(NotFound, PathRefused, BundleRefused, TooLarge))
async def test_bot(
    who: Manager, request: Request, bot_id: UUID, unsaved: schemas.NewBotTest | None = None
) -> schemas.BotTestReport:
    """Play the golden conversations of the draft, its `*.test.bas`. Nothing is stored, nobody is called."""
    return await golden.run(await _texts(request, who, bot_id, unsaved.files if unsaved else {}))


async def _texts(request: Request, who: Who, bot_id: UUID, unsaved: Mapping[str, str]) -> dict[str, str]:
    """The texts of the draft, those that aren't saved yet in place of its own; the transaction is over afterwards."""
    async with services_of(request).database.transaction(who.tenant_id) as tx:
        await drafts.look(tx, bot_id)
        draft = await drafts.load(tx, bot_id, with_knowledge=False)
    given = [bundles.file(path, text.encode("utf-8", "surrogatepass")) for path, text in unsaved.items()]
    files = bundles.bundle({**draft.files, **{file.path: file for file in given}}.values()).files
    return {path: file.text or "" for path, file in files.items()}


@router.get("/changes", responses=documented(NotFound))
async def list_changes(who: Reader, tx: InTransaction, bot_id: UUID) -> schemas.BotChanges:
    """How the draft differs from what is published."""
    held = await drafts.look(tx, bot_id)
    found = await publishing.changes(tx, bot_id, await drafts.hashes(tx, bot_id))
    return schemas.BotChanges(version=held.version, files=_changed(found))


@router.post("/publish", responses=documented(NotFound, BotNotPublishable))
async def publish_bot(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID, new: schemas.NewBotVersion | None = None
) -> schemas.BotPublication:
    """Let the draft count from the next message on, all of it or, if there is an error, nothing.

    A changed attendant.csv is imported, too. Dialogues that run keep the version with which they began."""
    _require_people(who)
    vault, note = services_of(request).vault, new.note if new else None
    made = await publishing.publish(tx, vault, bot_id, note=note, locale=who.locale)
    return await _publication(tx, bot_id, made, who.locale)


@router.get("/versions", responses=documented(NotFound))
async def list_versions(
    who: Reader, tx: InTransaction, bot_id: UUID, asked: Asked
) -> Page[schemas.BotVersion]:
    """What was published so far, the newest first."""
    return await folders.versions(tx, bot_id, asked)


@router.get("/versions/{number}", responses=documented(NotFound))
async def read_version(
    who: Reader, tx: InTransaction, bot_id: UUID, number: Number
) -> schemas.BotVersionFiles:
    """One version with its files."""
    return await folders.version(tx, bot_id, number)


@router.get("/versions/{number}/files/{path:path}", responses=documented(NotFound))
async def read_version_file(
    who: Reader, tx: InTransaction, bot_id: UUID, number: Number, path: str
) -> schemas.BotVersionText:
    """A file as it was in a version."""
    return await folders.version_text(tx, bot_id, number, path)


@router.post("/versions/{number}/restore", responses=documented(NotFound))
async def restore_version(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID, number: Number
) -> schemas.BotPublication:
    """Publish a version again, as a new one. The draft goes along unless it has unpublished changes.

    Secrets stay those of today."""
    _require_people(who)
    made = await publishing.restore(tx, services_of(request).vault, bot_id, number)
    return await _publication(tx, bot_id, made, who.locale)


def _require_people(who: Who) -> None:
    """attendant.csv makes users and attendants."""
    who.require("users.manage")
    who.require("attendants.manage")


async def _publication(tx: Tx, bot_id: UUID, made: Publication, locale: str) -> schemas.BotPublication:
    return schemas.BotPublication(
        version=await folders.version(tx, bot_id, made.version),
        is_new=made.is_new,
        files=_changed(made.changed),
        warnings=validation.shown(made.warnings, locale),
    )


def _changed(found: publishing.Changes) -> list[schemas.ChangedBotFile]:
    return [schemas.ChangedBotFile(path=path, change=change) for path, change in found.items()]


async def _uploaded(request: Request, folder: str) -> Bundle:
    """The parts named `file`. Raises: InvalidInput, PathRefused, BundleRefused, TooLarge."""
    async with request.form(max_files=_MOST_PARTS, max_fields=1) as form:
        parts = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
        given = [(part.filename or "", await part.read()) for part in parts]
    if not given:
        raise InvalidInput("Send the files as multipart/form-data, each as a part named file.")
    return await asyncio.to_thread(_unpacked, given, folder)


def _unpacked(given: list[tuple[str, bytes]], folder: str) -> Bundle:
    files = list[bundles.File]()
    for name, content in given:
        if name.lower().endswith(".zip"):
            files += zips.from_zip(content).files.values()
        else:
            files.append(bundles.file(f"{folder}/{name}" if folder else name, content))
    return bundles.bundle(files)
