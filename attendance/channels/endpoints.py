"""REST of inboxes: which channels can be set up, and the accounts that are."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Final, Literal, Protocol, cast
from uuid import UUID

from fastapi import Depends, Request

from attendance.channels import actions, circuits, inspecting, queries, schemas, trying
from attendance.channels.base import Channel
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel import web
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import InvalidInput, NotFound, TooManyRequests
from attendance.kernel.problems import documented
from attendance.kernel.rate_limits import Rate

router = api_router("inboxes")

Reader = Annotated[Who, Allowed("inboxes.read")]
Manager = Annotated[Who, Allowed("inboxes.manage")]


class _Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def _services(request: Request) -> _Services:
    return cast(_Services, request.app.state.services)


Serving = Annotated[_Services, Depends(_services)]


@router.get("/api/channels")
async def list_channels(who: Reader, services: Serving) -> list[schemas.ChannelInfo]:
    """The kinds of channel that can be set up, with the fields of their forms."""
    return [_info(channel) for channel in services.channels.values()]


def _info(channel: Channel) -> schemas.ChannelInfo:
    can = channel.capabilities
    return schemas.ChannelInfo(
        name=channel.name,
        max_text_chars=can.max_text_chars,
        reply_window_seconds=_seconds(can.reply_window),
        human_reply_window_seconds=_seconds(can.human_reply_window),
        has_templates=can.has_templates,
        counts_sms=can.counts_sms,
        supports_typing=can.supports_typing,
        supports_read_receipts=can.supports_read_receipts,
        media={
            kind.value: schemas.MediaLimits(max_bytes=rule.max_bytes, mime_types=sorted(rule.mime_types))
            for kind, rule in can.media.items()
        },
        max_files=can.max_files,
        max_caption_chars=can.max_caption_chars,
        shares=sorted(cast(Literal["location", "contacts"], kind.value) for kind in can.shares),
        can_react=can.can_react,
        reaction_emoji=list(can.reaction_emoji),
        can_edit=can.can_edit,
        edit_seconds=_seconds(can.edit_limit),
        can_delete=can.can_delete,
        delete_seconds=_seconds(can.delete_limit),
        has_threads=can.has_threads,
        serves_attendants=can.serves_attendants,
        has_copies=can.has_copies,
        fields=[schemas.ChannelField.model_validate(field) for field in channel.credential_fields],
    )


def _seconds(span: timedelta | None) -> int | None:
    return int(span.total_seconds()) if span else None


@router.get("/api/inboxes")
async def list_inboxes(who: Reader, tx: InTransaction, services: Serving) -> list[schemas.Inbox]:
    """All inboxes with their health."""
    return await queries.inboxes(tx, services.vault)


@router.post("/api/inboxes", status_code=201)
async def create_inbox(
    who: Manager, tx: InTransaction, services: Serving, new: schemas.NewInbox
) -> schemas.Inbox:
    """Set up an account of a channel. Its credentials are stored encrypted and never shown again."""
    channel = services.channels.get(new.channel)
    if channel is None:
        raise InvalidInput(
            f"There is no channel {new.channel}. Known: {', '.join(sorted(services.channels))}."
        )
    _check_credentials(channel, new.credentials, is_new=True)
    inbox_id = await actions.create_inbox(tx, services.vault, new)
    await inspecting.plan_for(tx, channel, inbox_id)
    return await queries.inbox(tx, services.vault, inbox_id)


@router.get("/api/inboxes/{inbox_id}", responses=documented(NotFound))
async def read_inbox(who: Reader, tx: InTransaction, services: Serving, inbox_id: UUID) -> schemas.Inbox:
    """One inbox with its health."""
    return await queries.inbox(tx, services.vault, inbox_id)


@router.patch("/api/inboxes/{inbox_id}", responses=documented(NotFound))
async def change_inbox(
    who: Manager, tx: InTransaction, services: Serving, inbox_id: UUID, patch: schemas.InboxPatch
) -> schemas.Inbox:
    """Change the fields that the body names; credentials field by field. `is_active` false pauses the inbox: what
    customers write is stored and shown, what we write waits. New credentials let go on what waited for them."""
    known = await queries.inbox(tx, services.vault, inbox_id)
    _check_credentials(services.channels[known.channel], patch.credentials or {}, is_new=False)
    await actions.change_inbox(tx, services.vault, inbox_id, patch)
    if patch.credentials:
        await inspecting.plan_for(tx, services.channels[known.channel], inbox_id)
    if patch.credentials:
        await circuits.close(tx, inbox_id)
    if patch.is_active:
        await circuits.wake(tx, inbox_id)
    return await queries.inbox(tx, services.vault, inbox_id)


@router.delete("/api/inboxes/{inbox_id}", status_code=204, responses=documented(NotFound, actions.InboxInUse))
async def delete_inbox(who: Manager, tx: InTransaction, inbox_id: UUID) -> None:
    """Only an inbox that never had a conversation; pause the others."""
    await actions.delete_inbox(tx, inbox_id)


@router.post("/api/inboxes/{inbox_id}/check", responses=documented(NotFound))
async def check_inbox(who: Manager, services: Serving, inbox_id: UUID) -> schemas.CheckResult:
    """Ask the vendor whether the credentials work. A good answer lets go on what waited because they didn't."""
    return await trying.check(services, who.tenant_id, inbox_id)


_TESTS: Final = Rate(5, seconds=60)
"""They are real messages to whomever one names, outside of every rule for conversations."""


@router.post("/api/inboxes/{inbox_id}/test", responses=documented(NotFound, TooManyRequests))
async def send_test(
    request: Request, who: Manager, services: Serving, inbox_id: UUID, message: schemas.TestMessage
) -> schemas.TestResult:
    """Send one real message to yourself, outside of any conversation; five in a minute at most."""
    await web.limit(request, f"inbox-test:{who.tenant_id}:{inbox_id}", _TESTS)
    return await trying.send_test(services, who.tenant_id, inbox_id, message.recipient)


def _check_credentials(channel: Channel, given: Mapping[str, str], *, is_new: bool) -> None:
    known = {field.name for field in channel.credential_fields}
    unknown = sorted(set(given) - known)
    missing = (
        [f.name for f in channel.credential_fields if f.required and not given.get(f.name)] if is_new else []
    )
    if unknown or missing:
        raise InvalidInput(
            f"Credentials of {channel.name}: "
            + "; ".join(
                part
                for part in (
                    f"missing {', '.join(missing)}" if missing else "",
                    f"unknown {', '.join(unknown)} (known: {', '.join(sorted(known))})" if unknown else "",
                )
                if part
            )
        )
