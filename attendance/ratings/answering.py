"""A score, and its comment, given once; and what the customer reads then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from attendance.channels.base import Channel
from attendance.conversations import actions
from attendance.conversations.rules import OptedOut, WindowClosed
from attendance.kernel import clock, log
from attendance.kernel.database import Tx
from attendance.ratings import asking, events, settings
from attendance.ratings.links import RatingLinks
from attendance.ratings.models import ConversationRating
from attendance.ratings.question import About, Question, comment_question, thanks
from attendance.ratings.rules import Commented, Scored

_log = log.get("ratings")


@dataclass(frozen=True, slots=True)
class Reply:
    """Where the customer reads what we say to their answer."""

    channel: Channel
    links: RatingLinks


@dataclass(frozen=True, slots=True)
class _Rated:
    id: UUID
    conversation_id: UUID
    queue_id: UUID | None
    attendant_id: UUID | None


Outcome = Literal["late", "asks_comment", "done"]
"""It wasn't awaited any more; it is noted, and its reason awaited; that was all."""


async def score(tx: Tx, rating_id: UUID, given: Scored, *, reply: Reply | None) -> Outcome:
    """Note the score. `reply` None: whoever asked shows what comes next."""
    rated = await _lock(tx, rating_id, ConversationRating.state == "asked")
    if rated is None:
        return "late"
    asked, now = await settings.of_queue(tx, rated.queue_id), clock.now()
    goes_on = given.is_more or reply is None
    wants_comment = asked.asks_comment and given.comment is None and not goes_on
    await _change(
        tx, rating_id,
        state="answered", score=given.score, answered_at=now, comment=given.comment,
        comment_state="asked" if wants_comment else "given" if given.comment else "none",
        commented_at=now if given.comment else None,
        open_until=now + timedelta(seconds=asked.comment_seconds) if wants_comment else None,
    )  # fmt: skip
    tx.publish(
        events.ConversationRated(
            conversation_id=rated.conversation_id, rating_id=rating_id, rating=given.score,
            attendant_id=rated.attendant_id, queue_id=rated.queue_id,
        )
    )  # fmt: skip
    if given.comment:
        tx.publish(events.RatingCommented(conversation_id=rated.conversation_id, rating_id=rating_id))
    if reply is not None and not goes_on:
        build = comment_question if wants_comment else thanks
        await _say(tx, reply, rated, lambda about: build(asked, about), after="score")
    return "asks_comment" if wants_comment else "done"


async def comment(tx: Tx, rating_id: UUID, given: Commented, *, reply: Reply | None) -> None:
    """Note the comment, or that there is none, if it is still awaited."""
    rated = await _lock(tx, rating_id, ConversationRating.comment_state == "asked")
    if rated is None:
        return
    if given.text is None:
        await _change(tx, rating_id, comment_state="declined", open_until=None)
        return
    now = clock.now()
    await _change(tx, rating_id, comment=given.text, comment_state="given", commented_at=now, open_until=None)
    tx.publish(events.RatingCommented(conversation_id=rated.conversation_id, rating_id=rating_id))
    if reply is not None and not given.is_more:
        asked = await settings.of_queue(tx, rated.queue_id)
        await _say(tx, reply, rated, lambda about: thanks(asked, about), after="comment")


async def _lock(tx: Tx, rating_id: UUID, is_awaited: ColumnElement[bool]) -> _Rated | None:
    """Of two answers at once, one finds it awaited."""
    row = await tx.first(
        select(
            ConversationRating.id, ConversationRating.conversation_id, ConversationRating.queue_id,
            ConversationRating.attendant_id,
        )
        .where(ConversationRating.id == rating_id, is_awaited, ConversationRating.open_until > clock.now())
        .with_for_update()
    )  # fmt: skip
    return _Rated(row.id, row.conversation_id, row.queue_id, row.attendant_id) if row else None


async def _change(tx: Tx, rating_id: UUID, **values: Any) -> None:
    await tx.execute(update(ConversationRating).where(ConversationRating.id == rating_id).values(**values))


async def _say(
    tx: Tx, reply: Reply, rated: _Rated, build: Callable[[About], Question], *, after: str
) -> None:
    """By the policy, as everything: an answer that may not be sent is no reason to lose theirs."""
    found = await actions.lock(tx, rated.conversation_id)
    about = await asking.about_rating(tx, reply.links, found, rated.id, rated.attendant_id)
    client_id = f"rating:{rated.id}:{after}"
    try:
        await asking.post(tx, reply.channel, found, build(about), about, client_id=client_id)
    except (OptedOut, WindowClosed) as reason:
        _log.info("rating_answer_dropped", conversation=str(found.id), reason=reason.code)
