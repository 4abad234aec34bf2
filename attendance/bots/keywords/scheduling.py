"""What runs later: SET SCHEDULE where it is reached, and blocks that wait for their time."""

from datetime import timedelta
from decimal import Decimal
from typing import Final, cast
from uuid import uuid5

from attendance.basic.host import Host, Invocation, KeywordError, Value
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts import jobs, schedules
from attendance.bots.scripts.jobs import Aside, written
from attendance.bots.scripts.scene import Scene
from attendance.kernel import clock

_UNIT_SECONDS: Final = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86_400}
_LONGEST_SECONDS: Final = 366 * 86_400


class SetSchedule(Keyword):
    phrase = "SET SCHEDULE"
    syntax = (
        "SET SCHEDULE when [, script [, arg]]",
        "SET SCHEDULE name, when [, script]",
        "SET SCHEDULE datetime, script",
        "SET SCHEDULE EVERY n unit",
    )
    example = 'SET SCHEDULE "dias úteis às 8h", "resumo.bas"'
    effects = (
        "Runs a script by itself. At top level with literals it is a declaration, which counts from publishing on; "
        "elsewhere it is registered when it is reached, the last one of a name and script counts."
    )
    errors = (("E351", "no such time, or more often than once a minute"), ("E331", "no such script"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        wanted = schedules.asked(call.arguments, call.clauses.get("EVERY", ()), cast(Host, scene.shows))
        script = wanted.script or call.script
        if script not in scene.programs:
            raise KeywordError("E331", script=script)
        if not await schedules.register(scene.tx, scene.bot.id, wanted, call.script, scene.company):
            raise KeywordError("E351", found=wanted.schedule.text)
        return None


class ScheduleIn(Keyword):
    phrase = "SCHEDULE IN"
    syntax = ("SCHEDULE IN n SECONDS|MINUTES|HOURS|DAYS DO … END SCHEDULE",)
    example = 'SCHEDULE IN 30 MINUTES DO\n    TALK "Ainda precisa de ajuda?"\nEND SCHEDULE'
    effects = "Runs the block once later, with a copy of the variables that it reads."
    errors = (("E351", "no such time"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        seconds = _seconds(call)
        key = call.key
        run_id = uuid5(scene.execution_id, f"later:{key.turn}:{key.instruction}:{key.visit}")
        aside = Aside(
            scene.bot.id, "schedule", call.script, run_id,
            {name: written(value) for name, value in call.fields.items()}, entry=str(call.arguments[2]),
            version=scene.programs.version, conversation_id=scene.found.id if scene.found else None,
            depth=scene.depth,
        )  # fmt: skip
        await jobs.run_aside(scene.tx, aside, at=clock.now() + timedelta(seconds=seconds))
        return None


def _seconds(call: Invocation) -> float:
    """Raises: KeywordError E351."""
    amount, unit = call.arguments[0], str(call.arguments[1]).upper().removesuffix("S")
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal) or unit not in _UNIT_SECONDS:
        raise KeywordError("E351", found=f"{amount} {unit}")
    seconds = float(amount) * _UNIT_SECONDS[unit]
    if not 0 <= seconds <= _LONGEST_SECONDS:
        raise KeywordError("E351", found=str(amount))
    return seconds


KEYWORDS: Final = (SetSchedule(), ScheduleIn())
