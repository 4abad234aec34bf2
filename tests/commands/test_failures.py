"""What people can mend is told in one sentence, with exit code 1 and no traceback."""

import socket
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attendance.cli import command_line

pytestmark = pytest.mark.usefixtures("untouched_log")
NOWHERE = "postgresql://somebody:secret@127.0.0.1:1/nothing"


@pytest.fixture
def untouched_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process configures its log once, to a stream that here ends with the command."""
    monkeypatch.setattr("attendance.kernel.log.configure", lambda *_, **__: None)


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def run(*words: str | Path | int, **environment: str) -> str:
    """The sentence of a command that must fail."""
    result = CliRunner().invoke(command_line(), [str(word) for word in words], env=environment)
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_busy_port(busy_port: int, database_url: str) -> None:
    said = run("up", "--port", busy_port, ATTENDANCE_DATABASE_URL=database_url)

    assert f"Port {busy_port} on 127.0.0.1 is in use" in said
    assert "--port" in said


def test_unreachable_database() -> None:
    said = run("up", "--port", 0, ATTENDANCE_DATABASE_URL=NOWHERE)

    assert "does not answer" in said
    assert "ATTENDANCE_DATABASE_URL" in said
    assert "secret" not in said


def test_wrong_setting_is_named() -> None:
    assert "ATTENDANCE_WORKER_CONCURRENCY" in run("worker", ATTENDANCE_WORKER_CONCURRENCY="many")


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9, 10**6))

    assert "nearly full: 1 MB are free" in run("up", "--data", tmp_path / "data")


def test_address_that_is_not_ours(database_url: str) -> None:
    assert "192.0.2.1" in run("up", "--host", "192.0.2.1", ATTENDANCE_DATABASE_URL=database_url)


def test_no_database_yet(tmp_path: Path) -> None:
    said = run("doctor", "--data", tmp_path / "data")

    assert "There is no database" in said
    assert not (tmp_path / "data").exists()


def test_unknown_user_and_event(database_url: str) -> None:
    nobody = run("token", "nobody@nowhere.example", ATTENDANCE_DATABASE_URL=database_url)
    nothing = run("replay", "6d2b3f0a-0000-7000-8000-000000000000", ATTENDANCE_DATABASE_URL=database_url)

    assert "nobody@nowhere.example" in nobody
    assert "inbound event" in nothing
