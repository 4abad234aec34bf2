"""Wire shapes of conversations and messages. The realtime frames carry these same shapes."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from attendance.files.schemas import MessageFile
from attendance.kernel.wire import Wire

Status = Literal["bot", "waiting", "assigned", "active", "pending", "resolved", "abandoned"]
Owner = Literal["bot", "human"]
AuthorKind = Literal["contact", "bot", "attendant", "system"]
Direction = Literal["in", "out"]
MessageState = Literal["received", "queued", "sent", "delivered", "read", "played", "failed"]


MAIL_ADDRESS: Final = r"^[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+\.[^\s<>\"(),:;\[\]\\@]+$"


class ContactRef(Wire):
    """The customer, as a conversation shows them. `is_new`: no earlier conversation."""

    id: UUID
    name: str
    phone: str | None
    email: str | None
    is_new: bool


class LastMessage(Wire):
    """Preview in the list; private notes never appear here."""

    seq: int
    kind: str
    direction: Direction
    author_kind: AuthorKind
    text: str
    at: datetime
    state: MessageState
    is_deleted: bool = False


class Conversation(Wire):
    """A conversation as lists, panels and frames show it. Everything is viewer-independent.

    `status` bot|waiting|assigned|active|pending|resolved|abandoned. `owner_epoch` rises with each change of owner.
    `subject`: of a mail's thread; null elsewhere.
    `window_closes_at`: until when free text may be sent; null means no limit, a past instant means closed
    (and so does `window_is_closed`, for a customer who never wrote).
    `inbound_count` counts the customer's messages: unread = inbound_count - the viewer's read_count.
    """

    id: UUID
    number: int
    inbox_id: UUID
    inbox_name: str
    channel: str
    bot_id: UUID | None
    status: Status
    owner: Owner
    owner_epoch: int
    needs_human: bool
    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None
    priority: int = Field(ge=0, le=3)
    topic: str | None
    subject: str | None
    tags: list[str]
    contact: ContactRef
    last_message: LastMessage | None
    last_seq: int
    inbound_count: int
    last_inbound_at: datetime | None
    window_closes_at: datetime | None
    window_is_closed: bool
    waiting_since: datetime | None
    snoozed_until: datetime | None
    transfer_note: str | None
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None


class ListedConversation(Wire):
    """An item of a list: the conversation, and how many of the customer's messages the viewer has read."""

    conversation: Conversation
    read_count: int


class ViewCounts(Wire):
    """Figures beside the views of the inbox."""

    mine: int
    queue: int
    all: int
    bot: int
    snoozed: int


class Author(Wire):
    kind: AuthorKind
    id: UUID | None
    name: str


class FailureReason(Wire):
    code: str
    message: str
    may_retry: bool


class Reaction(Wire):
    """One person's emoji; `by` is `contact:<id>`, `user:<id>`, or `business`: in the vendor's own app."""

    by: str
    name: str
    emoji: str


class Message(Wire):
    """One message or private note (`is_note`). `seq` orders a conversation without gaps or repeats.

    `content` holds what the kind needs beyond text (the vendor's part for kinds shown as generic items).
    `edited_at`: when its author changed the words last; `content.history` has the former ones, `{text, at}` each.
    `deleted_at`: when its author took it back; text, content and files are empty then. `content.amendment`: what an
    attendant wants changed, `{id, kind, text, by, state, reason}`, while the vendor is asked (`pending`) or after it
    refused (`failed`).
    """

    id: UUID
    conversation_id: UUID
    seq: int
    direction: Direction
    kind: str
    is_note: bool
    author: Author
    text: str
    content: dict[str, Any]
    reply_to: UUID | None
    client_id: str | None
    state: MessageState
    reason: FailureReason | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    edited_at: datetime | None
    deleted_at: datetime | None
    reactions: list[Reaction]
    files: list[MessageFile]


class TimelineEntry(Wire):
    """One quiet line between the messages: assigned, transferred, resolved, tagged…

    `kind` is the event's wire name, `data` its facts with names resolved at the time of the event.
    """

    id: UUID
    conversation_id: UUID
    kind: str
    at: datetime
    actor: Author
    data: dict[str, Any]


class NewNote(Wire):
    """A private note: words, files, or both. `files`: ids of uploads of yours for this conversation, in their order.

    `client_id` is made by the sender; repeating it returns the first note instead of a second one.
    """

    text: str = Field("", max_length=65536)
    client_id: str = Field(min_length=8, max_length=64)
    files: list[UUID] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and not self.files:
            raise ValueError("a message needs some text or a file")
        return self


MailAddress = Annotated[str, Field(max_length=254, pattern=MAIL_ADDRESS)]


class NewMail(Wire):
    """What a mail has beyond its words. `subject` null: as the conversation's. `has_original` false: what the customer
    wrote is not repeated below the answer."""

    cc: list[MailAddress] = Field(default_factory=list, max_length=50)
    bcc: list[MailAddress] = Field(default_factory=list, max_length=50)
    subject: str | None = Field(None, min_length=1, max_length=300)
    has_original: bool = True


class NewMessage(NewNote):
    """Words, files, or both. `files`: ids of uploads of yours for this conversation, in the order to be shown.
    `mail`: only where the channel has copies.

    `client_id` is made by the sender; repeating it returns the first message instead of a second one.
    """

    reply_to: UUID | None = None
    mail: NewMail | None = None


class NewPlace(Wire):
    """A point on the map, in degrees."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: str = Field("", max_length=200)
    address: str = Field("", max_length=500)


class NewPerson(Wire):
    """A card of an address book."""

    name: str = Field(min_length=1, max_length=200, pattern=r"\S")
    phone: str = Field(pattern=r"^\+?[0-9][0-9 ().-]{5,24}$")
    organisation: str = Field("", max_length=200)


class NewShared(Wire):
    """Either `location` or `contacts`. `client_id` as in `NewMessage`."""

    client_id: str = Field(min_length=8, max_length=64)
    location: NewPlace | None = None
    contacts: list[NewPerson] = Field(default_factory=list, max_length=10)
    reply_to: UUID | None = None

    @model_validator(mode="after")
    def _shares_one(self) -> Self:
        if (self.location is None) != bool(self.contacts):
            raise ValueError("name either a location or contacts")
        return self


class NewReaction(Wire):
    """One emoji; it takes the place of an earlier one of yours."""

    emoji: str = Field(min_length=1, max_length=16)


class NewWords(Wire):
    text: str = Field(min_length=1, max_length=65536)


class NewTemplateMessage(Wire):
    """`variables` by the template's keys. Its header's file: an upload (`files`) or https address (`header_link`)."""

    template_id: UUID
    client_id: str = Field(min_length=8, max_length=64)
    variables: dict[str, str] = Field(default_factory=dict, max_length=50)
    header_link: str | None = Field(None, max_length=2000, pattern=r"^https://\S+$")
    files: list[UUID] = Field(default_factory=list, max_length=1)


class ReadMark(Wire):
    """`seq` of the newest message on the screen."""

    seq: int = Field(ge=0)


class ReadMarker(Wire):
    conversation_id: UUID
    seq: int
    read_count: int


class Transfer(Wire):
    """To a person (`attendant_id`: users.id or external id) or a queue, exactly one; the note is for colleagues."""

    session_id: UUID
    attendant_id: str | None = None
    queue_id: UUID | None = None
    note: str | None = Field(None, max_length=4000)


class Assign(Wire):
    """`attendant_id` is users.id or the external id (att-001); absent means the caller."""

    session_id: UUID
    attendant_id: str | None = None


class Snooze(Wire):
    until: datetime


class TagsChange(Wire):
    add: list[str] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)


class PriorityChange(Wire):
    priority: int = Field(ge=0, le=3)


class Pending(Wire):
    """Waiting for the customer (true) or active again (false)."""

    pending: bool


class Session(Wire):
    """GET /api/session/{session_id}: the conversation in the words that scripts use."""

    id: UUID
    bot_id: UUID | None
    user_id: UUID
    needs_human: bool
    status: Status
    channel: str
    assigned_to: UUID | None
    queue_id: UUID | None
    customer_id: UUID | None
    context_data: dict[str, Any]


class SearchHit(Wire):
    """A conversation that matches; `snippet` is the message that matched, when one did."""

    conversation: Conversation
    read_count: int
    message_id: UUID | None
    snippet: str | None
