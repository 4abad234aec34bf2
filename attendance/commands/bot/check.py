"""`attendance bot check FILE|FOLDER`: what is wrong, without running or publishing anything."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from attendance.botfiles.bundle import Bundle
from attendance.botfiles.findings import Finding
from attendance.bots import validation
from attendance.commands.bot.findings import DEFAULT_LANGUAGE, Lang, rendered, summary
from attendance.commands.bot.sources import config_beside, gather
from attendance.commands.terminal import failing_clearly


def check(
    target: Annotated[Path, typer.Argument(help="A script, or a folder with scripts.")],
    as_json: Annotated[bool, typer.Option("--json", help="Findings for programs.")] = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> None:
    """Check scripts, tests, config.csv and attendant.csv. Exit code 0 when everything parses, 1 with errors.

    Warnings are shown and change nothing."""
    with failing_clearly():
        files = gather(target)
        found = asyncio.run(validation.check_files(files, config=config_beside(target)))
    if as_json:
        typer.echo(_as_json(files, found, lang))
    else:
        for one in found:
            typer.echo(rendered(one, files, lang))
        typer.echo(summary(files, found, lang))
    if any(one.is_error for one in found):
        raise typer.Exit(1)


def _as_json(files: Bundle, found: tuple[Finding, ...], lang: str) -> str:
    shown = [one.model_dump() for one in validation.shown(found, lang)]
    is_sound = not any(one.is_error for one in found)
    return json.dumps(
        {"ok": is_sound, "files": len(files.files), "findings": shown}, ensure_ascii=False, indent=2
    )
