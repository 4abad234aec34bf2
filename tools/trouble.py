"""What can go wrong before the product runs, each in one sentence that says what to do. Standard library only."""

import importlib
import os
import platform
import shutil
import sys
from pathlib import Path

_FIRST_INSTALL_BYTES = 2_000_000_000
_UPDATE_BYTES = 300_000_000

_NO_NETWORK = (
    "Temporary failure in name resolution", "Failed to resolve", "NewConnectionError", "ConnectTimeoutError",
    "Network is unreachable", "Connection refused", "dns error", "error sending request", "Failed to fetch",
    "from versions: none", "EAI_AGAIN", "ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH",
)  # fmt: skip
_NOT_MADE_FOR_HERE = (
    "No matching distribution found",
    "not a supported wheel",
    "has no wheels with a matching",
)


class SetUpFailed(Exception):
    """One sentence for the person at the terminal."""


def check_platform() -> None:
    """Raises SetUpFailed where no ready-made PostgreSQL and Node exist."""
    is_known = sys.platform == "darwin" or (sys.platform == "linux" and platform.libc_ver()[0] == "glibc")
    if not is_known or platform.machine() not in ("x86_64", "aarch64", "arm64"):
        raise SetUpFailed(
            f"Attendance Suite runs on Linux with glibc (not Alpine) and on macOS, x86_64 or arm64; this is "
            f"{platform.system()} {platform.machine()}. On Windows use WSL."
        )


def check_python() -> None:
    """Raises SetUpFailed when this Python can't make environments, as Debian's without its package."""
    try:
        importlib.import_module("venv")
        importlib.import_module("ensurepip")
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        raise SetUpFailed(
            "This Python lacks its venv module. Install it and run again; "
            f"on Debian and Ubuntu: apt install {package}"
        ) from None


def check_disk(folder: Path, *, first: bool) -> None:
    """Raises SetUpFailed when the installation would fill the disk."""
    needed, free = _FIRST_INSTALL_BYTES if first else _UPDATE_BYTES, shutil.disk_usage(folder).free
    if free < needed:
        raise SetUpFailed(
            f"The disk of {folder} is too full: {free / 1e9:.1f} GB are free, the installation needs "
            f"{needed / 1e9:.1f} GB."
        )


def explain(log: Path, start: int) -> str:
    """Why an installer failed, from what it wrote into `log` after `start`."""
    with log.open("rb") as file:
        file.seek(start)
        said = file.read().decode(errors="replace")
    if "No space left on device" in said or "ENOSPC" in said:
        return "The disk is full. Free some space and run again."
    if "HASHES" in said or "Hash mismatch" in said or "EINTEGRITY" in said:
        return f"A downloaded package is not the one that the lock file names. Details: {log}"
    if any(sign in said for sign in _NO_NETWORK):
        return "No network: the packages can't be downloaded. Check the connection (or proxy) and run again."
    if any(sign in said for sign in _NOT_MADE_FOR_HERE):
        return f"A package has no build for this Python or system ({platform.platform()}). Details: {log}"
    return f"The installation failed: {_last_line(said)} Details: {os.path.relpath(log)}"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "npm error", "npm err!"))]
    return (errors or lines or ["it said nothing."])[-1]
