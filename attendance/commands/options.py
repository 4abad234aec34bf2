"""Options that several commands share, and the settings that they end in."""

from pathlib import Path
from typing import Annotated

import typer

from attendance.kernel import settings
from attendance.kernel.settings import Settings

Data = Annotated[
    Path | None, typer.Option("--data", help="Data folder; ATTENDANCE_DATA_DIR, or ./data, without it.")
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port of the web server; 0 takes a free one.")
]
Host = Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for all.")]


def settings_of(data: Path | None, **more: object) -> Settings:
    """The settings of the environment, with what was given on the command line. Raises: BadSettings."""
    given = {"data_dir": data} if data else {}
    return settings.load(**given, **{name: value for name, value in more.items() if value is not None})
