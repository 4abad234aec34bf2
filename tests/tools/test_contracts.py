"""What others build on is written down, and is what the code says."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from attendance.kernel.examples import example
from attendance.kernel.wire import Wire
from attendance.realtime import frames
from tools import contracts
from tools.contracts import FOLDER, HOW

DOCUMENT = json.loads((FOLDER / "openapi.json").read_text("utf-8"))
SHAPES = DOCUMENT["components"]["schemas"]


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_they_are_what_the_code_says() -> None:
    assert contracts.stale() == [], f"run: {HOW}"


def test_every_frame_has_its_example() -> None:
    written = {path.stem for path in (FOLDER / "realtime").glob("*.json")}
    kinds = (*get_args(frames.ServerFrame), *get_args(frames.ClientFrame))

    assert written == {kind.__struct_config__.tag for kind in kinds}


@pytest.mark.parametrize(
    ("name", "operation"), list(operations()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_endpoint_tells_what_it_does_its_errors_and_an_example(
    name: str, operation: dict[str, Any]
) -> None:
    assert operation.get("description"), "say in a docstring what it does"
    answers = operation["responses"]
    bodies = [operation.get("requestBody", {}), *answers.values()]
    contents = [
        content
        for body in bodies
        for kind, content in body.get("content", {}).items()
        if kind.endswith("json")
    ]
    refusals = [status for status in answers if status.startswith("4")]

    assert all("example" in content or content.get("examples") for content in contents)
    assert refusals
    for status in refusals:
        examples = answers[status]["content"]["application/problem+json"]["examples"]
        assert all(shown["value"]["status"] == int(status) for shown in examples.values())
    if "{" in name:
        assert "404" in answers


def wire_shapes() -> Iterator[type[Wire]]:
    for file in sorted((Path(contracts.ROOT) / "attendance").glob("*/schemas.py")):
        module = importlib.import_module(f"attendance.{file.parent.name}.schemas")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Wire) and value.__module__ == module.__name__:
                yield value


@pytest.mark.parametrize("shape", list(wire_shapes()), ids=lambda shape: shape.__name__)
def test_the_examples_are_what_the_shapes_accept(shape: type[Wire]) -> None:
    if shape.__name__ in SHAPES:
        shape.model_validate(example(SHAPES[shape.__name__], SHAPES, of=shape.__name__))
