"""How a text travels by SMS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.sms.segments import ONE_SMS, Segments, segments_of, share_of_one
from attendance.channels.splitting import split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("gsm7", 0, 1)),
        ("Oi", Segments("gsm7", 2, 1)),
        ("é à Ç ñ", Segments("gsm7", 7, 1)),
        ("custa 10 €", Segments("gsm7", 11, 1)),
        ("a" * 160, Segments("gsm7", 160, 1)),
        ("a" * 161, Segments("gsm7", 161, 2)),
        ("a" * 306, Segments("gsm7", 306, 2)),
        ("a" * 307, Segments("gsm7", 307, 3)),
        ("€" * 80, Segments("gsm7", 160, 1)),
        ("€" * 153, Segments("gsm7", 306, 3)),  # 153 is odd: no € is cut in two
        ("ção", Segments("ucs2", 3, 1)),
        ("ã" * 70, Segments("ucs2", 70, 1)),
        ("ã" * 71, Segments("ucs2", 71, 2)),
        ("ã" * 134, Segments("ucs2", 134, 2)),
        ("ã" * 135, Segments("ucs2", 135, 3)),
        ("😀" * 35, Segments("ucs2", 70, 1)),
        ("😀" * 67, Segments("ucs2", 134, 3)),  # 67 is odd: no emoji is cut in two
    ],
)
def test_alphabet_units_and_segments(text: str, expected: Segments) -> None:
    assert segments_of(text) == expected


@given(st.text())
def test_what_fits_by_its_share_is_one_segment(text: str) -> None:
    assert (share_of_one(text) <= ONE_SMS) == (segments_of(text).count == 1)


@given(st.text(alphabet="abc €ãé😀\n", max_size=600))
def test_a_split_text_is_whole_sms(text: str) -> None:
    parts = split(text, ONE_SMS, share_of_one)

    assert [segments_of(part).count for part in parts] == [1] * len(parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
