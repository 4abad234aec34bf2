"""Files between customers and attendants' messengers: the same stored content goes on, fetched once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol, cast, get_args
from uuid import UUID, uuid5

from attendance.channels.abilities import Fetching
from attendance.channels.base import Attachment, Channel, InboxConfig, Outgoing, SendReceipt
from attendance.files import actions as files
from attendance.files.rules import LIMITS
from attendance.files.schemas import FileKind
from attendance.files.storing import Claim, FileRefused, Kept, keep
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Rejected, TooLarge
from attendance.kernel.jobs import Later
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.router import sending_files

PATIENCE: Final = timedelta(minutes=5)
"""How long a relayed message waits for its file to come from the customer's vendor."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(milliseconds=200), timedelta(seconds=5)
_KINDS: Final = frozenset(get_args(FileKind))


class Services(Protocol):
    """What moving files needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def storage(self) -> Storage: ...
    @property
    def settings(self) -> Settings: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """The files of an attendant's message; `is_refused`: some of them could not be had."""

    kept: tuple[Kept, ...] = ()
    is_refused: bool = False


async def take(services: Services, inbox: InboxConfig, attachments: Sequence[Attachment]) -> Taken:
    """Fetch and store them, with no transaction open. Raises Temporary, Misconfigured."""
    channel = services.channels[inbox.channel]
    if not isinstance(channel, Fetching):
        return Taken(is_refused=True)
    kept: list[Kept] = []
    for attachment in attachments:
        try:
            kept.append(await _take(services, inbox, channel, attachment))
        except (Rejected, FileRefused, TooLarge):
            return Taken(is_refused=True)
    return Taken(tuple(kept))


async def _take(services: Services, inbox: InboxConfig, channel: Fetching, attachment: Attachment) -> Kept:
    kind = cast(FileKind, attachment.kind.value) if attachment.kind.value in _KINDS else "document"
    claim = Claim(kind, attachment.filename, attachment.is_voice)
    async with channel.fetch(inbox, attachment, _no_delivery) as content:
        return await keep(services, inbox.tenant_id, content, claim, limit_bytes=LIMITS["document"])


async def _no_delivery() -> bytes:
    raise Rejected("Messengers of attendants send no files inside of their deliveries.", reason="not_kept")


async def hand_over(
    tx: Tx, kept: Sequence[Kept], *, conversation_id: UUID, inbox_id: UUID, user_id: UUID
) -> list[UUID]:
    """As if the attendant had uploaded them for this conversation."""
    return [
        await files.add_uploaded(
            tx, one, conversation_id=conversation_id, inbox_id=inbox_id, uploaded_by=user_id
        )
        for one in kept
    ]


async def with_files(
    services: Services, inbox: InboxConfig, outgoing: Outgoing, message_id: UUID, *, waits_since: timedelta
) -> Outgoing:
    """With the files of the message that it relays. Raises Later while they are still on their way to us.

    What the attendant's channel doesn't take is left out: the words say what it was.
    """
    async with services.database.transaction(inbox.tenant_id) as tx:
        are_pending = await files.are_pending(tx, message_id)
    if are_pending and waits_since < PATIENCE:
        raise Later(min(max(waits_since, _SHORTEST_PAUSE), _LONGEST_PAUSE))
    able = services.channels[inbox.channel].capabilities
    try:
        found = await sending_files.files_of(services, inbox.tenant_id, message_id, able)
    except Rejected:
        return outgoing
    return replace(outgoing, files=found, kind=found[0].kind) if found else outgoing


async def send(channel: Channel, inbox: InboxConfig, outgoing: Outgoing) -> SendReceipt:
    """In as many messages as the channel needs for its files; the receipt is the last one's."""
    most = channel.capabilities.max_files
    rest = outgoing.files[most:]
    receipt = await channel.send(inbox, replace(outgoing, files=outgoing.files[:most]))
    for number in range(0, len(rest), most):
        more = rest[number : number + most]
        part_id = uuid5(outgoing.message_id, f"files:{number}")
        receipt = await channel.send(
            inbox,
            replace(outgoing, text="", content={}, files=more, kind=more[0].kind, message_id=part_id),
        )
    return receipt
