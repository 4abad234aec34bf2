"""What a conversation was about, in a few words: the model's summary where one was made, else its own words."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from attendance.kernel.database import Tx

_MOST: Final = 200
_WORDS: Final = """
  (select 'first' as place, text from messages
   where conversation_id = $1 and direction = 'in' and text <> '' and deleted_at is null order by seq limit 1)
  union all
  (select 'last', text from messages
   where conversation_id = $1 and direction = 'in' and text <> '' and deleted_at is null order by seq desc limit 1)
  union all
  (select 'answer', author_name || ': ' || text from messages
   where conversation_id = $1 and author_kind = 'attendant' and not is_note and text <> '' and deleted_at is null
   order by seq desc limit 1)"""


async def of(tx: Tx, conversation_id: UUID, session: Mapping[str, Any]) -> str:
    """`session`: what the conversation remembers; a `summary` in it wins. Else what the customer wanted first, what
    they said last, and what was answered last, a line each. Empty when nobody wrote a word."""
    known = session.get("summary")
    if isinstance(known, str) and known.strip():
        return known.strip()
    said = {row["place"]: row["text"] for row in await tx.fetch(_WORDS, conversation_id)}
    lines = dict.fromkeys(_cut(said[place]) for place in ("first", "last", "answer") if place in said)
    return "\n".join(lines)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"
