"""What a company set about its notifications, its own words, and what single people don't want."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.identity import company
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from attendance.notifications import events
from attendance.notifications.models import NotificationOptOut, NotificationSetting, NotificationTemplate
from attendance.notifications.rules import KINDS, NAMES, THRESHOLDS, Kind, Template, usual


@dataclass(frozen=True, slots=True)
class Setting:
    kind: Kind
    is_on: bool
    threshold: int | None


async def settings(tx: Tx) -> dict[Kind, Setting]:
    """Every kind; what nobody set is off."""
    rows = await tx.rows(
        select(NotificationSetting.kind, NotificationSetting.is_on, NotificationSetting.threshold)
    )
    known = {row.kind: row for row in rows}
    return {kind: _setting(kind, known.get(kind)) for kind in KINDS}


def _setting(kind: Kind, row: object) -> Setting:
    is_on, threshold = getattr(row, "is_on", False), getattr(row, "threshold", None)
    return Setting(kind, is_on, threshold or THRESHOLDS.get(kind))


async def change(tx: Tx, wanted: Sequence[Setting]) -> None:
    for one in wanted:
        values = {"is_on": one.is_on, "threshold": one.threshold if one.kind in THRESHOLDS else None}
        await tx.execute(
            upsert(NotificationSetting)
            .values(id=new_id(), tenant_id=tx.tenant_id, kind=one.kind, **values)
            .on_conflict_do_update(index_elements=["tenant_id", "kind"], set_=values)
        )
    tx.publish(events.NotificationSettingsChanged(what="settings"))


async def own_templates(tx: Tx) -> dict[str, Template]:
    rows = await tx.rows(
        select(NotificationTemplate.name, NotificationTemplate.subject, NotificationTemplate.body)
    )
    return {row.name: Template(row.subject, row.body) for row in rows}


async def template(tx: Tx, name: str) -> Template:
    """The company's words, else the product's. Raises NotFound."""
    own = (await own_templates(tx)).get(name)
    if own is not None:
        return own
    if name not in NAMES:
        raise NotFound("template")
    return usual(name, (await company.read(tx)).locale)


async def keep_template(tx: Tx, name: str, words: Template) -> None:
    """A new name is a template of the company's own, for `attendance-email-template`."""
    values = {"subject": words.subject, "body": words.body, "updated_at": clock.now()}
    await tx.execute(
        upsert(NotificationTemplate)
        .values(id=new_id(), tenant_id=tx.tenant_id, name=name, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "name"], set_=values)
    )
    tx.publish(events.NotificationSettingsChanged(what=name))


async def forget_template(tx: Tx, name: str) -> None:
    """Back to the product's words, or away with one of the company's own. Raises NotFound."""
    gone = await tx.execute(delete(NotificationTemplate).where(NotificationTemplate.name == name))
    if not gone and name not in NAMES:
        raise NotFound("template")
    tx.publish(events.NotificationSettingsChanged(what=name))


async def unwanted_by(tx: Tx, user_id: UUID) -> list[str]:
    rows = await tx.rows(select(NotificationOptOut.kind).where(NotificationOptOut.user_id == user_id))
    return sorted(row.kind for row in rows)


async def refuse(tx: Tx, user_id: UUID, kinds: Collection[Kind]) -> None:
    """These, and no others, this person doesn't want."""
    await tx.execute(delete(NotificationOptOut).where(NotificationOptOut.user_id == user_id))
    rows: list[Mapping[str, object]] = [
        {"user_id": user_id, "kind": kind, "tenant_id": tx.tenant_id} for kind in dict.fromkeys(kinds)
    ]
    if rows:
        await tx.execute(insert(NotificationOptOut), rows)
