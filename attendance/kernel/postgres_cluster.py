"""The files of one PostgreSQL cluster: its data, its settings, and the pid file that a crash leaves behind."""

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from attendance.kernel.postgres_binaries import PostgresFailed, Programs

SUPERUSER = "postgres"
DATABASE = "attendance"
PORT = 5432
_SOCKET = f".s.PGSQL.{PORT}"
_LONGEST_SOCKET_PATH = 100
"""Bytes; the systems' limits are 104 to 108."""

_SETTINGS = {
    "listen_addresses": "''",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "96MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Bursts of small commits: room to write, few checkpoints, smooth ones.
    "wal_buffers": "8MB",
    "wal_compression": "on",
    "min_wal_size": "160MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",
    # Two cores, and containers whose /dev/shm is too small for parallel queries.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "io_workers": "2",
    "autovacuum_naptime": "15s",
    "autovacuum_vacuum_scale_factor": "0.05",
    "idle_in_transaction_session_timeout": "5min",
    "log_min_duration_statement": "1s",
    "log_checkpoints": "off",
    "log_line_prefix": "'%m [%p] '",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the files of a cluster are; `root` holds everything, the rest lies below it."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def sockets(self) -> Path:
        """The private folder of the socket: below `root`, or below /tmp when that path would be too long."""
        below = self.root / "run"
        if len(os.fsencode(below / _SOCKET)) <= _LONGEST_SOCKET_PATH:
            return below
        return Path("/tmp") / f"attendance-{hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]}"

    def dsn(self, database: str = DATABASE, user: str = SUPERUSER) -> str:
        return f"postgresql://{user}@/{database}?host={self.sockets}&port={PORT}"


def create(cluster: Cluster, programs: Programs) -> None:
    """Make the cluster's files and its database; when interrupted, nothing is left that looks finished."""
    with tempfile.TemporaryDirectory(dir=cluster.root, prefix="new-") as unfinished:
        new = Path(unfinished)
        programs.give(new)
        data = new / "data"
        initdb = (
            f"initdb -D {data} -U {SUPERUSER} -E UTF8 --locale=C --auth=trust --no-sync --no-instructions"
        )
        locale = "--locale-provider=builtin --builtin-locale=C.UTF-8"
        programs.run([*initdb.split(" "), *locale.split()], cwd=new)
        single = ["postgres", "--single", "-D", str(data), "-F", "-j", "template1"]
        programs.run(single, cwd=new, script=f"create database {DATABASE}\n")
        programs.run(["initdb", "--sync-only", "-D", str(data)], cwd=new)
        (data / "local.conf").touch()
        data.rename(cluster.data)


def write_settings(cluster: Cluster, programs: Programs, settings: Mapping[str, str]) -> None:
    """Write postgresql.conf anew: our settings, then the caller's, then the operator's own file."""
    lines = [f"{name} = {value}" for name, value in (_SETTINGS | dict(settings)).items()]
    text = "\n".join(
        [
            "# Written at every start. Put settings of your own into local.conf beside this file.",
            *lines,
            "include_if_exists = 'local.conf'",
            "",
        ]
    )
    path = cluster.data / "postgresql.conf"
    if path.read_text() != text:
        path.write_text(text)
        programs.give(path)


def make_socket_folder(cluster: Cluster, programs: Programs) -> None:
    """A folder that nobody else can enter: who reaches the socket is the superuser of the database."""
    folder = cluster.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = programs.account.uid if programs.account else os.geteuid()
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (owner, os.geteuid()):
        raise PostgresFailed(f"The folder {folder} belongs to somebody else. Remove it and start again.")
    folder.chmod(0o700)
    programs.give(folder)
    for left_over in folder.glob(_SOCKET + "*"):
        left_over.unlink()


def remove_socket_folder(cluster: Cluster) -> None:
    if cluster.sockets.parent != cluster.root:
        shutil.rmtree(cluster.sockets, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class PidFile:
    """What PostgreSQL says in postmaster.pid: its process, and on line 8 how far it is."""

    pid: int
    is_ready: bool


def read_pid_file(cluster: Cluster) -> PidFile | None:
    """None when there is none, or it is half written."""
    try:
        lines = cluster.pid_file.read_text().splitlines()
        return PidFile(int(lines[0]), len(lines) >= 8 and lines[7].strip() == "ready")
    except (FileNotFoundError, ValueError, IndexError):
        return None


def disown_pid_file(cluster: Cluster) -> None:
    """Write our own pid into a pid file that a crash left.

    PostgreSQL takes its parent's pid for stale, whatever process got the old number meanwhile, but still
    looks whether old server processes hold the shared memory. Removing the file would skip that look.
    """
    try:
        lines = cluster.pid_file.read_text().splitlines()
    except FileNotFoundError:
        return
    cluster.pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]))


def is_server_of(cluster: Cluster, pid: int) -> bool:
    """Whether the process `pid` is a PostgreSQL server of this very cluster."""
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", cluster.data)
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        pass
    if os.path.exists("/proc/self"):
        return False
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(cluster.data) in listed.stdout
