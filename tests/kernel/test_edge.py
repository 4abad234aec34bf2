"""The edge: problem documents, request ids, body limits, headers."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from pydantic import Field
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import LogCapture

from attendance.kernel import edge, web
from attendance.kernel.edge import BODY_LIMIT_BYTES, EdgeOptions
from attendance.kernel.errors import Conflict, NotFound, Temporary, TooManyRequests
from attendance.kernel.openapi import ANY_PROBLEM
from attendance.kernel.problems import MEDIA_TYPE, documented
from attendance.kernel.wire import Wire
from tests.web import client_of

FAILURES: dict[str, Exception] = {
    "conflict": Conflict(),
    "missing": NotFound("queue"),
    "often": TooManyRequests(retry_after_seconds=7),
    "vendor": Temporary("Graph is away.", reason="outage", retry_after_seconds=30.0),
    "deadlock": asyncpg.DeadlockDetectedError("deadlock detected"),
    "away": ConnectionRefusedError("refused"),
    "busy": PoolTimeout("QueuePool limit reached"),
    "misfit": asyncpg.CharacterNotInRepertoireError("invalid byte sequence"),
    "bug": asyncpg.UndefinedColumnError("column x does not exist"),
    "crash": ZeroDivisionError("division by zero"),
}


class Hours(Wire):
    opens: str = Field(pattern=r"^\d\d:\d\d$")


class Shop(Wire):
    name: str
    hours: list[Hours] = []  # noqa: RUF012 (pydantic copies it)


router = APIRouter(responses=ANY_PROBLEM)


@router.get("/failures/{name}", responses=documented(NotFound, Conflict))
async def fail(name: str) -> None:
    raise FAILURES[name]


@router.post("/shops")
async def open_shop(shop: Shop) -> Shop:
    return shop


@router.post("/webhooks/{key}")
async def take(key: str, request: Request) -> str:
    await request.body()
    return str(structlog.contextvars.get_contextvars()["request_id"])


@router.get("/page")
async def page() -> HTMLResponse:
    return HTMLResponse("<p>Oi</p>")


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()
    app.include_router(router)
    web.install(app, public_url="https://suite.example", body_limits={"/webhooks/": 3 * BODY_LIMIT_BYTES})
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> LogCapture:
    """What the edge writes into the log."""
    capture = LogCapture()
    logger = structlog.wrap_logger(
        None,
        processors=[structlog.contextvars.merge_contextvars, capture],
        wrapper_class=structlog.make_filtering_bound_logger("debug"),
    )
    monkeypatch.setattr(edge, "_log", logger)
    return capture


@pytest.mark.parametrize(
    ("name", "status", "code", "retry_after"),
    [
        ("conflict", 409, "conflict", None),
        ("missing", 404, "not_found", None),
        ("often", 429, "too_many_requests", "7"),
        ("vendor", 503, "vendor_unavailable", "30"),
        ("deadlock", 409, "conflict", None),
        ("away", 503, "database_busy", "2"),
        ("busy", 503, "database_busy", "2"),
        ("misfit", 400, "invalid_input", None),
        ("bug", 500, "internal_error", None),
        ("crash", 500, "internal_error", None),
    ],
)
async def test_every_failure_is_a_problem_document(
    client: httpx.AsyncClient, name: str, status: int, code: str, retry_after: str | None
) -> None:
    answer = await client.get(f"/failures/{name}")

    problem = answer.json()
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers.get("retry-after") == retry_after
    assert "division" not in problem["detail"] and "column" not in problem["detail"]


async def test_an_unexpected_error_is_logged_under_the_id_that_the_client_gets(
    client: httpx.AsyncClient, log: LogCapture
) -> None:
    answer = await client.get("/failures/crash")

    request_id = answer.headers["x-request-id"]
    assert answer.json()["facts"] == {"request_id": request_id}
    assert [(line["event"], line["request_id"]) for line in log.entries] == [
        ("unexpected_error", request_id),
        ("request", request_id),
    ]
    assert log.entries[1]["status"] == 500 and log.entries[1]["route"] == "/failures/{name}"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"nome": "Loja"}, {"name": "Field required", "nome": "Extra inputs are not permitted"}),
        (
            {"name": "Loja", "hours": [{"opens": "8"}]},
            {"hours.0.opens": r"String should match pattern '^\d\d:\d\d$'"},
        ),
        ([], None),
    ],
)
async def test_invalid_input_names_its_fields(
    client: httpx.AsyncClient, body: Any, fields: dict[str, str] | None
) -> None:
    answer = await client.post("/shops", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
    assert list(answer.json()["facts"]["fields"]) == ["body"] if fields is None else True
    assert fields is None or answer.json()["facts"]["fields"] == fields


async def test_broken_json_unknown_addresses_and_methods_are_problems_too(client: httpx.AsyncClient) -> None:
    broken = await client.post("/shops", content=b"{", headers={"content-type": "application/json"})
    unknown = await client.get("/nowhere")
    method = await client.delete("/shops")

    assert (broken.status_code, broken.json()["code"]) == (400, "invalid_input")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert (method.status_code, method.json()["code"], method.headers["allow"]) == (
        405,
        "method_not_allowed",
        "POST",
    )


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(
    ("path", "limit"), [("/shops", BODY_LIMIT_BYTES), ("/webhooks/k", 3 * BODY_LIMIT_BYTES)]
)
async def test_bodies_have_a_limit_announced_or_not(
    client: httpx.AsyncClient, path: str, limit: int, announced: bool
) -> None:
    async def pieces(size: int) -> AsyncIterator[bytes]:
        for start in range(0, size, 65_536):
            yield b"x" * min(65_536, size - start)

    def body(size: int) -> bytes | AsyncIterator[bytes]:
        return b"x" * size if announced else pieces(size)

    too_large = await client.post(path, content=body(limit + 1), headers={"content-type": "application/json"})
    fits = await client.post(path, content=body(limit), headers={"content-type": "application/json"})

    assert (too_large.status_code, too_large.json()["code"]) == (413, "too_large")
    assert too_large.json()["facts"] == {"limit_bytes": limit}
    assert fits.status_code != 413


async def test_a_sensible_request_id_is_kept_and_binds_the_log(
    client: httpx.AsyncClient, log: LogCapture
) -> None:
    kept = await client.post("/webhooks/secret-key", content=b"x", headers={"x-request-id": "abc-12345"})
    replaced = await client.get("/page", headers={"x-request-id": "a\tb; drop"})

    assert kept.headers["x-request-id"] == "abc-12345"
    assert len(replaced.headers["x-request-id"]) == 36
    assert kept.json() == "abc-12345"
    assert "secret-key" not in str(log.entries)


async def test_successes_that_are_many_are_logged_quietly(client: httpx.AsyncClient, log: LogCapture) -> None:
    await client.post("/webhooks/k", content=b"x")
    await client.post("/webhooks/k", content=b"x" * (3 * BODY_LIMIT_BYTES + 1))
    await client.get("/page")

    assert [(line["status"], line["log_level"]) for line in log.entries] == [
        (200, "debug"),
        (413, "info"),
        (200, "info"),
    ]


async def test_browsers_are_told_what_to_refuse(client: httpx.AsyncClient) -> None:
    api = await client.post("/shops", json={"name": "Loja"})
    html = await client.get("/page")

    assert api.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert api.headers["cache-control"] == "no-store"
    assert "script-src" not in html.headers["content-security-policy"]
    assert "default-src 'self'" in html.headers["content-security-policy"]
    for answer in (api, html):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_the_document_of_the_api_tells_our_errors(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()

    answers = document["paths"]["/failures/{name}"]["get"]["responses"]
    assert set(answers) == {"200", "404", "409", "default"}
    assert list(answers["409"]["content"]) == list(answers["default"]["content"]) == [MEDIA_TYPE]
    assert answers["409"]["content"][MEDIA_TYPE]["examples"]["conflict"]["value"]["status"] == 409
    assert "Problem" in document["components"]["schemas"]


@pytest.mark.parametrize(("path", "limit"), [
    ("/api/bots/1/upload", 7), ("/api/bots/1/upload/more", 7), ("/api/bots/1", BODY_LIMIT_BYTES),
    ("/api/bots/1/2/upload", BODY_LIMIT_BYTES), ("/api/other/1/upload", BODY_LIMIT_BYTES),
])  # fmt: skip
def test_a_limit_may_leave_one_part_of_the_path_open(path: str, limit: int) -> None:
    assert EdgeOptions(body_limits={"/api/bots/*/upload": 7}).limit_for(path) == limit
