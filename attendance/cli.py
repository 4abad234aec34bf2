"""The command `attendance`: one module of `commands` for each word, loaded only when the word is said."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import typer

WORDS: Final = (
    "up",
    "serve",
    "worker",
    "migrate",
    "seed",
    "token",
    "doctor",
    "replay",
    "routing",
    "bot",
    "channel",
)


def main() -> None:
    """Run the command line that this process was started with."""
    said = [word for word in WORDS if [word] == sys.argv[1:2]]
    command_line(said or WORDS)()


def command_line(words: Sequence[str] = WORDS) -> typer.Typer:
    """The command with these words. Each names a function in the module of its name, or a module with an `app`."""
    app = typer.Typer(
        name="attendance", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    app.callback()(_attendance)
    for word in words:
        module = import_module(f"attendance.commands.{word}")
        if hasattr(module, "app"):
            app.add_typer(module.app)
        else:
            app.command(word)(getattr(module, word))
    return app


def _attendance() -> None:
    """One place for conversations between customers, bots and people."""
