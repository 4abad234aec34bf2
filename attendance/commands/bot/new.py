"""`attendance bot new FOLDER [--template NAME]`: a bot to begin with."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from attendance.botfiles import templates
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel.errors import Conflict


class FolderNotEmpty(Conflict):
    code = "folder_not_empty"
    message = "{folder} is not empty. Choose another folder."


def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is empty, or not there yet.")],
    template: Annotated[templates.Name, typer.Option(help="The bot to begin with.")] = "starter",
) -> None:
    """Make a folder with a bot: a small one that greets, listens and hands over, or one of the examples."""
    with failing_clearly():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderNotEmpty(folder=folder)
        shutil.copytree(templates.folder(template), folder, dirs_exist_ok=True)
    for path in sorted(folder.iterdir()):
        console.print(f"  {path}", markup=False)
    console.print(f"Talk to it with: attendance bot run {folder}", markup=False)
    console.print(f"Publish it with: attendance bot publish {folder} --bot NAME --create", markup=False)
