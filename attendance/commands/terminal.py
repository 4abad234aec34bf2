"""How commands speak: progress and results to people, failures as one sentence and exit code 1."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import typer
from rich.console import Console

from attendance.kernel.errors import AttendanceError

console = Console(highlight=False, soft_wrap=True)
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def tell(sentence: str) -> None:
    """Progress, in passing."""
    console.print(f"[dim]{sentence} …[/dim]")


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn what people can mend into a sentence and exit code 1; bugs keep their traceback."""
    try:
        yield
    except AttendanceError as failure:
        raise _exit(failure.detail) from None
    except (OSError, asyncpg.DiskFullError) as failure:
        if isinstance(failure, OSError) and failure.errno not in (
            errno.ENOSPC,
            errno.EDQUOT,
            errno.EACCES,
            errno.EROFS,
        ):
            raise
        raise _exit(_about_the_disk(failure)) from None


def _about_the_disk(failure: OSError | asyncpg.DiskFullError) -> str:
    if isinstance(failure, OSError) and failure.errno in (errno.EACCES, errno.EROFS):
        return f"{failure.filename} can't be written. Choose another folder with --data, or change its owner."
    return "The disk is full. Free some space and start again."


def _exit(sentence: str) -> typer.Exit:
    _errors.print(sentence, style="red", markup=False)
    return typer.Exit(1)
