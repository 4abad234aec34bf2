"""Background work of notifications."""

from datetime import timedelta
from typing import Final

from attendance.kernel.jobs import Entry
from attendance.kernel.schedule import Periodic
from attendance.notifications import sending, watching
from attendance.notifications.planning import SEND

ENTRIES: Final = (
    Entry(SEND, free=sending.send, on_dead=sending.give_up),
    Entry(watching.WATCH, in_transaction=watching.watch),
    Entry(watching.PRUNE, in_transaction=watching.prune),
)
PERIODIC: Final = (
    Periodic(watching.WATCH, every=timedelta(minutes=1)),
    Periodic(watching.PRUNE, every=timedelta(hours=6)),
)
