"""Every script of the plan and of the guide is free of errors."""

from pathlib import Path

import pytest

from attendance.basic.parser import parse
from tests.basic.sources import EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_parses(path: Path) -> None:
    parsed = parse(path.read_text(), path.name)

    assert parsed.is_sound, parsed.diagnostics
    assert parsed.script.body
