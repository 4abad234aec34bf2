"""Changes that attendants want, at the vendor: in the order of the sends, tried again, refused in plain sight, once."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from attendance.channels import circuits
from attendance.channels.base import ChangeKind, InboxConfig, Outgoing, SendReceipt
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.models import Inbox
from attendance.conversations import actions, amending, posting, queries
from attendance.conversations.amending import NotChangeable, Wish
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.conversations.schemas import Message as Shown
from attendance.files.models import MessageFile
from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import registry
from attendance.kernel.runner import JobRunner
from attendance.worker import ENTRIES
from tests.factories.world import World, new_world
from tests.router.test_outbound import Services

_RUN = {"message.deliver", "message.amend", "inbox.probe"}
NO_ANSWER = Temporary("cut", reason="no_answer", may_have_arrived=True)


class Vendor(EchoChannel):
    """Changes what it sent, unless it is told to fail; `calls` tells what it was asked for, in order."""

    capabilities = replace(
        EchoChannel.capabilities, can_react=True, can_edit=True, can_delete=True, max_caption_chars=10
    )

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[VendorFailure] = []
        self.calls: list[tuple[str, ...]] = []
        self.texts: dict[str, str] = {}
        self.loses_answers = 0

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        self._note("send", message.text)
        receipt = await super().send(inbox, message)
        self.texts[receipt.external_id] = message.text
        return receipt

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        self._note("react", emoji or "")

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None:
        self._note("edit", text)
        self.texts[external_id] = text

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None:
        self._note("delete", recipient)
        if self.texts.pop(external_id, None) is None:
            raise Rejected("There is no such message.", reason="unknown_message")
        if self.loses_answers:
            self.loses_answers -= 1
            raise NO_ANSWER

    def _note(self, *call: str) -> None:
        self.calls.append(call)
        if self.failures:
            raise self.failures.pop(0)


class Desk:
    """Maria answers a customer, and changes her mind."""

    def __init__(self, world: World, vendor: Vendor, runner: JobRunner, time: Any) -> None:
        self.world, self.vendor, self.runner, self.time = world, vendor, runner, time

    async def open(self) -> None:
        inbox, self.maria = await self.world.inbox(), await self.world.user()
        async with self.world.tx() as tx:
            posted = await self.world.says(tx, inbox, "Oi")
            await actions.accept(tx, await actions.lock(tx, posted.conversation_id), self.maria)
        self.conversation_id, self.customers = posted.conversation_id, posted.message_id

    async def writes(self, text: str, *, files: int = 0) -> UUID:
        async with self.world.tx() as tx:
            found = await actions.lock(tx, self.conversation_id)
            message_id, _ = await posting.post_reply(
                tx, found, Draft(text, new_id().hex), Sender("attendant", self.maria),
                author_name="M", limit=None,
            )  # fmt: skip
            for position in range(files):
                await tx.execute(
                    insert(MessageFile).values(
                        id=new_id(), tenant_id=self.world.tenant_id, conversation_id=self.conversation_id,
                        message_id=message_id, position=position, kind="image", filename="a.jpg",
                        mime_type="image/jpeg", state="stored", created_at=clock.now(),
                    )
                )  # fmt: skip
        return message_id

    async def wants(self, message_id: UUID, kind: ChangeKind, text: str = "") -> None:
        async with self.world.tx() as tx:
            found = await actions.lock(tx, self.conversation_id)
            wish = Wish(kind, self.maria, "Maria", text)
            await amending.ask(tx, found, message_id, wish, self.vendor.capabilities)

    async def work(self, **later: float) -> None:
        self.time.advance(timedelta(**later))
        await self.runner.drain()

    async def pause(self, *, is_active: bool) -> None:
        """Or resume: what waits goes on then."""
        async with self.world.tx() as tx:
            await tx.execute(update(Inbox).values(is_active=is_active))
            if is_active:
                [inbox_id] = [row.id for row in await tx.rows(select(Inbox.id))]
                await circuits.wake(tx, inbox_id)

    async def shown(self, message_id: UUID) -> Shown:
        async with self.world.tx() as tx:
            return (await queries.messages_by_ids(tx, [message_id]))[message_id]

    async def problem(self, message_id: UUID) -> str | None:
        wanted = (await self.shown(message_id)).content.get("amendment")
        return wanted["reason"]["message"] if wanted and wanted["state"] == "failed" else None


@pytest.fixture
def time() -> Iterator[Any]:
    with clock.frozen(clock.now()) as time:
        yield time


@pytest.fixture
async def desk(fresh_database_url: str, time: Any) -> AsyncIterator[Desk]:
    database = Database(fresh_database_url)
    world, vendor = await new_world(database), Vendor()
    entries = registry([entry for entry in ENTRIES if entry.kind in _RUN])
    runner = JobRunner(database, Services(database, {"echo": vendor}), entries)
    desk = Desk(world, vendor, runner, time)
    await desk.open()
    yield desk
    await runner.stop()
    await database.close()


async def test_a_change_goes_after_its_message_and_before_the_next_one(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.writes("Tudo bem?")

    await desk.work()

    assert desk.vendor.calls == [("send", "Olá"), ("edit", "Olá, Ana"), ("send", "Tudo bem?")]
    message = await desk.shown(first)
    assert (message.text, message.state, "amendment" in message.content) == ("Olá, Ana", "sent", False)


async def test_a_change_waits_for_the_retry_of_its_send(desk: Desk) -> None:
    desk.vendor.failures = [Temporary("busy", reason="vendor_unavailable")]
    first = await desk.writes("Olá")
    await desk.work()
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.work()
    assert desk.vendor.calls == [("send", "Olá")]

    await desk.work(minutes=2)

    assert desk.vendor.calls[1:] == [("send", "Olá"), ("edit", "Olá, Ana")]


async def test_a_vendor_that_is_away_is_asked_again_and_holds_the_later_messages_back(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.failures = [Temporary("busy", reason="vendor_unavailable")]
    await desk.wants(first, ChangeKind.REACTED, "👍")
    await desk.writes("Tudo bem?")
    await desk.work()
    assert desk.vendor.calls[1:] == [("react", "👍")]

    await desk.work(minutes=2)

    assert desk.vendor.calls[1:] == [("react", "👍"), ("react", "👍"), ("send", "Tudo bem?")]
    assert [one.emoji for one in (await desk.shown(first)).reactions] == ["👍"]


async def test_a_vendor_that_never_answers_is_told_at_the_message(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.failures = [Temporary("busy", reason="vendor_unavailable") for _ in range(6)]
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    for _ in range(8):
        await desk.work(hours=2)

    assert len(desk.vendor.calls) == 1 + 6
    assert "did not answer" in (await desk.problem(first) or "")
    assert (await desk.shown(first)).text == "Olá"


@pytest.mark.parametrize(
    "failure",
    [Rejected("Too old to edit.", reason="too_late"), Misconfigured("Token gone.", reason="token_invalid")],
    ids=["refused", "misconfigured"],
)
async def test_a_refusal_is_shown_at_once_and_not_repeated(desk: Desk, failure: VendorFailure) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.failures = [failure]
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.work()
    await desk.work(hours=1)

    assert desk.vendor.calls == [("send", "Olá"), ("edit", "Olá, Ana")]
    assert await desk.problem(first) == failure.detail
    assert (await desk.shown(first)).text == "Olá"


async def test_a_newer_wish_hides_the_refusal_of_an_older_one(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.failures = [Rejected("Too many.", reason="vendor_rejected")]
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana Lima")
    await desk.work()

    assert await desk.problem(first) is None
    assert (await desk.shown(first)).text == "Olá, Ana Lima"


async def test_a_deletion_whose_answer_was_lost_is_done_and_not_refused(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.loses_answers = 1
    await desk.wants(first, ChangeKind.DELETED)
    await desk.work()
    await desk.work(minutes=2)

    message = await desk.shown(first)
    assert [call[0] for call in desk.vendor.calls] == ["send", "delete", "delete"]
    assert (message.deleted_at is not None, await desk.problem(first)) == (True, None)


async def test_what_the_vendor_does_not_know_at_the_first_asking_is_refused(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.texts.clear()
    await desk.wants(first, ChangeKind.DELETED)
    await desk.work()

    assert await desk.problem(first) == "There is no such message."
    assert (await desk.shown(first)).deleted_at is None


async def test_what_was_asked_twice_is_deleted_once_and_nothing_stays_pending(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    await desk.wants(first, ChangeKind.DELETED)
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.wants(first, ChangeKind.DELETED)
    await desk.work()

    message = await desk.shown(first)
    assert [call[0] for call in desk.vendor.calls] == ["send", "delete"]
    assert (message.text, "amendment" in message.content) == ("", False)


async def test_a_reaction_goes_on_the_customers_message_and_is_taken_back(desk: Desk) -> None:
    assert desk.customers is not None
    async with desk.world.tx() as tx:
        await tx.fetch("update messages set external_id = 'm1' where id = $1", desk.customers)
    await desk.wants(desk.customers, ChangeKind.REACTED, "👍")
    await desk.work()
    put = (await desk.shown(desk.customers)).reactions
    await desk.wants(desk.customers, ChangeKind.REACTED)
    await desk.work(seconds=1)

    assert [(one.name, one.emoji) for one in put] == [("Maria", "👍")]
    assert (await desk.shown(desk.customers)).reactions == []
    assert desk.vendor.calls == [("react", "👍"), ("react", "")]


async def test_a_change_of_what_could_not_be_sent_is_told_and_a_deletion_takes_it_back(desk: Desk) -> None:
    desk.vendor.failures = [Rejected("No such number.", reason="unknown_recipient") for _ in range(2)]
    edited, deleted = await desk.writes("Olá"), await desk.writes("Ops")
    await desk.wants(edited, ChangeKind.EDITED, "Olá, Ana")
    async with desk.world.tx() as tx:
        await posting.claim_sending(tx, deleted, desk.conversation_id)
    await desk.wants(deleted, ChangeKind.DELETED)
    await desk.work()

    assert [call[0] for call in desk.vendor.calls] == ["send", "send"]
    assert await desk.problem(edited) == "The message was not sent."
    assert ((await desk.shown(deleted)).deleted_at is not None, await desk.problem(deleted)) == (True, None)


@pytest.mark.parametrize("kind", [ChangeKind.EDITED, ChangeKind.DELETED])
@pytest.mark.parametrize(
    ("text", "files"),
    [("a" * 4097, 0), ("😀" * 2049, 0), ("longer than a caption", 1)],
    ids=["long", "emoji count twice", "words before a file"],
)
async def test_what_went_as_several_messages_is_not_half_changed(
    desk: Desk, kind: ChangeKind, text: str, files: int
) -> None:
    message_id = await desk.writes(text, files=files)
    async with desk.world.tx() as tx:
        await posting.mark_sent(tx, message_id, external_id="part2", state="sent")

    with pytest.raises(NotChangeable):
        await desk.wants(message_id, kind, "novo")


async def test_new_words_are_no_longer_than_a_caption_may_be(desk: Desk) -> None:
    message_id = await desk.writes("Olha", files=1)
    async with desk.world.tx() as tx:
        await posting.mark_sent(tx, message_id, external_id="p1", state="sent")

    with pytest.raises(NotChangeable):
        await desk.wants(message_id, ChangeKind.EDITED, "longer than a caption")
    await desk.wants(message_id, ChangeKind.EDITED, "Veja")


async def test_a_change_waits_while_its_inbox_is_paused(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    await desk.pause(is_active=False)
    await desk.wants(first, ChangeKind.EDITED, "Olá, Ana")
    await desk.work(hours=30)
    assert desk.vendor.calls == [("send", "Olá")]

    await desk.pause(is_active=True)
    await desk.work()

    assert desk.vendor.calls[1:] == [("edit", "Olá, Ana")]
    assert (await desk.shown(first)).text == "Olá, Ana"


async def test_changes_count_for_the_circuit_wait_for_it_and_are_its_probe(desk: Desk) -> None:
    first = await desk.writes("Olá")
    await desk.work()
    desk.vendor.failures = [Temporary("down", reason="vendor_unavailable") for _ in range(5)]
    await desk.wants(first, ChangeKind.REACTED, "👍")
    for _ in range(8):
        await desk.work(seconds=40)
    held_after = len(desk.vendor.calls)

    await desk.work(minutes=20)

    assert held_after < 1 + 5 + 3, "nobody asks while it is held"
    assert desk.vendor.calls[-1] == ("react", "👍") and desk.vendor.failures == []
    assert [one.emoji for one in (await desk.shown(first)).reactions] == ["👍"]
