"""Shows what goes on while it takes long: a line per task, with its seconds. Standard library only."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_QUIET_REPORT_SECONDS = 15.0
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass(slots=True)
class Task:
    """Work with a name for people; its steps run one after the other."""

    name: str
    steps: Sequence[Callable[[], None]]
    failure: BaseException | None = None
    _began: float = field(default_factory=time.monotonic)
    _seconds: float | None = None

    @property
    def seconds(self) -> float:
        return self._seconds if self._seconds is not None else time.monotonic() - self._began

    def run(self) -> None:
        """Run the steps; a failure is kept for whoever waits."""
        self._began = time.monotonic()
        try:
            for step in self.steps:
                step()
        except BaseException as failure:
            self.failure = failure
        self._seconds = self.seconds


def run_together(tasks: Sequence[Task]) -> None:
    """Run the tasks at the same time and show them. Raises the first failure, once all have ended."""
    threads = [threading.Thread(target=task.run, daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    _show(tasks, threads)
    for task in tasks:
        if task.failure is not None:
            raise task.failure


def _show(tasks: Sequence[Task], threads: Sequence[threading.Thread]) -> None:
    live, shown, reported, turn = sys.stdout.isatty(), set[str](), time.monotonic(), 0
    while len(shown) < len(tasks):
        for task, thread in zip(tasks, threads, strict=True):
            if not thread.is_alive() and task.name not in shown:
                shown.add(task.name)
                print(
                    f"{_ERASE if live else ''}  {_mark(task)} {task.name:<24}{task.seconds:5.0f} s",
                    flush=True,
                )
        working = [f"{task.name} {task.seconds:.0f} s" for task in tasks if task.name not in shown]
        turn += 1
        if live and working:
            line = f"  {_SPINNER[turn % len(_SPINNER)]} {' · '.join(working)}"
            print(_ERASE + line[: shutil.get_terminal_size().columns - 1], end="", flush=True)
        elif working and time.monotonic() - reported > _QUIET_REPORT_SECONDS:
            reported = time.monotonic()
            print(f"    {' · '.join(working)}", flush=True)
        time.sleep(0.1 if working else 0)


_ERASE = "\r\033[K"


def _mark(task: Task) -> str:
    return "✗" if task.failure else "✓"
