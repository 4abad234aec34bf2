"""The entry script says what is wrong even to Pythons that can't run the rest."""

import ast
from pathlib import Path

_SCRIPT = Path(__file__).parent.parent.parent / "attend"


def test_old_pythons_can_read_it() -> None:
    ast.parse(_SCRIPT.read_text(), feature_version=(3, 4))


def test_it_is_short_and_needs_only_the_standard_library_before_it_hands_over() -> None:
    tree = ast.parse(_SCRIPT.read_text())
    imported = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}

    assert imported == {"os", "shutil", "subprocess", "sys"}
    assert _SCRIPT.read_text().count("\n") < 50
