"""REST of bots: who they are, and their settings."""

from typing import Annotated
from uuid import UUID

from attendance.bots import actions, queries, schemas
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented

router = api_router("bots")

Reader = Annotated[Who, Allowed("bots.read")]
Manager = Annotated[Who, Allowed("bots.manage")]


@router.get("/api/bots")
async def list_bots(who: Reader, tx: InTransaction) -> list[schemas.Bot]:
    """All bots with their settings."""
    return await queries.everything(tx)


@router.get("/api/bots/{bot_id}", responses=documented(NotFound))
async def read_bot(who: Reader, tx: InTransaction, bot_id: UUID) -> schemas.Bot:
    """One bot with its settings."""
    return await queries.one(tx, bot_id)


@router.patch("/api/bots/{bot_id}", responses=documented(NotFound))
async def change_bot(who: Manager, tx: InTransaction, bot_id: UUID, patch: schemas.BotPatch) -> schemas.Bot:
    """Change name, activity or settings; an unknown key is refused and the nearest known one named.

    Counts from the customer's next message on, without a restart.
    """
    await actions.change(tx, bot_id, patch)
    return await queries.one(tx, bot_id)
