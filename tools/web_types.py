"""Writes the types that the web code shares with the server, from the wire shapes themselves.

    python -m tools.web_types            write web/packages/api/src/schema.d.ts
    python -m tools.web_types --check    fail when it is not what the wire shapes say

Bodies come from every `schemas.py`, frames from `realtime/frames.py`. Nobody edits the written file by hand.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

import msgspec
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core import core_schema

from attendance.kernel.wire import Page, Problem, Wire
from attendance.realtime import frames
from tools import web_build
from tools.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "web" / "packages" / "api" / "src" / "schema.d.ts"
REF = "#/components/schemas/{model}"
REQUEST_PREFIX = "New"
REQUEST_SUFFIXES = ("Patch", "Change")
REQUESTS = {
    "SignIn", "Assign", "Transfer", "Snooze", "Pending", "ReadMark", "TicketAssign", "TicketTransfer", "TicketResolve",
    "MergeOrder", "ImportStart", "ContactBlock", "Distinction",
    "TicketMerge", "TicketSplit", "TicketBulk", "DealMove", "PipelineStages", "PipelineStageInput",
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Wire shapes", "version": "1"},
        "paths": {},
        "components": {"schemas": {**bodies(), **frame_shapes()}},
    }
    made = _to_typescript(document)
    if parser.parse_args().check:
        if WRITTEN.is_file() and WRITTEN.read_text("utf-8") == made:
            return 0
        print("The web types are not what the wire shapes say. Run: python -m tools.web_types")
        return 1
    WRITTEN.write_text(made, "utf-8")
    return 0


def bodies() -> dict[str, Any]:
    """Every Wire class of every `schemas.py`; answers as they are sent, requests as they are accepted."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (Page[Any], "serialization"),
        (Problem, "serialization"),
    ]
    for file in sorted((ROOT / "attendance").rglob("schemas.py")):
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for name, value in sorted(vars(module).items()):
            if isinstance(value, type) and issubclass(value, Wire) and value.__module__ == module.__name__:
                models.append((value, "validation" if _is_request(name) else "serialization"))
    _, schema = models_json_schema(models, ref_template=REF, schema_generator=_AnswersAreWhole)
    definitions: dict[str, Any] = schema["$defs"]
    return definitions


class _AnswersAreWhole(GenerateJsonSchema):
    """An answer carries every field, defaults included; a request may leave them out."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def _is_request(name: str) -> bool:
    return name.startswith(REQUEST_PREFIX) or name.endswith(REQUEST_SUFFIXES) or name in REQUESTS


def frame_shapes() -> dict[str, Any]:
    """The frames, with references where they carry a body."""
    server, client = get_args(frames.ServerFrame), get_args(frames.ClientFrame)
    _, components = msgspec.json.schema_components(
        [*server, *client], schema_hook=_body_reference, ref_template="#/components/schemas/{name}"
    )
    return {
        **components,
        "ServerFrame": {"oneOf": [_reference(frame) for frame in server]},
        "ClientFrame": {"oneOf": [_reference(frame) for frame in client]},
    }


def _body_reference(kind: type) -> dict[str, Any]:
    if issubclass(kind, BaseModel):
        return _reference(kind)
    raise NotImplementedError(kind)


def _reference(kind: type) -> dict[str, Any]:
    return {"$ref": REF.format(model=kind.__name__)}


def _to_typescript(document: dict[str, Any]) -> str:
    node = web_build.find_node(Environment(ROOT / ".venv").node)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "contract.json", Path(folder) / "schema.d.ts"
        source.write_text(json.dumps(document, sort_keys=True), "utf-8")
        command = ["run", "--silent", "api", "--", str(source), "-o", str(target)]
        web_build.run_npm(ROOT, node, command, output=subprocess.DEVNULL)
        return target.read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main())
