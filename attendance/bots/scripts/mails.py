"""Mail that arrives at an inbox with a bot: `ON EMAIL` handlers begin, besides the conversation that it opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from attendance.basic.host import Value
from attendance.basic.program import EventEntry
from attendance.bots.scripts import happenings
from attendance.channels.base import IncomingMessage
from attendance.kernel.database import Tx

CHANNEL: Final = "email"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was just stored as this message."""

    bot_id: UUID
    conversation_id: UUID
    message_id: UUID
    message: IncomingMessage


async def arrived(tx: Tx, mail: Mail) -> int:
    """Begin the handlers that this mail is for, each once; how many there are."""
    known = _email(mail)
    return await happenings.happened(
        tx, mail.bot_id, "EMAIL", "", {"email": known}, conversation_id=mail.conversation_id,
        source=mail.message_id, is_for=lambda handler: is_for(handler, known),
    )  # fmt: skip


def is_for(handler: EventEntry, email: Mapping[str, Any]) -> bool:
    """`ON EMAIL "to" FROM "whom" SUBJECT "words"`: an address is whole or its end (`@empresa.com`), words are part of
    the subject; letters' case never counts."""
    recipients: Sequence[str] = [*email["to"], *email["cc"]]
    clauses = handler.clauses
    return (
        any(_is_address(handler.subject, one) for one in recipients or [""])
        and _is_address(clauses.get("FROM"), email["from"])
        and _text(clauses.get("SUBJECT")) in str(email["subject"]).casefold()
    )


def _is_address(said: Value, address: str) -> bool:
    wanted = _text(said)
    if wanted in ("", "*"):
        return True
    is_end = wanted.startswith("@")
    return address.casefold().endswith(wanted) if is_end else address.casefold() == wanted


def _text(said: Value) -> str:
    return "" if said is None else str(said).strip().casefold()


def _email(mail: Mail) -> dict[str, Any]:
    message = mail.message
    return {
        "from": message.sender.external_id,
        "name": message.sender.name,
        "to": _addresses(message.content.get("to")),
        "cc": _addresses(message.content.get("cc")),
        "subject": message.subject or "",
        "body": message.text,
        "html": message.content.get("html", ""),
        "date": message.sent_at,
        "is_automatic": message.is_automatic,
        "attachments": [
            {"name": file.filename, "mime_type": file.mime_type, "size": file.size_bytes}
            for file in message.attachments
        ],
        "message_id": str(mail.message_id),
        "session_id": str(mail.conversation_id),
    }


def _addresses(boxes: object) -> list[str]:
    return [str(box["address"]) for box in boxes if isinstance(box, dict)] if isinstance(boxes, list) else []
