"""What a mail of ours repeats below its words: the customer's message that it answers, as mail programs do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, func, select

from attendance.channels.base import Original
from attendance.conversations.models import Message
from attendance.identity import company
from attendance.kernel.database import Tx

_HEADINGS: Final[Mapping[str, tuple[str, str]]] = {
    "pt-BR": ("Em {at}, {name} escreveu:", "%d/%m/%Y %H:%M"),
    "en": ("On {at}, {name} wrote:", "%Y-%m-%d %H:%M"),
    "es": ("El {at}, {name} escribió:", "%d/%m/%Y %H:%M"),
}
"""Words by which `channels.email.quotes` and every mail program know where an answer ends."""
_MOST_CHARS: Final = 20_000


async def original_of(tx: Tx, message: RowMapping) -> Original | None:
    """What an attendant's message answers: the one that it quotes, else the customer's last before it; None when there
    is none, or whoever wrote it left it out."""
    if message["author_kind"] != "attendant" or message["content"].get("has_original") is not True:
        return None
    quoted: UUID | None = message["reply_to"]
    is_meant = Message.id == quoted if quoted else Message.direction == "in"
    row = await tx.first(
        select(
            Message.text, Message.author_name, func.coalesce(Message.provider_at, Message.created_at).label("at")
        )
        .where(
            Message.conversation_id == message["conversation_id"], Message.seq < message["seq"], is_meant,
            Message.text != "", Message.deleted_at.is_(None),
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )  # fmt: skip
    if row is None:
        return None
    about = await company.read(tx)
    return Original(_heading(about.locale, about.timezone, row.author_name, row.at), row.text[:_MOST_CHARS])


def _heading(locale: str, timezone: str, name: str, at: datetime) -> str:
    words, form = _HEADINGS.get(locale, _HEADINGS["pt-BR"])
    return words.format(at=at.astimezone(ZoneInfo(timezone)).strftime(form), name=" ".join(name.split()))
