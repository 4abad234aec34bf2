"""A company with some of everything that reports count, and the same facts as plain Python for whoever counts again."""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from attendance.conversations.models import Conversation, Message
from attendance.crm.models import Contact
from attendance.deals.models import Deal, Stage
from attendance.identity.schemas import Visibility
from attendance.kernel.database import Database, Tx
from attendance.kernel.ids import new_id
from attendance.queues.models import Queue, Visit
from attendance.ratings.models import ConversationRating
from attendance.reports.running import Reader
from attendance.tickets.models import Ticket
from tests.factories.world import World, new_world

Fact = dict[str, Any]
BEGIN = datetime(2026, 2, 1, 2, tzinfo=UTC)
"""In São Paulo it is still the last hour of January."""
_HOURS = 24 * 60


@dataclass
class Shop:
    world: World
    people: list[UUID]
    queues: list[UUID]
    conversations: list[Fact] = field(default_factory=list)
    messages: list[Fact] = field(default_factory=list)
    tickets: list[Fact] = field(default_factory=list)
    deals: list[Fact] = field(default_factory=list)
    ratings: list[Fact] = field(default_factory=list)
    visits: list[Fact] = field(default_factory=list)
    events: list[Fact] = field(default_factory=list)
    probabilities: dict[str, float] = field(default_factory=dict)

    def reader(self, visibility: Visibility = Visibility.ALL, person: int = 0) -> Reader:
        return Reader(self.world.tenant_id, self.people[person], visibility, "en")


async def make_shop(database: Database, *, seed: int = 1, count: int = 40) -> Shop:
    chance = random.Random(seed)
    world = await new_world(database)
    people = [await world.user(name) for name in ("Ana", "Bia")]
    inboxes = [await world.inbox(channel) for channel in ("echo", "whatsapp")]
    shop = Shop(world, people, [new_id(), new_id()])
    async with world.tx() as tx:
        await _make_queues(tx, shop)
        contacts = await _make_contacts(tx, shop)
        shop.probabilities = {
            row.key: row.probability for row in await tx.rows(select(Stage.key, Stage.probability))
        }
        for number in range(1, count + 1):
            _imagine(shop, chance, number, inboxes, contacts)
        await _write(tx, shop)
    return shop


async def _make_queues(tx: Tx, shop: Shop) -> None:
    for queue_id, name in zip(shop.queues, ("Suporte", "Vendas"), strict=True):
        await tx.execute(insert(Queue).values(id=queue_id, tenant_id=tx.tenant_id, name=name))
    await tx.fetch(
        "insert into attendance_queue_members (id, tenant_id, queue_id, user_id) values ($1, $2, $3, $4)",
        new_id(), tx.tenant_id, shop.queues[0], shop.people[0],
    )  # fmt: skip


async def _make_contacts(tx: Tx, shop: Shop) -> list[UUID]:
    await shop.world.says(tx, await shop.world.inbox(), "Oi", who="5511900000001")
    await shop.world.says(tx, await shop.world.inbox(), "Oi", who="5511900000002")
    found = [row.id for row in await tx.rows(select(Contact.id))]
    await tx.fetch("delete from messages where tenant_id = $1", tx.tenant_id)
    await tx.fetch("delete from conversations where tenant_id = $1", tx.tenant_id)
    return found


def _imagine(
    shop: Shop, chance: random.Random, number: int, inboxes: list[UUID], contacts: list[UUID]
) -> None:
    created = BEGIN + timedelta(hours=chance.randrange(_HOURS), seconds=chance.randrange(3600))
    status = chance.choice(["bot", "waiting", "active", "resolved", "abandoned", "resolved"])
    place = chance.randrange(2)
    answered = chance.choice([None, *shop.people])
    conversation = {
        "id": new_id(), "number": number, "inbox_id": inboxes[place], "contact_id": chance.choice(contacts),
        "channel": ("echo", "whatsapp")[place], "recipient": f"r{number}", "status": status,
        "thread": f"t{number}",
        "owner": "bot" if status == "bot" else "human", "queue_id": chance.choice([None, *shop.queues]),
        "assigned_to": chance.choice(shop.people) if status == "active" else None,
        "last_attendant_id": answered, "priority": chance.randrange(4),
        "topic": chance.choice([None, "boleto", "entrega"]),
        "tags": chance.choice([[], ["vip"], ["vip", "novo"], ["it's; drop table"]]),
        "is_new_customer": chance.random() < 0.5, "last_seq": chance.randrange(9), "created_at": created,
        "updated_at": created, "last_activity_at": created,
        "resolved_at": created + timedelta(minutes=chance.randrange(5000)) if status == "resolved" else None,
    }  # fmt: skip
    shop.conversations.append(conversation)
    _imagine_story(shop, chance, conversation)
    for seq in range(chance.randrange(4)):
        shop.messages.append(_message(shop, chance, conversation, seq))
    shop.visits.append(_visit(shop, chance, conversation))
    if chance.random() < 0.7:
        shop.tickets.append(_ticket(shop, chance, conversation))
    if chance.random() < 0.7:
        shop.deals.append(_deal(shop, chance, conversation))
    if chance.random() < 0.7:
        shop.ratings.append(_rating(shop, chance, conversation))


def _imagine_story(shop: Shop, chance: random.Random, of: Fact) -> None:
    """Events of the log, in order."""
    at = of["created_at"]

    def tell(kind: str, **payload: Any) -> None:
        nonlocal at
        at += timedelta(seconds=chance.randrange(1, 4000))
        shop.events.append({"conversation_id": of["id"], "kind": kind, "at": at, "payload": payload})

    for _ in range(chance.randrange(3)):
        tell("conversation.assigned", how="balanced")
        if chance.random() < 0.7:
            tell("conversation.accepted", waited_seconds=chance.choice([None, chance.randrange(900)]))
        for author, is_note in (("bot", False), ("attendant", True), ("attendant", False)):
            if chance.random() < 0.6:
                tell("message.posted", author_kind=author, is_note=is_note)
    for _ in range(chance.randrange(3)):
        tell("conversation.resolved", open_seconds=chance.randrange(90_000), was_human=True)


def _message(shop: Shop, chance: random.Random, of: Fact, seq: int) -> Fact:
    direction = chance.choice(["in", "out"])
    sent = of["created_at"] + timedelta(minutes=seq) if direction == "out" else None
    author = "contact" if direction == "in" else chance.choice(["bot", "attendant", "system"])
    state = "received" if direction == "in" else chance.choice(["sent", "delivered", "read", "failed"])
    return {
        "id": new_id(), "conversation_id": of["id"], "inbox_id": of["inbox_id"], "seq": seq + 1,
        "direction": direction, "kind": chance.choice(["text", "image"]), "is_note": chance.random() < 0.2,
        "author_kind": author, "author_id": chance.choice(shop.people) if author == "attendant" else None,
        "author_name": "x", "text": "Oi", "state": state, "created_at": of["created_at"] + timedelta(minutes=seq),
        "sent_at": sent,
        "delivered_at": sent + timedelta(seconds=chance.randrange(60)) if sent and chance.random() < 0.5 else None,
    }  # fmt: skip


def _ticket(shop: Shop, chance: random.Random, of: Fact) -> Fact:
    status = chance.choice(["open", "pending", "resolved", "closed"])
    created = of["created_at"] + timedelta(minutes=3)
    solved = created + timedelta(minutes=chance.randrange(4000))
    return {
        "id": new_id(), "session_id": of["id"], "ticket_number": of["number"], "subject": "Assunto",
        "status": status, "priority": chance.choice(["low", "normal", "urgent"]),
        "category": chance.choice([None, "billing", "support"]), "assigned_to": chance.choice([None, *shop.people]),
        "created_at": created, "updated_at": created, "channel": of["channel"], "customer_id": of["contact_id"],
        "resolved_at": solved if status in ("resolved", "closed") else None,
        "tags": of["tags"], "queue_id": of["queue_id"],
        "deleted_at": created if chance.random() < 0.15 else None,
    }  # fmt: skip


def _deal(shop: Shop, chance: random.Random, of: Fact) -> Fact:
    status, stage = chance.choice(
        [("open", "new"), ("open", "proposal"), ("won", "closed_won"), ("lost", "closed_lost")]
    )
    created = of["created_at"] + timedelta(minutes=5)
    return {
        "id": new_id(), "name": "Negócio", "value": chance.choice([0, 1, 99]) + chance.randrange(100) / 4,
        "stage": stage, "status": status, "reason": chance.choice([None, "preço"]), "position": float(of["number"]),
        "owner_id": chance.choice([None, *shop.people]), "created_at": created, "updated_at": created,
        "stage_changed_at": created,
        "closed_at": created + timedelta(hours=chance.randrange(200)) if status != "open" else None,
        "deleted_at": created if chance.random() < 0.15 else None,
    }  # fmt: skip


def _visit(shop: Shop, chance: random.Random, of: Fact) -> Fact:
    opened = of["created_at"]

    def later(share: float) -> datetime | None:
        return opened + timedelta(seconds=chance.randrange(9000)) if chance.random() < share else None

    accepted, answered, ended = later(0.7), later(0.6), later(0.8)
    return {
        "id": new_id(), "conversation_id": of["id"], "channel": of["channel"], "opened_at": opened,
        "queue_id": of["queue_id"], "attendant_id": of["last_attendant_id"], "accepted_at": accepted,
        "waited_seconds": chance.randrange(900) if accepted else None, "answered_at": answered,
        "response_seconds": chance.randrange(9000) / 8 if answered else None, "transferred_at": later(0.3),
        "ended_at": ended, "is_resolved": ended is not None and chance.random() < 0.6,
        "was_human": chance.random() < 0.8,
    }  # fmt: skip


def _rating(shop: Shop, chance: random.Random, of: Fact) -> Fact:
    asked = of["created_at"] + timedelta(hours=1) if chance.random() < 0.9 else None
    score = chance.randrange(11) if asked and chance.random() < 0.7 else None
    return {
        "id": new_id(), "conversation_id": of["id"], "contact_id": of["contact_id"], "inbox_id": of["inbox_id"],
        "queue_id": of["queue_id"], "attendant_id": of["last_attendant_id"], "channel": of["channel"],
        "state": "answered" if score is not None else "asked" if asked else "planned", "score": score,
        "comment": "Bom" if score is not None and chance.random() < 0.5 else None,
        "due_at": of["created_at"], "created_at": of["created_at"], "asked_at": asked,
        "answered_at": asked + timedelta(minutes=9) if asked and score is not None else None,
    }  # fmt: skip


async def _write(tx: Tx, shop: Shop) -> None:
    stored: list[tuple[Any, list[Fact]]] = [
        (Conversation, shop.conversations), (Message, shop.messages), (Ticket, shop.tickets),
        (Deal, shop.deals), (ConversationRating, shop.ratings), (Visit, shop.visits),
    ]  # fmt: skip
    for model, facts in stored:
        await tx.execute(insert(model), [{"tenant_id": tx.tenant_id, **one} for one in facts])
    for one in shop.events:
        await tx.fetch(
            "select events_append($1, array[$2::uuid], array[$3], array[$4::uuid], array[$5], 'system', null, '', "
            "null, $6)",
            tx.tenant_id, new_id(), one["kind"], one["conversation_id"], json.dumps(one["payload"]), one["at"],
        )  # fmt: skip
