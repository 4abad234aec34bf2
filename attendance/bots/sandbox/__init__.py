"""A bot without a database: its scripts run over a world in memory, with a clock that only moves when told to."""

from attendance.bots.sandbox.sandbox import Sandbox
from attendance.bots.sandbox.turn import Effect, Failure, Said, Turn

__all__ = ["Effect", "Failure", "Said", "Sandbox", "Turn"]
