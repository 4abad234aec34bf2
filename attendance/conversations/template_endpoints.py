"""REST of answers by template: what may be sent when free text may not."""

from uuid import UUID

from fastapi import Response
from pydantic import Field

from attendance.channels import template_queries
from attendance.channels.templates import TemplateInvalid, TemplateNotApproved, fill
from attendance.conversations import posting, queries, schemas
from attendance.conversations.endpoints import BASE, Writer
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, NotYourConversation, OptedOut, Sender
from attendance.conversations.web import AtDesk
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented
from attendance.kernel.wire import Wire

router = api_router("templates", BASE)


class NewTemplateMessage(Wire):
    """`variables` by the keys of the template; `header_link`: https address of the file that its header wants."""

    template_id: UUID
    client_id: str = Field(min_length=8, max_length=64)
    variables: dict[str, str] = Field(default_factory=dict, max_length=50)
    header_link: str | None = Field(None, max_length=2000, pattern=r"^https://\S+$")


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
    who: Writer, desk: AtDesk, conversation_id: UUID, new: NewTemplateMessage, response: Response
) -> schemas.Message:
    """Send a template to the customer. Repeating a `client_id` returns the first message with 200."""
    found = await desk.lock(conversation_id)
    template = await template_queries.template(desk.tx, new.template_id, inbox_id=found.inbox_id)
    filled = fill(template, new.variables, header_link=new.header_link)
    draft = Draft(filled.text, new.client_id, content={"template": dict(filled.content)})
    message_id, is_repeat = await posting.post_reply(
        desk.tx, found, draft, Sender("attendant", who.user_id), author_name=who.name, limit=desk.limit(found)
    )
    if is_repeat:
        response.status_code = 200
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]
