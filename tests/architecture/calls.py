"""Calling the addresses of the access table, their placeholders filled."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import httpx
from fastapi import FastAPI

from tests.architecture.access import TABLE
from tests.factories.people import Person
from tests.web import client_of

PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
NO_IDS: Final = frozenset({"fresh", "path", "number", "form"})
"""Placeholders whose values mean something only within a thing of the address."""


def names_in(line: str) -> list[str]:
    """The placeholders of ids, those of the address first."""
    found = PLACEHOLDER.findall(line + json.dumps(TABLE[line].body))
    return [name for name in dict.fromkeys(found) if name not in NO_IDS]


def address_of(line: str, ids: Mapping[str, str]) -> tuple[str, str]:
    """Method and URL."""
    method, _, path = line.partition("#")[0].partition(" ")
    query = f"?{TABLE[line].query}" if TABLE[line].query else ""
    return method, filled(path, ids) + query


def body_of(line: str, ids: Mapping[str, str]) -> Any:
    """One that makes sense; None when the address takes none."""
    return json.loads(filled(json.dumps(TABLE[line].body), ids))


def filled(text: str, ids: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: ids[found[1]], text)


async def call(client: httpx.AsyncClient, line: str, ids: Mapping[str, str]) -> httpx.Response:
    method, url = address_of(line, ids)
    body = body_of(line, ids)
    return await client.request(method, url, **({} if body is None else {"json": body}))


async def call_as(app: FastAPI, person: Person, line: str, ids: Mapping[str, str]) -> httpx.Response:
    async with client_of(app) as client:
        return await call(await person.browser(client), line, ids)
