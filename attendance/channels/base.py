"""The port of a channel: verify, parse, render, send, and its capabilities as data.

A channel's folder turns the vendor's bytes into `Parsed` and our messages into the vendor's calls.
It never touches the database: `channels.actions` stores, `router` decides.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol
from uuid import UUID

from attendance.kernel.errors import NotAuthenticated


class MessageKind(StrEnum):
    """What a message is. `unsupported` keeps the raw part, so that nothing is lost."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    INTERACTIVE = "interactive"
    REACTION = "reaction"
    UNSUPPORTED = "unsupported"


class DeliveryState(StrEnum):
    """The life of an outgoing message. It never moves backwards (see `conversations.rules`)."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class MediaRule:
    """What a vendor takes of one kind of file."""

    max_bytes: int
    mime_types: frozenset[str] = frozenset()
    """Empty: any. What isn't listed is transcoded where we can, or refused before it is sent."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a vendor can do. Code asks these, never the channel's name."""

    max_text_chars: int
    reply_window: timedelta | None = None
    """Free text is allowed this long after the customer's last message; None means always."""
    human_reply_window: timedelta | None = None
    """People may answer for longer than bots, this long; None: as long as everybody."""
    has_templates: bool = False
    """Texts that the vendor approved before may go at any time (`channels.templates`)."""
    counts_sms: bool = False
    """Texts travel in segments that cost each: whoever writes sees how many."""
    opt_out_covers: "Refusal" = "all"
    """What a customer has refused when the vendor answers `opted_out`."""
    supports_read_receipts: bool = False
    supports_typing: bool = False
    typing_seconds: float = 15.0
    """The sign that somebody writes is repeated after so long: a little less than it lasts."""
    messages_per_second: float = 20.0
    """Pace of one inbox."""
    seconds_per_recipient: float = 0.0
    """Mean pause between two messages to the same recipient; 0 means none."""
    recipient_burst: int = 10
    """How many messages to one recipient may go at once before the pause counts."""
    confirms_by_reference: bool = False
    """Statuses carry our message id: after a crash between sending and noting it, wait for one before sending again."""
    media: Mapping[MessageKind, MediaRule] = field(default_factory=dict)
    """Kinds of files that can be sent (image, audio, video, document, sticker); a kind that is absent can't."""
    max_files: int = 1
    """How many files one message may carry."""
    shares: frozenset[MessageKind] = frozenset()
    """Which of places and people (location, contacts) can be sent as such (`channels.sharing`)."""
    max_caption_chars: int = 0
    """Text beside a file; 0: a file goes without words, which are sent as a message before it."""
    can_react: bool = False
    """Attendants may put an emoji on the customer's messages."""
    reaction_emoji: tuple[str, ...] = ()
    """Those that the vendor takes; empty: any."""
    can_edit: bool = False
    can_delete: bool = False
    """Attendants may change, or take back, what they sent."""
    edit_limit: timedelta | None = None
    delete_limit: timedelta | None = None
    """For so long after it was sent; None means always."""
    automatic_per_hour: int | None = None
    """So many messages of bots and notices may one customer get in an hour; None: any number."""
    has_threads: bool = False
    """Each thread is a conversation of its own (`IncomingMessage.thread`)."""
    has_copies: bool = False
    """A message may have further recipients, a subject of its own, and the message that it answers below it."""
    serves_attendants: bool = False
    """Attendants can work in it: an inbox of this channel may be a destination."""
    most_options: int = 0
    """So many choices (`channels.menus`) one message shows as buttons or a list; more become numbered lines."""
    opens_pages: bool = False
    """Whoever reads it has a browser at hand: a link to a page of ours may stand in for buttons."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who wrote, in the vendor's terms. `external_id` is the key; the others help to match a contact.

    `aliases` are further external ids of the same person in this channel (a WhatsApp phone beside its BSUID).
    """

    external_id: str
    name: str | None = None
    phone: str | None = None
    """E.164 with `+`, when the vendor tells it."""
    email: str | None = None
    username: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message and stays at the vendor: fetched by its id, or by its address."""

    kind: MessageKind
    id: str | None = None
    url: str | None = None
    mime_type: str | None = None
    filename: str | None = None
    size_bytes: int | None = None
    is_voice: bool = False
    """Recorded to be heard at once, not a file of music."""
    content_id: str | None = None
    """Of an image that the message's HTML shows inline (RFC 2392), without angle brackets."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A customer's message. `external_id` is unique per inbox: the second delivery is a no-op."""

    lane: str
    external_id: str
    sender: Identity
    kind: MessageKind
    text: str
    """The words to show; for media its caption, for other kinds the best short text (may be empty)."""
    sent_at: datetime | None = None
    reply_to: str | None = None
    """external_id of the quoted message."""
    content: Mapping[str, Any] = field(default_factory=dict)
    """The vendor's part of the message as received, for kinds that need more than text."""
    account: str | None = None
    """The vendor's id of the account that it was sent to, when told: one body may serve several inboxes."""
    attachments: tuple[Attachment, ...] = ()
    thread: str | None = None
    """In channels with threads: which one, in the vendor's terms. Required there, absent elsewhere."""
    references: tuple[str, ...] = ()
    """external_ids of earlier messages of its thread, nearest last (mail): if one is known, its conversation's
    thread is this message's, whatever `thread` says."""
    subject: str | None = None
    is_automatic: bool = False
    """A machine wrote it (an absence notice, a newsletter): it is shown, and nothing automatic ever answers it."""
    is_unverified: bool = False
    """The channel has reasons to doubt that it is from whom it says: people see that, and bots don't act on it."""
    fingerprint: str | None = None
    """Of what it says, where senders give different messages the same id: then both are kept (`external_id` alone
    decides where it is None)."""


class ChangeKind(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"


@dataclass(frozen=True, slots=True)
class IncomingChange:
    """The customer changed a message afterwards, theirs or (a reaction) ours."""

    lane: str
    target: str
    """external_id of the message that changes."""
    sender: Identity
    kind: ChangeKind
    text: str = ""
    """The new words of an edit; the emoji of a reaction, empty when it was taken back."""
    at: datetime | None = None
    account: str | None = None
    is_ours: bool = False
    """Somebody of the business did it, in the vendor's own app; `sender` is the customer all the same."""
    external_id: str | None = None
    """The vendor's id of this news, to find it by; where it names none, the id that it came under."""


@dataclass(frozen=True, slots=True)
class IncomingStatus:
    """The vendor says what became of a message that we sent."""

    lane: str
    external_id: str
    state: DeliveryState
    at: datetime | None = None
    reason_code: str | None = None
    reason: str | None = None
    may_retry: bool = False
    """A `failed` that may pass when sent again later."""
    message_id: UUID | None = None
    """Our id, when the vendor hands back the reference that we sent: it matches a status that overtook `send`."""
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Watermark:
    """The vendor says that everything we sent to this person, up to a point, has reached a state.

    The point is a time (`until`), or one of our messages (`through`, its external id); one of them is given.
    """

    lane: str
    recipient: str
    """The contact's external id in this channel."""
    state: DeliveryState
    until: datetime | None = None
    through: str | None = None
    at: datetime | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A valid entry that we don't act on (unknown kinds included). Recorded, never lost."""

    lane: str
    kind: str
    raw: Mapping[str, Any]
    external_id: str | None = None
    """The vendor's id of it, when it has one."""


@dataclass(frozen=True, slots=True)
class IncomingEcho:
    """Somebody of the business wrote outside of this product (the vendor's own app): shown, never sent again."""

    lane: str
    external_id: str
    recipient: Identity
    kind: MessageKind
    text: str
    sent_at: datetime | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    account: str | None = None
    attachments: tuple[Attachment, ...] = ()
    written_in: str = ""
    """The vendor's app, by its name for people: shown as the author."""
    may_be_ours: bool = False
    """An app sent it, perhaps this product: known by its id once our own sending is over."""


Refusal = Literal["marketing", "all"]
"""What a person doesn't want to receive any more."""


@dataclass(frozen=True, slots=True)
class IncomingConsent:
    """A person refuses what we send, or takes the refusal back."""

    lane: str
    person: str
    """Their external id in this channel."""
    refuses: Refusal | None
    """None: they want to receive again."""
    at: datetime | None = None
    account: str | None = None
    external_id: str | None = None
    """Of the message that said so, if one did."""


@dataclass(frozen=True, slots=True)
class IncomingMove:
    """The vendor knows a person by other ids from now on: a new number, a new business-scoped id."""

    lane: str
    former: tuple[str, ...]
    """Ids that lead to them no more; whoever has one of them is the person."""
    current: Identity
    account: str | None = None
    external_id: str | None = None
    """The vendor's id of the message that told it, if one did."""


@dataclass(frozen=True, slots=True)
class IncomingTemplate:
    """The vendor decided about a template; what is None didn't change."""

    lane: str
    external_id: str
    name: str
    language: str
    status: str | None = None
    quality: str | None = None
    category: str | None = None
    reason: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingNotice:
    """News of the account itself. `facts` are keys of the inbox's health (`channels.health`)."""

    lane: str
    facts: Mapping[str, Any]
    problem: str | None = None
    """A sentence for the administrator, when something must be done."""
    account: str | None = None


Incoming = (
    IncomingMessage
    | IncomingChange
    | IncomingEcho
    | IncomingStatus
    | IncomingConsent
    | IncomingMove
    | IncomingTemplate
    | IncomingNotice
    | Watermark
    | Ignored
)


@dataclass(frozen=True, slots=True)
class RawDelivery:
    """One webhook call as it arrived."""

    body: bytes
    headers: Mapping[str, str]
    """Lower-case names."""
    query: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    """Path and query exactly as requested, for vendors that sign the address."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a vendor hears, with status 200, once its delivery is stored."""

    body: str = "ok"
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class InboxConfig:
    """One configured channel account, its credentials decrypted."""

    id: UUID
    tenant_id: UUID
    channel: str
    name: str
    credentials: Mapping[str, str]
    settings: Mapping[str, Any]
    key: str = ""
    """The public part of its webhook address."""
    is_active: bool = True
    """Paused, it sends nothing."""

    @property
    def webhook_path(self) -> str:
        """Appended to the public URL, it is where the vendor calls."""
        return f"/webhooks/{self.channel}/{self.key}"


Opened = AbstractAsyncContextManager[AsyncIterator[bytes]]
"""The content of a file, piece by piece."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file of a message of ours, as this channel's rules want it (transcoded before, if need be)."""

    id: UUID
    kind: MessageKind
    mime_type: str
    filename: str
    size_bytes: int
    open: Callable[[], Opened]
    url: str | None = None
    """Where a vendor may fetch it for some hours, signed; None when the product has no public address."""
    is_voice: bool = False
    duration_seconds: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The message that is answered, to be repeated below the answer. `heading` says who wrote it when."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message of ours on its way to the vendor.

    `content["options"]` are choices (`channels.menus`); `content["card"]` makes it a card for attendants
    (`channels.cards`); `content["template"]` a template of the vendor.
    """

    message_id: UUID
    conversation_id: UUID
    recipient: str
    """The contact's external id in this channel."""
    kind: MessageKind
    text: str
    content: Mapping[str, Any]
    reply_to: str | None = None
    author_name: str | None = None
    attempt: int = 1
    recipient_aliases: tuple[str, ...] = ()
    """Further external ids of the contact in this channel; a vendor may prefer one (WhatsApp: the phone)."""
    files: tuple[OutgoingFile, ...] = ()
    thread: str | None = None
    """The thread that it belongs to; None in channels without threads."""
    subject: str | None = None
    references: tuple[str, ...] = ()
    """external_ids of the conversation's latest messages, nearest last: only where `has_threads`."""
    author_kind: str = "attendant"
    """attendant, bot or system: some rules of vendors are for people only."""
    last_inbound_at: datetime | None = None
    """When the customer last wrote: vendors' windows begin there."""
    recipient_name: str | None = None
    """The contact's name, for texts around the message (mail)."""
    original: Original | None = None
    """What it answers, only where `has_copies`; None: nothing is repeated below it."""


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """The vendor took the message. `external_id` is what its later statuses name.

    `state` is `sent`, or `delivered` for channels that know at once.
    """

    external_id: str
    state: DeliveryState = DeliveryState.SENT
    thread: str | None = None
    """The thread that the message is in, also the one that it began; None in channels without threads."""


class BadSignature(NotAuthenticated):
    """The webhook isn't from whom it says; nothing of it is stored."""

    code = "bad_signature"
    message = "The signature doesn't match the body. Check the app secret of this inbox."


class Channel(Protocol):
    """One kind of channel. Stateless: the inbox comes with each call."""

    name: str
    capabilities: Capabilities
    credential_fields: Sequence["CredentialField"]

    def handshake(self, inbox: InboxConfig, query: Mapping[str, str]) -> str | None:
        """Answer to the vendor's GET verification, or None when it must be refused (403)."""

    def verify(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Raise BadSignature unless the raw bytes are the vendor's."""

    def lanes(self, body: bytes) -> Sequence[str]:
        """Distinct ordering keys in this body (senders, recipients), in order of appearance.

        Entries of one lane are handled one after another, lanes side by side. Raises InvalidInput for a body
        that isn't of this vendor (malformed JSON included): the webhook answers 400 and stores nothing.
        """

    def parse(self, body: bytes) -> Sequence[Incoming]:
        """Every entry of the body in order; an entry that can't be read becomes `Ignored`, never an exception.

        Raises InvalidInput for what `lanes` refuses, and for nothing else.
        """

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        """Hand one message to the vendor, with no transaction open. Raises Temporary, Rejected, Misconfigured."""

    async def mark_read(
        self,
        inbox: InboxConfig,
        external_id: str,
        *,
        recipient: str | None = None,
        show_typing: bool = False,
    ) -> None:
        """Show the customer that we read up to this message of theirs, and that an answer is being written.

        `recipient` is the customer's external id, for vendors that ask for the person instead of the message.
        Does nothing where the capabilities say that the vendor can't. Raises like `send`.
        """

    async def check(self, inbox: InboxConfig) -> str:
        """Ask the vendor whether the credentials work; returns the account's name. Raises like `send`.

        Where vendors take the webhook's address from a call, it is told here.
        """


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One field of an inbox's credentials form."""

    name: str
    label: str
    help: str = ""
    secret: bool = True
    required: bool = True
