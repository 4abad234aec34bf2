"""Changes of messages in the database: what attendants see, what stays for the audit, what comes too early."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from attendance.channels.base import (
    Capabilities,
    ChangeKind,
    Identity,
    IncomingChange,
    IncomingEcho,
    MessageKind,
)
from attendance.conversations import actions, amending, changes, echoes, posting, queries
from attendance.conversations.amending import ChangeNotSupported, NotYourMessage, TooLateToChange, Wish
from attendance.conversations.changes import Arrived
from attendance.conversations.echoes import Heard
from attendance.conversations.models import Conversation, Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import NotYourConversation, Sender, Viewer
from attendance.conversations.schemas import Message as Shown
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from tests.factories.world import World

WHO = "5511988887777"
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
ALL = Capabilities(max_text_chars=4096, can_react=True, can_edit=True, can_delete=True)


def told(inbox: UUID, kind: ChangeKind, text: str = "", *, target: str = "m1", second: int = 1) -> Arrived:
    change = IncomingChange(WHO, target, Identity(WHO), kind, text)
    return Arrived(inbox, "echo", change, START + timedelta(seconds=second))


async def shown(world: World, message_id: UUID) -> Shown:
    async with world.tx() as tx:
        return (await queries.messages_by_ids(tx, [message_id]))[message_id]


async def said(world: World, text: str = "Pedido 4821") -> tuple[UUID, UUID, UUID]:
    """Inbox, conversation and message of a customer who wrote."""
    inbox = await world.inbox()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, text, who=WHO, external_id="m1")
    assert posted.message_id is not None
    return inbox, posted.conversation_id, posted.message_id


async def answered(world: World) -> tuple[UUID, UUID, UUID]:
    """Conversation, message and author of an answer that was sent."""
    _, conversation_id, _ = await said(world)
    maria = await world.user()
    async with world.tx() as tx:
        await actions.accept(tx, await actions.lock(tx, conversation_id), maria)
        found = await actions.lock(tx, conversation_id)
        message_id, _ = await posting.post_reply(
            tx, found, Draft("Olá", "client-1"), Sender("attendant", maria), author_name="M", limit=None
        )
        await posting.mark_sent(tx, message_id, external_id="o1", state="sent")
    return conversation_id, message_id, maria


class TestTheCustomerChanges:
    async def test_an_edit_is_shown_found_and_told_in_the_list(self, world: World) -> None:
        inbox, conversation_id, message_id = await said(world)

        async with world.tx() as tx:
            await changes.apply_changes(tx, [told(inbox, ChangeKind.EDITED, "Pedido abacaxi")])
            viewer = Viewer(new_id(), "all")
            hits = await queries.search(tx, viewer, "abacaxi", {}, limit=5)
            former = await queries.search(tx, viewer, "4821", {}, limit=5)
            preview = await tx.scalar(
                select(Conversation.last_message).where(Conversation.id == conversation_id)
            )

        message = await shown(world, message_id)
        assert (message.text, message.content["history"][0]["text"]) == ("Pedido abacaxi", "Pedido 4821")
        assert ([hit.message_id for hit in hits], former) == ([message_id], [])
        assert preview["text"] == "Pedido abacaxi"

    async def test_a_deletion_hides_the_words_and_keeps_them_in_the_table(self, world: World) -> None:
        inbox, _, message_id = await said(world)

        async with world.tx() as tx:
            await changes.apply_changes(tx, [told(inbox, ChangeKind.DELETED)])
            kept = await tx.scalar(select(Message.text).where(Message.id == message_id))
            found = await tx.first(select(Conversation.last_message, Conversation.last_inbound_text))

        message = await shown(world, message_id)
        assert found is not None
        assert (message.text, message.deleted_at is None, kept) == ("", False, "Pedido 4821")
        assert (found.last_message["text"], found.last_message["is_deleted"]) == ("", True)
        assert found.last_inbound_text == ""

    async def test_a_change_of_an_earlier_message_leaves_the_preview(self, world: World) -> None:
        inbox, _, _ = await said(world)
        async with world.tx() as tx:
            await world.says(tx, inbox, "Alô?", who=WHO)

            await changes.apply_changes(tx, [told(inbox, ChangeKind.EDITED, "outro")])
            preview = await tx.first(select(Conversation.last_message, Conversation.last_inbound_text))

        assert preview is not None
        assert (preview.last_message["text"], preview.last_inbound_text) == ("Alô?", "Alô?")

    async def test_a_reaction_names_the_person_and_is_taken_back(self, world: World) -> None:
        inbox, _, message_id = await said(world)
        async with world.tx() as tx:
            await changes.apply_changes(tx, [told(inbox, ChangeKind.REACTED, "👍")])
        put = (await shown(world, message_id)).reactions

        async with world.tx() as tx:
            await changes.apply_changes(tx, [told(inbox, ChangeKind.REACTED, "", second=2)])

        assert [(one.name, one.emoji) for one in put] == [(f"Cliente {WHO}", "👍")]
        assert (await shown(world, message_id)).reactions == []

    async def test_a_message_that_is_not_known_is_handed_back(self, world: World) -> None:
        inbox, _, _ = await said(world)
        early = told(inbox, ChangeKind.EDITED, "cedo", target="unknown")

        async with world.tx() as tx:
            assert await changes.apply_changes(tx, [early]) == [early]

    async def test_screens_hear_of_a_change_once(self, world: World) -> None:
        inbox, _, message_id = await said(world)
        for _ in range(2):
            async with world.tx() as tx:
                await changes.apply_changes(tx, [told(inbox, ChangeKind.EDITED, "novo")])

        async with world.tx() as tx:
            rows = await tx.fetch("select payload from events where kind = 'message.changed'")
        assert len(rows) == 1
        assert str(message_id) in str(rows[0]["payload"])


async def heard(world: World, inbox: UUID, external_id: str, text: str, **more: Any) -> Heard:
    async with world.tx() as tx:
        known = (await contacts.identify(tx, "echo", [Identity(WHO)]))[0]
    echo = IncomingEcho(WHO, external_id, Identity(WHO), MessageKind.TEXT, text, written_in="App", **more)
    return Heard(echo, inbox, "echo", None, known.id, known.name, known.is_new, 0)


class TestWhatWasWrittenElsewhere:
    async def test_it_is_shown_as_sent_once_and_never_delivered(self, world: World) -> None:
        inbox, conversation_id, _ = await said(world)
        echo = await heard(world, inbox, "e1", "Respondi pelo celular")

        async with world.tx() as tx:
            first = await echoes.post_echo(tx, echo)
            second = await echoes.post_echo(tx, echo)
            deliveries = await tx.fetch("select from jobs where kind = 'message.deliver'")

        assert first is not None and second is None
        message = await shown(world, first.message_id)
        assert (message.conversation_id, message.direction, message.state) == (conversation_id, "out", "sent")
        assert (message.author.kind, message.author.id, message.author.name) == ("attendant", None, "App")
        assert deliveries == []

    async def test_it_opens_a_conversation(self, world: World) -> None:
        inbox = await world.inbox()
        echo = await heard(world, inbox, "e1", "Bom dia")

        async with world.tx() as tx:
            posted = await echoes.post_echo(tx, echo)
            opened = await tx.first(select(Conversation.status, Conversation.last_message))

        assert posted is not None and opened is not None
        assert (opened.status, opened.last_message["text"]) == ("bot", "Bom dia")

    async def test_what_this_product_sent_is_not_shown_twice(self, world: World) -> None:
        conversation_id, message_id, _ = await answered(world)
        async with world.tx() as tx:
            await posting.claim_sending(tx, message_id, conversation_id)
            inbox = (await actions.lock(tx, conversation_id)).inbox_id
            await tx.fetch("update messages set send_started_at = $1 where id = $2", clock.now(), message_id)

        same_id = await heard(world, inbox, "o1", "Olá")
        another_part = await heard(world, inbox, "o0", "Olá", may_be_ours=True)
        async with world.tx() as tx:
            assert await echoes.post_echo(tx, same_id) is None
            assert await echoes.post_echo(tx, another_part) is None

    async def test_a_send_that_was_told_of_before_its_record_takes_the_place_of_the_echo(
        self, world: World
    ) -> None:
        conversation_id, _, maria = await answered(world)
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            message_id, _ = await posting.post_reply(
                tx, found, Draft("Já vi", "client-2"), Sender("attendant", maria), author_name="M", limit=None
            )
        echo = await heard(world, found.inbox_id, "o2", "Já vi")
        async with world.tx() as tx:
            assert await echoes.post_echo(tx, echo) is not None

            await posting.mark_sent(tx, message_id, external_id="o2", state="sent")
            items, _ = await queries.messages(tx, conversation_id, limit=20)

        assert [item.id for item in items if item.text == "Já vi"] == [message_id]

    async def test_it_waits_while_something_of_ours_is_on_its_way(self, world: World) -> None:
        conversation_id, _, maria = await answered(world)
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            message_id, _ = await posting.post_reply(
                tx, found, Draft("Já vi", "client-2"), Sender("attendant", maria), author_name="M", limit=None
            )
            before = await echoes.is_under_way(tx, found.inbox_id, found.contact_id)
            await posting.claim_sending(tx, message_id, conversation_id)
            during = await echoes.is_under_way(tx, found.inbox_id, found.contact_id)
            await posting.mark_sent(tx, message_id, external_id="o2", state="sent")
            after = await echoes.is_under_way(tx, found.inbox_id, found.contact_id)

        assert (before, during, after) == (False, True, False)


def wish(kind: ChangeKind, user: UUID, text: str = "", **more: Any) -> Wish:
    return Wish(kind, user, "Maria", text, **more)


class TestWeChange:
    async def test_what_is_wanted_is_shown_until_the_vendor_did_it(self, world: World) -> None:
        conversation_id, message_id, maria = await answered(world)
        edit = wish(ChangeKind.EDITED, maria, "Olá, Ana")

        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            await amending.ask(tx, found, message_id, edit, ALL)
        asked = (await shown(world, message_id)).content["amendment"]
        async with world.tx() as tx:
            await amending.done(tx, found, message_id, UUID(asked["id"]), edit)

        message = await shown(world, message_id)
        assert (asked["state"], asked["text"]) == ("pending", "Olá, Ana")
        assert (message.text, "amendment" in message.content) == ("Olá, Ana", False)

    async def test_a_refusal_is_shown_with_its_reason(self, world: World) -> None:
        conversation_id, message_id, maria = await answered(world)
        wanted = wish(ChangeKind.DELETED, maria)
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            await amending.ask(tx, found, message_id, wanted, ALL)
        asked = (await shown(world, message_id)).content["amendment"]

        async with world.tx() as tx:
            await amending.refused(
                tx, found, message_id, UUID(asked["id"]), wanted, code="too_old", message="Too old."
            )

        message = await shown(world, message_id)
        assert message.text == "Olá"
        assert message.content["amendment"]["state"] == "failed"
        assert message.content["amendment"]["reason"]["message"] == "Too old."

    async def test_what_was_not_sent_yet_is_taken_back_without_the_vendor(self, world: World) -> None:
        conversation_id, _, maria = await answered(world)
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            message_id, _ = await posting.post_reply(
                tx, found, Draft("Ops", "client-2"), Sender("attendant", maria), author_name="M", limit=None
            )

            await amending.ask(
                tx, found, message_id, wish(ChangeKind.DELETED, maria), Capabilities(max_text_chars=10)
            )

            assert not await posting.claim_sending(tx, message_id, conversation_id)
            assert await tx.fetch("select from jobs where kind = 'message.amend'") == []
        message = await shown(world, message_id)
        assert (message.text, message.deleted_at is not None) == ("", True)

    async def test_only_its_author_or_a_supervisor_changes_a_message(self, world: World) -> None:
        conversation_id, message_id, _ = await answered(world)
        davi = await world.user("Davi")

        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)
            with pytest.raises(NotYourConversation):
                await amending.ask(tx, found, message_id, wish(ChangeKind.DELETED, davi), ALL)
            await actions.assign(tx, found, davi, how="assigned")
            found = await actions.lock(tx, conversation_id)
            with pytest.raises(NotYourMessage):
                await amending.ask(tx, found, message_id, wish(ChangeKind.DELETED, davi), ALL)
            await amending.ask(
                tx, found, message_id, wish(ChangeKind.DELETED, davi, may_change_others=True), ALL
            )

    async def test_a_channel_that_cannot_is_not_asked(self, world: World) -> None:
        conversation_id, message_id, maria = await answered(world)
        old = Capabilities(max_text_chars=4096, can_delete=True, delete_limit=timedelta(hours=48))
        async with world.tx() as tx:
            found = await actions.lock(tx, conversation_id)

            with pytest.raises(ChangeNotSupported):
                await amending.ask(tx, found, message_id, wish(ChangeKind.EDITED, maria, "x"), old)
            with clock.frozen(clock.now() + timedelta(hours=49)), pytest.raises(TooLateToChange):
                await amending.ask(tx, found, message_id, wish(ChangeKind.DELETED, maria), old)
            with pytest.raises(NotFound):
                await amending.ask(tx, found, new_id(), wish(ChangeKind.DELETED, maria), old)
