"""`attendance up` as people use it: a process that starts, refuses a second one, survives kill -9 and stops."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that PostgreSQL's account can enter too."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@contextmanager
def started(data_dir: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "attendance", "up", "--port", "0", "--data", str(data_dir), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def welcome(process: subprocess.Popen[str]) -> str:
    """What it prints until it has told everything."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "/entrar?token=" in said and not line.strip():
            return said
    raise AssertionError(said)


def worker_of(process: subprocess.Popen[str]) -> int:
    """The process id of its worker; waits for one."""
    for _ in range(200):
        found = subprocess.run(
            ["pgrep", "-P", str(process.pid), "-f", "attendance worker"], capture_output=True, text=True
        )
        if found.stdout.strip():
            return int(found.stdout)
        time.sleep(0.05)
    raise AssertionError("no worker")


def ends(pid: int) -> bool:
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False


def url_in(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found, said
    return found[0]


def fetch(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status, answer.read().decode()


def test_runs_refuses_a_second_recovers_and_stops(data_dir: Path) -> None:
    with started(data_dir) as first:
        said = welcome(first)
        health = fetch(f"{url_in(said)}/healthz")
        with started(data_dir) as second:
            refusal, _ = second.communicate(timeout=30)
        first.kill()
        first.wait()
    with started(data_dir, "--empty") as again:
        said_again = welcome(again)
        health_again = fetch(f"{url_in(said_again)}/healthz")
        again.send_signal(signal.SIGTERM)
        rest, _ = again.communicate(timeout=30)

    assert health == health_again == (200, "ok")
    assert "/demo/loja" in said
    assert said.count("/entrar?token=") >= 3
    assert (second.returncode, str(first.pid) in refusal, refusal.count("\n")) == (1, True, 1)
    assert "/demo/loja" in said_again
    assert again.returncode == 0
    assert "Stopped." in rest


def test_the_worker_comes_back_and_never_outlives_us(data_dir: Path) -> None:
    with started(data_dir, "--empty") as process:
        welcome(process)
        killed = worker_of(process)
        os.kill(killed, signal.SIGKILL)
        ends(killed)
        back = worker_of(process)
        process.kill()
        process.wait()

    assert back != killed
    assert ends(back)


def test_ctrl_c_stops_an_empty_company(data_dir: Path) -> None:
    with started(data_dir, "--empty") as process:
        said = welcome(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)

    assert "/demo/loja" not in said
    assert said.count("/entrar?token=") == 1
    assert process.returncode == 0
