"""A customer on each channel of a workplace, as the walks of `test_channels` need them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.google_chat import PROJECT, FakeGoogleChat
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import CHANNEL, FakeTeams

_PLACE, _ROOT = "C0VENDAS1", "1795000000.000001"


@dataclass
class OnSlack:
    """They write in one thread of a channel."""

    channel: str = "slack"
    final_state: str = "sent"
    fake: FakeSlack = field(default_factory=FakeSlack)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {"bot_token": self.fake.token, "signing_secret": self.fake.signing_secret}

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = f"{url}/api"
        return {"slack_url": self.fake.url}

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url = url + path

    async def writes(self, text: str) -> None:
        body = await self.fake.writes("U0JOAO001", text, channel=_PLACE, thread_ts=_ROOT)
        for number in (1, 2, 3):
            assert (await self.fake.deliver(body, retry=number)).status_code == 200

    async def settle(self) -> None:
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        assert all(message["thread_ts"] == _ROOT for message in self.fake.sent)
        return [message["text"] for message in self.fake.sent]


@dataclass
class OnTeams:
    """They write in one thread of a channel."""

    channel: str = "teams"
    final_state: str = "sent"
    fake: FakeTeams = field(default_factory=FakeTeams)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {
            "app_id": self.fake.app_id,
            "app_secret": self.fake.secret,
            "tenant_id": self.fake.tenant_id,
        }

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = url
        return {
            "teams_url": self.fake.service_url,
            "teams_login_url": f"{url}/login",
            "teams_openid_url": f"{url}/openid",
        }

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url = url + path

    async def writes(self, text: str) -> None:
        body = self.fake.activity(text, user="29:joao", conversation=f"{CHANNEL};messageid=1")
        for _ in range(2):
            assert (await self.fake.deliver(body)).status_code == 200

    async def settle(self) -> None:
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        assert all(message["conversation"] == f"{CHANNEL};messageid=1" for message in self.fake.sent)
        return [_words(message) for message in self.fake.sent]

    @property
    def was_shown_typing(self) -> bool:
        return bool(self.fake.typing)


@dataclass
class OnGoogleChat:
    """They write in the chat with the app."""

    channel: str = "google_chat"
    final_state: str = "sent"
    fake: FakeGoogleChat = field(default_factory=FakeGoogleChat)

    def __post_init__(self) -> None:
        self.app = self.fake.app
        self.credentials = {"service_account": self.fake.service_account, "project_number": PROJECT}

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = url
        return {
            "google_chat_url": url,
            "google_token_url": f"{url}/token",
            "google_keys_url": url,
        }

    def listen_at(self, url: str, path: str) -> None:
        self.fake.callback_url = url + path

    async def writes(self, text: str) -> None:
        space = "spaces/DManA"
        body = self.fake.event(space=space, message=self.fake.message(text, space=space))
        for _ in range(2):
            assert (await self.fake.deliver(body)).status_code == 200

    async def settle(self) -> None:
        await self.fake.http.aclose()

    @property
    def received(self) -> list[str]:
        return [message["text"] for message in self.fake.sent]


def _words(message: Mapping[str, Any]) -> str:
    """Of a text, or of a card with buttons."""
    if "text" in message:
        return str(message["text"])
    body = message["attachments"][0]["content"]["body"]
    return "\n".join(run["text"] for block in body for run in block["inlines"])
