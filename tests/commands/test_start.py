"""What a start may cost: commands load what they need and no more."""

import subprocess
import sys

import pytest

_WHAT_IS_LOADED = "import sys, attendance.commands.{word}; print(*sys.modules)"


def loaded_by(word: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _WHAT_IS_LOADED.format(word=word)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(("word", "spared"), [
    ("worker", {"alembic", "redis", "fastapi", "starlette", "uvicorn"}),
    ("up", {"alembic", "redis"}),
    ("serve", {"alembic", "redis"}),
    ("migrate", {"redis", "fastapi", "httpx"}),
    ("doctor", {"alembic", "redis", "fastapi"}),
    ("channel", {"alembic", "redis", "fastapi", "starlette", "asyncpg", "sqlalchemy"}),
])  # fmt: skip
def test_a_command_loads_no_more_than_it_needs(word: str, spared: set[str]) -> None:
    assert loaded_by(word) & spared == set()


def test_the_command_line_knows_every_word() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "attendance", "--help"], capture_output=True, text=True, check=True
    )

    for word in (
        "up",
        "serve",
        "worker",
        "migrate",
        "seed",
        "token",
        "doctor",
        "replay",
        "routing",
        "channel",
    ):
        assert f" {word} " in done.stdout
