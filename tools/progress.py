"""Shows what goes on while it takes long: a line per task, with its seconds. Standard library only."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_REPORT_SECONDS = 20.0
_FRAME_SECONDS = 0.1
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_ERASE = "\r\033[K"


@dataclass(slots=True)
class Task:
    """Work with a name for people; its steps run one after the other."""

    name: str
    steps: Sequence[Callable[[], None]]
    needs: "Task | None" = None
    failure: BaseException | None = None
    began: float | None = None
    ended: float | None = None

    @property
    def seconds(self) -> float:
        if self.began is None:
            return 0.0
        return (self.ended or time.monotonic()) - self.began

    def run(self) -> None:
        """Run the steps. A failure is kept for whoever waits, and fails those who need this task."""
        self.began = time.monotonic()
        try:
            if self.needs is not None and self.needs.failure is not None:
                raise Needed(f"needs {self.needs.name}, which failed")
            for step in self.steps:
                step()
        except BaseException as failure:
            self.failure = failure
        self.ended = time.monotonic()


class Needed(Exception):
    """A task was not tried, because another one failed."""


def run_together(tasks: Sequence[Task]) -> None:
    """Run the tasks at the same time and show them. Raises the first failure, once all have ended."""
    run_lanes([[task] for task in tasks])
    for task in tasks:
        if task.failure is not None:
            raise task.failure


def run_lanes(lanes: Sequence[Sequence[Task]]) -> None:
    """Run the lanes at the same time, the tasks of each one after the other, and show them."""
    threads = [threading.Thread(target=_run_lane, args=[lane], daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    _Display([task for lane in lanes for task in lane]).watch()


def _run_lane(lane: Sequence[Task]) -> None:
    for task in lane:
        task.run()


class _Display:
    """A line for each task that ended and, on a terminal, a moving one for those at work."""

    def __init__(self, tasks: list[Task]) -> None:
        self._left = tasks
        self._is_live = sys.stdout.isatty()
        self._reported = time.monotonic()
        self._turn = 0

    def watch(self) -> None:
        while self._left:
            for task in [task for task in self._left if task.ended is not None]:
                self._left.remove(task)
                self._print(f"  {'✗' if task.failure else '✓'} {task.name:<24}{task.seconds:5.0f} s\n")
            working = " · ".join(f"{task.name} {task.seconds:.0f} s" for task in self._left if task.began)
            if working:
                self._show(working)
                time.sleep(_FRAME_SECONDS)

    def _show(self, working: str) -> None:
        self._turn += 1
        if self._is_live:
            line = f"  {_SPINNER[self._turn % len(_SPINNER)]} {working}"
            self._print(line[: shutil.get_terminal_size().columns - 1])
        elif time.monotonic() - self._reported > _REPORT_SECONDS:
            self._reported = time.monotonic()
            self._print(f"    {working}\n")

    def _print(self, text: str) -> None:
        print(f"{_ERASE if self._is_live else ''}{text}", end="", flush=True)
