"""An attendant sends a place or people: stored with words and a card, refused where the channel has neither."""

from typing import Any

import pytest

from attendance.conversations import sharing_endpoints
from tests.router.test_file_endpoints import Desk, desk, open_desk, services  # noqa: F401  # fixtures

PLACE = {"latitude": -23.55, "longitude": -46.63, "name": "Loja"}
ANA = {"name": "Ana", "phone": "+5511988887777"}


@pytest.fixture
async def shop(open_desk: Any) -> Desk:  # noqa: F811  # the fixture
    made: Desk = await open_desk("whatsapp")
    app = made.client._transport.app  # type: ignore[attr-defined]  # of the test's own
    app.include_router(sharing_endpoints.router)
    return made


async def shares(shop: Desk, **what: Any) -> Any:
    path = f"/api/attendance/conversations/{shop.conversation_id}/shared"
    return await shop.client.post(path, json={"client_id": "client-0001", **what})


async def test_a_place_is_sent_with_its_words(shop: Desk) -> None:
    first = await shares(shop, location=PLACE)
    again = await shares(shop, location=PLACE)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    message = first.json()
    assert (message["kind"], message["text"], message["state"]) == ("location", "Loja", "queued")
    assert message["content"]["location"] == PLACE


async def test_people_are_sent_as_cards(shop: Desk) -> None:
    message = (await shares(shop, contacts=[ANA])).json()

    assert (message["kind"], message["text"]) == ("contacts", "Ana: +5511988887777")
    assert message["content"]["contacts"][0]["phones"] == [{"phone": "+5511988887777"}]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"location": PLACE, "contacts": [ANA]}, id="both"),
        pytest.param({"location": {"latitude": 91, "longitude": 0}}, id="off-the-map"),
        pytest.param({"contacts": [{"name": " ", "phone": "+5511988887777"}]}, id="no-name"),
        pytest.param({"contacts": [{"name": "Ana", "phone": "ligue"}]}, id="no-phone"),
    ],
)
async def test_what_makes_no_sense_is_refused(shop: Desk, what: dict[str, Any]) -> None:
    assert (await shares(shop, **what)).status_code in (400, 422)


async def test_a_channel_without_them_says_so(open_desk: Any) -> None:  # noqa: F811  # the fixture
    words: Desk = await open_desk("words")
    words.client._transport.app.include_router(sharing_endpoints.router)  # type: ignore[attr-defined]

    refused = await shares(words, location=PLACE)

    assert (refused.status_code, refused.json()["code"]) == (400, "kind_not_taken")
