"""What `attend` does before anything else: `.venv` with the locked packages, and the web assets.

Everything is skipped that a stamp says is there, so that a later start costs a fraction of a second.
Standard library only.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import web_build
from tools.progress import Task, run_together
from tools.trouble import SetUpFailed, check_disk, check_platform, check_python, explain

ROOT = Path(__file__).resolve().parent.parent
_OF_THE_PROJECT = {"test": "tools.test", "bench": "benches"}
_USAGE = """\
./attend up              run everything on this machine (--help tells the options)
./attend test            check everything that CI checks; PATH… runs these tests only; --fast skips the web
./attend bench           measure, and compare with the limits
./attend WORD …          the command `attendance WORD …`: serve, worker, migrate, seed, token, doctor, replay, …
"""


def main(arguments: list[str]) -> int:
    """Set up what the first word needs and become the command. Returns an exit code only when that failed."""
    word = arguments[0] if arguments else "--help"
    if word in ("--help", "-h", "help"):
        print(_USAGE, end="")
        return 0
    try:
        python = prepare(with_tools=word in _OF_THE_PROJECT, with_web=word in ("up", "serve"))
    except SetUpFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next run continues from here.", file=sys.stderr)
        return 130
    if word in _OF_THE_PROJECT:
        os.chdir(ROOT)
        os.execv(python, [str(python), "-m", _OF_THE_PROJECT[word], *arguments[1:]])
    os.execv(python, [str(python), "-m", "attendance", *arguments])


def prepare(*, with_tools: bool, with_web: bool) -> Path:
    """Make everything ready; returns the Python of the environment. Raises: SetUpFailed."""
    environment = Environment(ROOT / ".venv")
    with _alone():
        steps = list(_missing(environment, with_tools=with_tools, with_web=with_web))
        if steps:
            check_platform()
            check_disk(ROOT, first=not environment.works())
            _run(environment, steps)
    return environment.python


@dataclass(frozen=True, slots=True)
class Environment:
    """The folder `.venv`: the packages, our Node, and what the installers said."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def node(self) -> Path:
        return self.folder / "node"

    @property
    def log(self) -> Path:
        return self.folder / "attend.log"

    def works(self) -> bool:
        """False when there is none, or its Python went away or became another version."""
        question = [str(self.python), "-c", "import os, sysconfig; os.stat(sysconfig.get_path('purelib'))"]
        try:
            return subprocess.run(question, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def installer(self) -> list[str]:
        """uv when it is there, else the pip of the environment."""
        uv = shutil.which("uv")
        if uv:
            return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(self.python)]
        return [
            str(self.python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ]

    def run(self, command: Sequence[str], **variables: str) -> None:
        """Run an installer, its words into the log. Raises: SetUpFailed with the reason."""
        with self.log.open("ab") as log:
            start = log.tell()
            env = {**os.environ, **variables}
            done = subprocess.run(command, cwd=ROOT, env=env, stdout=log, stderr=log, check=False)
        if done.returncode != 0:
            raise SetUpFailed(explain(self.log, start))


@dataclass(frozen=True, slots=True)
class Step:
    """Something to install. Its stamp holds the digest of what it was made from."""

    name: str
    stamp: Path
    digest: str
    work: Callable[[], None]

    def is_done(self) -> bool:
        return self.stamp.is_file() and self.stamp.read_text() == self.digest

    def take(self) -> None:
        self.work()
        self.stamp.write_text(self.digest)


def _missing(environment: Environment, *, with_tools: bool, with_web: bool) -> Iterator[list[Step]]:
    """Lists of steps to take; the lists can be worked through at the same time."""
    works = environment.works()
    packages = [step for step in _package_steps(environment, with_tools) if not (works and step.is_done())]
    if packages:
        yield packages
    if with_web and web_build.is_needed(ROOT):
        yield _web_steps(environment, works)


def _package_steps(environment: Environment, with_tools: bool) -> Iterator[Step]:
    yield _locked(environment, "Python packages", "requirements.lock")
    yield Step(
        "Attendance Suite",
        environment.folder / "attendance.stamp",
        _digest("pyproject.toml", "hatch_build.py"),
        lambda: environment.run(
            [*environment.installer(), "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
            ATTENDANCE_WEB="skip",
        ),
    )
    if with_tools:
        yield _locked(environment, "Test tools", "requirements-dev.lock")


def node_step(environment: Environment) -> Step:
    """Our Node, in a folder of its own, so that it can come at the same time as the packages."""
    return _locked(environment, "Node", "requirements-web.lock", ["--target", str(environment.node)])


def _web_steps(environment: Environment, works: bool) -> list[Step]:
    node = node_step(environment)
    before = [] if works and node.is_done() else [node]
    return [
        *before,
        Step("Web console", environment.folder / "web.stamp", "", lambda: _build_web(environment)),
    ]


def _build_web(environment: Environment) -> None:
    with environment.log.open("ab") as log:
        start = log.tell()
        try:
            web_build.build(ROOT, web_build.find_node(environment.node), output=log.fileno())
        except subprocess.CalledProcessError:
            raise SetUpFailed(explain(environment.log, start)) from None


def _locked(environment: Environment, name: str, lock: str, options: Sequence[str] = ()) -> Step:
    """Install a lock file: exactly its versions, each checked against its hashes."""
    command = [*environment.installer(), "--require-hashes", "--no-deps", *options, "-r", lock]
    return Step(name, environment.folder / f"{lock}.stamp", _digest(lock), lambda: environment.run(command))


def _run(environment: Environment, steps: list[list[Step]]) -> None:
    if not environment.works():
        run_together([Task("Python environment", [lambda: _make(environment)])])
    run_together([Task(several[-1].name, [step.take for step in several]) for several in steps])


def _make(environment: Environment) -> None:
    uv = shutil.which("uv")
    if uv:
        command: list[str] = [
            uv,
            "venv",
            "--quiet",
            "--clear",
            "--python",
            sys.executable,
            str(environment.folder),
        ]
    else:
        check_python()
        command = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise SetUpFailed(f"The Python environment can't be made: {(made.stderr or made.stdout).strip()}")


def _digest(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two `attend` at the same time: the second waits until the first has installed."""
    lock = os.open(ROOT / "attend", os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
