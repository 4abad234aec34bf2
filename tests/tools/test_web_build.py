"""When the web assets are built again, and when not."""

from pathlib import Path

import pytest

from tools import web_build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "package-lock.json").write_text("{}")
    (tmp_path / "web" / "src" / "main.ts").write_text("1")
    (tmp_path / "attendance" / "_web").mkdir(parents=True)
    return tmp_path


def built(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Build with a recording npm; returns its commands."""
    commands: list[list[str]] = []
    monkeypatch.setattr(
        web_build, "run_npm", lambda _root, _node, words, folder="web", output=None: commands.append([*words])
    )
    (project / "web" / "node_modules").mkdir(exist_ok=True)
    web_build.build(project, Path("node"))
    return commands


def test_builds_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed_before = web_build.is_needed(project)
    commands = built(project, monkeypatch)

    assert needed_before
    assert [words[0] for words in commands] == ["ci", "run"]
    assert not web_build.is_needed(project)


def test_changed_sources_build_without_installing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(project, monkeypatch)

    (project / "web" / "src" / "main.ts").write_text("2")

    assert web_build.is_needed(project)
    assert [words[0] for words in built(project, monkeypatch)] == ["run"]


def test_tests_and_node_modules_are_no_sources(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(project, monkeypatch)

    (project / "web" / "src" / "main.test.ts").write_text("1")
    (project / "web" / "node_modules" / "x.js").write_text("1")

    assert not web_build.is_needed(project)


def test_without_sources_there_is_nothing_to_build(tmp_path: Path) -> None:
    assert not web_build.is_needed(tmp_path)


@pytest.mark.parametrize(("mode", "needed"), [("skip", False), ("force", True)])
def test_modes(project: Path, monkeypatch: pytest.MonkeyPatch, mode: str, needed: bool) -> None:
    built(project, monkeypatch)
    monkeypatch.setenv("ATTENDANCE_WEB", mode)

    assert web_build.is_needed(project) is needed
