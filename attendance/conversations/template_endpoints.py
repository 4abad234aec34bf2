"""REST of answers by template: what may be sent when free text may not."""

from uuid import UUID

from fastapi import Response

from attendance.channels import template_queries
from attendance.channels.templates import TemplateInvalid, TemplateNotApproved, fill
from attendance.conversations import posting, queries, schemas
from attendance.conversations.endpoints import BASE, Writer
from attendance.conversations.posting import Attached, Draft
from attendance.conversations.rules import ConversationClosed, NotYourConversation, OptedOut, Sender
from attendance.conversations.web import AtDesk
from attendance.files import queries as files
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented

router = api_router("templates", BASE)


@router.post(
    "/{conversation_id}/templates",
    status_code=201,
    operation_id="reply_with_template",
    responses={
        **documented(
            NotFound, NotYourConversation, ConversationClosed, OptedOut, TemplateInvalid, TemplateNotApproved
        ),
        200: {"model": schemas.Message, "description": "A repeat: the first message"},
    },
)
async def reply_with_template(
    who: Writer, desk: AtDesk, conversation_id: UUID, new: schemas.NewTemplateMessage, response: Response
) -> schemas.Message:
    """Send a template to the customer. Repeating a `client_id` returns the first message with 200."""
    found = await desk.lock(conversation_id)
    template = await template_queries.template(desk.tx, new.template_id, inbox_id=found.inbox_id)
    kinds = await files.kinds_of(desk.tx, new.files)
    file_kind = kinds[0] if kinds else None
    filled = fill(template, new.variables, header_link=new.header_link, file_kind=file_kind)
    content = {"template": dict(filled.content)}
    draft = Draft(filled.text, new.client_id, content=content, files=Attached(new.files, desk.able(found)))
    message_id, is_repeat = await posting.post_reply(
        desk.tx, found, draft, Sender("attendant", who.user_id), author_name=who.name, limit=desk.limit(found)
    )
    if is_repeat:
        response.status_code = 200
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]
