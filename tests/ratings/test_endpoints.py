"""Ratings over REST: of a conversation, all with their figures, and what a company sets."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from statistics import fmean
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.ratings import endpoints, rules
from attendance.ratings.settings import Settings
from tests.factories.people import make_person
from tests.ratings.shop import Shop
from tests.web import client_of, make_app

RATINGS = "/api/attendance/ratings"
SETTINGS = "/api/attendance/rating-settings"


@pytest.fixture
async def api(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    world = shop.desk.world
    owner = await make_person(world.database, world.tenant_id, role=Role.OWNER)
    async with client_of(make_app(shop.desk.services, [endpoints.router])) as client:  # type: ignore[arg-type]  # is more
        client.headers.update(await owner.headers("read", "write", "admin"))
        yield client


async def _rated(shop: Shop, score: str, who: str, comment: str | None = None) -> UUID:
    id = await shop.ended(who=who)
    await shop.says(score, who)
    if comment:
        await shop.says(comment, who)
    return id


async def test_a_conversation_s_ratings(shop: Shop, api: httpx.AsyncClient) -> None:
    await shop.asks(Settings(is_on=True))
    id = await _rated(shop, "9", "5511900000001", "Ótimo atendimento")

    [shown] = (await api.get(f"/api/attendance/conversations/{id}/ratings")).json()

    wanted = {
        "score": 9,
        "comment": "Ótimo atendimento",
        "state": "answered",
        "attendant_name": "Maria Santos",
    }
    assert shown | wanted == shown


async def test_the_figures_are_what_the_log_says(shop: Shop, api: httpx.AsyncClient) -> None:
    await shop.asks(Settings(is_on=True))
    chance = random.Random(7)
    before = clock.now()
    for number in range(8):
        await _rated(shop, str(chance.randint(0, 10)), f"55119000000{number:02}")
    await shop.ended(who="5511911111111")  # never answers
    shop.time.advance(timedelta(seconds=1))

    query = {"since": before.isoformat(), "until": clock.now().isoformat()}
    figures = (await api.get(f"{RATINGS}/figures", params=query)).json()

    scores = [fact["rating"] for fact in await shop.heard("conversation.rated")]
    assert len(scores) == 8
    assert figures["customer_satisfaction"] == round(fmean(scores), 1)
    assert abs(figures["nps"] - (rules.nps(scores) or 0)) <= 1  # halves are rounded each in their own way
    assert figures["scores"] == [scores.count(score) for score in range(11)]
    assert (figures["asked"], figures["answered"], figures["response_rate"]) == (9, 8, 88.9)
    assert figures["promoters"] + figures["passives"] + figures["detractors"] == 8


async def test_no_answers_no_figures(api: httpx.AsyncClient) -> None:
    figures = (await api.get(f"{RATINGS}/figures")).json()

    assert (figures["customer_satisfaction"], figures["nps"], figures["response_rate"]) == (None, None, None)
    assert figures["scores"] == [0] * 11


@pytest.mark.parametrize("score", range(11))
async def test_the_database_has_the_same_definition(shop: Shop, score: int) -> None:
    assert (await shop.rows("select nps_points($1)", score))[0]["nps_points"] == rules.nps_points(score)


async def test_answers_in_pages_and_filtered(shop: Shop, api: httpx.AsyncClient) -> None:
    await shop.asks(Settings(is_on=True))
    for number, score in enumerate((2, 9, 10)):
        await _rated(shop, str(score), f"55119000000{number:02}", "porque sim" if score == 2 else None)

    first = (await api.get(RATINGS, params={"limit": 2})).json()
    second = (await api.get(RATINGS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [one["score"] for one in first["items"] + second["items"]] == [10, 9, 2]
    assert second["next_cursor"] is None

    async def scores(**query: Any) -> list[int]:
        return [one["score"] for one in (await api.get(RATINGS, params=query)).json()["items"]]

    assert await scores(score_to=6) == [2]
    assert await scores(with_comment=True) == [2]
    assert await scores(channel="sms") == []
    assert await scores(attendant_id=str(shop.maria)) == [10, 9, 2]


async def test_settings_are_kept(shop: Shop, api: httpx.AsyncClient) -> None:
    queue_id = str(await shop.desk.queue(shop.maria, auto_assign=False))
    [usual] = (await api.get(SETTINGS)).json()["settings"]
    assert (usual["is_on"], usual["delay_seconds"]) == (False, 60)

    own = {"queue_id": queue_id, "is_on": True, "question": "Que nota?"}
    kept = await api.put(SETTINGS, json={"settings": [usual | {"is_on": True}, own]})

    assert kept.status_code == 200
    assert (await api.get(SETTINGS)).json() == kept.json()
    assert [(one["queue_id"], one["is_on"]) for one in kept.json()["settings"]] == [
        (None, True),
        (queue_id, True),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        [{"is_on": True}, {"is_on": False}],
        [{"queue_id": "00000000-0000-7000-8000-000000000000"}],
        [{"delay_seconds": -1}],
        [{"template_language": "pt_BR"}],
        [{"question": ""}],
    ],
    ids=["twice", "no such queue", "delay", "language without template", "empty question"],
)
async def test_settings_that_make_no_sense(api: httpx.AsyncClient, wrong: list[dict[str, Any]]) -> None:
    assert (await api.put(SETTINGS, json={"settings": wrong})).status_code in (400, 422)
