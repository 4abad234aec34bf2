"""A bot tried from the console: the whole conversation once more in a fresh sandbox, off the event loop, bounded."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from attendance.basic import messages
from attendance.basic.limits import Limits
from attendance.bots import schemas
from attendance.bots.sandbox import Failure, Sandbox, Turn
from attendance.identity.schemas import Company

_LIMITS: Final = Limits(
    turn_steps=50_000, total_steps=200_000, cpu_seconds=1.0, wall_seconds=4.0, memory_bytes=4 * 1024 * 1024
)
_SECONDS: Final = 10.0
"""For the whole conversation; what comes later is not played."""

_MOST_AT_ONCE: Final = 2
THREADS: Final = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="tryout")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose bot it is, and when."""

    company: Company
    now: datetime


async def try_out(files: Mapping[str, str], said: Sequence[str], place: Place) -> list[schemas.BotTriedTurn]:
    """A turn for each message of the customer, up to the first that takes too long."""
    loop = asyncio.get_running_loop()
    turns = await loop.run_in_executor(THREADS, lambda: asyncio.run(_play(files, said, place)))
    return [_shown(turn) for turn in turns]


async def _play(files: Mapping[str, str], said: Sequence[str], place: Place) -> list[Turn]:
    company = place.company
    sandbox = Sandbox(
        files, clock=place.now, language=company.locale, country=company.country, zone=company.timezone,
        company=company.name, limits=_LIMITS,
    )  # fmt: skip
    turns, until = list[Turn](), time.monotonic() + _SECONDS
    for text in said:
        if time.monotonic() > until:
            failure = Failure("E502", messages.text("E502", {}, company.locale), "", 0)
            return [*turns, Turn(error=failure)]
        turns.append(await sandbox.say(text))
    return turns


def _shown(turn: Turn) -> schemas.BotTriedTurn:
    error = turn.error
    return schemas.BotTriedTurn(
        said=[
            schemas.BotTriedMessage(
                text=one.text,
                options=[schemas.BotTriedOption(value=value, label=label) for value, label in one.options],
            )
            for one in turn.said
        ],
        effects=[effect.shown for effect in turn.effects],
        script=turn.script, line=turn.line, waits=turn.waits, variables=dict(turn.variables),
        error=error and schemas.BotTriedError(
            code=error.code, message=error.message, script=error.script, line=error.line
        ),
    )  # fmt: skip
