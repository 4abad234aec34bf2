"""Messages: stored once, numbered without gaps, never written by the wrong owner."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from attendance.channels.base import DeliveryState, IncomingStatus
from attendance.conversations import actions, jobs, posting, queries
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft, NotRetryable
from attendance.conversations.rules import (
    ConversationClosed,
    NotYourConversation,
    OwnerChanged,
    Sender,
    Viewer,
    WindowClosed,
)
from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from tests.factories.world import World, arriving

DAY = timedelta(hours=24)


async def test_a_message_delivered_again_is_a_no_op(world: World) -> None:
    inbox = await world.inbox()

    async def deliver() -> str:
        async with world.tx() as tx:
            return (await world.says(tx, inbox, "Oi", external_id="wamid.1")).opened

    first, *others = await asyncio.gather(*(deliver() for _ in range(5)))
    opened = sorted([first, *others])

    assert opened == ["created", "duplicate", "duplicate", "duplicate", "duplicate"]


async def test_messages_of_a_batch_keep_their_order_and_numbers(world: World) -> None:
    inbox = await world.inbox()
    async with world.tx() as tx:
        arrivals = [
            await arriving(tx, inbox, f"{who}:{n}", who=who, external_id=f"{who}:{n}")
            for n in range(5)
            for who in ("5511988880001", "5511988880002")
        ]
        posted = await posting.post_incoming(tx, [*arrivals, arrivals[0]])

    assert [p.seq for p in posted[:10]] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert posted[10].opened == "duplicate"
    assert posted[10].message_id == posted[0].message_id


async def test_the_ninth_digit_is_one_contact(world: World) -> None:
    inbox = await world.inbox()
    async with world.tx() as tx:
        with_nine = await world.says(tx, inbox, "com", who="5511988887777")
        without = await world.says(tx, inbox, "sem", who="551188887777")

    assert without.conversation_id == with_nine.conversation_id


async def test_a_bot_answers_only_under_the_epoch_that_it_read(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
    assert posted.owner_epoch is not None

    async with world.tx() as tx:
        found = await actions.lock(tx, posted.conversation_id)
        await actions.accept(tx, found, maria)
    bot = Sender("bot", epoch=posted.owner_epoch)
    with pytest.raises(OwnerChanged):
        async with world.tx() as tx:
            found = await actions.lock(tx, posted.conversation_id)
            await posting.post_reply(
                tx, found, Draft("Olá!", "bot-turn-1"), bot, author_name="Bot", limit=None
            )


async def test_an_attendant_answers_only_their_own_open_conversation_within_the_window(world: World) -> None:
    inbox, maria, joao = await world.inbox(), await world.user(), await world.user("João")
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)

    async def reply(user: UUID, *, at: timedelta = timedelta()) -> None:
        with clock.frozen(clock.now() + at):
            async with world.tx() as tx:
                found = await actions.lock(tx, posted.conversation_id)
                sender, draft = Sender("attendant", user), Draft("Olá", new_id().hex)
                await posting.post_reply(tx, found, draft, sender, author_name="x", limit=DAY)

    await reply(maria)
    with pytest.raises(NotYourConversation):
        await reply(joao)
    with pytest.raises(WindowClosed):
        await reply(maria, at=DAY)
    async with world.tx() as tx:
        await actions.resolve(tx, await actions.lock(tx, posted.conversation_id))
    with pytest.raises(ConversationClosed):
        await reply(maria)


async def test_repeating_a_reply_sends_it_once(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)

    async def send() -> tuple[object, bool]:
        async with world.tx() as tx:
            found = await actions.lock(tx, posted.conversation_id)
            sender = Sender("attendant", maria)
            return await posting.post_reply(
                tx, found, Draft("Olá", "client-1"), sender, author_name="M", limit=None
            )

    results = await asyncio.gather(send(), send(), send())

    assert len({message_id for message_id, _ in results}) == 1
    assert sorted(repeat for _, repeat in results) == [False, True, True]


@pytest.mark.parametrize(
    ("statuses", "final"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered"], "delivered"),
        (["failed", "sent"], "failed"),
        (["delivered", "failed"], "delivered"),
        (["sent", "sent", "read", "played"], "played"),
    ],
)
@pytest.mark.parametrize("early", [True, False])
async def test_a_state_only_rises_even_when_statuses_overtake_the_send(
    world: World, statuses: list[str], final: str, early: bool
) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        sender = Sender("attendant", maria)
        message_id, _ = await posting.post_reply(
            tx, found, Draft("Olá", "c1"), sender, author_name="M", limit=None
        )
    external = f"wamid.{message_id}"

    async def sent() -> None:
        async with world.tx() as tx:
            await posting.mark_sent(tx, message_id, external_id=external, state="sent")

    if not early:
        await sent()
    for state in statuses:
        async with world.tx() as tx:
            await posting.apply_statuses(tx, inbox, [IncomingStatus("l", external, DeliveryState(state))])
    if early:
        await sent()

    async with world.tx() as tx:
        assert await tx.scalar(select(Message.state).where(Message.id == message_id)) == final


async def test_a_failed_message_can_be_retried_unless_the_failure_is_permanent(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    sender = Sender("attendant", maria)
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        first, _ = await posting.post_reply(tx, found, Draft("um", "c1"), sender, author_name="M", limit=None)
        second, _ = await posting.post_reply(
            tx, found, Draft("dois", "c2"), sender, author_name="M", limit=None
        )
        await posting.mark_failed(tx, first, code="rate_limited", message="slow", may_retry=True)
        await posting.mark_failed(tx, second, code="undeliverable", message="gone", may_retry=False)

    async with world.tx() as tx:
        found = await actions.lock(tx, posted.conversation_id)
        await posting.retry(tx, found, first, sender, limit=None)
        with pytest.raises(NotRetryable):
            await posting.retry(tx, found, second, sender, limit=None)
        shown = await queries.messages_by_ids(tx, [first, second])

    assert shown[first].state == "queued"
    assert shown[second].state == "failed"
    reason = shown[second].reason
    assert reason is not None
    assert reason.code == "undeliverable"


async def test_a_closed_conversation_goes_on_within_its_time_and_a_new_one_starts_after(world: World) -> None:
    inbox = await world.inbox()
    async with world.tx() as tx:
        first = await world.says(tx, inbox, "Oi")
        await actions.resolve(tx, await actions.lock(tx, first.conversation_id))
        again = await world.says(tx, inbox, "voltei", reopen_seconds=3600)
        await actions.resolve(tx, await actions.lock(tx, first.conversation_id))
    with clock.frozen(clock.now() + timedelta(hours=2)):
        async with world.tx() as tx:
            later = await world.says(tx, inbox, "outra coisa", reopen_seconds=3600)

    assert (again.opened, again.conversation_id) == ("reopened", first.conversation_id)
    assert again.owner == "bot"
    assert first.owner_epoch is not None
    assert again.owner_epoch == first.owner_epoch + 1  # what the bot computed before is dropped
    assert later.opened == "created"


async def test_unread_is_what_came_after_the_viewers_marker(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "um")
        await world.says(tx, inbox, "dois")
        await posting.mark_read(tx, posted.conversation_id, maria, 1)
        listed = await queries.one(tx, Viewer(maria, "all"), posted.conversation_id, {})

    assert (listed.conversation.inbound_count, listed.read_count) == (2, 1)


async def test_a_customer_who_writes_wakes_a_snoozed_conversation(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        await actions.snooze(tx, await actions.lock(tx, posted.conversation_id), clock.now() + DAY)
    async with world.tx() as tx:
        await world.says(tx, inbox, "voltei")
        found = await actions.lock(tx, posted.conversation_id)
        kinds = [entry.kind for entry in await queries.timeline(tx, posted.conversation_id)]

    assert found.snoozed_until is None
    assert kinds[-2:] == ["conversation.snoozed", "conversation.woken"]


async def test_statuses_of_messages_that_nobody_sent_are_forgotten(world: World) -> None:
    inbox = await world.inbox()
    now = clock.now()
    async with world.tx() as tx:
        for external_id, age in (("wamid.old", timedelta(days=9)), ("wamid.new", timedelta(days=6))):
            status = IncomingStatus("l", external_id, DeliveryState.SENT, at=now - age)
            await posting.apply_statuses(tx, inbox, [status])
        await jobs.forget_statuses(tx, None, [])
        left = await tx.fetch("select external_id from early_statuses")

    assert [row["external_id"] for row in left] == ["wamid.new"]


async def test_a_status_that_crossed_the_note_of_its_message_is_not_lost(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        sender = Sender("attendant", maria)
        draft = Draft("Olá", "c1")
        message_id, _ = await posting.post_reply(tx, found, draft, sender, author_name="M", limit=None)
    async with world.tx() as told:
        await posting.apply_statuses(told, inbox, [IncomingStatus("l", "wamid.1", DeliveryState.READ)])
        async with world.tx() as noted:
            await posting.mark_sent(noted, message_id, external_id="wamid.1", state="sent")
    async with world.tx() as tx:
        before = await tx.fetch("select state from messages where id = $1", message_id)
        await jobs.settle_statuses(tx, None, [])
        after = await tx.fetch("select state from messages where id = $1", message_id)
        left = await tx.fetch("select from early_statuses")

    assert ([row["state"] for row in before], [row["state"] for row in after]) == (["sent"], ["read"])
    assert left == []


async def test_what_is_said_of_a_failed_attempt_says_nothing_of_the_next(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    sender = Sender("attendant", maria)
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        message_id, _ = await posting.post_reply(
            tx, found, Draft("Olá", "c1"), sender, author_name="M", limit=None
        )
        await posting.mark_sent(tx, message_id, external_id="wamid.first", state="sent")
        failed = IncomingStatus(
            "l", "wamid.first", DeliveryState.FAILED, may_retry=True, message_id=message_id
        )
        await posting.apply_statuses(tx, inbox, [failed])
        await posting.retry(
            tx, await actions.lock(tx, posted.conversation_id), message_id, sender, limit=None
        )
        await tx.execute(update(Message).where(Message.id == message_id).values(send_started_at=clock.now()))

        await posting.apply_statuses(tx, inbox, [failed])

        assert await tx.scalar(select(Message.state).where(Message.id == message_id)) == "queued"


async def test_a_reply_quotes_only_its_own_conversation(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi", who="5511900000001")
        other = await world.says(tx, inbox, "Oi", who="5511900000002")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        found = await actions.lock(tx, posted.conversation_id)
        draft = Draft("Olá", "c1", reply_to=other.message_id)
        with pytest.raises(NotFound):
            await posting.post_reply(
                tx, found, draft, Sender("attendant", maria), author_name="M", limit=None
            )
