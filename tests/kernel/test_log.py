"""Where lines go, and what the terminal hears of them."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from attendance.kernel import log
from attendance.kernel.log_file import FILES, BoundedFile, sentence


@pytest.fixture(autouse=True)
def configured_as_before() -> Iterator[None]:
    before, handlers = structlog.get_config(), logging.root.handlers
    yield
    output = structlog.get_config()["logger_factory"]()
    if isinstance(output, BoundedFile):
        output.close()
    structlog.configure(**before)
    logging.root.handlers = handlers


def lines_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_the_file_has_everything_the_terminal_only_what_somebody_should_look_at(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log" / "attendance.log"
    log.configure("info", file=file)

    log.get("http").debug("unasked")
    log.get("http").info("request", route="/api/me", status=200)
    log.get("http").warning("value_refused", reason="two\nlines")
    log.get("runner").error("job_died", exc_info=ValueError("no such thing"))

    assert [line["event"] for line in lines_of(file)] == ["request", "value_refused", "job_died"]
    assert {line["source"] for line in lines_of(file)} == {"attendance.http", "attendance.runner"}
    assert lines_of(file)[2]["exception"][0]["exc_type"] == "ValueError"
    out, err = capfd.readouterr()
    assert out == ""
    assert [line[9:] for line in err.splitlines()] == [
        "warning http: value_refused reason=two lines",
        "error runner: job_died (ValueError: no such thing)",
    ]


def test_the_level_counts_for_the_file_too(tmp_path: Path) -> None:
    file = tmp_path / "attendance.log"
    log.configure("debug", file=file)

    log.get("http").debug("asked_for")

    assert [line["level"] for line in lines_of(file)] == ["debug"]


def test_a_style_that_was_asked_for_stays_on_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", style="json", file=tmp_path / "attendance.log")

    log.get("http").info("request")

    assert json.loads(capfd.readouterr().err)["event"] == "request"
    assert not list(tmp_path.iterdir())


def test_what_libraries_warn_about_comes_as_a_line_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "attendance.log"
    log.configure("info", file=file)

    logging.getLogger("uvicorn.error").warning("Unsupported upgrade request.")
    logging.getLogger("uvicorn.error").info("Started")

    assert [(line["event"], line["source"]) for line in lines_of(file)] == [
        ("Unsupported upgrade request.", "attendance.uvicorn.error")
    ]


def test_the_files_are_bounded(tmp_path: Path) -> None:
    output = BoundedFile(tmp_path / "attendance.log", size_bytes=1000)

    for number in range(500):
        output.msg(f"line {number} {'x' * 80}")

    output.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == FILES
    assert all(file.stat().st_size <= 1000 for file in files)
    assert "line 499 " in (tmp_path / "attendance.log").read_text()


def test_a_line_stays_one_line() -> None:
    event = {"event": "e", "level": "error", "source": "attendance.bus", "timestamp": "2026-11-22T12:03:44Z"}

    assert sentence({**event, "reason": "a\r\n\tb"}) == "12:03:44 error bus: e reason=a b"
