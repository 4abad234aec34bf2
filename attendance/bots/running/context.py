"""The context objects of a turn (5.3), read in one go: they are not stored, but built anew each time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from attendance.attendants.models import Attendant
from attendance.basic.host import Value
from attendance.bots.queries import BotFacts
from attendance.bots.scripts import customers
from attendance.bots.scripts.exact import exactly
from attendance.conversations.models import Conversation, Message
from attendance.crm.models import Contact
from attendance.identity.models import User
from attendance.identity.schemas import Company
from attendance.kernel.database import Tx
from attendance.tickets import queries as tickets

_HELD = ("number", "channel", "status", "owner", "queue_id", "queue_name", "assigned_to", "priority", "tags",
         "context_data", "inbound_count", "transfer_note", "waiting_since", "created_at", "last_activity_at",
         "contact_id")  # fmt: skip


async def of_conversation(
    tx: Tx, conversation_id: UUID, bot: BotFacts, company: Company, message: Mapping[str, Any] | None
) -> dict[str, Value]:
    """Everything that a script of this conversation may name. `message` is the one that set the turn off."""
    row = (await tx.mappings(_everything(conversation_id)))[0]
    zone = ZoneInfo(company.timezone)
    text = str((message or {}).get("text", ""))
    session, known = _session(row, conversation_id, company, zone), exactly(row["context_data"])
    return of_bot(bot, company) | {
        "session": session,
        "user": _user(row, session, text),
        "message": text,
        "attachments": list((message or {}).get("attachments", [])),
        "customer": await _customer(tx, row, company, zone),
        "attendant": _attendant(row),
        "conversation": {
            "id": str(conversation_id), "number": row["number"], "status": row["status"], "tags": list(row["tags"]),
            "message_count": row["inbound_count"], "started_at": row["created_at"].astimezone(zone),
        },
        "attendance": {
            "queue": row["queue_name"], "status": row["status"], "priority": row["priority"],
            "position": row["context_data"].get("queue_position"),
            "assigned_to": row["attendant_name"], "ticket_id": _text(await tickets.current_of(tx, conversation_id)),
        },
        "channel": row["channel"],
        **_meeting(known.get("meeting")),
        "sentiment": known.get("sentiment"),
        "intent": known.get("intent"),
    }  # fmt: skip


def of_bot(bot: BotFacts, company: Company) -> dict[str, Value]:
    """What scripts without a conversation may name."""
    config = {key.replace("-", "_"): value for key, value in bot.settings.items()}
    return {
        "bot": {"id": str(bot.id), "name": bot.name},
        "config": config | {"company_name": config.get("company_name", company.name)},
        "http": {},
    }


def _meeting(meeting: Value) -> dict[str, Value]:
    """The room that CREATE MEETING opened in this conversation."""
    url = meeting and meeting["join_url"]
    return {"meeting": meeting, "meeting_url": url, "meeting_link": url}


async def message(tx: Tx, conversation_id: UUID, seq: int) -> dict[str, Any]:
    """The customer's message with this number: text (of a quick reply: its value), kind, content."""
    wanted = (Message.conversation_id == conversation_id, Message.seq == seq)
    rows = await tx.mappings(
        select(Message.id, Message.text, Message.kind, Message.content, Message.created_at).where(*wanted)
    )
    if not rows:
        return {"text": "", "kind": "text", "content": {}}
    return dict(rows[0]) | {"text": rows[0]["content"].get("chosen", rows[0]["text"])}


def _everything(conversation_id: UUID) -> Any:
    columns = [getattr(Conversation, name) for name in _HELD]
    contact = [getattr(Contact, name).label(f"contact_{name}") for name in customers.FIELDS]
    attendant = [
        User.name.label("attendant_name"), User.email.label("attendant_email"),
        Attendant.status.label("attendant_status"), Attendant.department.label("attendant_department"),
        Attendant.external_id.label("attendant_external_id"),
    ]  # fmt: skip
    return (
        select(*columns, *contact, *attendant)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
        .outerjoin(Attendant, Attendant.user_id == Conversation.assigned_to)
        .where(Conversation.id == conversation_id)
    )


def _session(row: RowMapping, conversation_id: UUID, company: Company, zone: ZoneInfo) -> dict[str, Value]:
    known = exactly(row["context_data"])
    return {
        "customer_id": str(row["contact_id"]), "language": company.locale, "call_type": None,
        "queue_position": None, "transfer_reason": None, "transfer_time": None, **known,
        "id": str(conversation_id), "channel": row["channel"],
        "phone": known.get("phone") or row["contact_phone"], "email": known.get("email") or row["contact_email"],
        "user_id": str(row["contact_id"]), "user_name": row["contact_name"],
        "needs_human": row["owner"] == "human", "queue_id": _text(row["queue_id"]),
        "attendant_id": _text(row["attendant_external_id"]), "attendant_name": row["attendant_name"],
        "created_at": row["created_at"].astimezone(zone),
        "last_activity_at": row["last_activity_at"].astimezone(zone),
    }  # fmt: skip


def _user(row: RowMapping, session: Mapping[str, Value], text: str) -> dict[str, Value]:
    return {
        "id": session["user_id"], "name": row["contact_name"], "phone": row["contact_phone"],
        "email": row["contact_email"], "language": session["language"], "message": text,
    }  # fmt: skip


async def _customer(tx: Tx, row: RowMapping, company: Company, zone: ZoneInfo) -> dict[str, Value] | None:
    """The contact behind the conversation, or the one that a script named in the session."""
    fields = {name: row[f"contact_{name}"] for name in customers.FIELDS}
    contact_id: UUID = row["contact_id"]
    named = await customers.of_session(tx, row["context_data"], fields, contact_id, company.country)
    if named != contact_id:
        return await customers.read(tx, named, zone)
    return customers.shown(fields, contact_id, zone)


def _attendant(row: RowMapping) -> Value:
    if row["assigned_to"] is None:
        return None
    return {
        "id": _text(row["attendant_external_id"]), "name": row["attendant_name"], "email": row["attendant_email"],
        "department": row["attendant_department"], "status": row["attendant_status"],
    }  # fmt: skip


def _text(value: Any) -> str | None:
    return str(value) if value is not None else None
