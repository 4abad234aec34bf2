"""Runs compiled scripts: the loop over their steps, and an execution that can be stored between any two of them."""

from attendance.basic.machine.execution import Execution, Frame
from attendance.basic.machine.running import run
from attendance.basic.machine.turn import Turn

__all__ = ["Execution", "Frame", "Turn", "run"]
