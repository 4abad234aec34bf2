"""Which table a name means: the product's, one that the bot declares, or one that it may make by saving into it."""

import re
from difflib import get_close_matches
from typing import Final

from attendance.basic.host import KeywordError
from attendance.basic.syntax import Table as Declaration
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import activities, contacts, deals, leads, stages, tickets
from attendance.bots.tables.activities import ActivityTable
from attendance.bots.tables.columns import column_of
from attendance.bots.tables.contacts import ContactTable
from attendance.bots.tables.deals import DealTable
from attendance.bots.tables.leads import LeadTable
from attendance.bots.tables.own import OwnTable
from attendance.bots.tables.stages import StageTable
from attendance.bots.tables.table import Table
from attendance.bots.tables.tickets import TicketTable

COMING: Final = frozenset({
    "accounts", "crm_accounts", "campaigns",
    "users", "messages", "conversations", "sessions",
})  # fmt: skip
"""Names of tables that are the product's: none of them is made by saving into it."""

_SUFFIX: Final = re.compile(r"\.(csv|xlsx)$", re.IGNORECASE)
_MADE: Final = re.compile(r"[^\W\d][\w-]{0,62}")


def table(scene: Scene, said: str) -> Table:
    """Raises: KeywordError E340."""
    name = _SUFFIX.sub("", said.strip()).casefold()
    if name in contacts.NAMES:
        return ContactTable()
    if name in tickets.NAMES:
        return TicketTable()
    if name in deals.NAMES:
        return DealTable()
    if name in stages.NAMES:
        return StageTable()
    declared = {one.name.casefold(): one for one in scene.programs.tables()}
    if name in declared:
        return _own(name, declared[name])
    if name in leads.NAMES:
        return LeadTable()
    if name in activities.NAMES:
        return ActivityTable()
    if scene.bot.config.basic_auto_tables and name not in COMING and _MADE.fullmatch(name):
        return OwnTable(name)
    similar = get_close_matches(
        name,
        [
            *contacts.NAMES,
            *tickets.NAMES,
            *deals.NAMES,
            *stages.NAMES,
            *leads.NAMES,
            *activities.NAMES,
            *declared,
        ],
        n=1,
    )
    raise KeywordError("E340", table=said.strip()[:60], suggestion=similar[0] if similar else "")


def _own(name: str, declaration: Declaration) -> OwnTable:
    return OwnTable(name, tuple(column_of(column) for column in declaration.columns))
