"""`attendance bot …`: for authors of bots. Each word is a module of this folder, loaded only when the word is said."""

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

WORDS: Final = ("new", "check", "fmt", "run", "test", "publish")


class _Words(TyperGroup):
    """Checking a script has no need of what publishing needs. Typer keeps the types of its own click to itself."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(WORDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in WORDS:
            return None
        module = import_module(f"attendance.commands.bot.{cmd_name}")
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(alone)


app = typer.Typer(
    name="bot",
    help="Bots as folders: begin one, check, try, test, publish it.",
    no_args_is_help=True,
    cls=_Words,
)
