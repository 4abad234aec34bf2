"""`attendance bot test FOLDER`: golden conversations, each in a world of its own."""

import asyncio
from collections.abc import Mapping
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Annotated

import typer

from attendance.botfiles.bundle import Bundle
from attendance.botfiles.findings import Finding
from attendance.bots.keywords.missing import MISSING
from attendance.bots.sandbox.coverage import Coverage
from attendance.bots.sandbox.golden import Played, parse, play
from attendance.bots.sandbox.scripts import Scripts
from attendance.commands.bot.findings import DEFAULT_LANGUAGE, Lang, rendered
from attendance.commands.bot.sources import gather
from attendance.commands.terminal import failing_clearly

_TEST = ".test.bas"


def test(
    target: Annotated[Path, typer.Argument(help="A bot's folder, or one *.test.bas of it.")] = Path(),
    lang: Lang = DEFAULT_LANGUAGE,
) -> None:
    """Play every *.test.bas; each conversation stops at its first difference. Exit code 1 when one differs.

    Prints which lines of the scripts ran."""
    folder = target if target.is_dir() else target.parent
    with failing_clearly():
        files = gather(folder)
    texts = {path: file.text or "" for path, file in files.files.items()}
    wanted = [path for path in texts if path.endswith(_TEST) and (target.is_dir() or path == target.name)]
    played = list[Played]()
    is_sound = True
    for path in wanted:
        is_sound = _is_sound(path, files, lang) and is_sound
        played += asyncio.run(_play(path, texts))
    _tell_end(played, wanted)
    _tell_missing(texts)
    if not is_sound or not all(one.is_passed for one in played):
        raise typer.Exit(1)


def _is_sound(path: str, files: Bundle, lang: Lang) -> bool:
    golden = parse(files.text(path) or "", path)
    for found in golden.diagnostics:
        typer.echo(rendered(Finding(path, found), files, lang))
    return not golden.diagnostics


async def _play(path: str, files: Mapping[str, str]) -> list[Played]:
    golden = parse(files[path], path.removesuffix(_TEST))
    played = list[Played]()
    for one in golden.tests:
        done = await play(one, golden.setup, files)
        typer.echo(f"{'✓' if done.is_passed else '✗'} {path}:{done.at or one.at} {one.name}")
        for row in done.rows:
            typer.echo("    " + row.replace("\n", "\n          | "))
        played.append(done)
    return played


def _tell_end(played: list[Played], wanted: list[str]) -> None:
    if not wanted:
        typer.echo("No *.test.bas here.")
        return
    passed = sum(one.is_passed for one in played)
    typer.echo(f"\n{passed} passed, {len(played) - passed} failed")
    if played:
        _tell_coverage(reduce(or_, (one.coverage for one in played)))


def _tell_missing(files: Mapping[str, str]) -> None:
    """Keywords that a test may play, and that raise E401 once the bot is published."""
    scripts = Scripts(files)
    for name in scripts:
        program = scripts.named(name)
        absent = sorted(MISSING.keys() & program.facts.keywords) if program else []
        if absent:
            typer.echo(f"{name}: not in this product yet, raises E401: {', '.join(absent)}")


def _tell_coverage(coverage: Coverage) -> None:
    for script, lines in coverage.lines.items():
        if not lines:
            continue
        ran, missing = len(coverage.ran[script]), coverage.missing(script)
        never = f"  never ran: {_ranges(missing)}" if missing else ""
        typer.echo(f"{ran / len(lines):>6.0%}  {script}{never}")
    typer.echo(f"{coverage.share:>6.0%}  of all lines that can run")


def _ranges(lines: list[int]) -> str:
    """`3, 7-9`."""
    runs = list[list[int]]()
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
