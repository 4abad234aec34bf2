"""REST of ratings: of one conversation, all answers with their figures, and what the company sets."""

from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime

from attendance.conversations import queries as conversations
from attendance.conversations.web import AtDesk
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page
from attendance.ratings import queries, schemas, settings
from attendance.ratings.queries import Wanted
from attendance.ratings.settings import Settings

router = api_router("ratings")
RATINGS: Final = "/api/attendance/ratings"
SETTINGS: Final = "/api/attendance/rating-settings"
_USUAL_PERIOD: Final = timedelta(days=30)
_LONGEST_PERIOD: Final = timedelta(days=366)

Reader = Annotated[Who, Allowed("conversations.read")]
Supervisor = Annotated[Who, Allowed("insights.read")]
Settled = Annotated[Who, Allowed("company.read")]
Administrator = Annotated[Who, Allowed("company.manage")]


def _asked(
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    queue_id: UUID | None = None,
    attendant_id: UUID | None = None,
    channel: Annotated[str | None, Query(min_length=1, max_length=50)] = None,
    score_from: Annotated[int, Query(ge=0, le=10)] = 0,
    score_to: Annotated[int, Query(ge=0, le=10)] = 10,
    with_comment: bool = False,
) -> Wanted:
    """Dependency: which answers the query string asks for."""
    return Wanted(since, until, queue_id, attendant_id, channel, score_from, score_to, with_comment)


AskedRatings = Annotated[Wanted, Depends(_asked)]


@router.get("/api/attendance/conversations/{conversation_id}/ratings", responses=documented(NotFound))
async def list_conversation_ratings(who: Reader, desk: AtDesk, conversation_id: UUID) -> list[schemas.Rating]:
    """What its customer was asked and answered, the latest first."""
    await conversations.one(desk.tx, desk.viewer, conversation_id, desk.windows)
    return await queries.of_conversation(desk.tx, conversation_id)


@router.get(RATINGS)
async def list_ratings(
    who: Supervisor, desk: AtDesk, wanted: AskedRatings, asked: Annotated[Slice, Depends(asked_slice)]
) -> Page[schemas.Rating]:
    """Answers, the latest first."""
    items, cursor = await queries.answered(desk.tx, desk.viewer, wanted, asked)
    return Page(items=items, next_cursor=cursor)


@router.get(f"{RATINGS}/figures", responses=documented(InvalidInput))
async def read_rating_figures(
    who: Supervisor, tx: InTransaction, wanted: AskedRatings
) -> schemas.RatingFigures:
    """Mean and NPS of the answers of a period (30 days when none is named)."""
    since, until = _period(wanted)
    return await queries.figures(tx, since, until, wanted)


def _period(wanted: Wanted) -> tuple[datetime, datetime]:
    until = wanted.until or clock.now()
    try:
        since = wanted.since or until - _USUAL_PERIOD
    except OverflowError:
        since = until
    if not timedelta() < until - since <= _LONGEST_PERIOD:
        raise InvalidInput(
            "The period must be longer than nothing and at most a year.", fields={"until": "range"}
        )
    return since, until


@router.get(SETTINGS)
async def read_rating_settings(who: Settled, tx: InTransaction) -> schemas.AllRatingSettings:
    """When and how customers are asked what they think."""
    return await _settings(tx)


@router.put(SETTINGS, responses=documented(InvalidInput))
async def replace_rating_settings(
    who: Administrator, tx: InTransaction, wanted: schemas.AllRatingSettings
) -> schemas.AllRatingSettings:
    """The whole list anew: the company's (without `queue_id`), and those of queues that differ."""
    await settings.replace_all(tx, [Settings(**one.model_dump()) for one in wanted.settings])
    return await _settings(tx)


async def _settings(tx: Tx) -> schemas.AllRatingSettings:
    known = await settings.everything(tx)
    return schemas.AllRatingSettings(settings=[schemas.RatingSettings.model_validate(one) for one in known])
