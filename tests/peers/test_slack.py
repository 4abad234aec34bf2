"""The Slack channel against the emulator `emulate`: words, threads, cards, emoji, files, people.

It emulates no interactivity, and its events can be sent nowhere: those are the fake's part.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from attendance.channels.base import Attachment, InboxConfig, MessageKind, Outgoing
from attendance.channels.cards import Card, content_of
from attendance.channels.menus import Option
from attendance.channels.slack.channel import SCOPES, SlackChannel
from attendance.kernel.errors import Misconfigured
from attendance.kernel.ids import new_id
from attendance.vendors.slack import SlackClient
from tests.channels.files import outgoing_file
from tests.peers.programs import free_port, program

pytestmark = pytest.mark.peer

TOKEN = "xoxb-peer"
READS = {"channels:read", "channels:history"}
MESSAGE = Outgoing(new_id(), new_id(), "", MessageKind.TEXT, "Olá, <!channel> & *Ana*", {})


class Workspace:
    """The emulator as its own users see it."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self.url = url
        self._http = http

    async def ask(self, method: str, **fields: str) -> Any:
        headers = {"authorization": f"Bearer {TOKEN}"}
        answer = (await self._http.post(f"{self.url}/{method}", data=fields, headers=headers)).json()
        assert answer["ok"], answer
        return answer

    async def place(self) -> str:
        listed = (await self.ask("conversations.list"))["channels"]
        return str(next(one["id"] for one in listed if one["name"] == "vendas"))

    async def thread(self, external_id: str) -> list[dict[str, Any]]:
        channel, ts = external_id.split(":")
        messages: list[dict[str, Any]] = (await self.ask("conversations.replies", channel=channel, ts=ts))[
            "messages"
        ]
        return messages


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
async def workspace(http: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Workspace]:
    port = free_port()
    seed = {
        "slack": {
            "strict_scopes": True,
            "team": {"name": "Loja"},
            "users": [
                {"name": "ana", "real_name": "Ana Lima", "email": "ana@loja.example"},
                {"name": "atendimento"},
            ],
            "channels": [{"name": "vendas"}],
            "tokens": [{"token": TOKEN, "user": "atendimento", "scopes": sorted(SCOPES | READS)}],
        }
    }
    (tmp_path / "seed.yaml").write_text(json.dumps(seed))
    arguments = ["--service", "slack", "--port", str(port), "--seed", "seed.yaml"]
    async with program("emulate/dist/index.js", arguments, says="Ready", folder=tmp_path):
        yield Workspace(f"http://localhost:{port}/api", http)


@pytest.fixture
def channel(workspace: Workspace, http: httpx.AsyncClient) -> SlackChannel:
    return SlackChannel(SlackClient(http, workspace.url))


@pytest.fixture
def inbox() -> InboxConfig:
    credentials = {"bot_token": TOKEN, "signing_secret": "segredo"}
    return InboxConfig(new_id(), new_id(), "slack", "Loja", credentials, {})


async def test_an_attendant_s_place_as_the_emulator_keeps_it(
    channel: SlackChannel, inbox: InboxConfig, workspace: Workspace
) -> None:
    assert await channel.check(inbox) == "Loja · @atendimento"
    place = await workspace.place()
    card = Card(
        "Conversa #4821", "Ana quer ajuda", (("Canal", "WhatsApp"),), (Option("/take #4821", "Atender"),)
    )
    begun = await channel.send(inbox, replace(MESSAGE, recipient=place, content=content_of(card)))
    assert begun.thread == begun.external_id

    said = await channel.send(inbox, replace(MESSAGE, thread=begun.thread))
    shared = await channel.send(
        inbox, replace(MESSAGE, text="Segue", thread=begun.thread, files=(outgoing_file(),))
    )
    await channel.react(inbox, "", said.external_id, "👍")
    await channel.react(inbox, "", said.external_id, "🎉")
    first, words, file = await workspace.thread(begun.external_id)

    assert [block["type"] for block in first["blocks"]] == ["header", "rich_text", "actions"]
    assert words["text"] == "Olá, &lt;!channel&gt; &amp; *Ana*"
    assert [one["name"] for one in words["reactions"]] == ["tada"]
    assert file["text"] == "Segue"
    assert shared.external_id == f"{place}:{file['ts']}"

    taken = replace(MESSAGE, content=content_of(Card("Conversa #4821", "Ana atende.")))
    await channel.update_card(inbox, taken, begun.external_id)
    await channel.edit(inbox, "", said.external_id, "Corrigido")
    await channel.delete(inbox, "", shared.external_id)
    first, words = (await workspace.thread(begun.external_id))[:2]
    assert [block["type"] for block in first["blocks"]] == ["header", "rich_text"]
    assert words["text"] == "Corrigido"


async def test_a_person_and_a_file_are_found(
    channel: SlackChannel, inbox: InboxConfig, workspace: Workspace
) -> None:
    [ana] = [one for one in (await workspace.ask("users.list"))["members"] if one["name"] == "ana"]

    person = await channel.profile(inbox, ana["id"])
    sent = await channel.send(inbox, replace(MESSAGE, recipient=ana["id"], text="", files=(outgoing_file(),)))

    assert (person.name, person.email) == ("Ana Lima", "ana@loja.example")
    assert sent.thread is not None
    assert sent.thread.startswith("D")
    [file] = (await workspace.ask("files.list"))["files"]
    async with channel.fetch(inbox, Attachment(MessageKind.DOCUMENT, id=file["id"]), _no_body) as content:
        assert b"".join([piece async for piece in content]) == b"%PDF-1.7 nota"


async def test_an_unknown_token_needs_an_administrator(channel: SlackChannel, inbox: InboxConfig) -> None:
    wrong = replace(inbox, credentials={**inbox.credentials, "bot_token": ""})

    with pytest.raises(Misconfigured):
        await channel.check(wrong)


async def _no_body() -> bytes:
    raise AssertionError("Slack keeps files itself")
