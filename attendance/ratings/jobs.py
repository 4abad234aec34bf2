"""Background work of ratings."""

from typing import Final

from attendance.kernel.jobs import Entry
from attendance.ratings import asking
from attendance.ratings.planning import ASK

ENTRIES: Final = (Entry(ASK, in_transaction=asking.ask),)
