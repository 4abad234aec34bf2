"""The company itself: its name, language, time zone and the times after which conversations end by themselves."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select, update

from attendance.identity import events
from attendance.identity.models import Tenant
from attendance.identity.schemas import Company, CompanyPatch
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput

ABANDON_AFTER: Final = timedelta(hours=24)
KEEP_RECORDS: Final = timedelta(days=90)
COUNTRY: Final = "BR"
CURRENCY: Final = "BRL"
_COLUMNS: Final = frozenset({"name", "locale", "timezone"})


async def read(tx: Tx) -> Company:
    """The tenant of this transaction."""
    row = (await tx.mappings(_own(tx)))[0]
    return Company(
        name=row["name"],
        locale=row["locale"],
        timezone=row["timezone"],
        country=row["settings"].get("country", COUNTRY),
        currency=row["settings"].get("currency", CURRENCY),
        release_after_seconds=row["settings"].get("release_after_seconds"),
        abandon_after_seconds=row["settings"].get(
            "abandon_after_seconds", int(ABANDON_AFTER.total_seconds())
        ),
        keep_records_days=row["settings"].get("keep_records_days", KEEP_RECORDS.days),
        kanban_limits=row["settings"].get("kanban_limits", {}),
        deal_of_resolved_ticket=row["settings"].get("deal_of_resolved_ticket", False),
    )


async def zone(tx: Tx) -> ZoneInfo:
    """The company's time zone."""
    return ZoneInfo(str(await tx.scalar(select(Tenant.timezone).where(Tenant.id == tx.tenant_id))))


async def records_until(tx: Tx) -> datetime:
    """What is older than this may be forgotten."""
    return clock.now() - timedelta(days=(await read(tx)).keep_records_days)


async def change(tx: Tx, patch: CompanyPatch) -> Company:
    """Change what the patch names. Raises: InvalidInput for a time zone that nobody knows."""
    if patch.timezone is not None and patch.timezone not in available_timezones():
        problem = "is no time zone; try America/Sao_Paulo"
        raise InvalidInput(f"timezone {problem}.", fields={"timezone": problem})
    row = (await tx.mappings(_own(tx).with_for_update()))[0]
    wanted = patch.model_dump(exclude_unset=True)
    columns = {name: value for name, value in wanted.items() if name in _COLUMNS and value is not None}
    settings = _merged(row["settings"], {n: v for n, v in wanted.items() if n not in _COLUMNS})
    changed = sorted(
        [name for name, value in columns.items() if value != row[name]]
        + [n for n in settings.keys() | row["settings"].keys() if settings.get(n) != row["settings"].get(n)]
    )
    if changed:
        values = {**columns, "settings": settings}
        await tx.execute(update(Tenant).where(Tenant.id == tx.tenant_id).values(**values))
        tx.publish(events.TenantChanged(changed=changed))
    return await read(tx)


def _merged(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **said}.items() if value is not None}


def _own(tx: Tx) -> Any:
    columns = (Tenant.name, Tenant.locale, Tenant.timezone, Tenant.settings)
    return select(*columns).where(Tenant.id == tx.tenant_id)
