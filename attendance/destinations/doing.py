"""What commands do: the same actions as the console's buttons, with the same permissions, as the attendant."""

from typing import Any, Final

from attendance.attendants import actions as presence
from attendance.attendants import queries as attendants
from attendance.attendants.schemas import Attendant, AttendantStatus
from attendance.conversations import actions
from attendance.conversations import queries as conversations
from attendance.conversations.rules import Viewer
from attendance.destinations import cards, queries, showing
from attendance.destinations.cards import Shown, minutes_waited, shorten
from attendance.destinations.commands import Command, Verb, status_named
from attendance.destinations.phrases import knows, say
from attendance.destinations.speaking import Speaker
from attendance.identity.who import Who
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import AttendanceError, NotAllowed, NotFound
from attendance.kernel.text import fold
from attendance.queues import snapshots
from attendance.queues.snapshots import QueueFacts
from attendance.router import commands as router

_SHOWN: Final = 10
_LATEST: Final = 5
_LONGEST_WORDS: Final = 80


async def new_viewer(tx: Tx, who: Who) -> Viewer:
    return await conversations.viewer(tx, who.user_id, who.visibility.value)


async def run(speaker: Speaker, command: Command) -> None:
    """Do it and say so; what isn't possible is said, too."""
    action = _ACTIONS.get(command.verb)
    if action is None:
        await speaker.say("not_here", name=command.verb.value)
        return
    await action(speaker, command)


async def choose(speaker: Speaker, number: int) -> None:
    """From now on words go to this conversation of theirs."""
    shown = await _named(speaker, number)
    if shown is None:
        return
    if shown.assigned_to != speaker.who.user_id or shown.status not in ("active", "pending"):
        phrase = "accept_first" if shown.status in ("waiting", "assigned") else "over_since"
        await speaker.say(phrase, number=number)
        return
    await speaker.choose(shown.id)
    await speaker.say("chosen", who=shown.contact_name, number=number)


async def _queue(speaker: Speaker, _: Command) -> None:
    waiting = await queries.waiting(speaker.tx, speaker.viewer, limit=_SHOWN)
    if not waiting:
        await speaker.say("queue_empty")
        return
    now = clock.now()
    lines = [
        speaker.words(
            "queue_line", number=one.number, who=one.contact_name, queue=one.queue_name or "-",
            minutes=minutes_waited(one, now), words=shorten(one.words, _LONGEST_WORDS),
        )
        for one in waiting
    ]  # fmt: skip
    await speaker.say("queue_list", count=len(waiting), list="\n".join(lines))


async def _take(speaker: Speaker, command: Command) -> None:
    tx, who = speaker.tx, speaker.who
    shown = await _to_take(speaker, command.number)
    if shown is None:
        return
    if shown.assigned_to == who.user_id and shown.status in ("active", "pending"):
        await speaker.choose(shown.id)
        await speaker.say("already_yours", number=shown.number)
        return
    who.require("conversations.reply")
    await router.take(tx, who, speaker.viewer, shown.id)
    await speaker.choose(shown.id)
    await showing.bring_in_line(tx, shown.id)


async def _to_take(speaker: Speaker, number: int | None) -> Shown | None:
    """The one that is named or meant; otherwise the first that was offered to them, or that waits."""
    if number is not None:
        return await _named(speaker, number)
    if speaker.about is not None:
        return await queries.conversation(speaker.tx, speaker.about)
    offered = [one for one in await queries.mine(speaker.tx, speaker.who.user_id) if one.status == "assigned"]
    found = offered or await queries.waiting(speaker.tx, speaker.viewer, limit=1)
    if not found:
        await speaker.say("nothing_offered")
    return found[0] if found else None


async def _resolve(speaker: Speaker, command: Command) -> None:
    shown = await meant(speaker, command.number)
    if shown is None:
        return
    speaker.who.require("conversations.resolve")
    await actions.resolve(speaker.tx, await actions.lock(speaker.tx, shown.id, speaker.viewer))
    await _leave(speaker, shown)
    await speaker.say("resolved", number=shown.number)


async def _transfer(speaker: Speaker, command: Command) -> None:
    shown = await meant(speaker, command.number)
    if shown is None:
        return
    speaker.who.require("conversations.transfer")
    people = await attendants.everybody(speaker.tx)
    queues = [queue for queue in await snapshots.queues(speaker.tx) if queue.is_active]
    target, note = _target(command.rest, people, queues)
    if target is None:
        await _unknown_target(speaker, command.rest, people, queues)
        return
    await router.transfer(
        speaker.tx, speaker.who, speaker.viewer, shown.id,
        attendant_id=str(target.user_id) if isinstance(target, Attendant) else None,
        queue_id=target.id if isinstance(target, QueueFacts) else None,
        note=note or None,
    )  # fmt: skip
    await _leave(speaker, shown)
    await speaker.say("transferred", number=shown.number, name=target.name)


def _target(
    rest: str, people: list[Attendant], queues: list[QueueFacts]
) -> tuple[Attendant | QueueFacts | None, str]:
    """Whom the beginning names, and what follows; the longest name wins, then a first name that only one has."""
    said = rest.strip().removeprefix("@").strip()
    named: list[tuple[str, Attendant | QueueFacts]] = [(person.name, person) for person in people]
    named += [(alias, person) for person in people for alias in person.aliases]
    named += [(queue.name, queue) for queue in queues]
    if not rest.strip().startswith("@"):
        named.sort(key=lambda pair: isinstance(pair[1], Attendant))
    for name, target in sorted(named, key=lambda pair: -len(pair[0])):
        if (note := _after(said, name)) is not None:
            return target, note
    first = [person for person in people if _after(said, person.name.split()[0]) is not None]
    if len(first) == 1:
        return first[0], _after(said, first[0].name.split()[0]) or ""
    return None, ""


def _after(said: str, name: str) -> str | None:
    """What follows the name; None when the text doesn't begin with it, as a whole."""
    words, wanted = said.split(), fold(name).split()
    if not wanted or [fold(word).strip(".,:;") for word in words[: len(wanted)]] != wanted:
        return None
    return " ".join(words[len(wanted) :])


async def _unknown_target(
    speaker: Speaker, said: str, people: list[Attendant], queues: list[QueueFacts]
) -> None:
    if not said.strip():
        await speaker.say("transfer_whom")
        return
    present = [person for person in people if person.status is not AttendantStatus.OFFLINE] or people
    await speaker.say(
        "transfer_unknown", name=shorten(said, _LONGEST_WORDS),
        people=", ".join(person.name for person in present[:_SHOWN]),
        queues=", ".join(queue.name for queue in queues[:_SHOWN]),
    )  # fmt: skip


async def _leave(speaker: Speaker, shown: Shown) -> None:
    """It is theirs no more: this chat hears it from us, all others from what happened."""
    if speaker.current == shown.id:
        await speaker.choose(None)
    await showing.bring_in_line(speaker.tx, shown.id, silent=speaker.silent)


async def _context(speaker: Speaker, command: Command) -> None:
    shown = await meant(speaker, command.number, is_mine=False)
    if shown is None:
        return
    rows = [
        (speaker.words("phone"), shown.contact_phone),
        (speaker.words("email"), shown.contact_email),
        (speaker.words("channel"), cards.channel_name(shown.channel)),
        (speaker.words("queue"), shown.queue_name),
        (speaker.words("topic"), shown.topic),
        (speaker.words("tags"), ", ".join(shown.tags)),
        (speaker.words("note"), shown.note),
    ]
    lines = [speaker.words("context", who=shown.contact_name, number=shown.number)]
    lines += [f"{label}: {value}" for label, value in rows if value]
    latest, _ = await conversations.messages(speaker.tx, shown.id, limit=_LATEST)
    lines += ["", speaker.words("latest") + ":"]
    lines += [
        f"{message.author.name or message.author.kind}: {shorten(message.text, 200)}" for message in latest
    ]
    await speaker.hear("\n".join(lines))


async def _status(speaker: Speaker, command: Command) -> None:
    wanted = status_named(command.rest)
    if command.rest and wanted is None:
        await speaker.say("status_how")
        return
    if wanted is not None:
        speaker.who.require("attendants.status")
        is_browser = await attendants.is_leased(speaker.tx, speaker.who.user_id)
        await presence.set_status(
            speaker.tx,
            speaker.who.user_id,
            wanted,
            is_leased=is_browser and wanted is AttendantStatus.OFFLINE,
        )
    person = await attendants.one(speaker.tx, speaker.who.user_id)
    answer = speaker.words("status_is", status=speaker.words(f"status_{person.status}"))
    await speaker.hear(answer if wanted else f"{answer} {speaker.words('status_how')}")


async def _help(speaker: Speaker, _: Command) -> None:
    await speaker.hear(speaker.help())


async def meant(speaker: Speaker, number: int | None, *, is_mine: bool = True) -> Shown | None:
    """The conversation that a command is about: named, quoted, of the thread, the current one, or the only one.

    When that isn't clear, asks and returns None.
    """
    if number is not None:
        return await _named(speaker, number)
    if speaker.about is not None:
        shown = await queries.conversation(speaker.tx, speaker.about)
        return await _named(speaker, shown.number) if shown else None  # it may be hidden from them by now
    mine = await queries.mine(speaker.tx, speaker.who.user_id)
    current = [one for one in mine if one.id == speaker.current]
    if current or len(mine) == 1:
        return (current or mine)[0]
    await ask_which(speaker, mine)
    return None


async def ask_which(speaker: Speaker, mine: list[Shown]) -> None:
    """Nothing is guessed: they say whom they mean."""
    if not mine:
        await speaker.say("none")
        return
    lines = [
        speaker.words(
            "mine_line", number=one.number, who=one.contact_name, words=shorten(one.words, _LONGEST_WORDS)
        )
        for one in mine[:_SHOWN]
    ]
    await speaker.say("which", list="\n".join(lines), number=mine[0].number)


async def _named(speaker: Speaker, number: int) -> Shown | None:
    shown = await queries.numbered(speaker.tx, speaker.viewer, number)
    if shown is None:
        await speaker.say("no_such", number=number)
    return shown


def reason_of(error: AttendanceError, locale: str, **facts: Any) -> str:
    """Why something was refused, in the attendant's words."""
    if isinstance(error, NotFound):
        return say(locale, "no_such", number=facts.get("number", "?"))
    if knows(error.code):
        return say(locale, error.code, **{**facts, **error.facts})
    return say(locale, "not_allowed") if isinstance(error, NotAllowed) else error.detail


_ACTIONS: Final = {
    Verb.QUEUE: _queue,
    Verb.TAKE: _take,
    Verb.RESOLVE: _resolve,
    Verb.TRANSFER: _transfer,
    Verb.CONTEXT: _context,
    Verb.STATUS: _status,
    Verb.HELP: _help,
    Verb.START: _help,
}
