"""Trying an inbox out: whether its credentials work, and whether a message arrives. Outside of any conversation."""

from collections.abc import Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from attendance.channels import accounts, circuits, queries
from attendance.channels.base import Channel, InboxConfig, MessageKind, Outgoing
from attendance.channels.schemas import CheckResult, TestResult
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.errors import VendorFailure
from attendance.kernel.ids import new_id

TEST_TEXT: Final = "✅ Mensagem de teste / Test message / Mensaje de prueba: {name}"


class Services(Protocol):
    """What trying an inbox needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


async def check(services: Services, tenant_id: UUID, inbox_id: UUID) -> CheckResult:
    """Ask the vendor whether the credentials work, and remember the answer. A good one lets what waits go on.

    Raises NotFound.
    """
    inbox = await _load(services, tenant_id, inbox_id)
    try:
        account = await services.channels[inbox.channel].check(inbox)
    except VendorFailure as failure:
        await _remember(services, inbox, {"check_problem": failure.detail})
        return CheckResult(ok=False, account=None, problem=failure.detail, reason=failure.reason)
    await _remember(services, inbox, {"check_problem": None, "checked_account": account}, works=True)
    return CheckResult(ok=True, account=account, problem=None)


async def send_test(services: Services, tenant_id: UUID, inbox_id: UUID, recipient: str) -> TestResult:
    """One real message to somebody of the team. Raises NotFound."""
    inbox = await _load(services, tenant_id, inbox_id)
    message = Outgoing(
        message_id=new_id(),
        conversation_id=new_id(),
        recipient=_address(recipient),
        kind=MessageKind.TEXT,
        text=TEST_TEXT.format(name=inbox.name),
        content={},
        author_kind="system",
        last_inbound_at=clock.now(),
        subject=inbox.name,
    )
    try:
        receipt = await services.channels[inbox.channel].send(inbox, message)
    except VendorFailure as failure:
        return TestResult(ok=False, problem=failure.detail, reason=failure.reason)
    return TestResult(ok=True, external_id=receipt.external_id)


def _address(typed: str) -> str:
    """As people write telephones: `+55 (11) 98888-7777` is digits to a vendor; anything else stays as it is."""
    bare = typed.strip()
    is_phone = bare.startswith("+") and not set(bare) - set("+0123456789 ()-.")
    return "+" + "".join(c for c in bare if c.isdigit()) if is_phone else bare


async def _load(services: Services, tenant_id: UUID, inbox_id: UUID) -> InboxConfig:
    async with services.database.transaction(tenant_id) as tx:
        await queries.inbox(tx, services.vault, inbox_id)
        return (await queries.inbox_configs(tx, services.vault, [inbox_id]))[inbox_id]


async def _remember(
    services: Services, inbox: InboxConfig, facts: Mapping[str, Any], *, works: bool = False
) -> None:
    async with services.database.transaction(inbox.tenant_id) as tx:
        await accounts.note_health(tx, inbox.id, {"checked_at": clock.now().isoformat(), **facts})
        if works:
            await circuits.close(tx, inbox.id)
