"""What happens in attendants' messengers when things happen to conversations, messages and people."""

from uuid import UUID

from attendance.destinations import hearing, linking, queries, relaying, showing, slack_notice
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.reactions import Happened


async def follow(tx: Tx, happened: Happened) -> None:
    """conversation.…: offered, opened or closed where its attendants work."""
    if happened.conversation_id is None or not await queries.has_any(tx):
        return
    try:
        await showing.bring_in_line(tx, happened.conversation_id)
    except NotFound:  # deleted since
        return


async def tell_slack(tx: Tx, happened: Happened) -> None:
    """conversation.handed_over: the channel that the bot's settings name hears that somebody waits."""
    await slack_notice.plan(tx, happened)


async def relay_message(tx: Tx, happened: Happened) -> None:
    """message.posted, of conversations that are relayed somewhere."""
    if happened.conversation_id is not None:
        await relaying.catch_up_all(tx, happened.conversation_id)


async def relay_change(tx: Tx, happened: Happened) -> None:
    """message.changed: said wherever the message was relayed to, unless an attendant did it."""
    by_attendant = str(happened.payload["by"]).startswith("user:")
    if happened.conversation_id is not None and not by_attendant:
        message_id = UUID(happened.payload["message_id"])
        await relaying.tell_change(tx, happened.conversation_id, message_id, happened.payload["change"])


async def tell_failure(tx: Tx, happened: Happened) -> None:
    """message.state_changed: who answered from a messenger hears there that it did not arrive."""
    if happened.payload["state"] == "failed":
        await hearing.tell_failure(tx, UUID(happened.payload["message_id"]))


async def keep_phone(tx: Tx, happened: Happened) -> None:
    """attendant.changed, attendant.imported: their phone may be where they work."""
    await linking.keep_phones(tx, UUID(happened.payload["user_id"]))


async def keep_phones(tx: Tx, happened: Happened) -> None:
    """inbox.created: another number that they may write to."""
    await linking.keep_phones(tx)
