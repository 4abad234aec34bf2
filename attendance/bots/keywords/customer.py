"""Who the customer is, what they came for before, in which language, and what the language model should know."""

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts import customers
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables.objects import as_object
from attendance.conversations.models import Conversation
from attendance.crm.models import Contact
from attendance.deals import queries as deals
from attendance.deals.schemas import Deal
from attendance.identity.models import User
from attendance.kernel.text import fold
from attendance.tickets import queries as tickets
from attendance.tickets.schemas import Ticket

_MOST_SESSIONS: Final = 20
_MOST_CONTEXT: Final = 64 * 1024
_LANGUAGES: Final = {
    "pt": "pt-BR", "portugues": "pt-BR", "portuguese": "pt-BR", "en": "en", "ingles": "en", "english": "en",
    "es": "es", "espanhol": "es", "espanol": "es", "spanish": "es",
}  # fmt: skip
_REGION: Final = re.compile(r"[-_][a-z]{2,4}$")


class GetCustomerHistory(Keyword):
    phrase = "GET CUSTOMER HISTORY"
    syntax = ("GET CUSTOMER HISTORY [customer-or-user]",)
    example = (
        "historico = GET CUSTOMER HISTORY\n"
        'IF historico.session_count > 1 THEN TALK "Que bom ver você de novo!"'
    )
    effects = (
        "What a customer (object, id, phone or e-mail; without: this one) came for: the last 20 sessions, "
        "tickets and deals."
    )
    result = (
        "{success, session_count, last_contact, total_spent, tickets: [{id, number, subject, status, priority, "
        "category, created_at, resolved_at}], deals: [{id, name, value, stage, status, reason, expected_close, "
        "created_at, closed_at}], sessions: [{session_id, number, channel, status, attendant_name, tags, last_message, "
        "started_at, ended_at}]}"
    )
    errors = (("E321", "neither a customer nor a session"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        contact_id = await _wanted(scene, call.arguments)
        if contact_id is None:
            return {
                "success": False,
                "error": "customer_not_found",
                "session_count": 0,
                "sessions": [],
                "tickets": [],
                "deals": [],
            }
        sessions = await scene.tx.mappings(_sessions(contact_id).limit(_MOST_SESSIONS))
        count = await scene.tx.scalar(
            select(func.count()).select_from(Conversation).where(Conversation.contact_id == contact_id)
        )
        return {
            "success": True,
            "session_count": count,
            "last_contact": _local(scene, sessions[0]["last_activity_at"]) if sessions else None,
            "total_spent": await scene.tx.scalar(select(Contact.ltv).where(Contact.id == contact_id)),
            "tickets": [
                _ticket(scene, one) for one in await tickets.of_contact(scene.tx, contact_id, limit=20)
            ],
            "deals": [_deal(scene, one) for one in await deals.of_contact(scene.tx, contact_id, limit=20)],
            "sessions": [_session(scene, row) for row in sessions],
        }


class SetUser(Keyword):
    phrase = "SET USER"
    syntax = ("SET USER id",)
    example = 'HEAR email AS EMAIL WITH "Qual é o seu e-mail?"\nSET USER email\nTALK "Olá, " + customer.name'
    effects = "Says who the customer is: a contact's id, phone or e-mail; `customer` and `session.customer_id` follow."
    errors = (("E332", "nobody is known by this"), ("E321", "a script without a session"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        conversation_id = scene.conversation.id
        contact_id = await _named(scene, call.arguments[0])
        if contact_id is None:
            raise KeywordError("E332", v=scene.text(call.arguments[0])[:60])
        await customers.tell_session(scene.tx, conversation_id, scene.context, contact_id)
        scene.context["customer"] = await customers.read(scene.tx, contact_id, scene.host.zone)
        return None


class SetLanguage(Keyword):
    phrase = "SET LANGUAGE"
    syntax = ("SET LANGUAGE code",)
    example = 'SET LANGUAGE "en"'
    effects = "The language of questions, complaints, menus and formats in this session: pt-BR, en or es."
    errors = (("E311", "another language"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        said = scene.text(call.arguments[0])
        language = _LANGUAGES.get(_REGION.sub("", fold(said.strip())))
        if language is None:
            raise KeywordError("E311", function=self.phrase, argument=said[:20])
        await scene.set_session("language", language)
        return None


class SetContext(Keyword):
    phrase = "SET CONTEXT"
    syntax = ("SET CONTEXT text", "SET CONTEXT name AS text")
    example = 'SET CONTEXT "pedido" AS "O cliente pergunta pelo pedido 123, que saiu ontem."'
    effects = (
        "Tells the language model something; a name allows replacing it later, an empty text removes it."
    )
    errors = (("E311", "more than 64 KB in all"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        *named, said = (*call.arguments, *call.clauses.get("AS", ()))
        name = scene.text(call.names[0] if named and named[0] is None else named[0]) if named else None
        text = scene.text(said).strip()
        parts = [one for one in _parts(scene) if name is None or one["name"] != name]
        known = any(one["text"] == text for one in parts if name is None)
        if text and not known:
            parts.append({"name": name, "text": text})
        if sum(len(one["text"].encode()) for one in parts) > _MOST_CONTEXT:
            raise KeywordError("E311", function=self.phrase, x="64 KB")
        await scene.set_session(CONTEXT_KEY, parts)
        return None


CONTEXT_KEY: Final = "llm_context"
"""Where the session keeps what SET CONTEXT says: a list of {name, text}."""


def _parts(scene: Scene) -> list[dict[str, Any]]:
    known = scene.context.get("session", {}).get(CONTEXT_KEY)
    return list(known) if isinstance(known, list) else []


async def _wanted(scene: Scene, arguments: Sequence[Value]) -> UUID | None:
    if arguments and arguments[0] is not None:
        return await _named(scene, arguments[0])
    customer = scene.context.get("customer")
    own = customers.as_id(customer.get("id")) if isinstance(customer, dict) else None
    return own or scene.conversation.contact_id


async def _named(scene: Scene, said: Value) -> UUID | None:
    """By an object with `customer_id`, `id`, `phone` or `email`, or one of these as a text."""
    known = as_object(said)
    if known is None:
        word = scene.text(said).strip()
        known = {"email": word} if "@" in word else {"customer_id": word, "phone": word}
    facts = {key: known.get(key) for key in ("customer_id", "phone", "email")}
    facts["customer_id"] = facts["customer_id"] or known.get("id")
    return await customers.matching(scene.tx, facts, scene.company.country)


def _sessions(contact_id: UUID) -> Any:
    shown = (
        "id",
        "number",
        "channel",
        "status",
        "tags",
        "last_message",
        "created_at",
        "resolved_at",
        "last_activity_at",
    )
    return (
        select(*(getattr(Conversation, name) for name in shown), User.name.label("attendant_name"))
        .outerjoin(User, User.id == func.coalesce(Conversation.assigned_to, Conversation.last_attendant_id))
        .where(Conversation.contact_id == contact_id)
        .order_by(Conversation.created_at.desc())
    )


def _session(scene: Scene, row: RowMapping) -> dict[str, Value]:
    return {
        "session_id": str(row["id"]), "number": row["number"], "channel": row["channel"], "status": row["status"],
        "attendant_name": row["attendant_name"], "tags": list(row["tags"]),
        "last_message": (row["last_message"] or {}).get("text"),
        "started_at": _local(scene, row["created_at"]), "ended_at": _local(scene, row["resolved_at"]),
    }  # fmt: skip


def _ticket(scene: Scene, ticket: Ticket) -> dict[str, Value]:
    return {
        "id": str(ticket.id), "number": ticket.number, "subject": ticket.subject, "status": ticket.status,
        "priority": ticket.priority, "category": ticket.category,
        "created_at": _local(scene, ticket.created_at), "resolved_at": _local(scene, ticket.resolved_at),
    }  # fmt: skip


def _deal(scene: Scene, deal: Deal) -> dict[str, Value]:
    return {
        "id": str(deal.id), "name": deal.name, "value": deal.value, "stage": deal.stage, "status": deal.status,
        "reason": deal.reason, "expected_close": deal.expected_close,
        "created_at": _local(scene, deal.created_at), "closed_at": _local(scene, deal.closed_at),
    }  # fmt: skip


def _local(scene: Scene, moment: Any) -> Value:
    return moment.astimezone(scene.host.zone) if moment is not None else None


KEYWORDS: Final = (GetCustomerHistory(), SetUser(), SetLanguage(), SetContext())
