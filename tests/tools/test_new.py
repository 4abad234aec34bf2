"""What `tools.new` writes works from the first moment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new import LINES, Line, with_line

ROOT = Path(__file__).parents[2]


def run(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    hidden = shutil.ignore_patterns("__pycache__", "_web", "node_modules")
    for folder in ("attendance", "tests", "tools", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=hidden)
    for file in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_a_new_channel_is_green_at_once(copy: Path) -> None:
    made = run(copy, "tools.new", "channel", "carrier_pigeon")
    contract = run(copy, "pytest", "tests/channels/test_contract.py", "-q", "-p", "no:cacheprovider", "-n", "0",
                   "-k", "carrier_pigeon or every_channel")  # fmt: skip
    written = ["attendance/channels/carrier_pigeon", "attendance/vendors/carrier_pigeon.py", "tests/fakes"]
    style = run(
        copy, "ruff", "check", *written, "attendance/channels/registry.py", "tests/channels/test_contract.py"
    )
    types = run(
        copy, "mypy", "--strict", "attendance/channels/carrier_pigeon", "tests/fakes/carrier_pigeon.py"
    )

    assert made.returncode == 0, made.stderr
    assert contract.returncode == 0, contract.stdout
    assert "passed" in contract.stdout
    assert style.returncode == 0, style.stdout
    assert types.returncode == 0, types.stdout
    golden = (copy / "tests/channels/carrier_pigeon/golden/text.json").read_text()
    assert "Ana Souza" in golden


@pytest.mark.parametrize("name", ["Pigeon", "telegram", "registry", "a b", ""])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    refused = run(ROOT, "tools.new", "channel", name)

    assert refused.returncode == 1
    assert refused.stderr.strip()


def test_a_file_that_changed_its_shape_is_told() -> None:
    with pytest.raises(LookupError, match="no line"):
        with_line("nothing\n", Line("a.py", "def build(", "    x", "y"), "y")


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.file} {line.section}")
def test_every_place_is_there(line: Line) -> None:
    assert "here" in with_line((ROOT / line.file).read_text(), line, "here")
