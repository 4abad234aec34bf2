"""Wire shapes of tickets."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from attendance.conversations.schemas import Author, MessageState
from attendance.files.schemas import MessageFile
from attendance.kernel.wire import Wire
from attendance.tickets.rules import Creates, FieldKind, Priority, Status

Sort = Literal["updated", "created", "priority"]
Tag = Annotated[str, Field(min_length=1, max_length=100)]
Category = Annotated[str, Field(min_length=1, max_length=50)]
MOST_AT_ONCE = 200
MOST_FILES = 10


class Ticket(Wire):
    """A ticket as lists, panels and frames show it. Everything is viewer-independent.

    `number` is how people write `ticket_number`: TIC-001. `session_id` is the conversation that it came from.
    `resolved_at`: since when it is resolved or closed. `merged_into`: it goes on there.
    """

    id: UUID
    session_id: UUID
    conversation_number: int | None
    ticket_number: int
    number: str
    subject: str
    description: str | None
    status: Status
    priority: Priority
    category: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None
    attendant_id: str | None
    queue_id: UUID | None
    queue_name: str | None
    channel: str | None
    customer_id: UUID | None
    customer_name: str | None
    contact_phone: str | None
    contact_email: str | None
    deal_id: UUID | None
    tags: list[str]
    custom_fields: dict[str, Any]
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    merged_into: UUID | None
    split_from: UUID | None
    deleted_at: datetime | None


class TicketRef(Wire):
    id: UUID
    number: str
    subject: str
    status: Status


class TicketWatcher(Wire):
    user_id: UUID
    name: str


class TicketComment(Wire):
    """`is_public`: the customer got it, as `message_id`; `state` is what became of that message.

    `ticket_id` is where it was written, which may be a ticket that was merged into the one shown.
    """

    id: UUID
    ticket_id: UUID
    author: Author
    text: str
    is_public: bool
    message_id: UUID | None
    state: MessageState | None
    created_at: datetime
    files: list[MessageFile]


class TicketDetail(Wire):
    """A ticket with everything around it. Comments are oldest first, also those of merged tickets.

    `moves`: the statuses that one step leads to.
    """

    ticket: Ticket
    moves: list[Status]
    comments: list[TicketComment]
    watchers: list[TicketWatcher]
    merged: list[TicketRef]
    merged_into: TicketRef | None
    split_from: TicketRef | None


class TicketHistoryEntry(Wire):
    """Something that happened to a ticket: `kind` is the event's wire name, `data` its facts."""

    id: UUID
    kind: str
    at: datetime
    actor: Author
    data: dict[str, Any]


class TicketCounts(Wire):
    """How many tickets there are to work on, by status, and whose."""

    open: int
    in_progress: int
    pending: int
    mine: int
    unassigned: int
    urgent: int


class NewTicket(Wire):
    """Of a conversation (`session_id`), or of the latest one of a contact (`customer_id`).

    `assigned_to` left out: whoever has the conversation; null: nobody. `attendant_id` works as well (`att-001`).
    """

    session_id: UUID | None = None
    customer_id: UUID | None = None
    subject: str = Field(min_length=1, max_length=300)
    description: str | None = Field(None, max_length=20_000)
    priority: Priority | None = None
    category: Category | None = None
    tags: list[Tag] = Field(default_factory=list, max_length=50)
    custom_fields: dict[str, Any] = Field(default_factory=dict)
    assigned_to: UUID | None = None
    attendant_id: str | None = Field(None, max_length=50)
    deal_id: UUID | None = None


class TicketPatch(Wire):
    """Changes the fields that the body names. `custom_fields` are merged; null empties one."""

    subject: str | None = Field(None, min_length=1, max_length=300)
    description: str | None = Field(None, max_length=20_000)
    status: Status | None = None
    priority: Priority | None = None
    category: Category | None = None
    tags: list[Tag] | None = Field(None, max_length=50)
    custom_fields: dict[str, Any] | None = None
    deal_id: UUID | None = None


class TicketAssign(Wire):
    """To a user (`attendant_id`: users.id or external id); without one to yourself, null: to nobody."""

    attendant_id: str | None = Field(None, max_length=64)


class TicketTransfer(Wire):
    """To a person or to a queue, exactly one; the note is an internal comment."""

    attendant_id: str | None = Field(None, max_length=64)
    queue_id: UUID | None = None
    note: str | None = Field(None, max_length=20_000)


class TicketResolve(Wire):
    """`note`: an internal comment on how it ended."""

    note: str | None = Field(None, max_length=20_000)


class NewTicketComment(Wire):
    """A public one is sent to the customer in the ticket's conversation. Repeating `client_id` returns the first.

    `files`: uploaded for that conversation before (`POST /api/attendance/files`); with files the text may be empty.
    """

    text: str = Field("", max_length=20_000)
    is_public: bool = False
    client_id: str = Field(min_length=8, max_length=64)
    files: list[UUID] = Field(default_factory=list, max_length=MOST_FILES)


class TicketWatchersChange(Wire):
    add: list[UUID] = Field(default_factory=list, max_length=50)
    remove: list[UUID] = Field(default_factory=list, max_length=50)


class TicketMerge(Wire):
    into: UUID


class TicketSplit(Wire):
    """These comments go on in a new ticket."""

    subject: str = Field(min_length=1, max_length=300)
    comment_ids: list[UUID] = Field(default_factory=list, max_length=200)


class TicketBulk(Wire):
    """The same for many tickets; what is left out stays. `assign` null takes them from whoever has them."""

    ticket_ids: list[UUID] = Field(min_length=1, max_length=MOST_AT_ONCE)
    status: Status | None = None
    priority: Priority | None = None
    category: Category | None = None
    attendant_id: str | None = Field(None, max_length=64)
    add_tags: list[Tag] = Field(default_factory=list, max_length=20)
    remove_tags: list[Tag] = Field(default_factory=list, max_length=20)
    delete: bool = False


class TicketBulkResult(Wire):
    """What became of one of them; `code` and `detail` say why not."""

    ticket_id: UUID
    ok: bool
    code: str | None = None
    detail: str | None = None


class TicketBulkDone(Wire):
    """`bulk_id` undoes it; null when nothing changed."""

    bulk_id: UUID | None
    results: list[TicketBulkResult]


class TicketField(Wire):
    """A field that the company gives its tickets; `choices` only of the kind `choice`."""

    key: str = Field(max_length=50)
    label: str = Field(min_length=1, max_length=100)
    kind: FieldKind
    choices: list[Annotated[str, Field(min_length=1, max_length=100)]] = Field(
        default_factory=list, max_length=100
    )
    is_required: bool = False


class TicketFields(Wire):
    fields: list[TicketField] = Field(max_length=50)


class TicketRule(Wire):
    """When conversations of a queue get a ticket by themselves. `queue_id` null: of every queue without a rule."""

    queue_id: UUID | None
    creates: Creates
    category: Category | None = None


class TicketRules(Wire):
    rules: list[TicketRule] = Field(max_length=500)


class TicketFilter(Wire):
    """What a list shows; empty lists and nulls mean everything. `assigned_to`: a user, `me` or `none`.

    `text` finds numbers, subjects, descriptions, comments and contacts; accents and case don't matter.
    """

    status: list[Status] = Field(default_factory=list, max_length=5)
    priority: list[Priority] = Field(default_factory=list, max_length=4)
    category: Category | None = None
    tag: Tag | None = None
    assigned_to: UUID | Literal["me", "none"] | None = None
    queue_id: UUID | None = None
    customer_id: UUID | None = None
    session_id: UUID | None = None
    created_from: AwareDatetime | None = None
    created_to: AwareDatetime | None = None
    updated_from: AwareDatetime | None = None
    updated_to: AwareDatetime | None = None
    text: str | None = Field(None, min_length=1, max_length=200)
    sort: Sort = "updated"


class TicketView(Wire):
    id: UUID
    name: str
    is_shared: bool
    is_mine: bool
    wanted: TicketFilter


class NewTicketView(Wire):
    name: str = Field(min_length=1, max_length=60)
    is_shared: bool = False
    wanted: TicketFilter


class TicketViewPatch(Wire):
    name: str | None = Field(None, min_length=1, max_length=60)
    is_shared: bool | None = None
    wanted: TicketFilter | None = None


class TicketNotice(Wire):
    """What somebody else did to a ticket that you have or watch. `detail`: the status, the queue or the person that it
    went to; null for a comment. `actor_name` null: a rule or a bot did it."""

    id: UUID
    ticket_id: UUID
    number: str
    subject: str
    what: Literal["commented", "moved", "assigned", "transferred"]
    actor_name: str | None
    detail: str | None
    at: datetime
    is_read: bool


class TicketNoticeCount(Wire):
    unread: int


class TicketNoticesRead(Wire):
    """Of this ticket, or (null) all of yours."""

    ticket_id: UUID | None = None


class TicketRowError(Wire):
    """Why a row of a file was left out. `line`: as a text editor counts, the heading being 1."""

    line: int
    code: str
    detail: str


class TicketImport(Wire):
    """What became of a file; of a dry run, what would. `bulk_id` takes it back; null when nothing was made."""

    rows: int
    created: int
    errors: list[TicketRowError]
    bulk_id: UUID | None
