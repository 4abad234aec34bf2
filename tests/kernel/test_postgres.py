"""The supervisor of the embedded PostgreSQL, on the real thing: starts, crashes, who may hold a folder."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from attendance.kernel import postgres
from attendance.kernel.postgres_cluster import Cluster

_WRITER = Path(__file__).parent / "postgres_writer.py"


@contextmanager
def running(data_dir: Path, settings: dict[str, str] | None = None) -> Iterator[postgres.Server]:
    server = postgres.start(data_dir, on_progress=lambda _: None, settings=settings)
    try:
        yield server
    finally:
        server.stop()


async def query(dsn: str, sql: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that PostgreSQL's account can enter too; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


async def test_first_start_makes_a_database_that_the_second_start_finds(data_dir: Path) -> None:
    said: list[str] = []

    first = postgres.start(data_dir, on_progress=said.append)
    try:
        await query(first.dsn, "create table kept as select 'ÁÉÇÃO' as word")
    finally:
        first.stop()
    with running(data_dir) as second:
        kept = await query(second.dsn, "select lower(word) from kept")

    assert kept == "áéção"
    assert said == ["Creating the database"]
    assert not Cluster(data_dir / "postgres").pid_file.exists()


async def test_second_process_attaches_and_may_leave(data_dir: Path) -> None:
    attach = "import sys, pathlib; from attendance.kernel import postgres; "
    attach += "server = postgres.start_or_attach(pathlib.Path(sys.argv[1]), on_progress=print); "
    attach += "print(server.is_ours, server.dsn); server.stop()"

    with running(data_dir) as server:
        other = subprocess.run(
            [sys.executable, "-c", attach, data_dir], capture_output=True, text=True, check=True
        )
        answer = await query(server.dsn, "select 1")

    assert other.stdout.split() == ["False", server.dsn]
    assert answer == 1


def test_a_held_data_folder_names_its_holder(data_dir: Path) -> None:
    with running(data_dir), pytest.raises(postgres.AlreadyRunning) as caught:
        postgres.start(data_dir, on_progress=lambda _: None)

    assert str(os.getpid()) in caught.value.detail


def test_nothing_to_attach_to(data_dir: Path) -> None:
    with pytest.raises(postgres.NotRunning):
        postgres.attach(data_dir)


@pytest.mark.parametrize("victims", ["supervisor", "supervisor and server"])
async def test_kill_loses_no_acknowledged_row(data_dir: Path, victims: str) -> None:
    writer = subprocess.Popen([sys.executable, _WRITER, data_dir], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(50)]
    if victims == "supervisor and server":
        os.kill(postgres.attach(data_dir).pid, signal.SIGKILL)
    writer.kill()
    acknowledged += [int(line) for line in writer.communicate()[0].splitlines()]

    with running(data_dir) as server:
        rows = await query(server.dsn, "select array_agg(n order by n) from numbers")

    assert isinstance(rows, list)
    assert set(acknowledged) <= set(rows)


async def test_stale_pid_file_that_names_a_living_stranger(data_dir: Path) -> None:
    with running(data_dir) as server:
        pid_file = server.cluster.pid_file
        text = pid_file.read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *text[1:], ""]))

        with running(data_dir) as server:
            answer = await query(server.dsn, "select 1")

        assert answer == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_killed_supervisor_takes_its_server_along(data_dir: Path) -> None:
    writer = subprocess.Popen([sys.executable, _WRITER, data_dir], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    writer.stdout.readline()
    server = postgres.attach(data_dir)

    writer.kill()
    writer.communicate()

    deadline = time.monotonic() + 10
    while server.cluster.pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not server.cluster.pid_file.exists()


def test_a_relative_folder_is_the_same_folder(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data_dir.parent)

    with running(Path("data")) as server:
        root = server.cluster.root

    assert root == data_dir / "postgres"


async def test_long_paths_get_a_socket_elsewhere(data_dir: Path) -> None:
    deep = data_dir / ("d" * 120)

    with running(deep) as server:
        answer = await query(server.dsn, "select 1")
        sockets = server.cluster.sockets

    assert answer == 1
    assert not sockets.is_relative_to(deep)
    assert not sockets.exists()


def test_a_broken_setting_is_told_by_name(data_dir: Path) -> None:
    with (
        pytest.raises(postgres.PostgresFailed, match="shared_buffers"),
        running(data_dir, {"shared_buffers": "much"}),
    ):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that PostgreSQL's account can't enter")
async def test_a_closed_folder_of_root_stays_closed(data_dir: Path) -> None:
    closed = data_dir / "closed"
    closed.mkdir(parents=True, mode=0o700)
    said: list[str] = []

    server = postgres.start(closed / "data", on_progress=said.append)
    try:
        answer = await query(server.dsn, "select 1")
    finally:
        server.stop()

    shutil.rmtree(server.cluster.root)
    assert answer == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    assert str(server.cluster.root) in said[0]
