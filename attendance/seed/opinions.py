"""What customers of the past month thought: scores, and some words."""

from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select

from attendance.conversations.models import Conversation
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.ratings import answering, settings
from attendance.ratings.models import ConversationRating
from attendance.ratings.rules import Scored

_SCORES: Final = (10, 9, 10, 8, 9, 7, 10, 9, 6, 10, 8, 3)
_WORDS: Final = {
    10: "Atendimento muito rápido, adorei!",
    9: "Resolveram tudo na mesma conversa.",
    7: "Bom, mas a entrega demorou.",
    3: "Precisei explicar o problema duas vezes.",
}
_ANSWERED_OF_TEN: Final = 6


async def give(tx: Tx, random: Random, conversation_id: UUID) -> None:
    """Ask about a conversation that has just ended; most customers answer, and some say why."""
    rating_id, now = new_id(), clock.now()
    about = select(
        Conversation.tenant_id, Conversation.id.label("conversation_id"), Conversation.contact_id,
        Conversation.inbox_id, Conversation.queue_id, Conversation.channel,
        Conversation.last_attendant_id.label("attendant_id"),
    ).where(Conversation.id == conversation_id)  # fmt: skip
    row = (await tx.mappings(about))[0]
    wanted = settings.USUAL
    asked = {"state": "asked", "created_at": now, "due_at": now, "asked_at": now}
    open_until = now + timedelta(seconds=wanted.answer_seconds)
    await tx.execute(insert(ConversationRating).values(id=rating_id, open_until=open_until, **row, **asked))
    if random.randrange(10) < _ANSWERED_OF_TEN:
        score = random.choice(_SCORES)
        said = _WORDS.get(score) if random.randrange(3) == 0 else None
        await answering.score(tx, rating_id, Scored(score, said, is_more=True), reply=None)
