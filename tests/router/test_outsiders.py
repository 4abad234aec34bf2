"""Bots answer those who belong to a thread: its contact, and whom they or we named in To and Cc."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from attendance.bots.config import BotConfig
from attendance.channels.base import Identity, IncomingMessage, MessageKind
from attendance.conversations import actions, posting
from attendance.conversations.posting import Arrival, Draft
from attendance.conversations.rules import Sender
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.router import outsiders
from attendance.router.decide import Silence, Situation, ToAttendant, ToBot, ToQueue, decide
from tests.factories.world import World

ANA, BOB, EVE = "ana@cliente.example", "bob@cliente.example", "eve@mal.example"


def mail(sender: str, *, thread: str = "root", cc: Sequence[str] = ()) -> IncomingMessage:
    content = {
        "to": [{"name": "", "address": "sac@loja.example"}],
        "cc": [{"name": "", "address": one} for one in cc],
    }
    return IncomingMessage(
        sender,
        new_id().hex,
        Identity(sender, name=sender),
        MessageKind.TEXT,
        "Oi",
        thread=thread,
        content=content,
    )


@dataclass
class Mailbox:
    world: World
    inbox_id: UUID

    async def gets(self, *messages: IncomingMessage) -> list[Arrival]:
        """The mails arrive in one batch and are stored; as they were marked."""
        async with self.world.tx() as tx:
            known = await contacts.identify(tx, "email", [message.sender for message in messages])
            arrivals = await outsiders.mark(
                tx,
                [
                    Arrival(message, self.inbox_id, "email", None, one.id, one.name, one.is_new, 3600.0)
                    for message, one in zip(messages, known, strict=True)
                ],
            )
            await posting.post_incoming(tx, arrivals)
        return arrivals

    async def conversation(self) -> Any:
        """The latest."""
        async with self.world.tx() as tx:
            rows = await tx.fetch("select * from conversations order by created_at desc, number desc limit 1")
        return rows[0]

    async def we_answer(self, *, cc: Sequence[str]) -> None:
        async with self.world.tx() as tx:
            found = await actions.lock(tx, (await self.conversation())["id"])
            draft = Draft("Olá", new_id().hex, content={"cc": list(cc)})
            await posting.post_reply(
                tx, found, draft, Sender("bot", epoch=found.owner_epoch), author_name="Bot", limit=None
            )

    async def is_attended(self) -> None:
        maria = await self.world.user()
        async with self.world.tx() as tx:
            await actions.accept(tx, await actions.lock(tx, (await self.conversation())["id"]), maria)

    async def is_resolved(self) -> None:
        async with self.world.tx() as tx:
            await actions.resolve(tx, await actions.lock(tx, (await self.conversation())["id"]))


@pytest.fixture
async def mailbox(world: World) -> Mailbox:
    return Mailbox(world, await world.inbox("email"))


async def test_the_contact_and_those_in_copy_belong_to_the_thread(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA, cc=[BOB.title()]))

    marked = await mailbox.gets(mail(ANA), mail(BOB))

    assert [one.is_outsider for one in marked] == [False, False]
    assert (await mailbox.conversation())["recipient"] == BOB


async def test_whoever_only_knows_the_address_gets_no_answer(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA))

    [marked] = await mailbox.gets(mail(EVE))

    assert marked.is_outsider
    assert (await mailbox.conversation())["recipient"] == ANA, "the bot's next words are for the contact"


async def test_nobody_asks_themselves_in(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA))
    await mailbox.gets(mail(EVE, cc=[EVE, "mallory@mal.example"]))

    marked = await mailbox.gets(mail(EVE), mail("mallory@mal.example"))

    assert [one.is_outsider for one in marked] == [True, True]


async def test_whom_we_named_belongs_to_it(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA))
    await mailbox.we_answer(cc=[BOB])

    [marked] = await mailbox.gets(mail(BOB))

    assert not marked.is_outsider


async def test_people_answer_whoever_wrote_last(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA))
    await mailbox.is_attended()

    [marked] = await mailbox.gets(mail(BOB))

    assert marked.is_outsider
    assert (await mailbox.conversation())["recipient"] == BOB


async def test_within_one_batch_the_first_is_the_contact(mailbox: Mailbox) -> None:
    marked = await mailbox.gets(mail(ANA, cc=[BOB]), mail(EVE), mail(BOB), mail(ANA))

    assert [one.is_outsider for one in marked] == [False, True, False, False]


@pytest.mark.parametrize(
    ("hours", "is_outsider"), [(0.5, True), (2.0, False)], ids=["reopens", "begins-anew"]
)
async def test_after_the_end_the_thread_is_still_the_contacts_while_it_can_be_reopened(
    mailbox: Mailbox, hours: float, is_outsider: bool
) -> None:
    with clock.frozen(clock.now()) as time:
        await mailbox.gets(mail(ANA))
        await mailbox.is_resolved()
        time.advance(timedelta(hours=hours))
        [marked] = await mailbox.gets(mail(EVE))

    assert marked.is_outsider is is_outsider
    assert (await mailbox.conversation())["recipient"] == (ANA if is_outsider else EVE)


async def test_other_threads_are_their_own(mailbox: Mailbox) -> None:
    await mailbox.gets(mail(ANA))

    [marked] = await mailbox.gets(mail(EVE, thread="another"))

    assert not marked.is_outsider


async def test_without_threads_nothing_is_asked_of_the_database(mailbox: Mailbox) -> None:
    async with mailbox.world.tx() as tx:
        [known] = await contacts.identify(tx, "email", [Identity(ANA)])
        message = replace(mail(ANA), thread=None)
        arrival = Arrival(message, mailbox.inbox_id, "email", None, known.id, known.name, True, 3600.0)

        assert await outsiders.mark(tx, [arrival]) == [arrival]


SITUATION = Situation("open", "bot", 1, "fale com um atendente", None, "bot", is_outsider=True)


@pytest.mark.parametrize(
    ("situation", "bypass", "verdict"),
    [
        pytest.param(SITUATION, False, Silence(), id="bot"),
        pytest.param(SITUATION, True, ToQueue("bypass"), id="people-only"),
        pytest.param(replace(SITUATION, owner="human"), False, ToAttendant(), id="person"),
        pytest.param(
            replace(SITUATION, text="Oi", is_outsider=False), False, ToBot(1, greets=False), id="contact"
        ),
    ],
)
def test_an_outsider_is_left_to_people(situation: Situation, bypass: bool, verdict: object) -> None:
    config = BotConfig(
        crm_enabled=True, attendance_bypass_mode=bypass, attendance_transfer_keywords=("atendente",)
    )

    assert decide(situation, config) == verdict
