"""Who is told of what: notes the mail with the job that sends it, once per occurrence and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg

from attendance.bots import queries as bots
from attendance.bots.config import BotConfig
from attendance.identity import company
from attendance.kernel import clock, jobs
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from attendance.notifications import settings
from attendance.notifications.rules import LINK, TEMPLATES, Kind, Template, in_words, render

SEND: Final = "notification.send"
_ATTEMPTS: Final = 8
_LONGEST_MESSAGE: Final = 500


@dataclass(frozen=True, slots=True)
class About:
    """One occurrence. `waited_seconds` None: nobody waits."""

    kind: Kind
    occurrence: str
    conversation_id: UUID
    waited_seconds: float | None = None


_CONVERSATION: Final = """
select c.id, c.number, c.channel, c.queue_name, c.bot_id, c.assigned_to, c.last_inbound_text, p.name as customer_name,
  p.email as customer_email, p.blocked_at, u.name as attendant_name, u.email as attendant_email,
  exists (select from contact_identities i where i.contact_id = c.contact_id and i.opted_out_at is not null) as refuses
from conversations c join crm_contacts p on p.id = c.contact_id left join users u on u.id = c.assigned_to
where c.id = $1
"""


async def tell(tx: Tx, about: About) -> None:
    """Of a conversation: when the company wants it, or the settings of the conversation's bot."""
    wanted = (await settings.settings(tx))[about.kind]
    rows = await tx.fetch(_CONVERSATION, about.conversation_id)
    if not rows:
        return
    row = rows[0]
    config = (await bots.configs(tx, [row["bot_id"]]))[row["bot_id"]]
    by_bot = config.attendance_email_notify and about.kind in (
        "new_assignment",
        "customer_waiting",
        "sla_breach",
    )
    if not wanted.is_on and not by_bot:
        return
    to = await _recipients(tx, about.kind, row, config)
    words = await _words(tx, about.kind, config if by_bot else None)
    ours = await company.read(tx)
    values = {
        "customer_name": row["customer_name"], "message": (row["last_inbound_text"] or "")[:_LONGEST_MESSAGE],
        "attendant_name": row["attendant_name"] or "", "company": ours.name, "queue_name": row["queue_name"] or "",
        "channel": row["channel"], "number": str(row["number"]), "link": LINK,
        "waited": in_words(about.waited_seconds) if about.waited_seconds is not None else "",
    }  # fmt: skip
    bcc = list(config.attendance_email_bcc) if about.kind != "resolved" else []
    await note(
        tx, about.kind, about.occurrence, to, render(words, values), bcc=bcc, conversation_id=row["id"]
    )


async def _recipients(tx: Tx, kind: Kind, row: asyncpg.Record, config: BotConfig) -> list[str]:
    """Attendants and leaders who want this kind; the customer, unless they refuse what we send."""
    match kind:
        case "resolved":
            is_open = row["blocked_at"] is None and not row["refuses"]
            return [row["customer_email"]] if row["customer_email"] and is_open else []
        case "sla_breach":
            return await people(tx, kind, ("owner", "admin"))
        case _:
            asked = config.attendance_email_recipient if kind == "new_assignment" else "attendant"
            if "@" in asked:
                return [asked]
            if asked == "attendant" and row["assigned_to"] is not None:
                return await _wanting(tx, kind, row["assigned_to"])
            return await leaders(tx, kind)


async def leaders(tx: Tx, kind: Kind) -> list[str]:
    """Supervisors; where there are none, whoever runs the company."""
    return await people(tx, kind, ("supervisor",)) or await people(tx, kind, ("owner", "admin"))


_PEOPLE: Final = """
select u.email from users u
where u.is_active and u.email is not null and (u.role = any($1::text[]) or u.id = $2)
  and not exists (select from notification_opt_outs o where o.user_id = u.id and o.kind = $3)
order by u.email
"""


async def people(tx: Tx, kind: Kind, roles: Sequence[str]) -> list[str]:
    return [row["email"] for row in await tx.fetch(_PEOPLE, list(roles), None, kind)]


async def _wanting(tx: Tx, kind: Kind, user_id: UUID) -> list[str]:
    return [row["email"] for row in await tx.fetch(_PEOPLE, [], user_id, kind)]


async def _words(tx: Tx, kind: Kind, config: BotConfig | None) -> Template:
    """Those that the bot's settings name for assignments, where there are such; else the kind's."""
    named = config.attendance_email_template if config and kind == "new_assignment" else None
    if named:
        try:
            return await settings.template(tx, named)
        except NotFound:
            pass  # a name that nobody wrote words for
    return await settings.template(tx, TEMPLATES[kind])


async def note(
    tx: Tx,
    kind: Kind,
    occurrence: str,
    to: Sequence[str],
    words: Template,
    *,
    bcc: Sequence[str] = (),
    conversation_id: UUID | None = None,
) -> None:
    """One mail per address; one that is noted already isn't sent again."""
    for place, address in enumerate(dict.fromkeys(to)):
        rows = await tx.fetch(
            "insert into notifications (id, tenant_id, kind, occurrence, recipient, bcc, subject, body, "
            "conversation_id, created_at) values ($1, $2, $3, $4, $5, to_jsonb($6::text[]), $7, $8, $9, $10) "
            "on conflict (tenant_id, kind, occurrence, recipient) do nothing returning id",
            new_id(), tx.tenant_id, kind, occurrence, address, [] if place else list(bcc), words.subject, words.body,
            conversation_id, clock.now(),
        )  # fmt: skip
        for row in rows:
            await jobs.enqueue(tx, SEND, {"notification_id": row["id"]}, max_attempts=_ATTEMPTS)
