"""Structured logs: an event name and ids, never message bodies or secrets."""

import logging
import sys
from typing import Literal

import structlog


def configure(level: str = "info", *, style: Literal["auto", "json", "console"] = "auto") -> None:
    """JSON lines for machines, coloured lines for people at a terminal."""
    console = style == "console" or (style == "auto" and sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks if not console else _keep,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _keep(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return event


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose lines carry `source=name`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(source=name)
    return logger
