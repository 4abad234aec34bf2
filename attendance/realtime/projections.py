"""From events to frames and who may see them. Frames carry current state, read once for a whole batch."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec

from attendance.attendants import queries as attendant_queries
from attendance.attendants.schemas import Attendant
from attendance.conversations import queries
from attendance.conversations.queries import Windows
from attendance.conversations.rules import Viewer, sees
from attendance.conversations.schemas import Conversation, Message, ReadMarker
from attendance.customers.activities import queries as activity_queries
from attendance.customers.activities.schemas import Activity
from attendance.deals import queries as deal_queries
from attendance.deals.schemas import Deal
from attendance.kernel.database import Tx
from attendance.kernel.events import Recorded
from attendance.realtime import frames
from attendance.tickets import queries as ticket_queries
from attendance.tickets.schemas import Ticket

Audience = Callable[[Viewer], bool]


@dataclass(frozen=True, slots=True)
class Projected:
    """A frame, in the two forms that a connection may need, and who sees it.

    `held` carries the cursor before its batch, `final` the one after it: only the last frame that a connection gets
    of a batch may move its cursor, or a cut in between would lose the rest.
    """

    held: bytes
    final: bytes
    audience: Audience
    removes: UUID | None = None
    """The conversation that its receivers have to forget."""


@dataclass(slots=True)
class _Touched:
    """What a batch of events touched, each thing once, in order of its last event."""

    messages: dict[UUID, Recorded] = field(default_factory=dict)
    conversations: dict[UUID, list[Recorded]] = field(default_factory=dict)
    timeline: list[Recorded] = field(default_factory=list)
    reads: list[Recorded] = field(default_factory=list)
    attendants: set[UUID] = field(default_factory=set)
    reworked: set[UUID] = field(default_factory=set)
    """Conversations whose attendant has one more or less to do now."""
    contacts: set[UUID] = field(default_factory=set)
    queues: bool = False
    tickets: dict[UUID, list[Recorded]] = field(default_factory=dict)
    ticket_settings: bool = False
    noticed: list[Recorded] = field(default_factory=list)
    deals: dict[UUID, None] = field(default_factory=dict)
    pipeline: bool = False
    activities: list[Recorded] = field(default_factory=list)
    reminded: dict[UUID, UUID] = field(default_factory=dict)
    """Activities whose owners, the values, are to be told now."""
    leads: dict[UUID, Recorded] = field(default_factory=dict)


async def project(
    tx: Tx, batch: Sequence[Recorded], windows: Windows, *, before: str, after: str
) -> list[Projected]:
    """The frames of one tenant's events, in order. A constant number of queries, however long the batch."""
    touched = _sort(batch)
    for conversation_id in await queries.latest_of(tx, touched.contacts) if touched.contacts else ():
        touched.conversations.setdefault(conversation_id, [])
    conversations = await queries.by_ids(tx, touched.conversations, windows) if touched.conversations else {}
    messages = await queries.messages_by_ids(tx, touched.messages) if touched.messages else {}
    people = touched.attendants | _responsible(conversations, touched.reworked)
    attendants = await attendant_queries.by_user_ids(tx, people, only_active=True) if people else {}
    calling = [key for key, found in conversations.items() if _calls(found, touched.conversations[key])]
    said = await queries.last_words(tx, calling) if calling else {}
    make = _Maker(conversations, said, before, after)
    return [
        *make.messages(messages, touched.messages),
        *make.conversations(touched.conversations),
        *make.timeline(touched.timeline),
        *make.reads(touched.reads),
        *make.attendants(list(attendants.values())),
        *([make.frame(lambda c: frames.QueuesChanged(c), _everybody)] if touched.queues else []),
        *make.tickets(await _tickets(tx, touched), touched.tickets),
        *(
            [make.frame(lambda c: frames.TicketSettingsChanged(c), _everybody)]
            if touched.ticket_settings
            else []
        ),
        *make.notices(touched.noticed),
        *make.deals(await deal_queries.by_ids(tx, touched.deals) if touched.deals else {}, touched.deals),
        *([make.frame(lambda c: frames.PipelineChanged(c), _everybody)] if touched.pipeline else []),
        *make.activities(touched.activities),
        *make.reminders(
            await activity_queries.by_ids(tx, touched.reminded) if touched.reminded else {}, touched.reminded
        ),
        *make.leads(touched.leads),
    ]


async def _tickets(tx: Tx, touched: _Touched) -> dict[UUID, Ticket]:
    return await ticket_queries.by_ids(tx, touched.tickets) if touched.tickets else {}


def start_again(*, before: str, after: str) -> Projected:
    """For those to whom the frames of a batch can't tell everything that changed."""
    return Projected(frames.encode(frames.Resync(before)), frames.encode(frames.Resync(after)), _everybody)


def _sort(batch: Sequence[Recorded]) -> _Touched:
    touched = _Touched()
    for event in batch:
        if event.kind == "conversation.read":
            touched.reads.append(event)
            continue
        topic = event.kind.partition(".")[0]
        if topic == "ticket":  # its conversation stays as it is
            touched.tickets.setdefault(UUID(event.payload["ticket_id"]), []).append(event)
            continue
        if event.conversation_id is not None:
            touched.conversations.setdefault(event.conversation_id, []).append(event)
        if topic == "message":
            touched.messages.pop(UUID(event.payload["message_id"]), None)
            touched.messages[UUID(event.payload["message_id"])] = event
        elif topic == "conversation":
            touched.timeline.append(event)
            touched.attendants |= _people(event)
            touched.reworked |= _reworked(event)
        elif topic == "attendant" and "user_id" in event.payload:
            touched.attendants.add(UUID(event.payload["user_id"]))
        elif topic == "contact":
            touched.contacts.add(UUID(event.payload["contact_id"]))
        elif topic == "queue":
            touched.queues = True
            touched.attendants |= {UUID(user) for user in event.payload.get("user_ids", ())}
        elif topic == "ticket_settings":
            touched.ticket_settings = True
        elif topic == "ticket_notices":
            touched.noticed.append(event)
        elif topic == "deal":
            touched.deals[UUID(event.payload["deal_id"])] = None
        elif topic == "pipeline":
            touched.pipeline = True
        elif event.kind == "activity.changed":
            touched.activities.append(event)
        elif event.kind == "activity.reminded":
            touched.reminded[UUID(event.payload["activity_id"])] = UUID(event.payload["owner_id"])
        elif topic == "lead":
            touched.leads[UUID(event.payload["lead_id"])] = event
    return touched


def _people(event: Recorded) -> set[UUID]:
    """Whose load this event changed, by its own words."""
    named = (event.payload.get("assigned_to"), event.payload.get("previous_assigned_to"))
    return {UUID(user) for user in named if user}


_REWORKS = frozenset(
    {"conversation.pended", "conversation.activated", "conversation.snoozed", "conversation.woken"}
)


def _reworked(event: Recorded) -> set[UUID]:
    """The conversation, when it counts as work now, or no more, for whoever has it."""
    return {event.conversation_id} if event.kind in _REWORKS and event.conversation_id else set()


def _responsible(known: Mapping[UUID, Conversation], ids: Collection[UUID]) -> set[UUID]:
    found = (known[conversation_id].assigned_to for conversation_id in ids if conversation_id in known)
    return {user_id for user_id in found if user_id is not None}


@dataclass(frozen=True, slots=True)
class _Maker:
    known: Mapping[UUID, Conversation]
    said: Mapping[UUID, str]
    """The customers' last words, where somebody is called."""
    before: str
    after: str

    def frame(self, build: Callable[[str], msgspec.Struct], audience: Audience) -> Projected:
        """Encoded once: the cursor is the last field, and only it differs."""
        head = frames.encode(build("")).removesuffix(b'"}')
        return Projected(head + self.before.encode() + b'"}', head + self.after.encode() + b'"}', audience)

    def messages(self, found: Mapping[UUID, Message], order: Mapping[UUID, Recorded]) -> list[Projected]:
        return [self._message(found[message_id]) for message_id in order if message_id in found]

    def _message(self, message: Message) -> Projected:
        return self.frame(
            lambda c: frames.MessageUpserted(message, c), self._who_sees(message.conversation_id)
        )

    def conversations(self, touched: Mapping[UUID, Sequence[Recorded]]) -> list[Projected]:
        made: list[Projected] = []
        for conversation_id, happened in touched.items():
            conversation = self.known.get(conversation_id)
            if conversation is not None:
                made += self._conversation(conversation, happened)
        return made

    def _conversation(self, conversation: Conversation, happened: Sequence[Recorded]) -> list[Projected]:
        sees_it = self._who_sees(conversation.id)
        made = [self.frame(lambda c: frames.ConversationUpserted(conversation, c), sees_it)]
        lost = _lost_sight(happened, sees_it)
        if lost:
            removed = self.frame(
                lambda c: frames.ConversationRemoved(conversation.id, conversation.updated_at, c), lost
            )
            made.append(replace(removed, removes=conversation.id))
        if _calls(conversation, happened):
            is_given = conversation.status == "assigned"
            audience = (lambda viewer: viewer.user_id == conversation.assigned_to) if is_given else sees_it
            said = self.said.get(conversation.id, "")
            made.append(self.frame(lambda c: _new_conversation(conversation, said, c), audience))
        return made

    def timeline(self, happened: Sequence[Recorded]) -> list[Projected]:
        return [self._entry(event) for event in happened if event.conversation_id is not None]

    def _entry(self, event: Recorded) -> Projected:
        assert event.conversation_id is not None
        entry = queries.timeline_entry(event.conversation_id, _as_row(event))
        return self.frame(lambda c: frames.TimelineAdded(entry, c), self._who_sees(event.conversation_id))

    def reads(self, happened: Sequence[Recorded]) -> list[Projected]:
        return [self._read(event) for event in happened if event.conversation_id is not None]

    def _read(self, event: Recorded) -> Projected:
        assert event.conversation_id is not None
        reader = UUID(event.payload["user_id"])
        marker = ReadMarker(
            conversation_id=event.conversation_id,
            seq=event.payload["seq"],
            read_count=event.payload["read_count"],
        )
        return self.frame(lambda c: frames.ReadMarked(marker, c), lambda viewer: viewer.user_id == reader)

    def attendants(self, found: Sequence[Attendant]) -> list[Projected]:
        return [self._attendant(attendant) for attendant in found]

    def _attendant(self, attendant: Attendant) -> Projected:
        return self.frame(lambda c: frames.AttendantUpserted(attendant, c), _everybody)

    def tickets(
        self, found: Mapping[UUID, Ticket], touched: Mapping[UUID, Sequence[Recorded]]
    ) -> list[Projected]:
        return [
            frame
            for ticket_id, happened in touched.items()
            if ticket_id in found
            for frame in self._ticket(found[ticket_id], happened)
        ]

    def _ticket(self, ticket: Ticket, happened: Sequence[Recorded]) -> list[Projected]:
        removed = self.frame(lambda c: frames.TicketRemoved(ticket.id, ticket.updated_at, c), _everybody)

        def sees_it(viewer: Viewer) -> bool:
            return sees(viewer, assigned_to=ticket.assigned_to, queue_id=ticket.queue_id)

        lost = _lost_sight(happened, sees_it)
        if ticket.deleted_at is not None:
            return [replace(removed, audience=sees_it)]
        made = [self.frame(lambda c: frames.TicketUpserted(ticket, c), sees_it)]
        return [*made, replace(removed, audience=lost)] if lost else made

    def notices(self, happened: Sequence[Recorded]) -> list[Projected]:
        return [self._notices(event.payload) for event in happened]

    def _notices(self, facts: Mapping[str, Any]) -> Projected:
        people = {UUID(user_id) for user_id in facts["user_ids"]}
        is_new = bool(facts["is_new"])
        return self.frame(
            lambda c: frames.TicketNoticesChanged(is_new, c), lambda viewer: viewer.user_id in people
        )

    def deals(self, found: Mapping[UUID, Deal], order: Collection[UUID]) -> list[Projected]:
        return [self._deal(found[deal_id]) for deal_id in order if deal_id in found]

    def _deal(self, deal: Deal) -> Projected:
        """Everybody who signs in may see the pipeline."""
        if deal.deleted_at is not None:
            return self.frame(lambda c: frames.DealRemoved(deal.id, deal.updated_at, c), _everybody)
        return self.frame(lambda c: frames.DealUpserted(deal, c), _everybody)

    def activities(self, happened: Sequence[Recorded]) -> list[Projected]:
        """Everybody is told that something changed; what it is they only get by asking."""
        return [self._activity_changed(event.payload) for event in happened]

    def _activity_changed(self, facts: Mapping[str, Any]) -> Projected:
        about = {
            name: _id(facts[name]) for name in ("owner_id", "contact_id", "deal_id", "ticket_id", "lead_id")
        }
        activity_id, conversation_id = UUID(facts["activity_id"]), _id(facts["session_id"])
        return self.frame(
            lambda c: frames.ActivityChanged(
                activity_id=activity_id, conversation_id=conversation_id, cursor=c, **about
            ),
            _everybody,
        )

    def reminders(self, found: Mapping[UUID, Activity], owners: Mapping[UUID, UUID]) -> list[Projected]:
        return [self._reminder(found[key], owner_id) for key, owner_id in owners.items() if key in found]

    def _reminder(self, activity: Activity, owner_id: UUID) -> Projected:
        return self.frame(
            lambda c: frames.ActivityReminded(activity, c), lambda viewer: viewer.user_id == owner_id
        )

    def leads(self, happened: Mapping[UUID, Recorded]) -> list[Projected]:
        return [self._lead(lead_id, event.payload) for lead_id, event in happened.items()]

    def _lead(self, lead_id: UUID, facts: Mapping[str, Any]) -> Projected:
        contact_id = _id(facts["contact_id"])
        return self.frame(lambda c: frames.LeadChanged(lead_id, contact_id, c), _everybody)

    def _who_sees(self, conversation_id: UUID) -> Audience:
        conversation = self.known.get(conversation_id)
        if conversation is None:
            return _nobody
        return lambda viewer: sees(
            viewer, assigned_to=conversation.assigned_to, queue_id=conversation.queue_id
        )


_CALLS = frozenset({"conversation.handed_over", "conversation.queued"})


def _calls(conversation: Conversation, happened: Sequence[Recorded]) -> bool:
    """Whether it is new: to all who may take it while it waits, then to whoever was given it and has yet to accept."""
    kinds = {event.kind for event in happened}
    if conversation.status == "waiting":
        return bool(kinds & _CALLS)
    return conversation.status == "assigned" and "conversation.assigned" in kinds


def _new_conversation(conversation: Conversation, said: str, cursor: str) -> frames.NewConversation:
    customer = frames.Customer(conversation.contact.name, conversation.contact.phone)
    return frames.NewConversation(conversation.id, conversation.channel, customer, said, cursor)


def _lost_sight(happened: Sequence[Recorded], sees_now: Audience) -> Audience | None:
    """Who saw it before one of these events and doesn't any more; None when nobody can have."""
    before = [
        (_id(e.payload.get("previous_assigned_to")), _id(e.payload.get("previous_queue_id")))
        for e in happened
        if e.payload.get("previous_assigned_to") or e.payload.get("previous_queue_id")
    ]
    if not before:
        return None
    return lambda viewer: (
        not sees_now(viewer) and any(sees(viewer, assigned_to=user, queue_id=queue) for user, queue in before)
    )


def _id(written: str | None) -> UUID | None:
    return UUID(written) if written else None


def _as_row(event: Recorded) -> dict[str, Any]:
    return {
        "uuid": event.id, "kind": event.kind, "at": event.at, "payload": event.payload,
        "actor_kind": event.actor.kind, "actor_id": event.actor.id, "actor_name": event.actor.name,
    }  # fmt: skip


def _everybody(_: Viewer) -> bool:
    return True


def _nobody(_: Viewer) -> bool:
    return False
