"""How a conversation is shown to those who may take it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from attendance.channels.cards import Card, content_of
from attendance.channels.menus import Option
from attendance.destinations.phrases import PRIORITIES, say

CHANNELS: Final[Mapping[str, str]] = {
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "sms": "SMS",
    "instagram": "Instagram",
    "messenger": "Messenger",
    "teams": "Microsoft Teams",
    "slack": "Slack",
    "google_chat": "Google Chat",
    "email": "E-mail",
    "webchat": "Chat",
}
_LONGEST_WORDS: Final = 300
_LONGEST_NOTE: Final = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation as attendants see it. `waiting_since` None: nobody waits."""

    id: UUID
    number: int
    status: str
    channel: str
    queue_id: UUID | None
    queue_name: str | None
    assigned_to: UUID | None
    assigned_to_name: str | None
    priority: int
    topic: str | None
    tags: tuple[str, ...]
    note: str | None
    contact_name: str
    contact_phone: str | None
    contact_email: str | None
    words: str
    """What the customer wrote last."""
    waiting_since: datetime | None
    created_at: datetime
    last_seq: int
    destination: str | None
    """Where the bot wants it to be received, when it said so."""
    taken_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status in ("waiting", "assigned", "active", "pending")


def who_writes(shown: Shown) -> str:
    """`+5511… (João Silva)`, as far as it is known."""
    if shown.contact_phone and shown.contact_name != shown.contact_phone:
        return f"{shown.contact_phone} ({shown.contact_name})"
    return shown.contact_name


def channel_name(channel: str) -> str:
    return CHANNELS.get(channel, channel)


def minutes_waited(shown: Shown, now: datetime) -> int:
    return int((now - shown.waiting_since).total_seconds() // 60) if shown.waiting_since else 0


def offer(shown: Shown, *, locale: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """Text and content of an offer: a card for channels that draw them, text with a button for the others."""
    words = shorten(shown.words, _LONGEST_WORDS) or "…"
    text = say(locale, "new", who=who_writes(shown), words=words)
    details = [f"#{shown.number}", channel_name(shown.channel)]
    if shown.queue_name:
        details.append(shown.queue_name)
    if shown.priority != 1:
        details.append(say(locale, PRIORITIES[shown.priority]))
    if minutes := minutes_waited(shown, now):
        details.append(say(locale, "minutes", minutes=minutes))
    lines = [text, "", " · ".join(details)]
    if shown.note:
        lines.append(shorten(shown.note, _LONGEST_NOTE))
    accept = {"value": f"/take #{shown.number}", "label": say(locale, "accept")}
    return "\n".join(lines), {"options": [accept]}


def drawn(shown: Shown, *, locale: str, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The card as it is now, with its button while it can be taken."""
    facts = [(say(locale, "from"), who_writes(shown)), (say(locale, "channel"), channel_name(shown.channel))]
    if shown.queue_name:
        facts.append((say(locale, "queue"), shown.queue_name))
    if shown.priority != 1:
        facts.append((say(locale, "priority"), say(locale, PRIORITIES[shown.priority])))
    if shown.status in ("waiting", "assigned") and shown.waiting_since:
        waited = say(locale, "minutes", minutes=minutes_waited(shown, now))
        facts.append((say(locale, "waiting"), waited))
    if shown.note:
        facts.append((say(locale, "note"), shorten(shown.note, _LONGEST_NOTE)))
    accept = Option(f"/take #{shown.number}", say(locale, "accept"))
    actions = (accept,) if shown.status in ("waiting", "assigned") else ()
    title = _title(shown, locale, zone)
    return content_of(Card(title, shorten(shown.words, _LONGEST_WORDS), tuple(facts), actions))


def _title(shown: Shown, locale: str, zone: ZoneInfo) -> str:
    facts: dict[str, Any] = {"number": shown.number, "name": shown.assigned_to_name or ""}
    match shown.status:
        case "waiting":
            return say(locale, "card_title", **facts)
        case "assigned":
            return say(locale, "card_offered", **facts)
        case "active" | "pending" if shown.taken_at is not None:
            time = shown.taken_at.astimezone(zone).strftime("%H:%M")
            return say(locale, "card_taken", time=time, **facts)
        case "resolved" | "abandoned":
            return say(locale, "card_over", **facts)
        case _:
            return say(locale, "card_elsewhere", **facts)


def shorten(text: str, longest: int) -> str:
    text = text.strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
