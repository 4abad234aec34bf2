"""Some vendors say how far a customer got instead of naming each message."""

from datetime import timedelta

from attendance.channels.base import DeliveryState, Watermark
from attendance.conversations import actions, posting, queries
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.kernel import clock
from tests.factories.world import World

WHO = "5511988887777"
READ = DeliveryState.READ


async def states_after(world: World, mark: Watermark) -> list[str]:
    """Of three messages that were sent a minute apart (m0, m1, m2), and one that failed between them."""
    inbox, maria = await world.inbox(), await world.user()
    sender, start = Sender("attendant", maria), clock.now()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi", who=WHO)
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
    ids = []
    for number, external_id in enumerate(["m0", None, "m1", "m2"]):
        with clock.frozen(start + timedelta(minutes=number)):
            async with world.tx() as tx:
                found = await actions.lock(tx, posted.conversation_id)
                draft = Draft("Olá", f"client-{number}")
                message_id, _ = await posting.post_reply(
                    tx, found, draft, sender, author_name="M", limit=None
                )
                if external_id is None:
                    await posting.mark_failed(tx, message_id, code="gone", message="gone", may_retry=False)
                else:
                    await posting.mark_sent(tx, message_id, external_id=external_id, state="sent")
                ids.append(message_id)
    async with world.tx() as tx:
        await posting.apply_watermarks(tx, inbox, [mark])
        shown = await queries.messages_by_ids(tx, ids)
    return [str(shown[message_id].state) for message_id in ids]


async def test_what_was_sent_until_then_is_raised(world: World) -> None:
    until = clock.now() + timedelta(minutes=2.5)

    states = await states_after(world, Watermark(WHO, WHO, READ, until=until))

    assert states == ["read", "failed", "read", "sent"]


async def test_what_was_sent_up_to_a_message_is_raised(world: World) -> None:
    states = await states_after(world, Watermark(WHO, WHO, READ, through="m1"))

    assert states == ["read", "failed", "read", "sent"]


async def test_other_people_are_not_meant(world: World) -> None:
    states = await states_after(
        world, Watermark("x", "5511900000000", READ, until=clock.now() + timedelta(1))
    )

    assert states == ["sent", "failed", "sent", "sent"]


async def test_a_message_that_we_do_not_know_yet_is_read_once_we_do(world: World) -> None:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi", who=WHO)
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
        await posting.apply_watermarks(tx, inbox, [Watermark(WHO, WHO, READ, through="m0")])
        found = await actions.lock(tx, posted.conversation_id)
        message_id, _ = await posting.post_reply(
            tx, found, Draft("Olá", "client-0001"), Sender("attendant", maria), author_name="M", limit=None
        )
        await posting.mark_sent(tx, message_id, external_id="m0", state="sent")
        shown = await queries.messages_by_ids(tx, [message_id])

    assert shown[message_id].state == "read"
