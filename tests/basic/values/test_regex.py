"""Regular expressions in linear time, and what is refused."""

from random import Random

import pytest

from attendance.basic.errors import BasicError, LimitError
from attendance.basic.regex import search


@pytest.mark.parametrize(
    ("pattern", "subject", "expected"),
    [
        (r"^\d{5}-?\d{3}$", "01310-100", True),
        (r"^\d{5}-?\d{3}$", "0131-100", False),
        (r"\bcancelar\b", "quero cancelar já", True),
        (r"\bcancelar\b", "cancelaram", False),
        (r"(?i)^(sim|s|yes)$", "SIM", True),
        (r"^[a-zà-ú ]+$", "olá mundo", True),
        (r"^(?P<ddd>\d\d) (?:9)?\d+$", "11 91234", True),
        (r"a.c", "a\nc", False),
        (r"(?s)a.c", "a\nc", True),
        (r"a{2,3}$", "aaaa", True),
        (r"^a{2,3}$", "aaaa", False),
        (r"x{,2}", "x{,2}", True),
        (r"[]a]+", "]", True),
        (r"[\d\-x]", "-", True),
        (r"\x41\u00e7", "Aç", True),
        ("", "", True),
        (r"^$", "", True),
        (r"()", "a", True),
    ],
)
def test_search(pattern: str, subject: str, expected: bool) -> None:
    assert search(pattern, subject) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "[a", "a**", "*a", "a{3,2}", "a{1001}", "[b-a]", "\\", r"\q", "(" * 60 + ")" * 60),
        *(r"(a)\1", "(?=a)", "(?<!a)b", "(a{1000}){1000}", "((){1000}){1000}"),
    ],
)
def test_refused(pattern: str) -> None:
    with pytest.raises(BasicError) as error:
        search(pattern, "a")

    assert error.value.code == "E311"


def test_what_makes_others_run_for_hours_ends_at_once() -> None:
    assert not search(r"^(a+)+$", "a" * 100_000 + "b")
    assert not search(r"(x+x+)+y", "x" * 100_000)


def test_a_costly_search_is_a_limit() -> None:
    costly = "(?:" + "|".join(f"[ab]{{{n}}}c" for n in range(20, 45)) + "|a[ab]{20}a[ab]{20}c)"
    letters = Random(1).choices("ab", k=250_000)

    with pytest.raises(LimitError) as error:
        search(costly, "".join(letters))

    assert error.value.code == "E502"
