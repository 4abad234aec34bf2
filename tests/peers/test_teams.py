"""The Teams channel against Microsoft's Agents Playground, which acts as Teams' client and its connector.

It signs nothing: between it and us stands what Microsoft's sign-in service would add, a token of the fake's.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from attendance.channels.base import (
    InboxConfig,
    Incoming,
    IncomingMessage,
    MessageKind,
    Outgoing,
    RawDelivery,
)
from attendance.channels.cards import Card, content_of
from attendance.channels.menus import Option
from attendance.channels.teams.channel import TeamsChannel
from attendance.channels.teams.outbound import render
from attendance.kernel.ids import new_id
from attendance.vendors.keys import Keys
from attendance.vendors.teams import TeamsClient
from tests.fakes.teams import FakeTeams
from tests.flows.product import serving, until
from tests.peers.programs import free_port, program

pytestmark = pytest.mark.peer

PERSON = {"id": "user-id-0"}
MESSAGE = Outgoing(new_id(), new_id(), PERSON["id"], MessageKind.TEXT, "Olá, *Ana* <at>x</at>", {})
CARD = Card("Conversa #4821", "Ana quer ajuda", (("Canal", "WhatsApp"),), (Option("/take #4821", "Atender"),))


class Desk:
    """Our side: what the Playground delivered, verified and read as the webhooks do."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self.url = url
        self.http = http
        self.microsoft = FakeTeams(url="http://microsoft.test")
        self.asking = asking = httpx.AsyncClient(
            mounts={"http://microsoft.test": httpx.ASGITransport(self.microsoft.app)}, trust_env=False
        )
        client = TeamsClient(asking, f"{url}/_connector", "http://microsoft.test/login")
        self.channel = TeamsChannel(client, Keys(asking, "Microsoft"), "http://microsoft.test/openid")
        self.read: list[Incoming] = []
        self.app = Starlette(routes=[Route("/api/messages", self._receive, methods=["POST"])])

    @property
    def inbox(self) -> InboxConfig:
        bot = self.microsoft
        credentials = {"app_id": bot.app_id, "app_secret": bot.secret, "tenant_id": bot.tenant_id}
        return InboxConfig(new_id(), new_id(), "teams", "Loja", credentials, {})

    @property
    def messages(self) -> list[IncomingMessage]:
        return [one for one in self.read if isinstance(one, IncomingMessage)]

    async def writes(self, conversation: str, text: str, **more: Any) -> None:
        body = {"from": PERSON, "text": text, "textFormat": "plain", **more}
        answer = await self.http.post(
            f"{self.url}/_conversation/v1/conversations/{conversation}/messages", json=body
        )
        assert answer.status_code == 200, answer.text

    async def _receive(self, request: Request) -> Response:
        body = await request.body()
        delivery = RawDelivery(body, self.microsoft.headers(body))
        await self.channel.prepare(self.inbox, delivery)
        self.channel.verify(self.inbox, delivery)
        self.read.extend(self.channel.parse(body))
        answer = self.channel.acknowledge(body)
        return Response(answer.body, media_type=answer.media_type)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    port = free_port()
    async with httpx.AsyncClient(trust_env=False) as http:
        desk = Desk(f"http://localhost:{port}", http)
        async with serving(desk.app) as url:
            arguments = [
                "start",
                "-e",
                f"{url}/api/messages",
                "-c",
                "msteams",
                "-p",
                str(port),
                "--dt",
                "true",
            ]
            script = "@microsoft/m365agentsplayground/cli.js"
            async with program(script, arguments, says="Listening", folder=tmp_path):
                yield desk
        await desk.asking.aclose()


async def world(desk: Desk) -> dict[str, Any]:
    answer = await desk.http.get(f"{desk.url}/_internal/v1/testConfig")
    config: dict[str, Any] = answer.json()["config"]
    return config


async def test_a_chat_as_the_playground_shows_it(desk: Desk) -> None:
    chat = (await world(desk))["personalChat"]["id"]

    await desk.writes(chat, "Bom dia")
    await until(lambda: desk.messages)
    [hello] = desk.messages
    assert (hello.text, hello.thread, hello.sender.name) == ("Bom dia", chat, "Alex Wilber")

    answer = await desk.channel.send(desk.inbox, replace(MESSAGE, thread=hello.thread))
    await desk.channel.edit(desk.inbox, PERSON["id"], answer.external_id, "Corrigido")
    await desk.channel.mark_read(desk.inbox, hello.external_id, show_typing=True)
    assert answer.thread == chat

    card = await desk.channel.send(desk.inbox, replace(MESSAGE, thread=chat, content=content_of(CARD)))
    press = {
        "name": "adaptiveCard/action",
        "from": PERSON,
        "conversation": {"id": chat},
        "replyToId": card.external_id.rpartition("|")[2],
        "value": {"action": _action(), "trigger": "manual"},
    }
    heard = await desk.http.post(f"{desk.url}/_conversation/v1/invoke", json=press)
    [_, pressed] = desk.messages
    assert heard.json()["type"] == "application/vnd.microsoft.activity.message"
    assert (pressed.kind, pressed.content["chosen"]) == (MessageKind.INTERACTIVE, "/take #4821")
    assert (pressed.text, pressed.reply_to, pressed.thread) == ("Atender", card.external_id, chat)

    submit = {**press, "value": _action()["data"]}
    await desk.http.post(f"{desk.url}/_conversation/v1/submit", json=submit)
    await until(lambda: len(desk.messages) == 3)
    assert desk.messages[-1].content["chosen"] == "/take #4821"

    taken = replace(MESSAGE, content=content_of(Card("Conversa #4821", "Ana atende.")))
    await desk.channel.update_card(desk.inbox, taken, card.external_id)


async def test_a_thread_of_a_channel_as_the_playground_shows_it(desk: Desk) -> None:
    config = await world(desk)
    place, bot = config["teams"][0]["channels"][0]["id"], config["bot"]
    mention = {"mentioned": {"id": bot["id"]}, "text": f"<at>{bot['name']}</at>"}

    await desk.writes(place, f"<at>{bot['name']}</at> preciso de ajuda", mentions=[mention])
    await until(lambda: desk.messages)
    [asked] = desk.messages
    answer = await desk.channel.send(desk.inbox, replace(MESSAGE, thread=asked.thread))

    assert asked.text == "preciso de ajuda"
    assert asked.thread is not None
    assert asked.thread.startswith(f"{place};messageid=")
    assert answer.thread == asked.thread


async def test_a_person_s_chat_is_opened_and_they_are_known(desk: Desk) -> None:
    sent = await desk.channel.send(desk.inbox, MESSAGE)
    person = await desk.channel.profile(desk.inbox, PERSON["id"])

    assert sent.thread == (await world(desk))["personalChat"]["id"]
    assert person.name == "Alex Wilber"
    assert person.email is None  # it says that they are of another tenant than our bot's


def _action() -> dict[str, Any]:
    """Our button, as a client hands it back."""
    [activity] = render(replace(MESSAGE, content=content_of(CARD)))
    action: dict[str, Any] = activity["attachments"][0]["content"]["actions"][0]
    return {key: value for key, value in action.items() if key != "fallback"}
