"""Changes and echoes that overtake what they are about: they wait as jobs, are applied, and let go in the end."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from attendance.channels import queries as channel_queries
from attendance.channels.base import ChangeKind, Identity, IncomingChange, IncomingEcho, MessageKind
from attendance.conversations import actions, posting, queries
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.conversations.schemas import Message as Shown
from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import registry
from attendance.kernel.runner import JobRunner
from attendance.router import changing
from attendance.router.changing import PAUSES, Told
from attendance.worker import ENTRIES
from tests.factories.world import World, new_world

WHO = "5511988887777"


class Place:
    """An inbox that hears of changes and echoes, and its worker."""

    def __init__(self, world: World, runner: JobRunner, time: Any) -> None:
        self.world, self.runner, self.time = world, runner, time
        self.inbox_id = new_id()

    async def hears(self, *what: IncomingChange | IncomingEcho) -> None:
        async with self.world.tx() as tx:
            inboxes = await channel_queries.inbox_facts(tx, {self.inbox_id})
            await changing.take_in(tx, [Told(self.inbox_id, new_id(), one) for one in what], inboxes)

    async def customer_says(self, text: str, external_id: str) -> UUID:
        async with self.world.tx() as tx:
            posted = await self.world.says(tx, self.inbox_id, text, who=WHO, external_id=external_id)
        self.conversation_id = posted.conversation_id
        assert posted.message_id is not None
        return posted.message_id

    async def sends(self, text: str) -> UUID:
        """An answer that was handed to the vendor, whose id isn't known yet."""
        maria = await self.world.user()
        async with self.world.tx() as tx:
            await actions.accept(tx, await actions.lock(tx, self.conversation_id), maria)
            found = await actions.lock(tx, self.conversation_id)
            draft, sender = Draft(text, new_id().hex), Sender("attendant", maria)
            message_id, _ = await posting.post_reply(tx, found, draft, sender, author_name="M", limit=None)
            await posting.claim_sending(tx, message_id, self.conversation_id)
        return message_id

    async def work(self, **later: float) -> None:
        self.time.advance(timedelta(**later))
        await self.runner.drain()

    async def work_through_all_pauses(self) -> None:
        for pause in PAUSES:
            await self.work(seconds=pause.total_seconds() + 1)

    async def shown(self, message_id: UUID) -> Shown:
        async with self.world.tx() as tx:
            return (await queries.messages_by_ids(tx, [message_id]))[message_id]

    async def texts(self) -> list[str]:
        async with self.world.tx() as tx:
            rows = await tx.rows(
                select(Message.text).where(Message.inbox_id == self.inbox_id).order_by(Message.seq)
            )
        return [row.text for row in rows]

    async def waiting_jobs(self) -> int:
        async with self.world.tx() as tx:
            return len(await tx.fetch("select from jobs where kind like 'message.%again'"))


@pytest.fixture
def time() -> Iterator[Any]:
    with clock.frozen(clock.now()) as time:
        yield time


@pytest.fixture
async def place(fresh_database_url: str, time: Any) -> AsyncIterator[Place]:
    database = Database(fresh_database_url)
    wanted = {"message.change_again", "message.echo_again"}
    entries = registry([entry for entry in ENTRIES if entry.kind in wanted])
    place = Place(await new_world(database), JobRunner(database, None, entries), time)
    place.inbox_id = await place.world.inbox()
    yield place
    await place.runner.stop()
    await database.close()


def edit(text: str, *, of: str = "m1", kind: ChangeKind = ChangeKind.EDITED) -> IncomingChange:
    return IncomingChange(WHO, of, Identity(WHO), kind, text, at=clock.now())


def echo(external_id: str, text: str, **more: Any) -> IncomingEcho:
    return IncomingEcho(WHO, external_id, Identity(WHO), MessageKind.TEXT, text, written_in="App", **more)


class TestAChangeThatOvertakesItsMessage:
    @pytest.mark.parametrize("tries", range(len(PAUSES)), ids=lambda tries: f"after {tries} tries in vain")
    async def test_it_is_applied_once_the_message_is_there(self, place: Place, tries: int) -> None:
        await place.hears(edit("Pedido 4822"))
        for pause in PAUSES[:tries]:
            await place.work(seconds=pause.total_seconds() + 1)
        message_id = await place.customer_says("Pedido 4821", "m1")

        await place.work(seconds=PAUSES[tries].total_seconds() + 1)

        message = await place.shown(message_id)
        assert (message.text, message.content["history"][0]["text"]) == ("Pedido 4822", "Pedido 4821")
        assert await place.waiting_jobs() == 0

    async def test_it_is_not_tried_before_its_pause_is_over(self, place: Place) -> None:
        await place.hears(edit("Pedido 4822"))
        message_id = await place.customer_says("Pedido 4821", "m1")

        await place.work(seconds=PAUSES[0].total_seconds() - 1)

        assert (await place.shown(message_id)).text == "Pedido 4821"

    async def test_a_newer_one_that_found_the_message_is_not_undone(self, place: Place, time: Any) -> None:
        await place.hears(edit("first"))
        message_id = await place.customer_says("Pedido 4821", "m1")
        time.advance(timedelta(seconds=1))
        await place.hears(edit("second"))

        await place.work_through_all_pauses()

        assert (await place.shown(message_id)).text == "second"

    async def test_a_deletion_that_came_first_wins_over_the_words(self, place: Place) -> None:
        await place.hears(edit("", kind=ChangeKind.DELETED))
        message_id = await place.customer_says("Pedido 4821", "m1")

        await place.work_through_all_pauses()

        message = await place.shown(message_id)
        assert (message.text, message.deleted_at is not None) == ("", True)

    async def test_one_of_something_that_was_never_here_is_let_go(self, place: Place) -> None:
        await place.hears(edit("Pedido 4822", of="unknown"))

        await place.work_through_all_pauses()

        assert await place.waiting_jobs() == 0
        assert await place.texts() == []

    async def test_the_known_ones_of_a_delivery_do_not_wait_for_the_unknown(self, place: Place) -> None:
        message_id = await place.customer_says("Pedido 4821", "m1")

        await place.hears(edit("cedo", of="unknown"), edit("Pedido 4822"))

        assert (await place.shown(message_id)).text == "Pedido 4822"
        assert await place.waiting_jobs() == 1


class TestAnEchoWhileWeAreSending:
    async def test_ours_is_known_once_its_id_is_noted(self, place: Place) -> None:
        await place.customer_says("Oi", "m1")
        ours = await place.sends("Já vi")
        await place.hears(echo("o1", "Já vi", may_be_ours=True))
        assert await place.texts() == ["Oi", "Já vi"]
        async with place.world.tx() as tx:
            await posting.mark_sent(tx, ours, external_id="o1", state="sent")

        await place.work_through_all_pauses()

        assert await place.texts() == ["Oi", "Já vi"]
        assert await place.waiting_jobs() == 0

    async def test_what_somebody_wrote_in_the_app_meanwhile_is_shown_afterwards(self, place: Place) -> None:
        await place.customer_says("Oi", "m1")
        ours = await place.sends("Já vi")
        await place.hears(echo("o2", "Escrito no celular", may_be_ours=True))
        async with place.world.tx() as tx:
            await posting.mark_sent(tx, ours, external_id="o1", state="sent")

        await place.work_through_all_pauses()

        assert await place.texts() == ["Oi", "Já vi", "Escrito no celular"]

    async def test_it_is_shown_in_the_end_though_our_send_never_ends(self, place: Place) -> None:
        await place.customer_says("Oi", "m1")
        await place.sends("Já vi")
        await place.hears(echo("o2", "Escrito no celular", may_be_ours=True))

        await place.work_through_all_pauses()

        assert await place.texts() == ["Oi", "Já vi", "Escrito no celular"]
        assert await place.waiting_jobs() == 0

    async def test_where_the_vendor_says_that_it_is_not_ours_nobody_waits(self, place: Place) -> None:
        await place.customer_says("Oi", "m1")
        await place.sends("Já vi")

        await place.hears(echo("o2", "Escrito no celular"))

        assert await place.texts() == ["Oi", "Já vi", "Escrito no celular"]
