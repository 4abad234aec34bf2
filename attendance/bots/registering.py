"""What a version sets going when it is published: its schedules, and the addresses of its webhooks."""

from uuid import UUID

from attendance.bots import sources
from attendance.bots.scripts import schedules, webhooks
from attendance.bots.scripts.programs import Programs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx


async def register(tx: Tx, vault: Vault, bot_id: UUID) -> None:
    """Let what the published scripts declare count, and nothing else."""
    published = await sources.published(tx, bot_id)
    if published is None:
        return
    programs = list(Programs(published).all().values())
    await schedules.declare(tx, bot_id, programs)
    await webhooks.declare(tx, vault, bot_id, programs)
