"""Which conversation a message with references belongs to, and which messages are the same."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from attendance.bots.config import BotConfig
from attendance.channels.base import Capabilities, Identity, IncomingMessage, MessageKind
from attendance.conversations import actions, posting
from attendance.conversations.posting import Arrival, Draft
from attendance.conversations.rules import Sender
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.router import automatic, threads
from attendance.router.decide import Nothing, Silence, Situation, ToAttendant, ToQueue, decide
from tests.factories.world import World


def mail(external_id: str, *references: str, **more: object) -> IncomingMessage:
    who = Identity("ana@cliente.example", name="Ana")
    message = IncomingMessage(
        who.external_id, external_id, who, MessageKind.TEXT, "Oi",
        thread=references[0] if references else external_id, references=references,
    )  # fmt: skip
    return replace(message, **more)  # type: ignore[arg-type]  # the test names fields


async def post(world: World, inbox: UUID, *messages: IncomingMessage) -> Sequence[UUID]:
    """Store the messages as the router does; returns their conversations."""
    async with world.tx() as tx:
        addressed = [(inbox, message) for message in messages]
        found = await threads.resolve(tx, await threads.tell_apart(tx, addressed))
        [known] = {
            known.id: known for known in await contacts.identify(tx, "email", [m.sender for m in messages])
        }.values()
        arrivals = [
            Arrival(message, inbox, "email", None, known.id, known.name, known.is_new, 3600.0)
            for _, message in found
        ]
        return [posted.conversation_id for posted in await posting.post_incoming(tx, arrivals)]


async def texts(world: World, inbox: UUID) -> list[str]:
    async with world.tx() as tx:
        rows = await tx.fetch("select external_id from messages where inbox_id = $1 order by id", inbox)
    return [row["external_id"] for row in rows]


async def test_a_reply_joins_the_conversation_of_whatever_it_refers_to(world: World) -> None:
    inbox = await world.inbox("email")
    [first] = await post(world, inbox, mail("a"))
    [reply] = await post(world, inbox, mail("b", "unknown-root", "a"))
    [later] = await post(world, inbox, mail("c", "b"))
    [other] = await post(world, inbox, mail("d"))

    assert first == reply == later != other


async def test_replies_of_one_batch_find_each_other(world: World) -> None:
    inbox = await world.inbox("email")
    conversations = await post(world, inbox, mail("a", "elsewhere"), mail("b", "a"), mail("c", "b"))

    assert len(set(conversations)) == 1


async def test_an_answer_of_ours_counts_and_other_inboxes_do_not(world: World) -> None:
    inbox, other = await world.inbox("email"), await world.inbox("email")
    [conversation] = await post(world, inbox, mail("a"))
    maria = await world.user()
    async with world.tx() as tx:
        await actions.accept(tx, await actions.lock(tx, conversation), maria)
        found = await actions.lock(tx, conversation)
        ours, _ = await posting.post_reply(
            tx, found, Draft("Olá", "client-1"), Sender("attendant", maria), author_name="M", limit=None
        )
        await posting.mark_sent(tx, ours, external_id="att.1@loja.example", state="sent")

    [reply] = await post(world, inbox, mail("b", "att.1@loja.example"))
    [elsewhere] = await post(world, other, mail("b", "att.1@loja.example"))

    assert reply == conversation != elsewhere


async def test_after_the_end_a_reply_reopens_or_begins_anew(world: World) -> None:
    inbox = await world.inbox("email")
    [first] = await post(world, inbox, mail("a"))
    await _resolve(world, first)
    [soon] = await post(world, inbox, mail("b", "a"))
    await _resolve(world, first, hours_ago=2)
    [late] = await post(world, inbox, mail("c", "b"))

    assert soon == first != late


async def _resolve(world: World, conversation_id: UUID, hours_ago: int = 0) -> None:
    async with world.tx() as tx:
        await tx.fetch(
            "update conversations set status = 'resolved', resolved_at = $2::timestamptz - make_interval(hours => $3) "
            "where id = $1", conversation_id, clock.now(), hours_ago,
        )  # fmt: skip


async def test_different_messages_with_the_same_id_are_both_kept(world: World) -> None:
    inbox = await world.inbox("email")
    for fingerprint in ("um", "dois", "um", "dois"):
        await post(world, inbox, mail("same", fingerprint=fingerprint))

    assert await texts(world, inbox) == ["same", "same#dois"]


SITUATION = Situation(
    "created", "bot", 1, "newsletter: fale com um atendente", None, "bot", is_automatic=True
)


@pytest.mark.parametrize(
    ("situation", "bypass", "verdict"),
    [
        (SITUATION, False, Silence()),
        (SITUATION, True, ToQueue("bypass")),
        (replace(SITUATION, owner="human"), False, ToAttendant()),
        (replace(SITUATION, opened="duplicate"), False, Nothing()),
    ],
    ids=["bot", "people-only", "person", "repeated"],
)
def test_a_machine_is_never_answered_by_a_bot(situation: Situation, bypass: bool, verdict: object) -> None:
    config = BotConfig(
        crm_enabled=True, attendance_bypass_mode=bypass, attendance_transfer_keywords=("atendente",)
    )

    assert decide(situation, config) == verdict


async def test_nothing_automatic_answers_a_machine_nor_too_often(world: World) -> None:
    inbox = await world.inbox("email")
    [conversation] = await post(world, inbox, mail("a"))
    limits = Capabilities(max_text_chars=1000, automatic_per_hour=1)

    first = await _system_says(world, conversation, "1")
    assert await _refusal(world, first, limits) is None
    async with world.tx() as tx:
        await posting.mark_sent(tx, first, external_id="att.1@x", state="sent")
    assert await _refusal(world, await _system_says(world, conversation, "2"), limits) == "too_many_automatic"

    await post(world, inbox, mail("b", "a", is_automatic=True))
    unlimited = Capabilities(max_text_chars=1000)
    assert (
        await _refusal(world, await _system_says(world, conversation, "3"), unlimited) == "answers_a_machine"
    )


async def _system_says(world: World, conversation_id: UUID, text: str) -> UUID:
    async with world.tx() as tx:
        found = await actions.lock(tx, conversation_id)
        message_id, _ = await posting.post_reply(
            tx, found, Draft(text, new_id().hex), Sender("system"), author_name="Loja", limit=None
        )
    return message_id


async def _refusal(world: World, message_id: UUID, limits: Capabilities) -> str | None:
    async with world.tx() as tx:
        refused = await automatic.refusal(tx, message_id, limits)
    return refused.reason if refused else None
