"""REST of templates: which there are, and asking the vendor anew."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from attendance.channels import inspecting, queries, template_queries
from attendance.channels.endpoints import Manager, Reader, Serving
from attendance.channels.schemas import MessageTemplate, SyncedTemplates
from attendance.channels.template_queries import Wanted
from attendance.identity.guards import InTransaction
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound, VendorFailure
from attendance.kernel.problems import documented

router = api_router("templates", "/api/inboxes")


@router.get("/{inbox_id}/templates", responses=documented(NotFound))
async def list_templates(
    who: Reader,
    tx: InTransaction,
    inbox_id: UUID,
    q: Annotated[str | None, Query(max_length=200)] = None,
    status: str | None = None,
    category: str | None = None,
    language: str | None = None,
) -> list[MessageTemplate]:
    """The templates of an inbox as last synced; `q` looks in names and texts."""
    return await template_queries.templates(tx, inbox_id, Wanted(status, category, language, q))


@router.post("/{inbox_id}/templates/sync", responses=documented(NotFound))
async def sync_templates(who: Manager, services: Serving, inbox_id: UUID) -> SyncedTemplates:
    """Read the templates from the vendor now; each hour it happens by itself."""
    async with services.database.transaction(who.tenant_id) as tx:
        await queries.inbox(tx, services.vault, inbox_id)
        inbox = (await queries.inbox_configs(tx, services.vault, [inbox_id]))[inbox_id]
    try:
        found = await inspecting.sync_templates(services, inbox)
    except VendorFailure as failure:
        return SyncedTemplates(count=0, problem=failure.detail)
    return SyncedTemplates(count=len(found or ()), problem=None)
