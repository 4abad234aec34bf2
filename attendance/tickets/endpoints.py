"""REST of tickets: lists, single ones, and what people do with them. Names and paths are contracts."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response

from attendance.attendants import queries as attendants
from attendance.channels.media import FileKindNotTaken, FileTooLarge, FileTypeNotTaken
from attendance.conversations.rules import (
    ConversationClosed,
    NotYourConversation,
    OptedOut,
    WindowClosed,
)
from attendance.conversations.web import AtDesk, Desk, Seeing
from attendance.files.actions import FileNotYours
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page
from attendance.tickets import actions, bulk, commenting, merging, opening, queries, schemas
from attendance.tickets.actions import Draft, Locked
from attendance.tickets.asking import AskedTickets
from attendance.tickets.bulk import AlreadyUndone, Change
from attendance.tickets.commenting import Author, Comment
from attendance.tickets.merging import NotMerged
from attendance.tickets.rules import FieldInvalid, TicketMerged, TicketMoveNotPossible

router = api_router("tickets")
BASE = "/api/attendance/tickets"
ONE = BASE + "/{ticket_id}"

Reader = Annotated[Who, Allowed("tickets.read")]
Writer = Annotated[Who, Allowed("tickets.write")]
Deleter = Annotated[Who, Allowed("tickets.delete")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get(BASE)
async def list_tickets(
    who: Reader, tx: InTransaction, viewer: Seeing, asked: Asked, wanted: AskedTickets
) -> Page[schemas.Ticket]:
    """Tickets by filter; those that were merged or deleted aren't listed."""
    items, cursor = await queries.page(tx, viewer, wanted, asked)
    return Page(items=items, next_cursor=cursor)


@router.get(f"{BASE}/counts")
async def count_tickets(who: Reader, tx: InTransaction, viewer: Seeing) -> schemas.TicketCounts:
    """How many there are to work on."""
    return await queries.counts(tx, viewer)


@router.post(BASE, status_code=201, responses=documented(NotFound, InvalidInput, FieldInvalid))
async def create_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, new: schemas.NewTicket
) -> schemas.Ticket:
    """A ticket about a conversation; whoever has the conversation has it, unless the body names somebody."""
    about = await opening.of_request(tx, viewer, session_id=new.session_id, customer_id=new.customer_id)
    draft = Draft(
        new.subject, description=new.description, priority=new.priority or about.priority, category=new.category,
        tags=new.tags, custom_fields=new.custom_fields, deal_id=new.deal_id, created_by=who.user_id,
        assigned_to=await _first_owner(tx, who, new, about.assigned_to),
    )  # fmt: skip
    ticket_id = await actions.create(tx, about.origin, draft, by="person")
    return await _shown(tx, ticket_id)


@router.post(f"{BASE}/bulk", operation_id="change_tickets")
async def change_tickets(
    who: Writer, tx: InTransaction, viewer: Seeing, wanted: schemas.TicketBulk
) -> schemas.TicketBulkDone:
    """The same for many tickets, with a result for each. `bulk_id` takes it back."""
    if wanted.delete:
        who.require("tickets.delete")
    user_id = await attendants.user_id_of(tx, wanted.attendant_id) if wanted.attendant_id else None
    is_assigning = "attendant_id" in wanted.model_fields_set
    if is_assigning and user_id != who.user_id:
        who.require("tickets.assign")
    values = wanted.model_dump(include={"status", "priority", "category"}, exclude_unset=True)
    change = Change(
        {name: value for name, value in values.items() if value is not None or name == "category"},
        wanted.add_tags, wanted.remove_tags, is_assigning, user_id, wanted.delete,
    )  # fmt: skip
    return await bulk.apply(tx, viewer, wanted.ticket_ids, change, user_id=who.user_id)


@router.post(f"{BASE}/bulk/{{bulk_id}}/undo", responses=documented(NotFound, AlreadyUndone))
async def undo_bulk(who: Writer, tx: InTransaction, viewer: Seeing, bulk_id: UUID) -> schemas.TicketBulkDone:
    """Every ticket as it was, unless somebody changed it since."""
    return await bulk.undo(tx, viewer, bulk_id, user_id=who.user_id)


@router.get(ONE, responses=documented(NotFound))
async def read_ticket(
    who: Reader, tx: InTransaction, viewer: Seeing, ticket_id: UUID
) -> schemas.TicketDetail:
    """One ticket with its comments, watchers and relatives."""
    return await queries.detail(tx, viewer, ticket_id)


@router.put(
    ONE, responses=documented(NotFound, TicketMerged, TicketMoveNotPossible, InvalidInput, FieldInvalid)
)
async def change_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, patch: schemas.TicketPatch
) -> schemas.Ticket:
    """Change the fields that the body names; the status by a move that it allows."""
    found = await actions.lock(tx, ticket_id, viewer)
    await actions.change(tx, found, patch.model_dump(exclude_unset=True))
    return await _shown(tx, ticket_id)


@router.delete(ONE, status_code=204, responses=documented(NotFound))
async def delete_ticket(who: Deleter, tx: InTransaction, viewer: Seeing, ticket_id: UUID) -> None:
    """Out of every list; `restore` brings it back. Its number is never given again."""
    await actions.delete(tx, await actions.lock(tx, ticket_id, viewer))


@router.post(f"{ONE}/restore", responses=documented(NotFound))
async def restore_ticket(who: Deleter, tx: InTransaction, viewer: Seeing, ticket_id: UUID) -> schemas.Ticket:
    """Undo the deletion."""
    await actions.restore(tx, await actions.lock(tx, ticket_id, viewer, even_deleted=True))
    return await _shown(tx, ticket_id)


@router.post(f"{ONE}/assign", responses=documented(NotFound, TicketMerged))
async def assign_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, wanted: schemas.TicketAssign
) -> schemas.Ticket:
    """To yourself when nobody is named; to others, and to nobody (null), by those who may assign."""
    user_id = await _assignee(tx, who, wanted)
    if user_id not in (None, who.user_id):
        who.require("tickets.assign")
    found = await actions.lock(tx, ticket_id, viewer)
    if user_id is None and found.assigned_to != who.user_id:
        who.require("tickets.assign")
    await actions.assign(tx, found, user_id)
    return await _shown(tx, ticket_id)


@router.post(f"{ONE}/resolve", responses=documented(NotFound, TicketMerged, TicketMoveNotPossible))
async def resolve_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, how: schemas.TicketResolve | None = None
) -> schemas.Ticket:
    """Done, with a word on how. Resolving twice is once."""
    found = await actions.lock(tx, ticket_id, viewer)
    await actions.move(tx, found, "resolved")
    await _note(tx, who, found, how.note if how else None)
    return await _shown(tx, ticket_id)


@router.post(f"{ONE}/transfer", responses=documented(NotFound, TicketMerged, InvalidInput))
async def transfer_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, wanted: schemas.TicketTransfer
) -> schemas.Ticket:
    """Pass your own, or one that nobody has, on to a person or a queue; anybody's by those who may assign."""
    if (wanted.attendant_id is None) == (wanted.queue_id is None):
        raise InvalidInput("Name either attendant_id or queue_id.")
    found = await actions.lock(tx, ticket_id, viewer)
    if found.assigned_to not in (None, who.user_id):
        who.require("tickets.assign")
    if wanted.queue_id is not None:
        await actions.transfer(tx, found, wanted.queue_id)
    elif wanted.attendant_id is not None:
        await actions.assign(tx, found, await attendants.user_id_of(tx, wanted.attendant_id))
    await _note(tx, who, found, wanted.note)
    return await _shown(tx, ticket_id)


@router.get(f"{ONE}/history", responses=documented(NotFound))
async def read_history(
    who: Reader, tx: InTransaction, viewer: Seeing, ticket_id: UUID
) -> list[schemas.TicketHistoryEntry]:
    """What happened to it, oldest first."""
    return await queries.history(tx, await queries.one(tx, viewer, ticket_id))


@router.post(
    f"{ONE}/comments",
    status_code=201,
    responses={
        **documented(
            NotFound,
            NotYourConversation,
            ConversationClosed,
            WindowClosed,
            OptedOut,
            InvalidInput,
            FileNotYours,
            FileKindNotTaken,
            FileTypeNotTaken,
            FileTooLarge,
        ),
        200: {"model": schemas.TicketComment, "description": "A repeat: the first comment"},
    },
)
async def comment_on_ticket(
    who: Writer, desk: AtDesk, ticket_id: UUID, new: schemas.NewTicketComment, response: Response
) -> schemas.TicketComment:
    """For colleagues, or (`is_public`) to the customer, in the ticket's conversation."""
    comment_id, is_repeat = await _comment(who, desk, ticket_id, new)
    if is_repeat:
        response.status_code = 200
    return await queries.comment(desk.tx, comment_id)


async def _comment(who: Who, desk: Desk, ticket_id: UUID, new: schemas.NewTicketComment) -> tuple[UUID, bool]:
    """The conversation's lock comes before the ticket's, as everywhere."""
    written = Comment(new.text, new.client_id, Author("attendant", who.user_id, who.name), new.files)
    if not new.is_public:
        found = await actions.lock(desk.tx, ticket_id, desk.viewer)
        return await commenting.comment(desk.tx, found, written)
    who.require("conversations.reply")
    known = await queries.one(desk.tx, desk.viewer, ticket_id)
    conversation = await desk.lock(known.session_id)
    found = await actions.lock(desk.tx, ticket_id, desk.viewer)
    limit, able = desk.limit(conversation), desk.able(conversation)
    return await commenting.answer(desk.tx, found, conversation, written, limit=limit, able=able)


@router.post(f"{ONE}/watchers", responses=documented(NotFound, InvalidInput))
async def change_watchers(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, change: schemas.TicketWatchersChange
) -> schemas.TicketDetail:
    """Add and remove those who want to hear of it."""
    found = await actions.lock(tx, ticket_id, viewer)
    await commenting.watch(tx, found, add=change.add, remove=change.remove)
    return await queries.detail(tx, viewer, ticket_id)


@router.post(f"{ONE}/merge", responses=documented(NotFound, TicketMerged, InvalidInput))
async def merge_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, wanted: schemas.TicketMerge
) -> schemas.TicketDetail:
    """This one goes on in another one, which is the answer. `DELETE` of the same address undoes it."""
    await merging.merge(tx, viewer, ticket_id, wanted.into)
    return await queries.detail(tx, viewer, wanted.into)


@router.delete(f"{ONE}/merge", responses=documented(NotFound, NotMerged))
async def unmerge_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID
) -> schemas.TicketDetail:
    """As it was before it was merged."""
    await merging.unmerge(tx, viewer, ticket_id)
    return await queries.detail(tx, viewer, ticket_id)


@router.post(f"{ONE}/split", status_code=201, responses=documented(NotFound, TicketMerged, InvalidInput))
async def split_ticket(
    who: Writer, tx: InTransaction, viewer: Seeing, ticket_id: UUID, wanted: schemas.TicketSplit
) -> schemas.TicketDetail:
    """Some of its comments go on in a new ticket, which is the answer."""
    found = await actions.lock(tx, ticket_id, viewer)
    made = await merging.split(
        tx, found, subject=wanted.subject, comment_ids=wanted.comment_ids, created_by=who.user_id
    )
    return await queries.detail(tx, viewer, made)


async def _shown(tx: Tx, ticket_id: UUID) -> schemas.Ticket:
    """Its state now, whether the viewer may still see it or has just passed it on."""
    return (await queries.by_ids(tx, [ticket_id]))[ticket_id]


async def _first_owner(tx: Tx, who: Who, new: schemas.NewTicket, otherwise: UUID | None) -> UUID | None:
    """Whom the body names; else who has the conversation, else whoever opens it."""
    if new.attendant_id is not None:
        return await attendants.user_id_of(tx, new.attendant_id)
    if "assigned_to" in new.model_fields_set:
        return new.assigned_to
    return otherwise or who.user_id


async def _assignee(tx: Tx, who: Who, wanted: schemas.TicketAssign) -> UUID | None:
    if "attendant_id" not in wanted.model_fields_set:
        return who.user_id
    return await attendants.user_id_of(tx, wanted.attendant_id) if wanted.attendant_id else None


async def _note(tx: Tx, who: Who, found: Locked, note: str | None) -> None:
    if note and note.strip():
        author = Author("attendant", who.user_id, who.name)
        await commenting.comment(tx, found, Comment(note, str(new_id()), author))
