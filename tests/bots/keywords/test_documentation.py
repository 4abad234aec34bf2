"""Each phrase of the language is somebody's, and what its page shows works."""

import pytest

from attendance.basic.catalogue import PHRASES
from attendance.basic.checking import check
from attendance.basic.language_keywords import LANGUAGE_KEYWORDS
from attendance.basic.messages import TEXTS
from attendance.bots.keywords import KEYWORDS
from attendance.bots.keywords.missing import MISSING
from attendance.bots.keywords.of_the_language import DESCRIBED
from tests.bots.keywords.test_data import error
from tests.factories.world import World
from tools.keyword_reference import Page, pages, reference

LANGUAGE = {page.phrase for page in DESCRIBED}
WANTED = {row.words for row in PHRASES.values() if row.mark != "out"}
MACHINE = {"WEBHOOK", "USE TOOL"}
"""Not marked as the language's: the machine declares and runs scripts, but asks the product for other tools."""
BLOCKS = ("BEGIN ", "EMAIL.", ".")
"""How phrases begin that are no rows of the table: raw blocks and methods."""


def test_each_phrase_is_built_once_or_known_to_be_missing() -> None:
    built = [*KEYWORDS, *LANGUAGE, *MISSING]

    assert sorted(set(built) & WANTED) == sorted(WANTED)
    assert sorted(phrase for phrase in built if built.count(phrase) > 1) == []


def test_the_language_runs_what_is_described_as_its_own() -> None:
    own = {row.words for row in PHRASES.values() if row.in_language} | set(LANGUAGE_KEYWORDS) | MACHINE

    assert own - KEYWORDS.keys() == LANGUAGE


def test_only_phrases_of_the_language_are_missing() -> None:
    assert [phrase for phrase in MISSING if phrase not in WANTED and not phrase.startswith(BLOCKS)] == []


@pytest.mark.parametrize("page", pages().values(), ids=lambda page: page.phrase)
def test_what_a_page_says_is_so(page: Page) -> None:
    found = [one for one in check(page.example, "example.bas") if one.severity == "error"]

    assert found == []
    assert page.effects and page.effects.endswith(".")
    assert page.phrase.split()[0].casefold() in page.example.casefold() or page.phrase in page.example
    assert [code for code, _ in page.errors if code not in TEXTS] == []


def test_every_page_is_in_the_reference() -> None:
    made = reference()

    for phrase in [*pages(), *MISSING]:
        assert f"### {phrase}\n" in made or f"| `{phrase}` |" in made, phrase


@pytest.mark.parametrize(
    "statement", ['CREATE DRAFT "a@example.com", "Oi", "Olá"', 'x = SEE "a.png"', 'USE KB "manual"']
)
async def test_what_is_missing_says_so_when_it_is_reached(world: World, statement: str) -> None:
    assert await error(world, statement) == "E401"
