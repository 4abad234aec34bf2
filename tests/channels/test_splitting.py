"""Long texts in several messages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.splitting import split, utf8_bytes, utf16_units


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("oi", 10, ["oi"]),
        ("", 10, []),
        ("um dois três", 8, ["um dois", "três"]),
        ("primeiro.\n\nsegundo parágrafo", 20, ["primeiro.", "segundo parágrafo"]),
        ("Uma frase. Outra frase aqui", 20, ["Uma frase.", "Outra frase aqui"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_where_it_is_cut(text: str, most: int, pieces: list[str]) -> None:
    assert split(text, most) == pieces


@given(st.text(), st.integers(1, 50))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, most: int) -> None:
    pieces = split(text, most)

    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize("size", [utf8_bytes, utf16_units])
@given(text=st.text(), most=st.integers(4, 50))
def test_a_piece_is_as_long_as_the_vendor_counts(size: Callable[[str], int], text: str, most: int) -> None:
    pieces = split(text, most, size)

    assert all(0 < size(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_as_many_characters_as_fit_go_together() -> None:
    assert split("ã" * 9, 10, utf8_bytes) == ["ããããã", "ãããã"]
    assert split("😀" * 5, 6, utf16_units) == ["😀😀😀", "😀😀"]
