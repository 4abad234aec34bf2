"""The fake Send API refuses what Meta refuses."""

from typing import Any, Literal

import httpx
import pytest

from tests.fakes.messaging import FakeMessaging, Refusal

TO: dict[str, Any] = {"recipient": {"id": "7001"}}
YES = {"content_type": "text", "title": "Sim", "payload": "v:s"}


async def post(fake: FakeMessaging, body: Any, *, account: str = "me", token: str = "") -> dict[str, Any]:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app), base_url="http://meta.test")
    headers = {"authorization": f"Bearer {token or fake.token}"}
    answer: dict[str, Any] = (
        await http.post(f"/v26.0/{account}/messages", json=body, headers=headers)
    ).json()
    return answer


@pytest.mark.parametrize("platform", ["messenger", "instagram"])
@pytest.mark.parametrize(
    "body",
    [
        {**TO, "message": {"text": "Hello World!"}},
        {**TO, "messaging_type": "RESPONSE", "message": {"text": "Qual?", "quick_replies": [YES]}},
        {**TO, "message": {"text": "Oi"}, "reply_to": {"mid": "m_1"}},
        {**TO, "sender_action": "typing_on"},
    ],
)
async def test_documented_requests_are_accepted(
    platform: Literal["messenger", "instagram"], body: Any
) -> None:
    assert (await post(FakeMessaging(platform), body))["recipient_id"] == "7001"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"message": {"text": "Oi"}},
        {**TO},
        {**TO, "message": {"text": ""}},
        {**TO, "message": {"txt": "Oi"}},
        {**TO, "message": {"text": "é" * 501}},
        {**TO, "message": {"text": "Oi", "quick_replies": [YES] * 14}},
        {**TO, "message": {"text": "Oi", "quick_replies": [{**YES, "title": "t" * 21}]}},
    ],
)
async def test_wrong_requests_are_refused(body: Any) -> None:
    assert (await post(FakeMessaging("instagram"), body))["error"]["code"] == 100


async def test_another_token_or_account_is_refused() -> None:
    body = {**TO, "message": {"text": "Oi"}}

    assert (await post(FakeMessaging(), body, token="old"))["error"]["code"] == 190
    assert (await post(FakeMessaging(), body, account="1"))["error"]["error_subcode"] == 33


async def test_refusals_are_given_as_often_as_told() -> None:
    fake = FakeMessaging()
    fake.refuse_next(Refusal(613, status=429))

    answers = [await post(fake, {**TO, "message": {"text": "Oi"}}) for _ in range(2)]

    assert ["error" in answer for answer in answers] == [True, False]
