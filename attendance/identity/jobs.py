"""Background work on people: what has expired is swept away."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete

from attendance.identity.models import IdempotencyKey, Login, OneTimeLink
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.jobs import Entry, Job
from attendance.kernel.schedule import Periodic

ANSWERS_KEPT: Final = timedelta(hours=24)
"""How long a repeated POST finds its first answer."""
_LINKS_KEPT: Final = timedelta(days=7)


async def sweep(tx: Tx, services: Any, batch: Sequence[Job]) -> None:
    """Remove logins and links that are over, and answers that nobody will ask for again.

    API tokens stay: their owner should see why a script fails.
    """
    now = clock.now()
    await tx.execute(delete(Login).where(Login.expires_at < now))
    await tx.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < now - _LINKS_KEPT))
    await tx.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - ANSWERS_KEPT))


ENTRIES: Final = (Entry("identity.sweep", in_transaction=sweep),)
PERIODIC: Final = (Periodic("identity.sweep", timedelta(hours=1)),)
