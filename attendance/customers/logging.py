"""Each attendance is noted with its customer (`attendance-crm-logging`): the facts that the bot's settings name."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec

from attendance.bots import queries as bots
from attendance.bots.config import BotConfig
from attendance.bots.scripts import summaries
from attendance.bots.scripts.sentiment import by_words
from attendance.crm import activities
from attendance.crm.activities import Draft
from attendance.kernel.database import Tx

_ROW: Final = """
  select c.number, c.channel, c.contact_id, c.bot_id, c.context_data::text as known, c.queue_name, c.priority,
    c.last_inbound_text, c.tags::text as tags, t.locale,
    (select a.external_id from attendants a where a.user_id = $2) as attendant_id,
    (select u.name from users u where u.id = $2) as attendant_name
  from conversations c join tenants t on t.id = c.tenant_id where c.id = $1"""
_TITLES: Final[Mapping[str, str]] = {"pt": "Atendimento", "en": "Conversation", "es": "Atención"}


async def note_attendance(
    tx: Tx, conversation_id: UUID, user_id: UUID | None, *, at: datetime, lasted: timedelta, origin: str
) -> None:
    """An activity of the customer, done, unless the bot's settings say no; once per `origin`."""
    row = (await tx.fetch(_ROW, conversation_id, user_id))[0]
    config = (await bots.facts(tx, row["bot_id"])).config if row["bot_id"] else BotConfig()
    if not config.attendance_crm_logging:
        return
    known: dict[str, Any] = msgspec.json.decode(row["known"])
    facts = _facts(conversation_id, row, known, user_id, at=at, lasted=lasted)
    draft = Draft(
        f"{_TITLES.get(row['locale'][:2], _TITLES['en'])} #{row['number']}", kind="conversation",
        notes=await summaries.of(tx, conversation_id, known), done_at=at, owner_id=None,
        contact_id=row["contact_id"], conversation_id=conversation_id, origin_key=origin,
        data={name: facts.get(name, known.get(name)) for name in config.attendance_log_fields},
    )  # fmt: skip
    await activities.create(tx, draft)


def _facts(
    conversation_id: UUID, row: asyncpg.Record, known: Mapping[str, Any], user_id: UUID | None, *, at: datetime,
    lasted: timedelta,
) -> dict[str, Any]:  # fmt: skip
    """What `attendance-log-fields` may name besides what the session knows."""
    return {
        "session_id": str(conversation_id),
        "customer_id": str(row["contact_id"]),
        "attendant_id": row["attendant_id"] or (str(user_id) if user_id else None),
        "attendant_name": row["attendant_name"],
        "start_time": (at - lasted).isoformat(),
        "end_time": at.isoformat(),
        "sentiment": _mood(known.get("sentiment"), row["last_inbound_text"]),
        "channel": row["channel"],
        "queue": row["queue_name"],
        "priority": row["priority"],
        "tags": msgspec.json.decode(row["tags"]),
    }


def _mood(known: Any, said: str | None) -> str | None:
    """As the model or the rules told it during the conversation; else by the customer's last words."""
    if isinstance(known, dict) and known.get("overall"):
        return str(known["overall"])
    return str(by_words(said)["overall"]) if said else None
