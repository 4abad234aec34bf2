"""What attendants write in their messengers: a command, or an answer to exactly one customer, or a question back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import select, update

from attendance.attendants.models import AttendantWords
from attendance.attendants.recognising import link_code
from attendance.bots import queries as bots
from attendance.channels import queries as channel_queries
from attendance.channels.abilities import Profiling
from attendance.channels.base import Channel, InboxConfig, IncomingMessage, MessageKind, Outgoing
from attendance.conversations import actions, posting
from attendance.conversations.models import Message
from attendance.conversations.posting import Attached, Draft
from attendance.conversations.rules import Sender, WindowClosed
from attendance.destinations import doing, linking, media, outbox, queries, showing
from attendance.destinations.cards import Shown, shorten
from attendance.destinations.commands import Choice, Command, Unknown, Verb, Words, understand
from attendance.destinations.events import CommandGiven
from attendance.destinations.media import Services, Taken
from attendance.destinations.phrases import say
from attendance.destinations.speaking import InMessenger
from attendance.identity import company
from attendance.identity.who import Who
from attendance.kernel import clock, jobs, log
from attendance.kernel.database import Tx
from attendance.kernel.errors import (
    AttendanceError,
    Conflict,
    InvalidInput,
    Misconfigured,
    NotAllowed,
    NotFound,
    Rejected,
)
from attendance.kernel.jobs import Job
from attendance.router.insiders import Said

_SWITCHES: Final = {"whatsapp": "attendance_whatsapp_commands", "telegram": "attendance_telegram_commands"}
"""The setting of the inbox's bot that switches commands off in a channel."""
_ANSWERS: Final = frozenset(
    {
        MessageKind.TEXT, MessageKind.IMAGE, MessageKind.AUDIO, MessageKind.VIDEO, MessageKind.DOCUMENT,
        MessageKind.STICKER, MessageKind.INTERACTIVE,
    }
)  # fmt: skip
_LONGEST_QUOTE: Final = 80
_log = log.get("destinations")


async def hear(services: Services, job: Job) -> None:
    """Once per message: everything that it does commits together with the note that it was done."""
    said = jobs.decode(job, Said)
    if said.address_id is None:
        await _meet(services, job.tenant_id, said)
        return
    async with services.database.transaction(job.tenant_id) as tx:
        who = await queries.who_is(tx, said.user_id) if said.user_id else None
    if who is not None:
        await _listen(services, said, said.address_id, who)


async def give_up(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """It could not be handled in all attempts: they hear that nothing was done, and may say it again."""
    for job in batch:
        said = jobs.decode(job, Said)
        to = await queries.address(tx, said.address_id) if said.address_id else None
        if to is not None:
            await outbox.put(tx, to, say(await queries.locale_of(tx, to), "not_handled"))


async def _listen(services: Services, said: Said, address_id: UUID, who: Who) -> None:
    taken = await _files_of(services, who.tenant_id, said)
    try:
        async with services.database.transaction(who.tenant_id, actor=who.actor) as tx:
            if await _begin(tx, said, address_id):
                await _act(tx, services, said, address_id, who, taken)
    except (Conflict, InvalidInput, NotAllowed, NotFound) as refusal:
        # What was done is undone with its transaction; that it was refused is said in another.
        async with services.database.transaction(who.tenant_id, actor=who.actor) as tx:
            if await _begin(tx, said, address_id):
                await _refuse(tx, services, said, address_id, who, refusal)


async def _files_of(services: Services, tenant_id: UUID, said: Said) -> Taken:
    """Before the transaction: the vendor is asked. Again after a crash, which leaves nothing behind."""
    if not said.message.attachments:
        return Taken()
    async with services.database.transaction(tenant_id) as tx:
        found = await channel_queries.inbox_configs(tx, services.vault, [said.inbox_id])
    return await media.take(services, found[said.inbox_id], said.message.attachments)


async def _begin(tx: Tx, said: Said, address_id: UUID) -> bool:
    """False when it was done before."""
    done = await tx.execute(
        update(AttendantWords)
        .where(
            AttendantWords.inbox_id == said.inbox_id,
            AttendantWords.external_id == said.message.external_id,
            AttendantWords.handled_at.is_(None),
        )
        .values(handled_at=clock.now(), address_id=address_id)
    )
    return bool(done)


async def _act(tx: Tx, services: Services, said: Said, address_id: UUID, who: Who, taken: Taken) -> None:
    speaker = await _speaker(tx, services, said, address_id, who)
    if speaker is None:
        return
    await linking.note_heard(tx, address_id, said.message.sender)
    await outbox.let_go(tx, speaker.address)
    meaning = _meaning(said.message)
    match meaning:
        case Words() if await _is_chatter(tx, speaker, said):
            _log.info("chatter_passed_over", inbox=str(said.inbox_id))
        case Words():
            await _answer(speaker, said, meaning, taken)
        case Unknown(name):
            await speaker.say("unknown", name=name, help=speaker.words("help"))
        case Choice(number):
            await doing.choose(speaker, number)
        case Command() if not await _may_command(tx, speaker, said, meaning):
            await speaker.say("commands_off")
        case Command():
            tx.publish(
                CommandGiven(
                    conversation_id=speaker.about, user_id=who.user_id, channel=speaker.channel,
                    command=meaning.verb.value,
                )
            )  # fmt: skip
            await doing.run(speaker, meaning)


async def _is_chatter(tx: Tx, speaker: InMessenger, said: Said) -> bool:
    """Colleagues talk in their channels, too: outside of our threads and of the chat with us, words are theirs."""
    name = said.message.thread
    if name is None or speaker.thread is not None or speaker.about is not None:
        return False
    return not await queries.is_chat_of(tx, speaker.address.id, name)


def _meaning(message: IncomingMessage) -> Words | Command | Choice | Unknown:
    """A pressed button says its value. The words beside a file are never a command."""
    chosen = message.content.get("chosen")
    if isinstance(chosen, str):
        return understand(chosen)
    if message.attachments or message.kind in (MessageKind.IMAGE, MessageKind.VIDEO, MessageKind.DOCUMENT):
        said = understand(message.text)
        return said if isinstance(said, Words) else Words(message.text)
    return understand(message.text)


async def _may_command(tx: Tx, speaker: InMessenger, said: Said, command: Command) -> bool:
    """Taking, from the card, is always possible: without it nobody could answer."""
    switch = _SWITCHES.get(speaker.channel)
    if switch is None or (command.verb is Verb.TAKE and said.message.content.get("chosen")):
        return True
    facts = await channel_queries.inbox_facts(tx, [said.inbox_id])
    bot_id = facts[said.inbox_id]["bot_id"] if said.inbox_id in facts else None
    return bool(getattr((await bots.configs(tx, [bot_id]))[bot_id], switch))


async def _speaker(tx: Tx, services: Services, said: Said, address_id: UUID, who: Who) -> InMessenger | None:
    """None when the address was removed meanwhile."""
    address = await queries.address(tx, address_id)
    if address is None:
        return None
    message, place, thread, about = said.message, address, None, None
    if message.thread is not None:
        thread = await queries.thread_named(tx, said.inbox_id, message.thread)
    if thread is not None:
        place = await queries.address(tx, thread.address_id) or address
        about = thread.conversation_id
    elif message.reply_to is not None:
        about, _ = await queries.meant_by(tx, said.inbox_id, message.reply_to)
    return InMessenger(
        tx=tx, who=who, viewer=await doing.new_viewer(tx, who), channels=services.channels, about=about,
        address=address, place=place, thread=thread,
    )  # fmt: skip


async def _answer(speaker: InMessenger, said: Said, words: Words, taken: Taken) -> None:
    """To the customer of exactly one conversation; when it isn't clear which, they are asked."""
    message = said.message
    if message.kind not in _ANSWERS or not (words.text.strip() or message.attachments):
        await speaker.say("media_later")
        return
    if taken.is_refused:
        await speaker.say("file_not_had")
        return
    shown = await _addressee(speaker, words.number)
    if shown is None:
        return
    speaker.who.require("conversations.reply")
    found = await actions.lock(speaker.tx, shown.id, speaker.viewer)
    quoted = None
    if message.reply_to is not None:
        about, message_id = await queries.meant_by(speaker.tx, said.inbox_id, message.reply_to)
        quoted = message_id if about == shown.id else None
    file_ids = await media.hand_over(
        speaker.tx, taken.kept, conversation_id=shown.id, inbox_id=found.inbox_id, user_id=speaker.who.user_id
    )
    draft = Draft(
        words.text,
        client_id=f"said:{said.inbox_id}:{message.external_id}",
        content={"via": speaker.channel},
        reply_to=quoted,
        files=Attached(file_ids, speaker.channels[found.channel].capabilities) if file_ids else None,
    )
    sender = Sender("attendant", speaker.who.user_id)
    message_id, _ = await posting.post_reply(
        speaker.tx, found, draft, sender, author_name=speaker.who.name, limit=speaker.limit_of(found.channel)
    )
    await speaker.tx.execute(
        update(AttendantWords)
        .where(AttendantWords.inbox_id == said.inbox_id, AttendantWords.external_id == message.external_id)
        .values(conversation_id=shown.id, message_id=message_id)
    )
    if not speaker.place.is_place and speaker.about is None:
        await speaker.choose(shown.id)
    if shown.status == "assigned":  # answering is accepting
        await showing.bring_in_line(speaker.tx, shown.id)


async def _addressee(speaker: InMessenger, number: int | None) -> Shown | None:
    """Named, of the thread, or quoted; else the current one; else the only one that was accepted."""
    if number is not None or speaker.about is not None:
        return await doing.meant(speaker, number)
    mine = await queries.mine(speaker.tx, speaker.who.user_id)
    accepted = [one for one in mine if one.status != "assigned"]
    current_id = speaker.current
    if current_id is not None:
        current = [one for one in accepted if one.id == current_id]
        if not current:
            await _say_it_is_over(speaker, current_id, accepted)
        return current[0] if current else None
    if len(accepted) == 1:
        return accepted[0]
    if not accepted and mine:
        await speaker.say("accept_first", number=mine[0].number)
        return None
    await doing.ask_which(speaker, accepted)
    return None


async def _say_it_is_over(speaker: InMessenger, current_id: UUID, others: list[Shown]) -> None:
    """The one they talked in has ended or is somebody else's: what they wrote for it goes to no other customer."""
    await speaker.choose(None)
    ended = await queries.conversation(speaker.tx, current_id)
    await speaker.say("over_since", number=ended.number if ended else "?")
    if others:
        await doing.ask_which(speaker, others)


async def _refuse(
    tx: Tx, services: Services, said: Said, address_id: UUID, who: Who, refusal: AttendanceError
) -> None:
    """Why nothing was done, in words."""
    speaker = await _speaker(tx, services, said, address_id, who)
    if speaker is None:
        return
    await linking.note_heard(tx, address_id, said.message.sender)
    await outbox.let_go(tx, speaker.address)
    meaning = _meaning(said.message)
    number = getattr(meaning, "number", None)
    shown = await queries.conversation(tx, speaker.about) if speaker.about else None
    if number is None and shown is not None:
        number = shown.number
    await speaker.hear(doing.reason_of(refusal, who.locale, number=number or "?"))


async def _meet(services: Services, tenant_id: UUID, said: Said) -> None:
    """Somebody unknown: a code or the workspace's word for their e-mail says who they are, or they hear how."""
    sender = said.message.sender
    async with services.database.transaction(tenant_id) as tx:
        found = await channel_queries.inbox_configs(tx, services.vault, [said.inbox_id])
        locale = (await company.read(tx)).locale
    if said.inbox_id not in found:
        return
    inbox = found[said.inbox_id]
    channel = services.channels[inbox.channel]
    code = link_code(said.message.text)
    if code is None and isinstance(channel, Profiling):
        sender = await _profile(channel, inbox, said) or sender
    async with services.database.transaction(tenant_id) as tx:
        if code is not None:
            address_id = await linking.by_code(tx, inbox.id, sender, code)
        else:
            address_id = await linking.by_email(tx, inbox.id, sender)
        who = await _owner(tx, address_id)
        is_command = code is None and not isinstance(_meaning(said.message), Words)
        if who is not None and address_id is not None and not is_command:
            await _welcome(tx, said, address_id, who)
            return
    if who is None or address_id is None:
        await _tell_stranger(channel, inbox, said, say(locale, "code_wrong" if code else "stranger"))
        return
    await _listen(services, said, address_id, who)


async def _profile(channel: Profiling, inbox: InboxConfig, said: Said) -> Any:
    try:
        known = await channel.profile(inbox, said.message.sender.external_id)
    except (Rejected, Misconfigured) as refusal:
        _log.info("profile_refused", inbox=str(inbox.id), reason=refusal.reason)
        return None
    return replace(known, external_id=said.message.sender.external_id)


async def _owner(tx: Tx, address_id: UUID | None) -> Who | None:
    address = await queries.address(tx, address_id) if address_id is not None else None
    return await queries.who_is(tx, address.user_id) if address and address.user_id else None


async def _welcome(tx: Tx, said: Said, address_id: UUID, who: Who) -> None:
    address = await queries.address(tx, address_id)
    if address is None or not await _begin(tx, said, address_id):
        return
    await linking.note_heard(tx, address_id, said.message.sender)
    help_text = say(who.locale, "help")
    await outbox.put(tx, address, say(who.locale, "linked", name=who.name, help=help_text))


async def _tell_stranger(channel: Channel, inbox: InboxConfig, said: Said, text: str) -> None:
    """Straight to the vendor: who has no address has no outbox."""
    message = said.message
    outgoing = Outgoing(
        message_id=uuid5(inbox.id, message.external_id), conversation_id=inbox.id,
        recipient=message.sender.external_id, kind=MessageKind.TEXT, text=text, content={},
        recipient_aliases=message.sender.aliases, thread=message.thread, author_kind="system",
        last_inbound_at=clock.now(),
    )  # fmt: skip
    try:
        await channel.send(inbox, outgoing)
    except (Rejected, Misconfigured) as refusal:
        _log.info("stranger_not_told", inbox=str(inbox.id), reason=refusal.reason)


async def tell_failure(tx: Tx, message_id: UUID) -> None:
    """An answer that was written in a messenger did not reach the customer: its author hears it there."""
    row = await tx.first(
        select(AttendantWords.address_id, AttendantWords.conversation_id, Message.text, Message.reason)
        .join(Message, Message.id == AttendantWords.message_id)
        .where(AttendantWords.message_id == message_id, Message.state == "failed")
    )
    if row is None or row.address_id is None or row.conversation_id is None:
        return
    to = await queries.address(tx, row.address_id)
    shown = await queries.conversation(tx, row.conversation_id)
    if to is None or shown is None:
        return
    locale, reason = await queries.locale_of(tx, to), row.reason or {}
    is_known = reason.get("code") == WindowClosed.code
    why = say(locale, WindowClosed.code) if is_known else str(reason.get("message", ""))
    words = shorten(row.text, _LONGEST_QUOTE)
    text = say(locale, "failed", who=shown.contact_name, number=shown.number, words=words, reason=why)
    await outbox.put(tx, to, text, conversation_id=shown.id)
