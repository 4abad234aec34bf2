"""The template that asks an attendant to write, so that their messenger's window opens again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from attendance.channels.base import InboxConfig
from attendance.channels.models import MessageTemplate
from attendance.channels.templates import (
    Filled,
    Template,
    TemplateInvalid,
    TemplateNotApproved,
    fill,
    variables_of,
)
from attendance.destinations.cards import Shown, shorten
from attendance.kernel import log
from attendance.kernel.database import Tx

SETTING: Final = "attendant_template"
"""Of an inbox: `{"name": …, "language": …}`. Its variables are filled with who writes, the queue and the words."""
_LONGEST_VALUE: Final = 200
_log = log.get("destinations")


AGAIN: Final = timedelta(hours=4)
"""Who did not write since they were asked is asked again after this."""


async def template_of(tx: Tx, inbox: InboxConfig, shown: Shown | None) -> Filled | None:
    """Filled in; None when the inbox names none that could be sent."""
    named = inbox.settings.get(SETTING)
    if not isinstance(named, Mapping):
        return None
    rows = await tx.mappings(
        select(
            MessageTemplate.name, MessageTemplate.language, MessageTemplate.category, MessageTemplate.status,
            MessageTemplate.components,
        ).where(
            MessageTemplate.inbox_id == inbox.id,
            MessageTemplate.name == str(named.get("name")),
            MessageTemplate.language == str(named.get("language", "pt_BR")),
        )
    )  # fmt: skip
    if not rows:
        return None
    template = Template(**rows[0])
    try:
        return fill(template, _values(template, shown))
    except (TemplateNotApproved, TemplateInvalid) as reason:
        _log.warning("attendant_template_unusable", inbox=str(inbox.id), reason=reason.code)
        return None


def _values(template: Template, shown: Shown | None) -> dict[str, str]:
    """Variables in their order: who writes, the queue, the words; what is beyond them gets a dash."""
    known = [shown.contact_name, shown.queue_name or "", shown.words] if shown else []
    values = {}
    for place, variable in enumerate(variables_of(template.components)):
        value = " ".join(known[place].split()) if place < len(known) else ""
        values[variable.key] = shorten(value, min(variable.max_chars, _LONGEST_VALUE)) or "-"
    return values
