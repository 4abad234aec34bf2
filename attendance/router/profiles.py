"""Who wrote, where messages don't tell it: the vendor is asked once for each new contact, apart from the message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from attendance.channels import queries as channel_queries
from attendance.channels.abilities import Profiling
from attendance.channels.base import Channel
from attendance.conversations.posting import Arrival
from attendance.crm import contacts
from attendance.kernel import jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.jobs import Entry, Job

PROFILE: Final = "contact.profile"
_log = log.get("router")


class Services(Protocol):
    """What asking for a profile needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class Ask:
    """Payload of `contact.profile`."""

    inbox_id: UUID
    contact_id: UUID
    external_id: str


async def plan(tx: Tx, channels: Mapping[str, Channel], arrivals: Sequence[Arrival]) -> None:
    """For contacts that these messages made and whose name nobody told."""
    for arrival in arrivals:
        person = arrival.message.sender
        if (
            arrival.is_new_contact
            and person.name is None
            and isinstance(channels[arrival.channel], Profiling)
        ):
            asked = Ask(arrival.inbox_id, arrival.contact_id, person.external_id)
            dedupe_key = f"{PROFILE}:{arrival.contact_id}"
            await jobs.enqueue(tx, PROFILE, asked, dedupe_key=dedupe_key, max_attempts=5)


async def ask(services: Services, job: Job) -> None:
    """Ask the vendor, then name the contact. Who doesn't want to be known stays without a name."""
    wanted = jobs.decode(job, Ask)
    async with services.database.transaction(job.tenant_id) as tx:
        found = await channel_queries.inbox_configs(tx, services.vault, [wanted.inbox_id])
    inbox = found.get(wanted.inbox_id)
    channel = services.channels[inbox.channel] if inbox else None
    if inbox is None or not isinstance(channel, Profiling):
        return
    try:
        person = await channel.profile(inbox, wanted.external_id)
    except (Rejected, Misconfigured) as refusal:
        _log.info("profile_refused", inbox=str(inbox.id), reason=refusal.reason)
        return
    async with services.database.transaction(job.tenant_id) as tx:
        await contacts.introduce(tx, inbox.channel, wanted.contact_id, person)


ENTRIES: Final = (Entry(PROFILE, free=ask),)
