"""`attendance bot run FILE|FOLDER`: talk to a bot in the terminal. Nothing is stored, nobody is called."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from attendance.bots.sandbox import Sandbox, Turn
from attendance.bots.sandbox.golden.reading import span_seconds
from attendance.commands.bot.sources import texts
from attendance.commands.terminal import failing_clearly
from attendance.kernel import clock

_HELP: Final = "/later 10 minutes · /event NAME · /resolve · /vars · /quit"


def run(
    target: Annotated[Path, typer.Argument(help="A script, or a bot's folder.")] = Path(),
    trace: Annotated[
        bool, typer.Option("--trace", help="Show each line that runs and what it assigns.")
    ] = False,
    language: Annotated[str, typer.Option(help="Language of the customer.")] = "pt-BR",
) -> None:
    """A chat with the bot. The clock moves only by /later; tables begin empty; the outside can't be reached."""
    with failing_clearly():
        files = texts(target)
    sandbox = Sandbox(files, clock=clock.now(), language=language, is_traced=trace)
    typer.echo(_HELP, err=True)
    asyncio.run(_chat(sandbox, is_traced=trace))


async def _chat(sandbox: Sandbox, *, is_traced: bool) -> None:
    turn = Turn()
    while True:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip() == "/quit":
            return
        said = line.strip()
        if said == "/vars":
            _show_variables(turn)
            continue
        after = await _take(sandbox, said)
        if after is not None:
            turn = after
            _show(turn, is_traced=is_traced)


async def _take(sandbox: Sandbox, said: str) -> Turn | None:
    """What the line makes happen; None for one that nobody understands."""
    word, _, rest = said.partition(" ")
    if word == "/later":
        try:
            return await sandbox.advance(span_seconds(rest))
        except ValueError:
            typer.echo(_HELP)
            return None
    if word == "/event":
        return await sandbox.happen(rest)
    if word == "/resolve":
        return await sandbox.resolve(rest)
    return await sandbox.say(said)


def _show(turn: Turn, *, is_traced: bool) -> None:
    if is_traced:
        _show_trace(turn)
    for effect in turn.effects:
        typer.echo(f"  · {effect.shown}")
    for said in turn.said:
        typer.echo(said.text) if said.text else None
        for number, (_, label) in enumerate(said.options, start=1):
            typer.echo(f"  {number}. {label}")
    if turn.error is not None:
        typer.echo(f"  ! {turn.error.script}:{turn.error.line}: {turn.error.code} {turn.error.message}")
    elif turn.waits is None:
        typer.echo("  · the script is over; the next message begins anew")


def _show_trace(turn: Turn) -> None:
    """A statement of several steps is shown once."""
    before = ""
    for one in turn.trace:
        line = f"    {one.script}:{one.line} {one.event} {one.text}".rstrip()
        if one.event != "keyword" and line != before:
            typer.echo(line)
            before = line


def _show_variables(turn: Turn) -> None:
    typer.echo(f"{turn.script}:{turn.line}")
    for name, value in turn.variables.items():
        typer.echo(f"  {name} = {value}")
