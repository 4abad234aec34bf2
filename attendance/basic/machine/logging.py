"""LOG: into the execution's log, without the host having to wait."""

from dataclasses import dataclass

from attendance.basic import values
from attendance.basic.host import Outcome
from attendance.basic.machine.turn import Turn
from attendance.basic.program import Code


@dataclass(slots=True)
class Log:
    """LOG text [, data], LOG INFO|WARN|ERROR|DEBUG text."""

    level: str
    arguments: tuple[Code, ...]

    def do(self, turn: Turn) -> Outcome | None:
        f = turn.frame.slots
        text, *data = [code(f) for code in self.arguments] or [None]
        turn.host.trace(
            "log",
            turn.line,
            level=self.level,
            text=values.text(text, turn.host),
            data=data[0] if data else None,
        )
        turn.done(None, None)
        return None
