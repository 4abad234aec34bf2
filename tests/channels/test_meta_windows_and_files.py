"""Messenger and Instagram: when people may still answer, files in both directions, who wrote, tokens that end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels import registry
from attendance.channels.abilities import Fetching, Inspecting, Profiling, Renewing
from attendance.channels.base import Attachment, InboxConfig, MessageKind
from attendance.channels.meta_messaging.outbound import ANSWERS, PEOPLES_ANSWERS, Dialect, render
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id
from tests.channels.sending import ANSWER, NOON, file, nothing
from tests.fakes.messaging import FakeMessaging

DIALECT = Dialect("Messenger", most=2000, size=len, echoes_metadata=True)


@given(
    author=st.sampled_from(["attendant", "bot", "system"]),
    seconds=st.integers(0, 9 * 24 * 3600),
    text=st.sampled_from(["Olá!", "palavra " * 400]),
)
def test_only_people_get_the_tag_and_nobody_writes_after_a_week(author: str, seconds: int, text: str) -> None:
    """P28."""
    since = timedelta(seconds=seconds)
    message = replace(ANSWER, author_kind=author, text=text)
    try:
        bodies = render(message, DIALECT, now=NOON + since)
    except Rejected as refusal:
        assert refusal.reason == "window_closed"
        assert since >= (PEOPLES_ANSWERS if author == "attendant" else ANSWERS)
        return
    tags = {body.get("tag") for body in bodies}
    types = {body["messaging_type"] for body in bodies}
    assert (tags, types) == (
        ({None}, {"RESPONSE"}) if since < ANSWERS else ({"HUMAN_AGENT"}, {"MESSAGE_TAG"})
    )
    assert author == "attendant" or tags == {None}


class Platform:
    """A fake, our channel before it, and an inbox."""

    def __init__(self, name: Any, token: str) -> None:
        self.fake = FakeMessaging(name, token=token)
        http = httpx.AsyncClient(transport=httpx.ASGITransport(self.fake.app))
        channels = registry.build(http=http, graph_url="http://meta.test", instagram_url="http://meta.test")
        self.channel = channels[name]
        self.inbox = InboxConfig(
            new_id(), new_id(), name, "Loja", {"page_id": self.fake.account, "access_token": token}, {}
        )


@pytest.fixture
def messenger() -> Platform:
    return Platform("messenger", "EAAfake-token")


@pytest.fixture
def instagram() -> Platform:
    return Platform("instagram", "IGAAfake-token")


async def test_messenger_is_given_the_bytes_and_words_go_first(messenger: Platform) -> None:
    message = replace(ANSWER, files=(file(), file(MessageKind.DOCUMENT)), last_inbound_at=clock.now())

    await messenger.channel.send(messenger.inbox, message)

    assert [sent for _, sent in messenger.fake.uploads] == [b"abcdef", b"abcdef"]
    words, photo, paper = messenger.fake.sent
    assert words["text"] == "Olá!"
    assert photo["attachment"] == {"type": "image", "payload": {"attachment_id": "att1"}}
    assert paper["attachment"]["type"] == "file"
    assert ("metadata" in words, "metadata" in photo, "metadata" in paper) == (False, False, True)


async def test_instagram_is_given_an_address(instagram: Platform) -> None:
    message = replace(
        ANSWER, text="", files=(file(url="https://ours.test/f/1"),), last_inbound_at=clock.now()
    )

    await instagram.channel.send(instagram.inbox, message)

    [photo] = instagram.fake.sent
    assert photo["attachment"] == {"type": "image", "payload": {"url": "https://ours.test/f/1"}}


async def test_without_a_public_address_instagram_takes_no_files(instagram: Platform) -> None:
    with pytest.raises(Misconfigured) as refused:
        await instagram.channel.send(instagram.inbox, replace(ANSWER, files=(file(),)))

    assert refused.value.reason == "public_url_missing"


@pytest.mark.parametrize("name", ["messenger", "instagram"])
async def test_files_of_customers_are_read_from_metas_hosts_only(
    name: str, messenger: Platform, instagram: Platform
) -> None:
    platform = messenger if name == "messenger" else instagram
    platform.fake.files["foto.jpg"] = b"bytes"
    channel = platform.channel
    assert isinstance(channel, Fetching)

    async def read(url: str) -> bytes:
        attachment = Attachment(MessageKind.IMAGE, url=url)
        async with channel.fetch(platform.inbox, attachment, nothing) as content:
            return b"".join([piece async for piece in content])

    assert await read("http://meta.test/cdn/foto.jpg") == b"bytes"
    with pytest.raises(Rejected, match="any more"):
        await read("http://meta.test/cdn/gone.jpg")
    for elsewhere in (
        "http://169.254.169.254/latest", "https://evil.test/a", "https://fbcdn.net.evil.test/a",
        "http://scontent.fbcdn.net/a", "https://scontent.fbcdn.net:8443/a", "file:///etc/passwd",
    ):  # fmt: skip
        with pytest.raises(Rejected, match="not one of Meta's"):
            await read(elsewhere)


async def test_people_have_names(messenger: Platform, instagram: Platform) -> None:
    messenger.fake.people["7001"] = {"first_name": "Ana", "last_name": "Lima"}
    instagram.fake.people["8001"] = {"name": "Ana Lima", "username": "ana.lima"}
    assert isinstance(messenger.channel, Profiling)
    assert isinstance(instagram.channel, Profiling)

    facebook = await messenger.channel.profile(messenger.inbox, "7001")
    insta = await instagram.channel.profile(instagram.inbox, "8001")

    assert facebook.name == "Ana Lima"
    assert (insta.name, insta.username) == ("Ana Lima", "ana.lima")
    with pytest.raises((Rejected, Misconfigured)):
        await messenger.channel.profile(messenger.inbox, "7999")


async def test_tokens_tell_when_they_end_or_are_renewed(messenger: Platform, instagram: Platform) -> None:
    messenger.fake.expires_at = int(NOON.timestamp())
    assert isinstance(messenger.channel, Inspecting)
    assert isinstance(instagram.channel, Renewing)

    facts = await messenger.channel.inspect(messenger.inbox)
    with clock.frozen(NOON):
        renewal = await instagram.channel.renew(instagram.inbox)

    assert facts == {"token_expires_at": NOON.isoformat()}
    assert renewal is not None
    assert renewal.credentials == {"access_token": instagram.fake.token}
    assert renewal.expires_at == NOON + timedelta(days=60)
