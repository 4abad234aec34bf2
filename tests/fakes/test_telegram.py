"""The fake Bot API refuses what the Bot API refuses, and its updates have the Bot API's fields."""

import json
from typing import Any

import httpx
import pytest

from tests.channels.golden import FIXTURES, channel_of
from tests.fakes import telegram_bodies as bodies
from tests.fakes.telegram import FakeTelegram

TEXT: dict[str, Any] = {"chat_id": 1, "text": "Oi"}
KEYBOARD = {"inline_keyboard": [[{"text": "Sim", "callback_data": "v:s"}]]}


async def call(fake: FakeTelegram, method: str, body: Any, *, token: str | None = None) -> dict[str, Any]:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app), base_url="http://telegram.test")
    answer: dict[str, Any] = (await http.post(f"/bot{token or fake.token}/{method}", json=body)).json()
    return answer


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("getMe", {}),
        ("sendMessage", TEXT),
        ("sendMessage", {**TEXT, "reply_markup": KEYBOARD, "reply_parameters": {"message_id": 7}}),
        ("sendChatAction", {"chat_id": 1, "action": "typing"}),
        ("setWebhook", {"url": "https://ours.test/x", "secret_token": "s", "allowed_updates": ["message"]}),
        ("answerCallbackQuery", {"callback_query_id": "7"}),
    ],
)
async def test_documented_requests_are_accepted(method: str, body: Any) -> None:
    assert (await call(FakeTelegram(), method, body))["ok"] is True


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("sendPigeon", {}),
        ("sendMessage", {"text": "Oi"}),
        ("sendMessage", {**TEXT, "txt": "Oi"}),
        ("sendMessage", {**TEXT, "text": 7}),
        ("sendMessage", {**TEXT, "text": ""}),
        ("sendMessage", {**TEXT, "text": "😀" * 2049}),
        ("sendMessage", {**TEXT, "reply_markup": {"inline_keyboard": [{"text": "Sim"}]}}),
        ("sendMessage", {**TEXT, "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}}),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "S", "callback_data": "é" * 33}]]}},
        ),
        ("setWebhook", {"url": "http://ours.test"}),
    ],
)
async def test_wrong_requests_are_refused(method: str, body: Any) -> None:
    assert (await call(FakeTelegram(), method, body))["error_code"] == 400


async def test_another_token_is_refused() -> None:
    assert (await call(FakeTelegram(), "getMe", {}, token="1:x"))["error_code"] == 401


def test_its_updates_have_the_fields_of_the_bot_api() -> None:
    message = bodies.message(55110001)
    for update in (
        bodies.update(message=message),
        bodies.update(callback_query=bodies.press(1, message, "x")),
    ):
        assert bodies.problems_of(json.loads(update), "Update") == []


WRONG_ON_PURPOSE = ("text_is_no_text", "message_", "two_parts", "new_kind", "text_without_is_bot")


@pytest.mark.parametrize(
    "fixture",
    [f for f in FIXTURES if channel_of(f) == "telegram" and not f.stem.startswith(WRONG_ON_PURPOSE)],
    ids=lambda path: path.stem,
)
def test_the_samples_have_the_fields_of_the_bot_api(fixture: Any) -> None:
    assert bodies.problems_of(json.loads(fixture.read_text()), "Update") == []
