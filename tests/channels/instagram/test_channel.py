"""Instagram at its borders: which of Meta's two hosts a token speaks with."""

from dataclasses import replace

import httpx
import pytest

from attendance.channels.base import InboxConfig, MessageKind, Outgoing
from attendance.channels.instagram.channel import InstagramChannel
from attendance.kernel.errors import Misconfigured
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.meta_messaging import MessagingClient
from tests.fakes.messaging import FakeMessaging

OF_INSTAGRAM, OF_PAGE = "IGAAtoken", "EAAtoken"
MESSAGE = Outgoing(new_id(), new_id(), "8001", MessageKind.TEXT, "Olá!", {})


@pytest.fixture
def hosts() -> dict[str, FakeMessaging]:
    return {
        OF_INSTAGRAM: FakeMessaging("instagram", token=OF_INSTAGRAM),
        OF_PAGE: FakeMessaging("instagram", token=OF_PAGE),
    }


@pytest.fixture
def channel(hosts: dict[str, FakeMessaging]) -> InstagramChannel:
    clients = {
        token: MessagingClient(
            GraphClient(httpx.AsyncClient(transport=httpx.ASGITransport(fake.app)), "http://meta.test")
        )
        for token, fake in hosts.items()
    }
    return InstagramChannel(facebook=clients[OF_PAGE], instagram=clients[OF_INSTAGRAM])


def inbox_of(token: str) -> InboxConfig:
    credentials = {"access_token": token, "app_secret": "segredo", "verify_token": "palavra"}
    return InboxConfig(new_id(), new_id(), "instagram", "Loja", credentials, {})


@pytest.mark.parametrize("token", [OF_INSTAGRAM, OF_PAGE])
async def test_each_token_speaks_with_its_own_host(
    channel: InstagramChannel, hosts: dict[str, FakeMessaging], token: str
) -> None:
    receipt = await channel.send(inbox_of(token), MESSAGE)

    assert receipt.external_id
    assert {name: len(fake.sent) for name, fake in hosts.items()} == {
        OF_INSTAGRAM: int(token == OF_INSTAGRAM),
        OF_PAGE: int(token == OF_PAGE),
    }


@pytest.mark.parametrize("token", [OF_INSTAGRAM, OF_PAGE])
async def test_the_check_names_the_account(channel: InstagramChannel, token: str) -> None:
    assert await channel.check(inbox_of(token)) == "@loja.teste"


async def test_a_page_without_instagram_needs_an_administrator(
    channel: InstagramChannel, hosts: dict[str, FakeMessaging]
) -> None:
    hosts[OF_PAGE].platform = "messenger"

    with pytest.raises(Misconfigured) as raised:
        await channel.check(inbox_of(OF_PAGE))

    assert raised.value.reason == "account_unknown"


async def test_reading_and_typing_are_shown_to_the_person(
    channel: InstagramChannel, hosts: dict[str, FakeMessaging]
) -> None:
    await channel.mark_read(inbox_of(OF_INSTAGRAM), "mid", recipient="8001", show_typing=True)

    assert [call["sender_action"] for call in hosts[OF_INSTAGRAM].calls] == ["mark_seen", "typing_on"]


async def test_without_a_token_nothing_is_tried(channel: InstagramChannel) -> None:
    inbox = replace(inbox_of(""), credentials={})

    with pytest.raises(Misconfigured) as raised:
        await channel.send(inbox, MESSAGE)

    assert raised.value.reason == "credentials_missing"
