"""Which arriving messages answer a question of ours. They don't open a conversation again, and no bot hears them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from attendance.channels.base import Channel, MessageKind
from attendance.conversations import actions, answers
from attendance.conversations.posting import Arrival
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.settings import Settings
from attendance.ratings import answering
from attendance.ratings.answering import Reply
from attendance.ratings.links import RatingLinks
from attendance.ratings.rules import Commented, Scored, comment_of, score_of

_WORDS: Final = (MessageKind.TEXT, MessageKind.INTERACTIVE)


class Services(Protocol):
    """What hearing needs of the composition."""

    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Settings: ...


_Place: TypeAlias = tuple[UUID, UUID, str | None]
"""Inbox, contact, and thread where the channel has them: where an answer is expected."""


@dataclass(slots=True)
class _Awaited:
    rating_id: UUID
    conversation_id: UUID
    asks: str
    """`score` or `comment`."""
    is_last_word: bool
    """Nothing was said since, or the conversation is over: what is written now may be the answer."""
    external_id: str | None
    """Of the question: what quotes it, or was pressed at it, answers it whenever it comes."""


async def take_in(tx: Tx, services: Services, arrivals: Sequence[Arrival]) -> set[int]:
    """Store and note those that are answers; their positions. One query when nothing is awaited.

    After a message that is something else, whatever follows in its conversation is, too.
    """
    awaited = await _awaited(tx, arrivals)
    if not awaited:
        return set()
    known = await answers.known(tx, arrivals)
    taken: set[int] = set()
    for position, arrival in enumerate(arrivals):
        question = awaited.get(_place(arrival))
        if question is None or (arrival.inbox_id, arrival.message.external_id) in known:
            continue
        answer = _answer(question, arrival)
        if answer is not None and not answer.is_more:
            taken.add(position)
        if answer is None or not await _note(tx, services, question, arrival, answer):
            del awaited[_place(arrival)]
    return taken


def _place(arrival: Arrival) -> _Place:
    return arrival.inbox_id, arrival.contact_id, arrival.message.thread


def _answer(question: _Awaited, arrival: Arrival) -> Scored | Commented | None:
    message = arrival.message
    quotes = question.external_id is not None and message.reply_to == question.external_id
    if message.kind not in _WORDS or message.attachments:
        return None
    if message.is_automatic or message.is_unverified or arrival.is_blocked:
        return None
    if not (question.is_last_word or quotes):
        return None
    return score_of(message.text) if question.asks == "score" else comment_of(message.text)


async def _note(
    tx: Tx, services: Services, question: _Awaited, arrival: Arrival, answer: Scored | Commented
) -> bool:
    """Whether a comment is awaited now."""
    await actions.lock(tx, question.conversation_id)
    if not answer.is_more:
        await answers.post_answer(tx, arrival, question.conversation_id)
    links = RatingLinks(services.vault.signing_key, services.settings.public_url)
    reply = Reply(services.channels[arrival.channel], links)
    if isinstance(answer, Commented):
        await answering.comment(tx, question.rating_id, answer, reply=reply)
        return False
    question.asks, question.is_last_word = "comment", True
    return await answering.score(tx, question.rating_id, answer, reply=reply) == "asks_comment"


_AWAITED: Final = """
select r.id, r.conversation_id, r.inbox_id, r.contact_id, r.state, c.thread, m.external_id,
  c.status in ('resolved', 'abandoned') and not exists (
    select from conversations o where o.inbox_id = c.inbox_id and o.contact_id = c.contact_id
      and o.thread is not distinct from c.thread and o.status not in ('resolved', 'abandoned'))
  or r.state = 'asked' and c.last_seq = m.seq as is_last_word
from conversation_ratings r
join conversations c on c.id = r.conversation_id
join messages m on m.id = r.message_id
where r.contact_id = any($1::uuid[]) and (r.state = 'asked' or r.comment_state = 'asked') and r.open_until > $2
order by r.asked_at
"""


async def _awaited(tx: Tx, arrivals: Sequence[Arrival]) -> dict[_Place, _Awaited]:
    """The latest question of each place."""
    rows = await tx.fetch(_AWAITED, list({arrival.contact_id for arrival in arrivals}), clock.now())
    return {
        (row["inbox_id"], row["contact_id"], row["thread"]): _Awaited(
            row["id"], row["conversation_id"], "score" if row["state"] == "asked" else "comment",
            row["is_last_word"], row["external_id"],
        )
        for row in rows
    }  # fmt: skip
