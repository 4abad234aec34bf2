"""What a visitor of the web chat reads: every message once, however many conversations there were."""

from datetime import timedelta
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest

from attendance.channels.actions import InboundStore
from attendance.channels.base import ChangeKind, InboxConfig
from attendance.channels.webchat.protocol import BEGINNING
from attendance.channels.webchat.rules import Visitor
from attendance.channels.webhooks import InboxCache
from attendance.conversations import actions, changes
from attendance.conversations.revisions import Change
from attendance.files.links import Links
from attendance.kernel import clock
from attendance.kernel.bus import LocalBus
from attendance.kernel.ids import new_id
from attendance.kernel.storage import LocalStorage
from attendance.realtime.visitors import Visitors
from tests.factories.world import VAULT, World

VISITOR = Visitor("visitor:1")
LINKS = Links(b"k" * 32, "https://chat.example.com")


@pytest.fixture
def visitors(world: World, tmp_path: Path) -> Visitors:
    database = world.database
    return Visitors(
        database,
        LocalBus(),
        InboundStore(database),
        InboxCache(database, VAULT),
        LINKS,
        LocalStorage(tmp_path),
    )


async def inbox_with(world: World, conversations: int, *, messages: int) -> InboxConfig:
    """A web chat whose visitor had conversations, each closed before the next."""
    inbox_id = await world.inbox("webchat")
    for number in range(conversations):
        with clock.frozen(clock.now() + timedelta(days=number)) as time:
            conversation_id = await write(world, inbox_id)
            for _ in range(messages - 1):
                time.advance(timedelta(seconds=1))
                await write(world, inbox_id)
            async with world.tx() as tx:
                await actions.resolve(tx, await actions.lock(tx, conversation_id))
    return InboxConfig(inbox_id, world.tenant_id, "webchat", "Chat", {}, {})


async def write(world: World, inbox_id: UUID, text: str = "Oi") -> UUID:
    async with world.tx() as tx:
        posted = await world.says(
            tx, inbox_id, text, who=VISITOR.id, channel="webchat", external_id=str(new_id())
        )
    return posted.conversation_id


async def read_on(visitors: Visitors, inbox: InboxConfig, cursor: str) -> tuple[list[UUID], str]:
    """All that follows, page by page, as the socket does."""
    read = list[UUID]()
    for _ in range(40):
        page = await visitors.messages_after(inbox, VISITOR, cursor, limit=5)
        if not page.items:
            return read, cursor
        read += [message.id for message in page.items]
        cursor = cast(str, page.cursor)
    raise AssertionError("it never ends")


async def test_a_visitor_of_many_conversations_reads_each_message_once(
    world: World, visitors: Visitors
) -> None:
    inbox = await inbox_with(world, 11, messages=2)

    read, cursor = await read_on(visitors, inbox, BEGINNING)
    again, cursor = await read_on(visitors, inbox, cursor)

    assert len(read) == len(set(read)) == 22
    assert again == []


async def test_after_the_newest_page_older_conversations_are_not_news(
    world: World, visitors: Visitors
) -> None:
    inbox = await inbox_with(world, 3, messages=4)
    newest = await visitors.messages_before(inbox, VISITOR, None, limit=5)
    assert newest.cursor is not None

    with clock.frozen(newest.items[-1].at + timedelta(hours=1)):
        await write(world, inbox.id, "voltei")
        news, _ = await read_on(visitors, inbox, newest.cursor)

    assert newest.has_older
    assert len(news) == 1
    assert news[0] not in {message.id for message in newest.items}


async def test_a_conversation_of_long_ago_that_goes_on_is_news(world: World, visitors: Visitors) -> None:
    inbox, maria = await inbox_with(world, 10, messages=1), await world.user()
    _, cursor = await read_on(visitors, inbox, BEGINNING)
    oldest = (await visitors.messages_after(inbox, VISITOR, BEGINNING, limit=1)).items[0]

    with clock.frozen(clock.now() + timedelta(days=30)):
        async with world.tx() as tx:
            [conversation_id] = await _conversation_of(world, oldest.id)
            await actions.reopen(tx, await actions.lock(tx, conversation_id), maria)
        assert await write(world, inbox.id, "e aquilo?") == conversation_id
        news, _ = await read_on(visitors, inbox, cursor)

    assert len(news) == 1


async def _conversation_of(world: World, message_id: UUID) -> list[UUID]:
    async with world.tx() as tx:
        rows = await tx.fetch("select conversation_id from messages where id = $1", message_id)
    return [row["conversation_id"] for row in rows]


async def change(
    world: World, message_id: UUID, kind: ChangeKind, text: str = "", by: str = "user:1"
) -> None:
    async with world.tx() as tx:
        await changes.apply_change(tx, message_id, Change(kind, clock.now(), by, "Maria", text))


async def test_a_changed_message_comes_again_once(world: World, visitors: Visitors) -> None:
    inbox = await inbox_with(world, 1, messages=2)
    first = await visitors.messages_before(inbox, VISITOR, None, limit=10)
    message_id, cursor = first.items[0].id, cast(str, first.cursor)

    await change(world, message_id, ChangeKind.EDITED, "Olá")
    await change(world, message_id, ChangeKind.REACTED, "👍")
    changed = await visitors.messages_after(inbox, VISITOR, cursor, limit=10)
    after = await visitors.messages_after(inbox, VISITOR, cast(str, changed.cursor), limit=10)

    assert [(one.id, one.text, one.is_edited) for one in changed.items] == [(message_id, "Olá", True)]
    assert [(one.emoji, one.count, one.is_mine) for one in changed.items[0].reactions] == [("👍", 1, False)]
    assert after.items == []


async def test_what_was_taken_back_is_told_without_its_words(world: World, visitors: Visitors) -> None:
    inbox = await inbox_with(world, 1, messages=1)
    page = await visitors.messages_before(inbox, VISITOR, None, limit=10)

    await change(world, page.items[0].id, ChangeKind.DELETED)
    [message] = (await visitors.messages_after(inbox, VISITOR, cast(str, page.cursor), limit=10)).items

    assert (message.text, message.is_deleted) == ("", True)


async def test_new_messages_and_changes_come_together(world: World, visitors: Visitors) -> None:
    inbox = await inbox_with(world, 1, messages=1)
    page = await visitors.messages_before(inbox, VISITOR, None, limit=10)
    with clock.frozen(clock.now() + timedelta(days=2)):
        await change(world, page.items[0].id, ChangeKind.EDITED, "Olá")
        await write(world, inbox.id, "Nova")

        read, _ = await read_on(visitors, inbox, cast(str, page.cursor))

    assert len(read) == 2
