"""What keywords of the product do in a tried conversation: the same values, no effect outside of memory."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from attendance.basic.host import Invocation, Value
from attendance.bots.sandbox.keywords import (
    assistance,
    attendance,
    conversation,
    data,
    messaging,
    session,
    web,
)
from attendance.bots.sandbox.world import World

Run: TypeAlias = Callable[[World, Invocation], Value]

KEYWORDS: Final[Mapping[str, Run]] = {
    **conversation.KEYWORDS,
    **attendance.KEYWORDS,
    **session.KEYWORDS,
    **data.KEYWORDS,
    **messaging.KEYWORDS,
    **assistance.KEYWORDS,
    **web.KEYWORDS,
}
