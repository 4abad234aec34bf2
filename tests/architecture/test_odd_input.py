"""Whatever is sent, the answer is a result or a refusal, never a crash."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from attendance.identity import passwords
from attendance.main import WebServices
from tests.architecture.access import TABLE
from tests.architecture.calls import address_of, body_of
from tests.architecture.place import make_place
from tests.web import client_of

EARLY = "0001-01-01T00:00:00Z"
ODD: list[Any] = [None, "", "\0", 2**63, -1, [None], {"a": "\0"}, EARLY]
IN_QUERY = ["%00", "x", "9" * 30, "-1", EARLY, "0001-01-01T00:00:00"]


def body_fields(document: dict[str, Any], line: str) -> list[str]:
    """The names that the address's body may have."""
    method, path = line.partition("#")[0].lower().split(" ")
    content = document["paths"][path][method].get("requestBody", {}).get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return list(document["components"]["schemas"][name]["properties"]) if name else []


def query_fields(document: dict[str, Any], line: str) -> list[str]:
    method, path = line.partition("#")[0].lower().split(" ")
    parameters = document["paths"][path][method].get("parameters", ())
    return [parameter["name"] for parameter in parameters if parameter["in"] == "query"]


def odd_bodies(sensible: Any, fields: list[str]) -> Iterator[Any]:
    yield from ODD
    for field in fields:
        for value in ODD:
            yield {**(sensible or {}), field: value}


@pytest.mark.parametrize("line", sorted(TABLE))
async def test_odd_values_are_refused_and_break_nothing(
    app: FastAPI, services: WebServices, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", _never)
    place = await make_place(services.database)
    method, url = address_of(line, place.ids)
    sensible = body_of(line, place.ids)
    broken = []

    async with client_of(app) as client:
        await place.owner.browser(client)
        for field in query_fields(app.openapi(), line):
            for value in IN_QUERY:
                answer = await client.request(method, f"{url}{'&' if '?' in url else '?'}{field}={value}")
                if answer.status_code >= 500:
                    broken.append((field, value, answer.status_code))
        for body in odd_bodies(sensible, body_fields(app.openapi(), line)) if sensible is not None else ():
            answer = await client.request(method, url, json=body)
            if answer.status_code >= 500:
                broken.append((str(body)[:200], "", answer.status_code))

    assert broken == []


async def _never(stored: str | None, password: str) -> bool:
    """Without the tenth of a second that a real answer takes."""
    return False
