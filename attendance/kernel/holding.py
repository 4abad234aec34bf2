"""Whether this task holds a transaction open. By itself: who calls vendors asks, and needs no database to be loaded."""

from contextvars import ContextVar
from typing import Final

OPEN_TRANSACTIONS: Final[ContextVar[int]] = ContextVar("open_transactions", default=0)


def in_transaction() -> bool:
    """True while this task holds a transaction open; `kernel.http` refuses to call out then."""
    return OPEN_TRANSACTIONS.get() > 0
