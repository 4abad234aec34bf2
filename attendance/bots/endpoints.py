"""REST of bots: who they are, and their settings. Their files and versions: `bots.folder_endpoints`."""

from typing import Annotated
from uuid import UUID

from fastapi import Request

from attendance.botfiles import templates
from attendance.bots import actions, queries, schemas
from attendance.bots.actions import BotNameTaken
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.problems import documented
from attendance.kernel.web import services_of

router = api_router("bots")

Reader = Annotated[Who, Allowed("bots.read")]
Manager = Annotated[Who, Allowed("bots.manage")]


@router.get("/api/bots")
async def list_bots(who: Reader, tx: InTransaction, request: Request) -> list[schemas.Bot]:
    """All bots with their settings."""
    return await queries.everything(tx, services_of(request).vault)


@router.post("/api/bots", status_code=201, responses=documented(BotNameTaken))
async def create_bot(who: Manager, tx: InTransaction, request: Request, new: schemas.NewBot) -> schemas.Bot:
    """A bot with a small draft to begin with; publish it to let it speak."""
    vault = services_of(request).vault
    bot_id = await actions.create(tx, vault, new.name.strip(), templates.load("starter"))
    return await queries.one(tx, vault, bot_id)


@router.get("/api/bots/{bot_id}", responses=documented(NotFound))
async def read_bot(who: Reader, tx: InTransaction, request: Request, bot_id: UUID) -> schemas.Bot:
    """One bot with its settings."""
    return await queries.one(tx, services_of(request).vault, bot_id)


@router.patch("/api/bots/{bot_id}", responses=documented(NotFound, BotNameTaken))
async def change_bot(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID, patch: schemas.BotPatch
) -> schemas.Bot:
    """Change name, activity or settings; an unknown key is refused and the nearest known one named.

    Counts from the customer's next message on, without a restart. Settings are written into the draft's config.csv,
    so that the next publish keeps them. A secret is kept encrypted and never answered.
    """
    vault = services_of(request).vault
    await actions.change(tx, vault, bot_id, patch)
    return await queries.one(tx, vault, bot_id)
