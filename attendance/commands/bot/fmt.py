"""`attendance bot fmt FILE|FOLDER`: scripts in their canonical layout."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from attendance.basic import formatter, parser
from attendance.botfiles.bundle import File
from attendance.commands.bot.sources import gather
from attendance.commands.terminal import failing_clearly

Keywords: TypeAlias = Literal["en", "pt"]


def fmt(
    target: Annotated[Path, typer.Argument(help="A script, or a folder with scripts.")] = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 if something would.")
    ] = False,
    keywords: Annotated[Keywords | None, typer.Option(help="Keywords in this language.")] = None,
) -> None:
    """Rewrite scripts: four blanks for each block, keywords in capitals, comments kept.

    A script with errors stays as it is and is named; `attendance bot check` tells what is wrong."""
    with failing_clearly():
        scripts = [file for file in gather(target).files.values() if file.place.kind == "script"]
    changed = [file for file in scripts if _formatted(file, keywords) != file.text]
    broken = [file for file in scripts if not parser.parse(file.text or "", file.path).is_sound]
    for file in changed:
        typer.echo(f"{file.path}: {'would be changed' if check else 'changed'}")
        if not check:
            place = target / file.path if target.is_dir() else target
            place.write_text(_formatted(file, keywords), "utf-8")
    for file in broken:
        typer.echo(f"{file.path}: has errors, left as it is", err=True)
    typer.echo(f"{len(scripts)} scripts, {len(changed)} {'to change' if check else 'changed'}")
    if broken or (check and changed):
        raise typer.Exit(1)


def _formatted(file: File, keywords: Keywords | None) -> str:
    return formatter.format(file.text or "", keywords)
