"""What the guides to bots show works: their scripts and golden conversations, in either language."""

import re
from pathlib import Path

import pytest

from attendance.basic import checking
from attendance.bots.sandbox import Sandbox
from attendance.bots.sandbox.golden import parse
from attendance.bots.sandbox.golden.words import WORDS, Word

GUIDES = {lang: Path(f"docs/guides/{lang}/bots.md").read_text("utf-8") for lang in ("pt", "en")}
ANSWERS = {
    "pt": (("oi", "ana", "7", "demorou"), ("oi", "1", "4711"), "Anotei o pedido 4711."),
    "en": (("hi", "ana", "7", "too slow"), ("hi", "1", "4711"), "I noted order 4711."),
}


def blocks(lang: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDES[lang], re.DOTALL)


@pytest.mark.parametrize("lang", GUIDES)
async def test_scripts_do_what_the_text_says(lang: str) -> None:
    survey, prices, menu = blocks(lang, "basic")
    answers, choices, said = ANSWERS[lang]

    assert [checking.check(one, "start.bas") for one in (survey, prices, menu)] == [(), (), ()]
    surveyed, chosen = Sandbox({"start.bas": survey}), Sandbox({"start.bas": menu})
    for text in answers:
        await surveyed.say(text)
    listed = await Sandbox({"start.bas": prices}).say(answers[0])
    last = [await chosen.say(text) for text in choices][-1]

    assert answers[-1] in surveyed.world.session.values()
    assert [one.text.endswith(".pdf") for one in listed.said] == [True]
    assert ([one.text for one in last.said], last.error) == ([said], None)


@pytest.mark.parametrize("lang", GUIDES)
def test_the_conversation_can_be_read(lang: str) -> None:
    [shown] = blocks(lang, "teste" if lang == "pt" else "test")

    golden = parse(shown, "guide")

    assert golden.diagnostics == ()
    assert [len(one.lines) for one in golden.tests] == [7, 5]


@pytest.mark.parametrize("lang", GUIDES)
@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_is_told_in_both_languages(lang: str, word: Word) -> None:
    names = {each.removeprefix("expect ").removeprefix("espera ") for each in (word.name, word.portuguese)}

    assert [name for name in names if name not in GUIDES[lang]] == []
