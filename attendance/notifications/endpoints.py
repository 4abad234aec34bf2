"""REST of notifications by mail: what is told, in which words, and what you don't want yourself."""

from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.settings import Settings
from attendance.kernel.web import services_of
from attendance.kernel.wire import Page
from attendance.notifications import queries, rules, schemas, settings
from attendance.notifications.rules import Template
from attendance.notifications.settings import Setting

router = api_router("notifications")
BASE: Final = "/api/attendance/notifications"

Administrator = Annotated[Who, Allowed("company.manage")]
Reader = Annotated[Who, Allowed("company.read")]
Examiner = Annotated[Who, Allowed("failures.read")]
Oneself = Annotated[Who, Allowed("account.manage")]


def _process(request: Request) -> Settings:
    return services_of(request).settings


Process = Annotated[Settings, Depends(_process)]


@router.get(BASE)
async def list_notifications(
    who: Examiner, tx: InTransaction, asked: Annotated[Slice, Depends(asked_slice)]
) -> Page[schemas.Notification]:
    """What was told, the latest first."""
    items, cursor = await queries.page(tx, asked)
    return Page(items=items, next_cursor=cursor)


@router.get(f"{BASE}/settings")
async def read_notification_settings(
    who: Reader, tx: InTransaction, process: Process
) -> schemas.NotificationSettings:
    """What is told by mail."""
    return await _settings(tx, process)


@router.put(f"{BASE}/settings")
async def change_notification_settings(
    who: Administrator, tx: InTransaction, process: Process, wanted: schemas.NotificationSettings
) -> schemas.NotificationSettings:
    """Those that are named; the others stay."""
    await settings.change(tx, [Setting(one.kind, one.is_on, one.threshold) for one in wanted.settings])
    return await _settings(tx, process)


async def _settings(tx: Tx, process: Settings) -> schemas.NotificationSettings:
    known = (await settings.settings(tx)).values()
    return schemas.NotificationSettings(
        settings=[schemas.NotificationSetting.model_validate(one) for one in known],
        has_mailbox=process.smtp_url is not None or await queries.has_mailbox(tx),
    )


@router.get(f"{BASE}/templates")
async def list_notification_templates(who: Reader, tx: InTransaction) -> list[schemas.NotificationTemplate]:
    """The product's and the company's own, with the words that count now."""
    return await queries.templates(tx)


@router.put(f"{BASE}/templates")
async def keep_notification_template(
    who: Administrator, tx: InTransaction, wanted: schemas.NewNotificationTemplate
) -> list[schemas.NotificationTemplate]:
    """Write the words of one anew; a name that isn't known is a template of your own."""
    await settings.keep_template(tx, wanted.name, Template(wanted.subject, wanted.body))
    return await queries.templates(tx)


@router.post(f"{BASE}/templates/reset", responses=documented(NotFound))
async def reset_notification_template(
    who: Administrator, tx: InTransaction, wanted: schemas.NotificationTemplateName
) -> list[schemas.NotificationTemplate]:
    """Back to the product's words; a template of your own is removed."""
    await settings.forget_template(tx, wanted.name)
    return await queries.templates(tx)


@router.post(f"{BASE}/preview")
async def preview_notification(
    who: Administrator, words: schemas.NotificationWords
) -> schemas.NotificationWords:
    """How these words look when they are filled in, with somebody invented."""
    shown = rules.render(Template(words.subject, words.body), rules.SAMPLE)
    return schemas.NotificationWords(subject=shown.subject or "-", body=shown.body or "-")


@router.get("/api/me/notifications")
async def read_my_notifications(who: Oneself, tx: InTransaction) -> schemas.NotificationOptOut:
    """What you don't want by mail."""
    return schemas.NotificationOptOut.model_validate(
        {"unwanted": await settings.unwanted_by(tx, who.user_id)}
    )


@router.put("/api/me/notifications")
async def change_my_notifications(
    who: Oneself, tx: InTransaction, wanted: schemas.NotificationOptOut
) -> schemas.NotificationOptOut:
    """These kinds, and no others, you don't want."""
    await settings.refuse(tx, who.user_id, wanted.unwanted)
    return await read_my_notifications(who, tx)
