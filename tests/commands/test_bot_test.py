"""`attendance bot test`: golden conversations, their differences, and what of the scripts ran."""

from pathlib import Path

import pytest

from tests.commands.authoring import attendance, folder

START = """HEAR nome AS NAME WITH "Com quem eu falo?"
IF nome = "Ana" THEN
    TALK "Oi, Ana!"
ELSE
    TALK "Prazer, " + nome + "."
END IF
"""
PASSES = """' A Ana é conhecida
teste: Ana
cliente: oi
bot: Com quem eu falo?
cliente: ana
bot: Oi, *!
espera aguarda: nada
"""


def test_conversations_pass_and_lines_are_counted(tmp_path: Path) -> None:
    ended = attendance("test", folder(tmp_path, start=START, a_test=PASSES))

    assert ended.code == 0
    assert ended.out.splitlines() == [
        "✓ a.test.bas:2 Ana", "", "1 passed, 0 failed", "   75%  start.bas  never ran: 5",
        "   75%  of all lines that can run",
    ]  # fmt: skip


def test_the_first_difference_is_shown_with_what_led_to_it(tmp_path: Path) -> None:
    bot = folder(tmp_path, start=START, a_test=PASSES + "test: Bia\ncustomer: oi\nbot: Quem é?\nbot: Ei\n")

    ended = attendance("test", bot)

    assert ended.code == 1
    assert ended.out.splitlines()[:6] == [
        "✓ a.test.bas:2 Ana", "✗ a.test.bas:10 Bia", "      customer: oi", "    - bot: Quem é?", "    - bot: Ei",
        "    + bot: Com quem eu falo?",
    ]  # fmt: skip


def test_a_test_that_makes_no_sense_is_told_with_its_place(tmp_path: Path) -> None:
    ended = attendance("test", folder(tmp_path, start=START, a_test="clente: oi\n"))

    assert (ended.code, "a.test.bas:1:1: E740" in ended.out) == (1, True)


def test_one_file_of_the_folder_may_be_played_alone(tmp_path: Path) -> None:
    bot = folder(tmp_path, start=START, a_test=PASSES, b_test="cliente: oi\nbot: não\n")

    assert attendance("test", bot / "a.test.bas").code == 0
    assert attendance("test", bot / "b.test.bas").code == 1


def test_what_would_fail_once_published_is_told(tmp_path: Path) -> None:
    ended = attendance("test", folder(tmp_path, start='CALL PHONE "11"\n', a_test="cliente: oi\n"))

    assert (ended.code, ended.out.splitlines()[-1]) == (
        0, "start.bas: not in this product yet, raises E401: CALL PHONE",
    )  # fmt: skip


@pytest.mark.parametrize("traced", [False, True])
def test_a_script_is_talked_to_in_the_terminal(tmp_path: Path, traced: bool) -> None:
    bot = folder(tmp_path, start=START + 'TRANSFER TO HUMAN({message: "Um momento"})\n')

    ended = attendance("run", bot / "start.bas", *(["--trace"] if traced else []), said="oi\nana\n/quit\n")

    assert ended.code == 0
    assert "Com quem eu falo?" in ended.out and "Oi, Ana!" in ended.out and "Um momento" in ended.out
    assert ("TRANSFER TO HUMAN" in ended.out, "start.bas:3" in ended.out) == (True, traced)
