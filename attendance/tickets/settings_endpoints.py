"""REST of what a company sets about its tickets, and of saved lists."""

from typing import Annotated
from uuid import UUID

from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented
from attendance.tickets import schemas, settings, views
from attendance.tickets.rules import Field
from attendance.tickets.settings import Rule
from attendance.tickets.views import ViewNotYours

router = api_router("tickets")
SETTINGS = "/api/attendance/ticket-settings"
VIEWS = "/api/attendance/ticket-views"

Reader = Annotated[Who, Allowed("tickets.read")]
Writer = Annotated[Who, Allowed("tickets.write")]
Administrator = Annotated[Who, Allowed("tickets.manage")]


@router.get(f"{SETTINGS}/fields")
async def read_fields(who: Reader, tx: InTransaction) -> schemas.TicketFields:
    """The fields that the company gives its tickets."""
    return await _fields(tx)


@router.put(f"{SETTINGS}/fields", responses=documented(InvalidInput))
async def replace_fields(
    who: Administrator, tx: InTransaction, wanted: schemas.TicketFields
) -> schemas.TicketFields:
    """The whole list anew; tickets keep the values of fields that are gone."""
    await settings.replace_fields(
        tx,
        [Field(one.key, one.label, one.kind, tuple(one.choices), one.is_required) for one in wanted.fields],
    )
    return await _fields(tx)


async def _fields(tx: Tx) -> schemas.TicketFields:
    known = await settings.fields(tx)
    return schemas.TicketFields(fields=[schemas.TicketField.model_validate(one) for one in known])


@router.get(f"{SETTINGS}/rules")
async def read_rules(who: Reader, tx: InTransaction) -> schemas.TicketRules:
    """When conversations get a ticket by themselves."""
    return await _rules(tx)


@router.put(f"{SETTINGS}/rules", responses=documented(InvalidInput))
async def replace_rules(
    who: Administrator, tx: InTransaction, wanted: schemas.TicketRules
) -> schemas.TicketRules:
    """The whole list anew."""
    await settings.replace_rules(tx, [Rule(one.queue_id, one.creates, one.category) for one in wanted.rules])
    return await _rules(tx)


async def _rules(tx: Tx) -> schemas.TicketRules:
    known = await settings.rules(tx)
    return schemas.TicketRules(rules=[schemas.TicketRule.model_validate(one) for one in known])


@router.get(VIEWS)
async def list_views(who: Reader, tx: InTransaction) -> list[schemas.TicketView]:
    """Your saved lists and the shared ones."""
    return await views.visible(tx, who.user_id)


@router.post(VIEWS, status_code=201)
async def create_view(who: Writer, tx: InTransaction, new: schemas.NewTicketView) -> schemas.TicketView:
    """Save a list, for yourself or for everybody."""
    return await views.one(tx, who.user_id, await views.create(tx, who.user_id, new))


@router.patch(f"{VIEWS}/{{view_id}}", responses=documented(NotFound, ViewNotYours))
async def change_view(
    who: Writer, tx: InTransaction, view_id: UUID, patch: schemas.TicketViewPatch
) -> schemas.TicketView:
    """Rename, share, or keep another filter under it."""
    await views.change(tx, who.user_id, view_id, patch, may_any=who.may("tickets.manage"))
    return await views.one(tx, who.user_id, view_id)


@router.delete(f"{VIEWS}/{{view_id}}", status_code=204, responses=documented(NotFound, ViewNotYours))
async def delete_view(who: Writer, tx: InTransaction, view_id: UUID) -> None:
    """The tickets stay, of course."""
    await views.remove(tx, who.user_id, view_id, may_any=who.may("tickets.manage"))
