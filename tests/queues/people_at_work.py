"""What attendants do beyond what the floor knows: they answer."""

from uuid import UUID

from attendance.conversations import actions as conversations
from attendance.conversations import posting
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.kernel.events import Actor
from attendance.kernel.ids import new_id
from tests.queues.floor import Floor


async def reply(floor: Floor, conversation_id: UUID, user_id: UUID) -> None:
    """The attendant writes to the customer."""
    async with floor.world.tx(actor=Actor("attendant", user_id, "Maria")) as tx:
        found = await conversations.lock(tx, conversation_id)
        draft = Draft("Olá!", client_id=new_id().hex)
        await posting.post_reply(
            tx, found, draft, Sender("attendant", user_id), author_name="Maria", limit=None
        )
