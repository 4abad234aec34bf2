"""A bot's own tests, run for the console: every `*.test.bas` in a world of its own, off the event loop, bounded."""

import asyncio
import time
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Final

from attendance.bots import schemas
from attendance.bots.sandbox.golden import Played, parse, play
from attendance.bots.tryout import THREADS

_SECONDS: Final = 20.0
"""For all conversations; those that come later are told as not played."""
_SUFFIX: Final = ".test.bas"


async def run(files: Mapping[str, str]) -> schemas.BotTestReport:
    """Every conversation of every test file, in order, each up to its first difference."""
    loop = asyncio.get_running_loop()
    played = await loop.run_in_executor(THREADS, lambda: asyncio.run(_play_all(files)))
    done = [one for _, one in played if one is not None]
    coverage = reduce(or_, (one.coverage for one in done)) if done else None
    return schemas.BotTestReport(
        conversations=[_shown(path, one) for path, one in played],
        share=coverage.share if coverage else 0.0,
        never_ran={name: lines for name in coverage.lines if (lines := coverage.missing(name))}
        if coverage
        else {},
    )


async def _play_all(files: Mapping[str, str]) -> list[tuple[str, Played | None]]:
    until, played = time.monotonic() + _SECONDS, list[tuple[str, Played | None]]()
    for path in sorted(path for path in files if path.endswith(_SUFFIX)):
        golden = parse(files[path], path.removesuffix(_SUFFIX))
        for test in golden.tests:
            is_late = time.monotonic() > until
            played.append((path, None if is_late else await play(test, golden.setup, files)))
    return played


def _shown(path: str, played: Played | None) -> schemas.BotTestedConversation:
    if played is None:
        return schemas.BotTestedConversation(
            file=path,
            line=1,
            name="",
            is_passed=False,
            difference=["It took too long; run `attendance bot test`."],
        )
    return schemas.BotTestedConversation(
        file=path,
        line=played.at or played.test.at,
        name=played.test.name,
        is_passed=played.is_passed,
        difference=list(played.rows),
    )
