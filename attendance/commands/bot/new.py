"""`attendance bot new FOLDER`: a small bot to begin with."""

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


def new(folder: Annotated[Path, typer.Argument(help="A folder that is empty, or not there yet.")]) -> None:
    """Make a folder with a small bot that greets, listens and hands over."""
    with failing_clearly():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderNotEmpty(folder=folder)
        shutil.copytree(templates.folder("starter"), folder, dirs_exist_ok=True)
    for path in sorted(folder.iterdir()):
        console.print(f"  {path}", markup=False)
    console.print(f"Publish it with: attendance bot publish {folder} --bot NAME --create", markup=False)
