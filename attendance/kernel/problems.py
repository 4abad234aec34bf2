"""Every failure as one document: `application/problem+json` (RFC 9457) with a stable `code`."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import asyncpg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from attendance.kernel import log
from attendance.kernel.errors import (
    AttendanceError,
    Conflict,
    InvalidInput,
    NotFound,
    TooManyRequests,
    VendorFailure,
)
from attendance.kernel.wire import Problem

MEDIA_TYPE: Final = "application/problem+json"

_log = log.get("http")


class DatabaseBusy(AttendanceError):
    code = "database_busy"
    status = 503
    message = "The database can't answer just now. Try again in a few seconds."


class MethodNotAllowed(AttendanceError):
    code = "method_not_allowed"
    status = 405
    message = "This address doesn't know that method."


class HttpRefused(AttendanceError):
    """A refusal of the framework that has no error of ours; it keeps its status."""

    code = "http_error"


def problem_response(
    error: AttendanceError, status: int | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The document of an error, with Retry-After where waiting helps."""
    status = status or error.status
    document = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        code=error.code,
        detail=error.detail,
        facts=error.facts,
    )
    return Response(
        document.model_dump_json(),
        status,
        headers={**(headers or {}), **_retry_after(error)},
        media_type=MEDIA_TYPE,
    )


def install_handlers(app: FastAPI) -> None:
    """Render our errors, the framework's and the database's; the edge renders whatever else escapes."""
    app.add_exception_handler(AttendanceError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    for kind in (DBAPIError, PoolTimeout, asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError):
        app.add_exception_handler(kind, _on_database)


def documented(*errors: type[AttendanceError]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an endpoint that raises these errors: one example per code."""
    answers: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        answer = answers.setdefault(error.status, {"description": HTTPStatus(error.status).phrase})
        content = answer.setdefault("content", {MEDIA_TYPE: {"schema": _PROBLEM_REF, "examples": {}}})
        content[MEDIA_TYPE]["examples"][error.code] = {"value": _example(error)}
    return answers


def with_common(
    own: Mapping[int | str, dict[str, Any]], *common: type[AttendanceError]
) -> dict[int | str, dict[str, Any]]:
    """An endpoint's own `responses` with errors that many share; it may have been through here before."""
    merged = dict(own)
    for status, answer in documented(*common).items():
        held = own.get(status, {}).get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
        examples = answer["content"][MEDIA_TYPE]["examples"]
        answer["content"][MEDIA_TYPE]["examples"] = {**examples, **held}
        merged[status] = answer
    return merged


_PROBLEM_REF: Final = {"$ref": "#/components/schemas/Problem"}


def _example(error: type[AttendanceError]) -> dict[str, Any]:
    title = HTTPStatus(error.status).phrase
    return {
        "type": "about:blank",
        "title": title,
        "status": error.status,
        "code": error.code,
        "detail": error.message,
    }


async def _on_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, AttendanceError)
    if error.status == 500:
        _log.error("failed", code=error.code, exc_info=error)
    return problem_response(error)


async def _on_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fields = {_path(found["loc"]): str(found["msg"]) for found in error.errors()}
    sentence = "; ".join(f"{path}: {message}" for path, message in fields.items())
    return problem_response(InvalidInput(f"The request can't be understood: {sentence}.", fields=fields))


def _path(location: tuple[str | int, ...]) -> str:
    """`("body", "hours", 0, "opens")` → `hours.0.opens`; the whole body is `body`."""
    inner = location[1:] if len(location) > 1 else location
    return ".".join(str(part) for part in inner)


async def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, AttendanceError):  # raised while the framework read the body
        return problem_response(error.__cause__)
    headers = dict(error.headers or {})
    match error.status_code:
        case 404:
            return problem_response(NotFound("address"), headers=headers)
        case 405:
            return problem_response(MethodNotAllowed(), headers=headers)
        case 400:
            return problem_response(InvalidInput(error.detail), headers=headers)
        case status:
            return problem_response(HttpRefused(error.detail), status, headers)


async def _on_database(_: Request, error: Exception) -> Response:
    """Lost races, values that don't fit and a database that is away are answers; all else is a bug, for the edge."""
    for cause in _causes(error):
        match cause:
            case asyncpg.DeadlockDetectedError() | asyncpg.SerializationError():
                return problem_response(Conflict())
            case asyncpg.DataError():
                _log.warning("value_refused", reason=str(cause))
                return problem_response(InvalidInput(_MISFIT))
            case asyncpg.NotNullViolationError(column_name=str(column)):
                _log.warning("value_refused", reason=str(cause))
                return problem_response(
                    InvalidInput(f"{column} can't be null.", fields={column: "can't be null"})
                )
            case (
                PoolTimeout()
                | ConnectionError()
                | asyncpg.PostgresConnectionError()
                | asyncpg.CannotConnectNowError()
            ):
                return _database_is_away(cause)
    raise error


_MISFIT: Final = "A value is too large, or holds a character that can't be stored."


def _database_is_away(cause: BaseException) -> Response:
    _log.error("database_unavailable", reason=str(cause) or type(cause).__name__)
    return problem_response(DatabaseBusy())


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and so on: SQLAlchemy wraps the driver's errors, and the driver Python's."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _retry_after(error: AttendanceError) -> dict[str, str]:
    match error:
        case TooManyRequests() | DatabaseBusy():
            return {"retry-after": str(error.facts.get("retry_after_seconds", 2))}
        case VendorFailure(retry_after_seconds=float() | int() as seconds):
            return {"retry-after": str(int(seconds))}
        case _:
            return {}
