"""`./attend test`: everything that CI checks, two things at a time, and a table of what came out.

`./attend test PATH…` runs only these tests and passes pytest's options on; `--fast` leaves web and browsers out.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tools import chromium, dovecot, web_build
from tools.environment import ROOT, Environment, node_step
from tools.progress import Needed, Task, run_lanes

_ENVIRONMENT = Environment(ROOT / ".venv")
_NODE = web_build.find_node(_ENVIRONMENT.node)
_FOLDERS = [
    name for name in ("attendance", "benches", "migrations", "tests", "tools") if (ROOT / name).is_dir()
]
_PYTEST = ["python", "-m", "pytest", "-q", "--no-header"]
_WEB_SCRIPTS = {"web types": "typecheck", "web lint": "lint", "web texts": "i18n:check", "web tests": "test"}
_NO_TESTS = 5
"""pytest's exit code when nothing was selected."""
_WIDTH = 90
_PLAIN = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0", "TERM": "dumb"}

Output = IO[bytes]
Lane = list["Check"]


class CheckFailed(Exception):
    """A check found something; its output tells what."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the table: a task, and the file with what its commands said."""

    task: Task
    output: Path

    def said(self) -> str:
        said = self.output.read_text(errors="replace").strip() if self.output.exists() else ""
        if self.task.failure is None or isinstance(
            self.task.failure, CheckFailed | subprocess.CalledProcessError
        ):
            return said
        return f"{said}\n{self.task.failure}".strip()

    def last_line(self) -> str:
        """The closing line, where pytest and the others count."""
        return (self.said().splitlines() or [""])[-1].strip(" =")


def main(arguments: list[str]) -> int:
    with_web = "--fast" not in arguments
    chosen = [argument for argument in arguments if argument != "--fast"]
    if chosen:
        return subprocess.run(_command(_PYTEST, chosen), cwd=ROOT, check=False).returncode
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        lanes = [_python_lane(Path(folder)), *([_web_lane(Path(folder))] if with_web else [])]
        run_lanes([[check.task for check in lane] for lane in lanes])
        quiet = _check(Path(folder), "quiet tests", _running([*_PYTEST, "-m", "quiet"], fine=(0, _NO_TESTS)))
        run_lanes([[quiet.task]])
        return _report([*(check for lane in lanes for check in lane), quiet], time.monotonic() - began)


def _python_lane(folder: Path) -> Lane:
    """The first lane; its tests use both cores, while the other lane often waits for downloads."""
    return [
        _check(folder, "format", _running(["ruff", "format", "--check", *_FOLDERS, "hatch_build.py"])),
        _check(folder, "lint", _running(["ruff", "check", *_FOLDERS, "hatch_build.py"])),
        _check(folder, "import contracts", _running(["lint-imports", "--no-logo"])),
        _check(folder, "project rules", _running(["python", "-m", "tools.check"])),
        _check(folder, "contracts", _running(["python", "-m", "tools.contracts", "--check"])),
        _check(folder, "config reference", _running(["python", "-m", "tools.config_reference", "--check"])),
        _check(folder, "keyword reference", _running(["python", "-m", "tools.keyword_reference", "--check"])),
        _check(folder, "types", _running(["mypy"])),
        _check(folder, "dovecot", dovecot.ensure),
        _check(
            folder, "tests", _running([*_PYTEST, "-n", "2", "-m", "not browser and not peer and not quiet"])
        ),
    ]


def _web_lane(folder: Path) -> Lane:
    packages = _check(folder, "web packages", _install_web_packages)
    scripts = [
        _check(folder, name, _running_npm(script), needs=packages) for name, script in _WEB_SCRIPTS.items()
    ]
    contract = _check(
        folder, "web contract", _running(["python", "-m", "tools.web_types", "--check"]), needs=packages
    )
    build = _check(folder, "web build", _build_web, needs=packages)
    browser = _check(folder, "chromium", chromium.ensure, needs=build)
    tests = _check(
        folder, "browser tests", _running([*_PYTEST, "-m", "browser and not quiet"]), needs=browser
    )
    peers = _check(folder, "vendors' emulators", _install_peers)
    peer_tests = _check(folder, "peer tests", _running([*_PYTEST, "-m", "peer"]), needs=peers)
    return [packages, contract, *scripts, build, browser, tests, peers, peer_tests]


def _check(folder: Path, name: str, work: Callable[[Output], None], *, needs: Check | None = None) -> Check:
    path = folder / name

    def run() -> None:
        with path.open("wb") as output:
            work(output)

    return Check(Task(name, [run], needs.task if needs else None), path)


def _running(command: Sequence[str], *, fine: Sequence[int] = (0,)) -> Callable[[Output], None]:
    def run(output: Output) -> None:
        done = subprocess.run(
            _command(command), cwd=ROOT, env=_PLAIN, stdout=output, stderr=output, check=False
        )
        if done.returncode not in fine:
            raise CheckFailed(f"exit code {done.returncode}")

    return run


def _command(*parts: Sequence[str]) -> list[str]:
    name, *arguments = [word for part in parts for word in part]
    return [str(_ENVIRONMENT.folder / "bin" / name), *arguments]


def _install_web_packages(output: Output) -> None:
    step = node_step(_ENVIRONMENT)
    if not step.is_done():
        step.take()
    web_build.install_packages(ROOT, _NODE, output=output.fileno())


def _install_peers(output: Output) -> None:
    step = node_step(_ENVIRONMENT)
    if not step.is_done():
        step.take()
    web_build.install_packages(ROOT, _NODE, folder="tests/peers", output=output.fileno())


def _running_npm(script: str) -> Callable[[Output], None]:
    return lambda output: web_build.run_npm(ROOT, _NODE, ["run", script], output=output.fileno())


def _build_web(output: Output) -> None:
    if web_build.is_needed(ROOT):
        web_build.build(ROOT, _NODE, output=output.fileno())


def _report(checks: Sequence[Check], seconds: float) -> int:
    failed = [check for check in checks if check.task.failure is not None]
    for check in failed:
        if not isinstance(check.task.failure, Needed):
            print(f"\n----- {check.task.name} -----\n{check.said()}", flush=True)
    print()
    for check in checks:
        mark = "✗" if check.task.failure else "✓"
        print(f"  {mark} {check.task.name:<18}{check.task.seconds:5.0f} s   {check.last_line()[:_WIDTH]}")
    print(f"\n{len(checks) - len(failed)} checks passed, {len(failed)} failed in {seconds:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(130)
