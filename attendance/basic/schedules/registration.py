"""The arguments of SET SCHEDULE, told apart by what they are (10.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from attendance.basic import moments
from attendance.basic.errors import BasicError
from attendance.basic.host import Host, Value
from attendance.basic.schedules.schedule import Schedule, parse


@dataclass(frozen=True, slots=True)
class Registration:
    """`start`: not before; `script` None is the script that says it; `argument` goes to its first parameter."""

    schedule: Schedule
    start: datetime | None = None
    script: str | None = None
    name: str | None = None
    argument: Value = None


def registration(arguments: Sequence[Value], host: Host, schedule: Schedule | None = None) -> Registration:
    """What SET SCHEDULE asks for; `schedule` is that of an EVERY clause. Raises: E351."""
    start = next((value for value in arguments if isinstance(value, date)), None)
    others = [value for value in arguments if not isinstance(value, date)]
    script = next((at for at, value in enumerate(others) if _is_script(value)), len(others))
    said, argument = others[:script], next(iter(others[script + 1 :]), None)
    if schedule is None:
        schedule, said = _told_apart(said, host)
    if schedule is None and start is None:
        raise BasicError("E351", reason="phrase", found="" if not said else str(said[-1]))
    return Registration(
        schedule or parse(start, host),
        moments.instant(start, host.zone) if schedule and start else None,
        others[script].strip() if script < len(others) else None,
        str(said[0]) if said else None,
        argument,
    )


def _is_script(value: Value) -> bool:
    return isinstance(value, str) and value.strip().casefold().endswith(".bas")


def _told_apart(values: list[Value], host: Host) -> tuple[Schedule | None, list[Value]]:
    """The schedule among these and the others; a text that looks like cron and is wrong is no name."""
    for at, value in enumerate(values):
        try:
            return parse(value, host), values[:at] + values[at + 1 :]
        except BasicError as error:
            if error.values["reason"] != "phrase":
                raise
    return None, values
