"""REST of files: uploading what will be sent, and reading what came and went."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query, Request
from starlette.responses import Response

from attendance.channels.media import FileKindNotTaken, FileTooLarge, FileTypeNotTaken
from attendance.files import actions, handing_out, queries
from attendance.files.handing_out import BadRange
from attendance.files.links import Form
from attendance.files.rules import MOST_BYTES
from attendance.files.schemas import MessageFile
from attendance.files.storing import Claim, FileRefused, keep
from attendance.identity.guards import Allowed, InTransaction, Who, transaction_of
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound, Temporary, TooLarge
from attendance.kernel.problems import documented
from attendance.router import file_access, mail_pictures
from attendance.router.file_access import services_of
from attendance.router.mail_pictures import PictureUnavailable

router = api_router("files", "/api/attendance/files")

UPLOAD_LIMIT_BYTES: Final = MOST_BYTES + 1024
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_CONTENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The content",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    },
    206: {"description": "The part that `Range` asked for"},
    304: {"description": "What the browser has is the same"},
}

Reader = Annotated[Who, Allowed("conversations.read")]
Writer = Annotated[Who, Allowed("conversations.reply")]


@router.post(
    "",
    status_code=201,
    openapi_extra=_BODY,
    responses=documented(
        NotFound, TooLarge, FileRefused, FileKindNotTaken, FileTypeNotTaken, FileTooLarge, Temporary
    ),
)
async def upload(
    who: Writer,
    request: Request,
    conversation_id: UUID,
    filename: Annotated[str, Query(max_length=500)] = "",
    voice: bool = False,
) -> MessageFile:
    """The raw content of a file that will be sent in this conversation, or noted there. Unsent it lives for a day."""
    services = services_of(request)
    async with transaction_of(request, who) as tx:
        inbox_id = await file_access.inbox_of(tx, who, conversation_id)
    claim = Claim("document", filename or None, voice)
    kept = await keep(services, who.tenant_id, request.stream(), claim, limit_bytes=MOST_BYTES)
    async with transaction_of(request, who) as tx:
        file_id = await actions.add_uploaded(
            tx, kept, conversation_id=conversation_id, inbox_id=inbox_id, uploaded_by=who.user_id
        )
        return await queries.one(tx, file_id)


@router.get("/{file_id}", response_class=Response, responses={**_CONTENT, **documented(NotFound, BadRange)})
async def read(who: Reader, request: Request, file_id: UUID) -> Response:
    """The content as it was sent. `Range` is honoured, so that players can jump."""
    return await _hand_out(who, request, file_id, Form.ITSELF)


@router.get(
    "/{file_id}/preview", response_class=Response, responses={**_CONTENT, **documented(NotFound, BadRange)}
)
async def read_preview(who: Reader, request: Request, file_id: UUID) -> Response:
    """A small WebP image of it, at most 480 pixels wide and high."""
    return await _hand_out(who, request, file_id, Form.PREVIEW)


@router.get(
    "/{file_id}/playable", response_class=Response, responses={**_CONTENT, **documented(NotFound, BadRange)}
)
async def read_playable(who: Reader, request: Request, file_id: UUID) -> Response:
    """Sound or film in a form that every browser plays; only where its own form isn't one."""
    return await _hand_out(who, request, file_id, Form.PLAYABLE)


@router.get(
    "/pictures/{message_id}/{number}",
    response_class=Response,
    responses={200: _CONTENT[200], **documented(NotFound, PictureUnavailable)},
)
async def read_picture(who: Reader, request: Request, message_id: UUID, number: int) -> Response:
    """A picture of elsewhere that a mail shows, the nth from 0: its sender sees our address and not the reader's."""
    async with transaction_of(request, who) as tx:
        address = await mail_pictures.address_of(tx, who, message_id, number)
    return await mail_pictures.fetch(services_of(request).outside, address)


@router.post("/{file_id}/fetch", responses=documented(NotFound))
async def fetch_again(who: Writer, tx: InTransaction, file_id: UUID) -> MessageFile:
    """Try once more to have a customer's file that `failed`. A file in another state stays as it is."""
    await file_access.check_seen(tx, who, file_id)
    await actions.fetch_again(tx, file_id)
    return await queries.one(tx, file_id)


@router.delete("/{file_id}", status_code=204, responses=documented(NotFound))
async def discard(who: Writer, tx: InTransaction, file_id: UUID) -> None:
    """Take back an upload of yours that was not sent."""
    await actions.discard(tx, file_id, uploaded_by=who.user_id)


async def _hand_out(who: Who, request: Request, file_id: UUID, form: Form) -> Response:
    async with transaction_of(request, who) as tx:
        content = await file_access.readable(tx, who, file_id, form)
    return await handing_out.response(
        services_of(request).storage, who.tenant_id, content, request.headers, caching="private"
    )
