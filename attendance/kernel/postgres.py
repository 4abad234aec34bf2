"""The supervisor of the embedded PostgreSQL: one server per data folder, and it lives as long as we do.

Whoever holds the lock of the folder runs the server; everybody else attaches to its socket. A crash of either
side needs no cure by hand: the next start cleans up and PostgreSQL recovers what it had acknowledged.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attendance.kernel import postgres_cluster as files
from attendance.kernel.errors import Conflict
from attendance.kernel.postgres_binaries import (
    PostgresFailed,
    Programs,
    choose_root,
    find_programs,
    last_words,
)
from attendance.kernel.postgres_cluster import DATABASE, SUPERUSER, Cluster

__all__ = [
    "AlreadyRunning",
    "NotRunning",
    "PostgresFailed",
    "Server",
    "attach",
    "is_created",
    "start",
    "start_or_attach",
]

Progress = Callable[[str], None]

_PAUSE_SECONDS = 0.02
_REPORT_SECONDS = 2.0
_STOP_PATIENCE_SECONDS = 120.0
_LOG_LIMIT_BYTES = 10_000_000
_STILL_IN_USE = "is still in use"


class AlreadyRunning(Conflict):
    code = "already_running"
    message = (
        "The data folder {data_dir} is in use by process {pid}. Stop that one, or choose another folder."
    )


class NotRunning(Conflict):
    code = "not_running"
    message = "Nothing runs on the data folder {data_dir}. Start it with `./attend up`."


@dataclass(slots=True)
class Server:
    """A running PostgreSQL. `stop` ends it if we started it and does nothing if we only attached."""

    dsn: str
    cluster: Cluster
    pid: int
    _child: subprocess.Popen[bytes] | None = None
    _lock: int | None = None
    _on_progress: Progress = field(default=lambda _: None)

    @property
    def is_ours(self) -> bool:
        return self._child is not None

    @property
    def is_running(self) -> bool:
        """Whether the server that we started still lives; always true of one that we only attached to."""
        return self._child is None or self._child.poll() is None

    def dsn_of(self, database: str = DATABASE, *, user: str = SUPERUSER) -> str:
        """The address of another database or another role on this server."""
        return self.cluster.dsn(database, user)

    def restart(self) -> None:
        """Start the server that we started again, after it died. From the main thread, as `start`."""
        self._child = _launch(self.cluster, find_programs(self.cluster.root), self._on_progress)
        self.pid = self._child.pid

    def stop(self) -> None:
        """Roll back what is open, write everything down, end, and free the data folder."""
        if self._child is not None:
            _end(self._child, self._on_progress)
            files.remove_socket_folder(self.cluster)
            self._child = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def start(data_dir: Path, *, on_progress: Progress, settings: Mapping[str, str] | None = None) -> Server:
    """Start the server of `data_dir`, which is created when new; returns when it answers.

    Call it from the main thread: on Linux the server ends when the thread that started it does, so that
    even a kill -9 of us shuts it down cleanly. A recovery takes as long as it takes; `on_progress` hears of it.
    Raises: AlreadyRunning, PostgresFailed.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    cluster = _claim(data_dir, on_progress)
    lock = _hold(cluster, data_dir)
    try:
        programs = find_programs(cluster.root)
        _prepare(cluster, programs, settings or {}, on_progress)
        child = _launch(cluster, programs, on_progress)
    except BaseException:
        os.close(lock)
        raise
    return Server(cluster.dsn(), cluster, child.pid, child, lock, on_progress)


def attach(data_dir: Path) -> Server:
    """The server that another process runs on `data_dir`. Raises: NotRunning."""
    cluster = Cluster(choose_root(data_dir))
    found = files.read_pid_file(cluster)
    if found is None or not found.is_ready or _is_free(cluster):
        raise NotRunning(data_dir=data_dir)
    return Server(cluster.dsn(), cluster, found.pid)


def is_created(data_dir: Path) -> bool:
    """Whether a server was started on `data_dir` before."""
    return Cluster(choose_root(data_dir)).data.exists()


def start_or_attach(data_dir: Path, *, on_progress: Progress) -> Server:
    """The running server of `data_dir` or, when nobody runs one, a new one that ends with us."""
    waited = _Waiting("Another process is starting PostgreSQL", on_progress)
    while True:
        try:
            return start(data_dir, on_progress=on_progress)
        except AlreadyRunning:
            pass
        try:
            return attach(data_dir)
        except NotRunning:
            waited.pause()


def _claim(data_dir: Path, on_progress: Progress) -> Cluster:
    root = choose_root(data_dir)
    if not root.is_relative_to(data_dir.resolve()):
        on_progress(
            f"PostgreSQL can't run as root and its user can't enter {data_dir}; its files are in {root}"
        )
    root.mkdir(parents=True, exist_ok=True)
    return Cluster(root)


def _hold(cluster: Cluster, data_dir: Path) -> int:
    """Lock the cluster for the life of this process. The lock's file says who holds it."""
    lock = os.open(cluster.lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(lock, 20).decode().strip() or "unknown"
        os.close(lock)
        raise AlreadyRunning(data_dir=data_dir, pid=holder) from None
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


def _is_free(cluster: Cluster) -> bool:
    try:
        lock = os.open(cluster.lock, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def _prepare(
    cluster: Cluster, programs: Programs, settings: Mapping[str, str], on_progress: Progress
) -> None:
    if not cluster.data.exists():
        on_progress("Creating the database")
        files.create(cluster, programs)
    _end_orphan(cluster, on_progress)
    files.write_settings(cluster, programs, settings)
    if cluster.log.exists() and cluster.log.stat().st_size > _LOG_LIMIT_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))


def _end_orphan(cluster: Cluster, on_progress: Progress) -> None:
    """End a server that outlived its supervisor: it holds no lock, so nobody looks after it."""
    found = files.read_pid_file(cluster)
    if found is None or found.pid == os.getpid() or not files.is_server_of(cluster, found.pid):
        return
    try:
        os.kill(found.pid, signal.SIGINT)
    except ProcessLookupError:
        return
    waited = _Waiting("PostgreSQL is still shutting down", on_progress)
    while files.is_server_of(cluster, found.pid):
        waited.pause()


def _launch(cluster: Cluster, programs: Programs, on_progress: Progress) -> subprocess.Popen[bytes]:
    """Run the server until it answers, as often as processes of a dead one still hold its shared memory."""
    waited = _Waiting("PostgreSQL recovers after an unclean stop", on_progress)
    while True:
        child, log_start = _spawn(cluster, programs)
        if _becomes_ready(child, cluster, waited):
            return child
        log = _log_since(cluster, log_start)
        if _STILL_IN_USE not in log:
            raise PostgresFailed(f"PostgreSQL did not start: {last_words(log)} Its log is {cluster.log}.")
        waited.pause()


def _spawn(cluster: Cluster, programs: Programs) -> tuple[subprocess.Popen[bytes], int]:
    files.disown_pid_file(cluster)
    files.make_socket_folder(cluster, programs)
    log = os.open(cluster.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size_before = os.fstat(log).st_size
        command = ["postgres", "-D", str(cluster.data), "-k", str(cluster.sockets)]
        child = programs.popen(
            command, cwd=cluster.root, stdin=subprocess.DEVNULL, stdout=log, orphan_signal=signal.SIGINT
        )
        return child, size_before
    finally:
        os.close(log)


def _becomes_ready(child: subprocess.Popen[bytes], cluster: Cluster, waited: "_Waiting") -> bool:
    """True when the server answers, False when it ended instead."""
    while child.poll() is None:
        found = files.read_pid_file(cluster)
        if found is not None and found.pid == child.pid and found.is_ready:
            return True
        try:
            waited.pause()
        except BaseException:
            child.send_signal(signal.SIGINT)
            raise
    return False


def _log_since(cluster: Cluster, offset: int) -> str:
    with cluster.log.open("rb") as log:
        log.seek(offset)
        return log.read().decode(errors="replace")


def _end(child: subprocess.Popen[bytes], on_progress: Progress) -> None:
    """A fast shutdown; after two minutes an immediate one, from which the next start recovers."""
    waited = _Waiting("PostgreSQL writes its last changes", on_progress)
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
    while child.poll() is None:
        if waited.seconds > _STOP_PATIENCE_SECONDS:
            child.send_signal(signal.SIGQUIT)
        waited.pause()


class _Waiting:
    """Sleeps in small steps and reports every few seconds that it still does."""

    def __init__(self, what: str, on_progress: Progress) -> None:
        self._what = what
        self._on_progress = on_progress
        self._began = self._reported = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def pause(self) -> None:
        time.sleep(_PAUSE_SECONDS)
        if time.monotonic() - self._reported >= _REPORT_SECONDS:
            self._reported = time.monotonic()
            self._on_progress(f"{self._what} ({self.seconds:.0f} s)")
