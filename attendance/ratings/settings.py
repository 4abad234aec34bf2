"""What a company sets about ratings, for all of it and for single queues."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, or_, select

from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput
from attendance.kernel.ids import new_id
from attendance.ratings import events
from attendance.ratings.models import RatingSettings
from attendance.ratings.rules import Wanted


@dataclass(frozen=True, slots=True)
class Settings:
    """Of a queue, or, without `queue_id`, of the company: for conversations of queues that have none of their own, and
    of no queue. Texts that are None are the product's (`phrases`)."""

    queue_id: UUID | None = None
    is_on: bool = False
    asks_after_bots: bool = False
    asks_after_silence: bool = False
    question: str | None = None
    asks_comment: bool = True
    comment_question: str | None = None
    thanks: str | None = None
    delay_seconds: int = 60
    """From the end of the conversation to the question: within it, whoever ended it by mistake takes it back."""
    answer_seconds: int = 259_200
    comment_seconds: int = 1_800
    again_seconds: int = 86_400
    """A conversation that ends again isn't asked about before this has passed since the last question."""
    template_name: str | None = None
    """Sent where free words may not be, when the conversation's inbox has it approved."""
    template_language: str | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.is_on, self.asks_after_bots, self.asks_after_silence)

    @property
    def again_after(self) -> timedelta:
        return timedelta(seconds=self.again_seconds)


USUAL: Final = Settings()
_COLUMNS: Final = tuple(getattr(RatingSettings, name) for name in Settings.__dataclass_fields__)


async def of_queue(tx: Tx, queue_id: UUID | None) -> Settings:
    """The queue's own, else the company's, else nothing is asked."""
    rows = await tx.mappings(
        select(*_COLUMNS)
        .where(or_(RatingSettings.queue_id == queue_id, RatingSettings.queue_id.is_(None)))
        .order_by(RatingSettings.queue_id.is_(None))
        .limit(1)
    )
    return Settings(**rows[0]) if rows else USUAL


async def everything(tx: Tx) -> list[Settings]:
    """The company's first, whether it was ever set or not."""
    rows = await tx.mappings(select(*_COLUMNS).order_by(RatingSettings.queue_id.nulls_first()))
    known = [Settings(**row) for row in rows]
    return known if known and known[0].queue_id is None else [USUAL, *known]


async def replace_all(tx: Tx, wanted: Sequence[Settings]) -> None:
    """The whole list anew. Raises InvalidInput for queues that come twice or aren't there."""
    queue_ids = [one.queue_id for one in wanted]
    if len(set(queue_ids)) < len(queue_ids):
        raise InvalidInput("Each queue only once.", fields={"settings": "repeated"})
    named = [id for id in queue_ids if id is not None]
    known = await tx.fetch("select id from attendance_queues where id = any($1)", named)
    if len(known) < len(named):
        raise InvalidInput("There is no such queue.", fields={"queue_id": "unknown"})
    await tx.execute(delete(RatingSettings))
    rows = [{"id": new_id(), "tenant_id": tx.tenant_id, **asdict(one)} for one in wanted]
    if rows:
        await tx.execute(insert(RatingSettings), rows)
    tx.publish(events.RatingSettingsChanged())
