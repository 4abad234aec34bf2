"""What the framework's OpenAPI document lacks: our errors are problem documents, and everything has an example."""

from typing import Any, Final

from fastapi import FastAPI

from attendance.kernel.examples import example
from attendance.kernel.problems import MEDIA_TYPE
from attendance.kernel.wire import Problem

ANY_PROBLEM: Final[dict[int | str, dict[str, Any]]] = {
    "default": {"model": Problem, "description": "What went wrong, with a stable `code`"}
}
"""The `responses=` that every router carries; it also keeps the framework from announcing a 422 that we never send."""


def install_openapi(app: FastAPI) -> None:
    """Correct `app.openapi()`."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(FastAPI.openapi(app))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the framework's documented way


def _corrected(document: dict[str, Any]) -> dict[str, Any]:
    shapes = document.get("components", {}).get("schemas", {})
    for methods in document.get("paths", {}).values():
        for operation in methods.values():
            _with_examples(operation.get("requestBody", {}), shapes)
            for status, answer in operation.get("responses", {}).items():
                if not status.startswith(("2", "3")):
                    _as_problem(answer)
                _with_examples(answer, shapes)
    return document


def _with_examples(body: dict[str, Any], shapes: dict[str, Any]) -> None:
    for media_type, content in body.get("content", {}).items():
        if media_type.endswith("json") and "schema" in content and "examples" not in content:
            content.setdefault("example", example(content["schema"], shapes))


def _as_problem(answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if "application/json" in content and MEDIA_TYPE not in content:
        content[MEDIA_TYPE] = content.pop("application/json")
    else:
        content.pop("application/json", None)
