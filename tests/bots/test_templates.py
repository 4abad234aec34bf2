"""The bots that come with the product do what their own tests say, and can be published as they are."""

from typing import get_args

import pytest

from attendance.basic import formatter
from attendance.botfiles import templates
from attendance.bots import validation
from attendance.bots.sandbox.golden import Played, parse, play
from tests.bots.stage import open_stage
from tests.factories.world import World

NAMES: tuple[templates.Name, ...] = get_args(templates.Name)
EXAMPLES: tuple[templates.Name, ...] = ("default", "ecommerce", "sales", "collections", "support")


async def played(name: templates.Name) -> list[Played]:
    files = {path: file.text or "" for path, file in templates.load(name).files.items()}
    done = []
    for path in sorted(path for path in files if path.endswith(".test.bas")):
        golden = parse(files[path], path)
        done += [await play(test, golden.setup, files) for test in golden.tests]
    return done


@pytest.mark.parametrize("name", NAMES)
async def test_its_conversations_go_as_they_should(name: templates.Name) -> None:
    done = await played(name)

    assert [(one.test.name, one.at, one.rows) for one in done if not one.is_passed] == []
    assert done


@pytest.mark.parametrize("name", NAMES)
async def test_it_can_be_published_without_a_warning(name: templates.Name) -> None:
    assert await validation.check_bundle(templates.load(name)) == ()


@pytest.mark.parametrize("name", EXAMPLES)
async def test_nearly_every_line_of_it_runs_in_its_conversations(name: templates.Name) -> None:
    first, *others = [one.coverage for one in await played(name)]
    for other in others:
        first = first | other

    assert first.share > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_its_scripts_have_their_layout(name: templates.Name) -> None:
    scripts = [one for one in templates.load(name).files.values() if one.place.kind == "script"]

    assert [one.path for one in scripts if formatter.format(one.text or "") != one.text] == []


@pytest.mark.parametrize("name", NAMES)
async def test_it_answers_once_it_is_published(name: templates.Name, world: World) -> None:
    files = templates.load(name)
    scripts = {
        path.removesuffix(".bas"): file.text or ""
        for path, file in files.files.items()
        if path.endswith(".bas")
    }
    config = (files.text("config.csv") or "").partition("\n")[2]
    stage = await open_stage(world, scripts.pop("start"), config=config, **scripts)

    said = await stage.says("oi")

    assert said
    assert [one["error"] for one in await stage.executions()] == [None]
