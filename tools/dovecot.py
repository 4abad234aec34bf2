"""The IMAP server of the mail tests: Debian's Dovecot."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO

_PACKAGES = ("dovecot-core", "dovecot-imapd")


class NoDovecot(Exception):
    """There is none and we may not install one; says what to do."""


def find() -> Path | None:
    """The server's program, also where only root has it on the PATH."""
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def ensure(output: IO[bytes]) -> None:
    """Install it where we may: as root on a system with apt. Raises: NoDovecot."""
    if find() is not None:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoDovecot(
            f"The mail tests need Dovecot. Install it (on Debian: apt install {' '.join(_PACKAGES)})."
        )
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *_PACKAGES]
    if subprocess.run(install, stdout=output, stderr=output, check=False).returncode != 0:
        subprocess.run(["apt-get", "update"], stdout=output, stderr=output, check=False)
        subprocess.run(install, stdout=output, stderr=output, check=False)
    if find() is None:
        raise NoDovecot("apt could not install Dovecot; its words are above.")
