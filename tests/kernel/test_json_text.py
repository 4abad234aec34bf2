"""What PostgreSQL can't store is left out, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.kernel.json_text import storable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b", "ab"),
        ("\x00\x00", ""),
        ("\\u0000", "\\u0000"),
        ("\\\x00", "\\"),
        ("\\\\u0000", "\\\\u0000"),
        ('"\x00"', '""'),
    ],
)
def test_only_the_character_0_goes(text: str, kept: str) -> None:
    assert json.loads(storable({text: text})) == {kept: kept}


@given(st.text())
def test_any_text_loses_nothing_else(text: str) -> None:
    assert json.loads(storable(text)) == text.replace("\x00", "")
