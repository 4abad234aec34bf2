"""A conversation in which an attendant answers, and what they write."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from attendance.conversations import actions, posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Limits, Sender
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from tests.factories.world import World

DAY = timedelta(hours=24)
TEMPLATE = {"template": {"name": "oi", "language": "pt_BR", "category": "utility"}}
PEOPLE_LONGER = Limits(DAY, timedelta(days=7))


async def conversation(world: World) -> tuple[UUID, UUID]:
    inbox, maria = await world.inbox(), await world.user()
    async with world.tx() as tx:
        posted = await world.says(tx, inbox, "Oi")
        await actions.accept(tx, await actions.lock(tx, posted.conversation_id), maria)
    return posted.conversation_id, maria


async def write(world: World, conversation_id: UUID, sender: Sender, **draft: Any) -> Job:
    async with world.tx() as tx:
        found = await actions.lock(tx, conversation_id)
        wanted = Draft("Olá", new_id().hex, **draft)
        message_id, _ = await posting.post_reply(
            tx, found, wanted, sender, author_name="M", limit=PEOPLE_LONGER
        )
    payload = f'{{"message_id":"{message_id}"}}'.encode()
    return Job(1, world.tenant_id, "message.deliver", None, payload, 1, 10)
