"""REST of conversations: what attendants read and do. Shapes and paths are contracts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Response

from attendance.channels.media import FileKindNotTaken, FileTooLarge, FileTypeNotTaken, TooManyFiles
from attendance.conversations import actions, posting, queries, schemas
from attendance.conversations.mail import mail_content
from attendance.conversations.posting import Attached, Draft, NotRetryable
from attendance.conversations.queries import Filter, View
from attendance.conversations.rules import (
    ConversationClosed,
    MoveNotPossible,
    NotYourConversation,
    OptedOut,
    Sender,
    WindowClosed,
)
from attendance.conversations.web import AtDesk
from attendance.files.actions import FileNotYours
from attendance.identity.guards import Allowed, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice, encode_cursor
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page

router = api_router("conversations")
BASE = "/api/attendance/conversations"

Reader = Annotated[Who, Allowed("conversations.read")]
Writer = Annotated[Who, Allowed("conversations.reply")]
Resolver = Annotated[Who, Allowed("conversations.resolve")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get(BASE)
async def list_conversations(
    who: Reader,
    desk: AtDesk,
    asked: Asked,
    view: View = "all",
    queue_id: UUID | None = None,
    channel: str | None = None,
    tag: str | None = None,
    assigned_to: UUID | None = None,
) -> Page[schemas.ListedConversation]:
    """One view of the inbox, newest activity first."""
    wanted = Filter(view, queue_id, channel, tag, assigned_to)
    after = asked.after(tuple[datetime, UUID])
    items, more = await queries.page(
        desk.tx, desk.viewer, wanted, desk.windows, after=after, limit=asked.limit
    )
    return Page(items=items, next_cursor=encode_cursor(*more) if more else None)


@router.get(f"{BASE}/counts")
async def count_conversations(who: Reader, desk: AtDesk) -> schemas.ViewCounts:
    """The figures beside the views."""
    return await queries.counts(desk.tx, desk.viewer)


@router.get(f"{BASE}/search")
async def search_conversations(
    who: Reader,
    desk: AtDesk,
    q: Annotated[str, Query(min_length=2, max_length=200)],
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Page[schemas.SearchHit]:
    """By customer, phone or words of the messages; accents and case don't matter."""
    return Page(items=await queries.search(desk.tx, desk.viewer, q, desk.windows, limit=limit))


@router.get(f"{BASE}/{{conversation_id}}", responses=documented(NotFound))
async def read_conversation(who: Reader, desk: AtDesk, conversation_id: UUID) -> schemas.ListedConversation:
    """One conversation as it is now."""
    return await queries.one(desk.tx, desk.viewer, conversation_id, desk.windows)


@router.get(f"{BASE}/{{conversation_id}}/messages", responses=documented(NotFound))
async def list_messages(
    who: Reader,
    desk: AtDesk,
    conversation_id: UUID,
    before_seq: int | None = None,
    after_seq: int | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[schemas.Message]:
    """In ascending order; without bounds the newest page. `next_cursor` is the `before_seq` of older ones."""
    await queries.one(desk.tx, desk.viewer, conversation_id, desk.windows)
    items, older = await queries.messages(
        desk.tx, conversation_id, before_seq=before_seq, after_seq=after_seq, limit=limit
    )
    return Page(items=items, next_cursor=str(older) if older is not None else None)


@router.post(
    f"{BASE}/{{conversation_id}}/messages",
    status_code=201,
    operation_id="reply",
    responses={
        **documented(
            NotFound,
            NotYourConversation,
            ConversationClosed,
            WindowClosed,
            OptedOut,
            FileNotYours,
            TooManyFiles,
            FileKindNotTaken,
            FileTypeNotTaken,
            FileTooLarge,
        ),
        200: {"model": schemas.Message, "description": "A repeat: the first message"},
    },
)
async def reply(
    who: Writer, desk: AtDesk, conversation_id: UUID, new: schemas.NewMessage, response: Response
) -> schemas.Message:
    """Answer the customer. Repeating a `client_id` returns the first message with 200."""
    found = await desk.lock(conversation_id)
    files = Attached(new.files, desk.able(found))
    content = mail_content(new.mail, desk.able(found)) if new.mail else None
    draft = Draft(new.text, new.client_id, content=content, reply_to=new.reply_to, files=files)
    message_id, is_repeat = await posting.post_reply(
        desk.tx, found, draft, _sender(who), author_name=who.name, limit=desk.limit(found)
    )
    if is_repeat:
        response.status_code = 200
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]


@router.post(
    f"{BASE}/{{conversation_id}}/messages/{{message_id}}/retry",
    responses=documented(
        NotFound, NotYourConversation, ConversationClosed, WindowClosed, OptedOut, NotRetryable
    ),
)
async def retry_message(
    who: Writer, desk: AtDesk, conversation_id: UUID, message_id: UUID
) -> schemas.Message:
    """Send a failed message again."""
    found = await desk.lock(conversation_id)
    await posting.retry(desk.tx, found, message_id, _sender(who), limit=desk.limit(found))
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]


@router.post(
    f"{BASE}/{{conversation_id}}/notes", status_code=201, responses=documented(NotFound, FileNotYours)
)
async def write_note(
    who: Writer, desk: AtDesk, conversation_id: UUID, new: schemas.NewNote
) -> schemas.Message:
    """A private note: colleagues see it, the customer never does."""
    found = await desk.lock(conversation_id)
    message_id = await posting.post_note(
        desk.tx, found, text=new.text, client_id=new.client_id, user_id=who.user_id, author_name=who.name,
        files=Attached(new.files),
    )  # fmt: skip
    return (await queries.messages_by_ids(desk.tx, [message_id]))[message_id]


@router.get(f"{BASE}/{{conversation_id}}/timeline", responses=documented(NotFound))
async def read_timeline(who: Reader, desk: AtDesk, conversation_id: UUID) -> list[schemas.TimelineEntry]:
    """What happened to it, oldest first."""
    await queries.one(desk.tx, desk.viewer, conversation_id, desk.windows)
    return await queries.timeline(desk.tx, conversation_id)


@router.post(f"{BASE}/{{conversation_id}}/read", responses=documented(NotFound))
async def mark_read(
    who: Writer, desk: AtDesk, conversation_id: UUID, mark: schemas.ReadMark
) -> schemas.ReadMarker:
    """Move your marker forward; it never moves back."""
    await queries.one(desk.tx, desk.viewer, conversation_id, desk.windows)
    seq, read_count = await posting.mark_read(desk.tx, conversation_id, who.user_id, mark.seq)
    return schemas.ReadMarker(conversation_id=conversation_id, seq=seq, read_count=read_count)


@router.post(f"{BASE}/{{conversation_id}}/snooze", responses=documented(NotFound, MoveNotPossible))
async def snooze(
    who: Writer, desk: AtDesk, conversation_id: UUID, wanted: schemas.Snooze
) -> schemas.Conversation:
    """Out of sight until then, or until the customer writes."""
    await actions.snooze(desk.tx, await desk.lock(conversation_id), wanted.until)
    return await desk.show(conversation_id)


@router.delete(f"{BASE}/{{conversation_id}}/snooze", responses=documented(NotFound))
async def unsnooze(who: Writer, desk: AtDesk, conversation_id: UUID) -> schemas.Conversation:
    """Back into sight at once."""
    await actions.wake(desk.tx, await desk.lock(conversation_id))
    return await desk.show(conversation_id)


@router.put(f"{BASE}/{{conversation_id}}/pending", responses=documented(NotFound, MoveNotPossible))
async def set_pending(
    who: Writer, desk: AtDesk, conversation_id: UUID, wanted: schemas.Pending
) -> schemas.Conversation:
    """Waiting for the customer, or no more."""
    await actions.pend(desk.tx, await desk.lock(conversation_id), is_pending=wanted.pending)
    return await desk.show(conversation_id)


@router.put(f"{BASE}/{{conversation_id}}/priority", responses=documented(NotFound))
async def set_priority(
    who: Writer, desk: AtDesk, conversation_id: UUID, wanted: schemas.PriorityChange
) -> schemas.Conversation:
    """0 low, 1 normal, 2 high, 3 urgent."""
    await actions.set_priority(desk.tx, await desk.lock(conversation_id), wanted.priority)
    return await desk.show(conversation_id)


@router.post(f"{BASE}/{{conversation_id}}/tags", responses=documented(NotFound))
async def change_tags(
    who: Writer, desk: AtDesk, conversation_id: UUID, change: schemas.TagsChange
) -> schemas.Conversation:
    """Add and remove tags."""
    await actions.change_tags(desk.tx, await desk.lock(conversation_id), add=change.add, remove=change.remove)
    return await desk.show(conversation_id)


@router.post(f"{BASE}/{{conversation_id}}/reopen", responses=documented(NotFound, MoveNotPossible))
async def reopen(who: Writer, desk: AtDesk, conversation_id: UUID) -> schemas.Conversation:
    """Take a closed conversation up again; it is yours then."""
    await actions.reopen(desk.tx, await desk.lock(conversation_id), who.user_id)
    return await desk.show(conversation_id)


@router.post("/api/attendance/resolve/{session_id}", responses=documented(NotFound))
async def resolve(who: Resolver, desk: AtDesk, session_id: UUID) -> schemas.Conversation:
    """Done: the next message of the customer belongs to the bot. Resolving twice is once."""
    await actions.resolve(desk.tx, await desk.lock(session_id))
    return await desk.show(session_id)


@router.get("/api/session/{session_id}", responses=documented(NotFound))
async def read_session(who: Reader, desk: AtDesk, session_id: UUID) -> schemas.Session:
    """The conversation in the words that scripts use."""
    return await queries.session(desk.tx, desk.viewer, session_id)


def _sender(who: Who) -> Sender:
    return Sender("attendant", who.user_id)
