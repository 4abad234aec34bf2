"""REST of how an inbox is, and of what went wrong in it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from attendance.channels import queries as channel_queries
from attendance.channels.endpoints import Manager, Reader, Serving
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.wire import Page
from attendance.router.inboxes import actions, queries, schemas

router = api_router("inboxes", "/api/inboxes")

Examiner = Annotated[Who, Allowed("failures.read")]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/{inbox_id}/health", responses=documented(NotFound))
async def read_health(
    who: Reader, tx: InTransaction, services: Serving, inbox_id: UUID
) -> schemas.InboxReport:
    """How the inbox is: one word, and the facts behind it."""
    return await queries.report(tx, services.vault, inbox_id)


@router.get("/{inbox_id}/failures", responses=documented(NotFound))
async def list_failures(
    who: Examiner, tx: InTransaction, services: Serving, inbox_id: UUID, asked: Asked
) -> Page[schemas.FailedMessage]:
    """Messages of ours that did not arrive, latest first, until somebody sends them again or dismisses them."""
    await channel_queries.inbox(tx, services.vault, inbox_id)
    return await queries.failures(tx, inbox_id, asked)


@router.post("/{inbox_id}/failures/retry", responses=documented(NotFound))
async def retry_failures(
    who: Manager, tx: InTransaction, services: Serving, inbox_id: UUID, wanted: schemas.MessageIds
) -> schemas.Cleared:
    """Send failed messages again, at most 500 at once: those named, or all that may be sent again."""
    await channel_queries.inbox(tx, services.vault, inbox_id)
    return await actions.retry(tx, services.channels, inbox_id, wanted.message_ids)


@router.post("/{inbox_id}/failures/dismiss", responses=documented(NotFound))
async def dismiss_failures(
    who: Manager, tx: InTransaction, services: Serving, inbox_id: UUID, wanted: schemas.MessageIds
) -> schemas.Cleared:
    """Take failed messages off the list; in their conversations they stay as failed."""
    await channel_queries.inbox(tx, services.vault, inbox_id)
    return await actions.dismiss(tx, inbox_id, wanted.message_ids)


@router.get("/{inbox_id}/deliveries", responses=documented(NotFound))
async def list_deliveries(
    who: Examiner, tx: InTransaction, services: Serving, inbox_id: UUID, asked: Asked
) -> Page[schemas.OddDelivery]:
    """What the vendor delivered and nobody acted on, latest first."""
    await channel_queries.inbox(tx, services.vault, inbox_id)
    return await queries.odd_deliveries(tx, inbox_id, asked)


@router.get("/{inbox_id}/deliveries/{delivery_id}", responses=documented(NotFound))
async def read_delivery(
    who: Examiner, tx: InTransaction, services: Serving, inbox_id: UUID, delivery_id: UUID
) -> schemas.DeliveryParts:
    """Its entries that nobody acted on, as the vendor wrote them, without secrets."""
    inbox = await channel_queries.inbox(tx, services.vault, inbox_id)
    return await queries.delivery(tx, inbox_id, delivery_id, services.channels[inbox.channel])


@router.post("/{inbox_id}/deliveries/{delivery_id}/replay", status_code=204, responses=documented(NotFound))
async def replay_delivery(
    who: Manager, tx: InTransaction, services: Serving, inbox_id: UUID, delivery_id: UUID
) -> None:
    """Read it again, for example after an update: what it brought already stays as it is."""
    await channel_queries.inbox(tx, services.vault, inbox_id)
    await actions.replay(tx, inbox_id, delivery_id)
