"""`attendance bot check` and `fmt`: what authors see of a folder that nobody published."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.authoring import attendance, folder

CONFIG = "name,value\nparam-empresa,Loja\n"


def test_what_parses_ends_well(tmp_path: Path) -> None:
    bot = folder(tmp_path, start='TALK "Oi da " + empresa\n', config=CONFIG)

    whole, script = attendance("check", bot), attendance("check", bot / "start.bas")

    assert (whole.code, whole.out) == (0, "2 arquivos, 0 erros, 0 avisos\n")
    assert (script.code, script.out) == (0, "1 arquivo, 0 erros, 0 avisos\n")


def test_an_error_is_shown_with_its_line_underlined(tmp_path: Path) -> None:
    bot = folder(tmp_path, start='TALK "Oi"\nTALK (1 + 2\n')

    portuguese, english = attendance("check", bot), attendance("check", bot, "--lang", "en")

    assert portuguese.code == english.code == 1
    place, line, caret, *_ = portuguese.out.splitlines()
    assert place.startswith("start.bas:2:6: E103 ")
    assert (line, caret) == ("    TALK (1 + 2", "         ^")
    assert "nunca é fechado" in portuguese.out
    assert "never closed" in english.out


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("IF TRUE THEN\nfim:\nEND IF\nGOTO fim\n", "E143"),
        ('x = FIND "customers", "a " + b + " = 1"\n', "E341"),
        ('TALK "a\n', "E102"),
    ],
)
def test_programs_read_it_as_json(tmp_path: Path, start: str, code: str) -> None:
    ended = attendance("check", folder(tmp_path, start=start), "--json")
    told = json.loads(ended.out)

    [error] = [one for one in told["findings"] if one["severity"] == "error"]
    assert (ended.code, told["ok"], told["files"]) == (1, False, 1)
    assert (error["file"], error["code"]) == ("start.bas", code)


def test_settings_are_checked_too(tmp_path: Path) -> None:
    ended = attendance("check", folder(tmp_path, config="name,value\nattendance-queue-size,muitas\n"))

    assert ended.code == 1
    assert ended.out.splitlines()[:3] == [
        "config.csv:2:23: E710 `attendance-queue-size` deve ser um número inteiro de 1 a 1000000",
        "    attendance-queue-size,muitas",
        "                          ^^^^^^",
    ]


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    ended = attendance("check", tmp_path / "nada.bas")

    assert (ended.code, "no such file" in ended.err) == (1, True)


def test_checking_needs_neither_web_nor_database(tmp_path: Path) -> None:
    bot = folder(tmp_path, start='TALK "Oi"\n')
    program = (
        "import sys; sys.argv = ['attendance', 'bot', 'check', sys.argv[1]]\n"
        "from attendance.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'sqlalchemy', 'fastapi', 'starlette', 'uvicorn', 'httpx'} & set(sys.modules)))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program, str(bot)], capture_output=True, text=True, check=True
    )

    assert ended.stdout.splitlines()[-1] == "[]"


def test_scripts_get_their_layout(tmp_path: Path) -> None:
    bot = folder(tmp_path, start='if 1 = 1 then\ntalk "oi"   \' olá\nend if\n', outro='TALK "a"\n')

    before, first, again = (
        attendance("fmt", bot, "--check"),
        attendance("fmt", bot),
        attendance("fmt", bot, "--check"),
    )

    assert (before.code, before.out) == (1, "start.bas: would be changed\n2 scripts, 1 to change\n")
    assert (first.code, again.code) == (0, 0)
    assert (bot / "start.bas").read_text("utf-8").startswith('IF 1 = 1 THEN\n    TALK "oi"')
    assert "' olá" in (bot / "start.bas").read_text("utf-8")


def test_a_script_with_errors_keeps_its_layout(tmp_path: Path) -> None:
    bot = folder(tmp_path, start="if x then\n")

    ended = attendance("fmt", bot / "start.bas")

    assert (ended.code, ended.err) == (1, "start.bas: has errors, left as it is\n")
    assert (bot / "start.bas").read_text("utf-8") == "if x then\n"
