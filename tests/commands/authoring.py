"""Commands of authors, run as they run them: in a process of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


def attendance(*words: str | Path, said: str = "") -> Ended:
    """`said` is typed into it."""
    environment = {**os.environ, "COLUMNS": "160", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(
        [sys.executable, "-m", "attendance", "bot", *map(str, words)],
        input=said, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def folder(at: Path, **files: str) -> Path:
    """A bot's folder: `start="…"` is start.bas, `a_test="…"` a.test.bas, `config="…"` config.csv."""
    at.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = (
            "config.csv"
            if name == "config"
            else name.removesuffix("_test") + (".test" if name.endswith("_test") else "") + ".bas"
        )
        (at / path).write_text(text, "utf-8")
    return at
