"""What bots do when something happens to a conversation: their hooks run, and a dialogue that is over ends."""

from typing import Any

from attendance.bots import queries, sources
from attendance.bots.running import store
from attendance.bots.scripts import jobs
from attendance.bots.scripts.jobs import ON_MISSED, ON_RESOLVE, ON_TRANSFER, Hook
from attendance.bots.scripts.programs import Programs
from attendance.conversations import actions
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened


async def tell_transfer(tx: Tx, happened: Happened) -> None:
    """conversation.handed_over: people are wanted."""
    await _run(tx, happened, ON_TRANSFER, {"reason": happened.payload["reason"]})


async def tell_missed(tx: Tx, happened: Happened) -> None:
    """conversation.missed: nobody came within the queue's patience."""
    facts = {"queue": happened.payload["queue_name"], "waited_seconds": happened.payload["waited_seconds"]}
    await _run(tx, happened, ON_MISSED, facts)


async def tell_resolve(tx: Tx, happened: Happened) -> None:
    """conversation.resolved: what waits for the customer ends, unless the bot's settings say that it goes on."""
    assert happened.conversation_id is not None
    found = await actions.lock(tx, happened.conversation_id)
    if found.bot_id is None:
        return
    bot = await queries.facts(tx, found.bot_id)
    if bot.config.basic_after_resolve == "cancel":
        await store.cancel_dialogue(tx, found.id, before=happened.at)
    else:
        await take_up(tx, happened)
    if happened.payload["was_human"]:
        facts = {"by": happened.actor.name, "open_seconds": happened.payload["open_seconds"]}
        await _run(tx, happened, ON_RESOLVE, facts, attendant={"resolved": True})


async def take_up(tx: Tx, happened: Happened) -> None:
    """conversation.released: the dialogue goes on with what it waited for, if that came while people attended."""
    assert happened.conversation_id is not None
    due = await store.unpark(tx, happened.conversation_id)
    if due is not None:
        await jobs.go_on(tx, due, happened.conversation_id)


async def _run(
    tx: Tx,
    happened: Happened,
    script: str,
    attendance: dict[str, Any],
    *,
    attendant: dict[str, Any] | None = None,
) -> None:
    """The hook of the conversation's bot, if it has that script. `attendant`: what it learns of them besides."""
    conversation_id = happened.conversation_id
    assert conversation_id is not None
    bot_id = await queries.of_conversation(tx, conversation_id)
    if bot_id is None or not await queries.with_scripts(tx, [bot_id]):
        return
    published = await sources.published(tx, bot_id)
    if published is not None and script in Programs(published):
        facts = {"attendance": attendance} | ({"attendant": attendant} if attendant else {})
        await jobs.run_hook(tx, Hook(conversation_id, script, facts))
