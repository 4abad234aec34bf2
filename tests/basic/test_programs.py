"""Every program of `programs/` does what its comments say (`program_files` tells how), run straight and with the
execution stored and loaded again between all steps."""

from pathlib import Path

import pytest

from tests.basic.program_files import FOLDER, Walk, compiled, expectations, placed, program_paths


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.mark.parametrize("path", program_paths(), ids=_name)
async def test_program(path: Path) -> None:
    wanted = expectations(path.read_text("utf-8"))
    program, found = compiled(path)
    errors = [placed(diagnostic) for diagnostic in found if diagnostic.severity == "error"]

    if wanted.checks:
        assert [placed(diagnostic) for diagnostic in found] == wanted.checks
    else:
        assert errors == []
    if not errors:
        assert await Walk(path, program, wanted, stored=False).transcript() == wanted.transcript
        assert await Walk(path, program, wanted, stored=True).transcript() == wanted.transcript


def test_there_are_programs() -> None:
    assert len(program_paths()) >= 250
