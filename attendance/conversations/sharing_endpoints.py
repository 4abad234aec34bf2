"""REST of answers that are a place or people: where the channel has such messages."""

from uuid import UUID

from fastapi import Response

from attendance.channels.base import MessageKind
from attendance.channels.sharing import NotShareable, Person, Place, check_shareable, people_content
from attendance.conversations import posting, queries, schemas
from attendance.conversations.endpoints import BASE, Writer
from attendance.conversations.posting import Draft
from attendance.conversations.rules import (
    ConversationClosed,
    NotYourConversation,
    OptedOut,
    Sender,
    WindowClosed,
)
from attendance.conversations.web import AtDesk
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented

router = api_router("conversations", BASE)


@router.post(
    "/{conversation_id}/shared",
    status_code=201,
    operation_id="share",
    responses={
        **documented(NotFound, NotYourConversation, ConversationClosed, WindowClosed, OptedOut, NotShareable),
        200: {"model": schemas.Message, "description": "A repeat: the first message"},
    },
)
async def share(
    who: Writer, desk: AtDesk, conversation_id: UUID, new: schemas.NewShared, response: Response
) -> schemas.Message:
    """Send the customer a place, or people to write to. Repeating a `client_id` returns the first message with 200."""
    found = await desk.lock(conversation_id)
    draft = _draft(new)
    check_shareable(MessageKind(draft.kind), desk.able(found))
    message_id, is_repeat = await posting.post_reply(
        desk.tx, found, draft, Sender("attendant", who.user_id), author_name=who.name, limit=desk.limit(found)
    )
    if is_repeat:
        response.status_code = 200
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]


def _draft(new: schemas.NewShared) -> Draft:
    """With words for where no card is shown."""
    if new.location is not None:
        place = Place(**new.location.model_dump())
        return Draft(place.words, new.client_id, "location", place.content(), new.reply_to)
    people = [Person(**one.model_dump()) for one in new.contacts]
    words = "\n".join(one.words for one in people)
    return Draft(words, new.client_id, "contacts", people_content(people), new.reply_to)
