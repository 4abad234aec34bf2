"""The browser of the browser tests: Debian's headless Chromium, because its package brings all that it needs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO

_COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PACKAGE = "chromium-headless-shell"


class NoBrowser(Exception):
    """There is none and we may not install one; says what to do."""


def find() -> Path | None:
    """The browser of ATTENDANCE_CHROMIUM, else the first that is on the PATH."""
    given = os.environ.get("ATTENDANCE_CHROMIUM")
    candidates = [given] if given else [shutil.which(command) for command in _COMMANDS]
    return next((Path(path) for path in candidates if path), None)


def ensure(output: IO[bytes]) -> None:
    """Install it where we may: as root on a system with apt. Raises: NoBrowser."""
    if find() is not None:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoBrowser(
            f"The browser tests need Chromium. Install it (on Debian: apt install {_PACKAGE}) "
            "or name one in ATTENDANCE_CHROMIUM."
        )
    install = ["apt-get", "install", "--yes", "--no-install-recommends", _PACKAGE]
    if subprocess.run(install, stdout=output, stderr=output, check=False).returncode != 0:
        subprocess.run(["apt-get", "update"], stdout=output, stderr=output, check=False)
        subprocess.run(install, stdout=output, stderr=output, check=False)
    if find() is None:
        raise NoBrowser(f"apt could not install {_PACKAGE}; its words are above.")
