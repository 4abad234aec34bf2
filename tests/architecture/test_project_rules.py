"""The project's own rules find what they are for."""

import ast
from pathlib import Path

import pytest

from tools.check import clock, names, sizes, tenancy
from tools.check.source import Source


def source(path: str, text: str) -> list[Source]:
    return [Source(Path(path), text, ast.parse(text))]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("attendance/queues/helpers.py", ""),
        ("attendance/queues/actions.py", "def handle_message(): ..."),
        ("attendance/queues/actions.py", "class QueueManager: ..."),
    ],
)
def test_empty_names(path: str, text: str) -> None:
    assert list(names.check(source(path, text)))


def test_telling_names_pass() -> None:
    assert not list(names.check(source("attendance/queues/actions.py", "def enter(): ...\nclass Queue: ...")))


@pytest.mark.parametrize("text", ["x = datetime.now(UTC)", "x = time.time()", "x = os.environ['A']"])
def test_hidden_inputs(text: str) -> None:
    assert list(clock.check(source("attendance/queues/actions.py", text)))
    assert not list(clock.check(source("tests/queues/test_actions.py", text)))


def test_long_function_and_file() -> None:
    body = "\n".join(["    pass"] * 80)
    assert list(sizes.check(source("attendance/a.py", f"def a():\n{body}")))
    assert list(sizes.check(source("tests/a.py", "\n" * 601)))
    assert not list(sizes.check(source("attendance/a.py", "def a():\n    pass")))


@pytest.mark.parametrize(
    ("sql", "breaches"),
    [
        ("create table notes (\n  id uuid\n);", 2),
        ("create table notes (\n  tenant_id uuid not null\n);", 1),
        ("create table notes (\n  tenant_id uuid not null\n);\nselect protect_table('notes');", 0),
    ],
)
def test_unprotected_tables(sql: str, breaches: int) -> None:
    assert len(list(tenancy.check(source("migrations/versions/a.py", f'SQL = """\n{sql}\n"""')))) == breaches
