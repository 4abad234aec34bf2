"""The log of `attendance up`: a file that never grows beyond its bounds, and what the terminal hears of it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

from structlog.typing import EventDict

FILES: Final = 5
FILE_BYTES: Final = 10_000_000
_SHOWN_AT_THE_FRONT: Final = frozenset({"event", "level", "source", "timestamp", "exc_info", "request_id"})


class BoundedFile:
    """Takes lines as structlog's loggers do; at most FILES files of FILE_BYTES, the newest without a number."""

    def __init__(self, path: Path, *, size_bytes: int = FILE_BYTES) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = _Quiet(path, maxBytes=size_bytes, backupCount=FILES - 1, encoding="utf-8")

    def msg(self, line: str) -> None:
        self._handler.handle(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        self._handler.close()

    debug = info = warning = error = critical = exception = log = msg


class _Quiet(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk stops the log, not the service; `attendance doctor` tells of the disk."""


def sentence(event: EventDict) -> str:
    """`12:03:44 warning http: value_refused reason=…`, on one line whatever the values hold."""
    source = str(event["source"]).removeprefix("attendance.")
    facts = {name: value for name, value in event.items() if name not in _SHOWN_AT_THE_FRONT}
    told = [str(event["event"]), *(f"{name}={value}" for name, value in facts.items()), *_failure(event)]
    at = str(event["timestamp"])[11:19]
    return " ".join(f"{at} {event['level']} {source}: {' '.join(told)}".split())


def _failure(event: EventDict) -> list[str]:
    found: Any = event.get("exc_info")
    error = found[1] if isinstance(found, tuple) else found
    return [f"({type(error).__name__}: {error})"] if isinstance(error, BaseException) else []
