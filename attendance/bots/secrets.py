"""The secrets of a bot's config.csv: sealed for this bot alone, never in settings, files, events or answers."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from attendance.bots.models import Bot
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound


def seal(vault: Vault, bot_id: UUID, secrets: Mapping[str, str]) -> bytes | None:
    """None for none."""
    return vault.encrypt(secrets, owner=f"bot:{bot_id}") if secrets else None


def unseal(vault: Vault, bot_id: UUID, sealed: bytes | None) -> dict[str, str]:
    """Raises SecretUnreadable."""
    return vault.decrypt(sealed, owner=f"bot:{bot_id}") if sealed else {}


async def of_bot(tx: Tx, vault: Vault, bot_id: UUID) -> dict[str, str]:
    """The secrets that count now, by key, for whoever calls the service that wants them. Raises: NotFound."""
    row = await tx.first(select(Bot.secrets).where(Bot.id == bot_id))
    if row is None:
        raise NotFound("bot")
    return unseal(vault, bot_id, row.secrets)
