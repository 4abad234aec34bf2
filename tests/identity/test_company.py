"""The company's own settings."""

from typing import Any

import httpx
import pytest

from attendance.identity.schemas import Role
from attendance.kernel.database import Database
from tests.factories.people import Person, make_person


@pytest.fixture
async def browser(database: Database, client: httpx.AsyncClient) -> Any:
    owner: Person = await make_person(database, role=Role.OWNER)
    return await owner.browser(client)


async def test_times_are_set_and_given_back_to_the_product(browser: Any) -> None:
    before = (await browser.get("/api/company")).json()
    changed = await browser.patch("/api/company", json={"release_after_seconds": 1800, "name": "Padaria Sol"})
    back = await browser.patch("/api/company", json={"release_after_seconds": None})

    assert (before["release_after_seconds"], before["abandon_after_seconds"]) == (None, 86400)
    assert (before["timezone"], before["country"]) == ("America/Sao_Paulo", "BR")
    assert (changed.json()["release_after_seconds"], changed.json()["name"]) == (1800, "Padaria Sol")
    assert (back.json()["release_after_seconds"], back.json()["name"]) == (None, "Padaria Sol")


async def test_conversations_may_stay_open_for_ever(browser: Any) -> None:
    changed = await browser.patch("/api/company", json={"abandon_after_seconds": 0})
    back = await browser.patch("/api/company", json={"abandon_after_seconds": None})

    assert [one.json()["abandon_after_seconds"] for one in (changed, back)] == [0, 86400]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"timezone": "America/Sao_Pulo"}, "timezone"),
        ({"release_after_seconds": 1}, "release_after_seconds"),
        ({"abandon_after_seconds": 299}, "abandon_after_seconds"),
        ({"country": "Brasil"}, "country"),
        ({"locale": "pt"}, "locale"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_name(browser: Any, said: dict[str, Any], field: str) -> None:
    refused = await browser.patch("/api/company", json=said)

    assert refused.status_code == 400
    assert field in refused.json()["detail"]
