"""Structured logs: an event name and ids, never message bodies or secrets.

Every line carries `source=attendance.…`, so that `grep attendance` finds ours among others'.
"""

import logging
import sys
from pathlib import Path
from typing import Final, Literal

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor

from attendance.kernel.log_file import BoundedFile, sentence

_COMMON: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
# Tracebacks without the values of local variables: those hold what never belongs into a log.
_TRACEBACKS: Final = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def configure(
    level: str = "info",
    *,
    style: Literal["auto", "json", "console"] = "auto",
    file: Path | None = None,
) -> None:
    """JSON lines for machines, coloured lines for people at a terminal, both on standard error.

    With `file`, and unless a style was asked for, the lines go there, and the terminal only gets one readable line
    for each warning and error.
    """
    lowest = getattr(logging, level.upper())
    json = (_TRACEBACKS, structlog.processors.JSONRenderer())
    if file is not None and style == "auto":
        _use(lowest, BoundedFile(file), _tell_terminal, *json)
    elif style == "console" or (style == "auto" and sys.stderr.isatty()):
        lines = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        _use(lowest, structlog.PrintLogger(sys.stderr), lines)
    else:
        _use(lowest, structlog.PrintLogger(sys.stderr), *json)
    others = [handler for handler in logging.root.handlers if not isinstance(handler, _Foreign)]
    logging.root.handlers = [*others, _Foreign(logging.WARNING)]


def _use(lowest: int, output: object, *processors: Processor) -> None:
    structlog.configure(
        processors=[*_COMMON, *processors],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=lambda *_: output,
        cache_logger_on_first_use=True,
    )


def _tell_terminal(_: object, __: str, event: EventDict) -> EventDict:
    if event["level"] not in ("debug", "info"):
        print(sentence(event), file=sys.stderr, flush=True)
    return event


class _Foreign(logging.Handler):
    """What libraries warn about, through the standard library's logging, becomes a line of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        get(record.name).log(record.levelno, record.getMessage(), exc_info=record.exc_info)


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose lines carry `source=attendance.name`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(source=f"attendance.{name}")
    return logger
