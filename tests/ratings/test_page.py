"""The page behind a mail's link: looking changes nothing, one POST answers, nobody else can."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from attendance.identity.models import Tenant
from attendance.main import create_app
from attendance.ratings.settings import Settings
from tests.ratings.shop import Shop


@pytest.fixture
async def browser(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(shop.desk.services)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def asked(shop: Shop, *, locale: str = "pt-BR") -> tuple[str, UUID]:
    """Path of the link that the customer got, and the conversation's id."""
    shop.becomes(opens_pages=True)
    async with shop.desk.world.tx() as tx:
        await tx.execute(update(Tenant).where(Tenant.id == tx.tenant_id).values(locale=locale))
    await shop.asks(Settings(is_on=True))
    id = await shop.ended()
    found = re.search(r"https?://[^/\s]+(/rating/[\w-]+)", shop.said[0])
    assert found is not None
    return found[1], id


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("pt-BR", "Avaliação do atendimento"),
        ("en", "Rate our service"),
        ("es", "Calificación de la atención"),
    ],
)
async def test_looking_changes_nothing(
    shop: Shop, browser: httpx.AsyncClient, locale: str, title: str
) -> None:
    path, id = await asked(shop, locale=locale)

    page = await browser.get(path, params={"score": "3"})
    await browser.get(path)

    assert page.status_code == 200
    assert title in page.text
    assert page.text.count('type="radio"') == 11
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (await shop.rating(id))["score"] is None


async def test_one_post_answers_once(shop: Shop, browser: httpx.AsyncClient) -> None:
    path, id = await asked(shop)

    first = await browser.post(path, data={"score": "9", "comment": "Muito <b>bom</b>"})
    second = await browser.post(path, data={"score": "1"})

    assert "Sua nota: 9" in first.text
    assert "Sua nota: 9" in second.text
    rating = await shop.rating(id)
    assert (rating["score"], rating["comment"], rating["comment_state"]) == (9, "Muito <b>bom</b>", "given")
    assert [one["rating"] for one in await shop.heard("conversation.rated")] == [9]
    await shop.says("8")  # a late answer by mail is a message
    assert (await shop.rating(id))["score"] == 9


@pytest.mark.parametrize("score", ["", "11", "-1", "9.5", "x", "９", "99999999999999999999"])
async def test_a_form_without_a_score_says_so(shop: Shop, browser: httpx.AsyncClient, score: str) -> None:
    path, id = await asked(shop)

    page = await browser.post(path, data={"score": score})

    assert page.status_code == 422
    assert "Escolha uma nota" in page.text
    assert (await shop.rating(id))["score"] is None


async def test_an_address_that_is_not_ours(shop: Shop, browser: httpx.AsyncClient) -> None:
    path, _ = await asked(shop)

    changed = path[:-1] + ("A" if path[-1] != "A" else "B")
    for wrong in (changed, path[:-4], "/rating/x", "/rating/%00"):
        assert (await browser.get(wrong)).status_code == 404
        assert (await browser.post(wrong, data={"score": "9"})).status_code == 404


async def test_an_address_that_ended(shop: Shop, browser: httpx.AsyncClient) -> None:
    path, id = await asked(shop)
    shop.time.advance(timedelta(days=4))

    assert (await browser.get(path)).status_code == 410
    assert (await browser.post(path, data={"score": "9"})).status_code == 410
    assert (await shop.rating(id))["score"] is None
