"""Entering, draining, overflow and leaving, against a real database."""

from tests.queues.floor import Floor


async def test_somebody_free_gets_the_conversation_at_once(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue)

    conversation = await floor.customer()
    standing = await floor.enter(conversation)

    assert await floor.owner(conversation) == maria
    assert standing.assigned_to_name == "Maria"
