"""Only kernel.clock gives the time and only kernel.settings reads the environment, so that tests can set both."""

import ast
from collections.abc import Iterable, Iterator

from tools.check.source import Source

_CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "datetime.datetime.now",
    "datetime.date.today",
}
_ENVIRONMENT = {"os.environ", "os.getenv"}
_MAY_READ_TIME = {"attendance/kernel/clock.py"}
_MAY_READ_ENVIRONMENT = {"attendance/kernel/settings.py"}


def check(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.folder != "attendance":
            continue
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Attribute):
                continue
            name = ast.unparse(node)
            if name in _CLOCKS and file.path.as_posix() not in _MAY_READ_TIME:
                yield file.breach(node.lineno, f"{name}: ask kernel.clock.now()")
            if name in _ENVIRONMENT and file.path.as_posix() not in _MAY_READ_ENVIRONMENT:
                yield file.breach(node.lineno, f"{name}: ask kernel.settings")
