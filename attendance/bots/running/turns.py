"""A bot's turn: one transaction under the conversation's lock, run again from its start after each call outside."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar
from uuid import UUID, uuid5

from sqlalchemy.engine import RowMapping

from attendance.basic.host import Answer, Completed, EventHappened, Happening, Started, TimedOut
from attendance.basic.machine import Execution
from attendance.basic.program import Program
from attendance.bots import queries, sources
from attendance.bots.keywords.base import CallNeeded
from attendance.bots.queries import BotFacts
from attendance.bots.running import answering, attachments, context, store
from attendance.bots.running.run import ENDED, Run
from attendance.bots.scripts import summaries
from attendance.bots.scripts.jobs import ON_RESOLVE, Due, Hook, Turn, read
from attendance.bots.scripts.programs import Programs
from attendance.bots.scripts.scene import Scene, Services
from attendance.bots.scripts.selection import START, Ask, Begin, choose
from attendance.conversations import actions
from attendance.conversations.actions import Locked
from attendance.identity import company
from attendance.kernel import clock, jobs, log
from attendance.kernel.database import Tx
from attendance.kernel.events import Actor
from attendance.kernel.jobs import Job

_log = log.get("bots")

_MOST_CALLS: Final = 60
_ANSWERED: Final = frozenset({"hear", "response"})

T = TypeVar("T")


async def answer_message(services: Services, job: Job) -> None:
    """Job `bot.turn`."""
    asked = jobs.decode(job, Turn)
    await until_done(services, job.tenant_id, lambda tx: _answer(tx, services, asked))


async def go_on_when_due(services: Services, job: Job) -> None:
    """Job `bot.due`."""
    due = jobs.decode(job, Due)
    await until_done(services, job.tenant_id, lambda tx: _go_on(tx, services, due))


async def run_hook(services: Services, job: Job) -> None:
    """Job `bot.hook`."""
    hook = jobs.decode(job, Hook)
    key = uuid5(hook.conversation_id, f"hook:{job.id}")
    await until_done(services, job.tenant_id, lambda tx: _hook(tx, services, hook, key))


async def until_done(services: Services, tenant_id: UUID, work: Callable[[Tx], Awaitable[T]]) -> T:
    """Run the turn; each call that it needs is made between two attempts, its result kept."""
    for _ in range(_MOST_CALLS):
        try:
            async with services.database.transaction(tenant_id, actor=Actor("bot")) as tx:
                return await work(tx)
        except CallNeeded as needed:
            call = needed
        if not call.keyword.may_repeat:
            async with services.database.transaction(tenant_id) as tx:
                await store.begin(tx, call.execution_id, call.key)
        result = await call.keyword.perform(services, call.prepared)
        async with services.database.transaction(tenant_id) as tx:
            await store.keep(tx, call.execution_id, call.key, result)
    raise RuntimeError("a turn asked for more calls than its limits allow")


async def _answer(tx: Tx, services: Services, asked: Turn) -> None:
    found = await actions.lock(tx, asked.conversation_id)
    if found.owner != "bot" or found.owner_epoch != asked.epoch or found.bot_id is None:
        _log.info("bot_turn_dropped", conversation=str(found.id), reason="owner_changed")
        return
    bot = await queries.facts(tx, found.bot_id)
    row = await store.waiting_dialogue(tx, found.id)
    if row is not None and row["last_seq"] >= asked.seq:
        return
    message = await context.message(tx, found.id, asked.seq)
    message["attachments"] = await attachments.of_message(tx, services, message)
    if row is not None and await _is_over(tx, bot, row):
        await store.cancel_dialogue(tx, found.id)
        row = None
    if row is None:
        await _begin_dialogue(tx, services, bot, found, asked, message)
    elif row["wait_kind"] in _ANSWERED:
        answer = Answer(message["text"], tuple(message.get("attachments", ())))
        await _resume(tx, services, bot, found, row, answer, message=message, seq=asked.seq)
    else:
        _log.info("bot_message_not_awaited", conversation=str(found.id), waits_for=row["wait_kind"])


async def _is_over(tx: Tx, bot: BotFacts, row: RowMapping) -> bool:
    """What waits won't go on: the attendance was resolved meanwhile, or a new version begins its dialogues anew."""
    if bot.config.basic_on_change == "restart" and row["version"] != bot.version:
        return True
    ends = bot.config.basic_after_resolve == "cancel"
    return ends and await store.was_resolved(tx, row["conversation_id"], since=row["updated_at"])


async def _begin_dialogue(
    tx: Tx, services: Services, bot: BotFacts, found: Locked, asked: Turn, message: dict[str, Any]
) -> None:
    execution_id = uuid5(found.id, f"turn:{asked.seq}")
    if await store.has_run(tx, execution_id):
        return
    published = await sources.published(tx, bot.id)
    if published is None:
        return
    programs = Programs(published)
    has_started = await store.has_started(tx, found.id, START, since=found.created_at)
    chosen = choose(programs, has_started=has_started, has_llm=bool(bot.config.llm_provider_url))
    if isinstance(chosen, Ask):
        scene = await scene_of(tx, services, bot, programs, execution_id, "llm", found, message, turn=1)
        await answering.answer(scene, seq=asked.seq)
        return
    program = programs.named(chosen.script) if isinstance(chosen, Begin) else None
    if program is None:
        return
    scene = await scene_of(tx, services, bot, programs, execution_id, program.name, found, message, turn=1)
    begun = Run(scene, Execution.start(program), kind="dialogue", seq=asked.seq)
    await begun.first(Started())


async def _resume(
    tx: Tx,
    services: Services,
    bot: BotFacts,
    found: Locked | None,
    row: RowMapping,
    happening: Happening,
    *,
    message: dict[str, Any] | None = None,
    seq: int | None = None,
) -> None:
    programs = Programs(await sources.version(tx, row["bot_id"], row["version"]))
    try:
        execution = Execution.load(store.state_of(row), _ByHash(programs))
    except KeyError:
        _log.warning("bot_execution_unreadable", execution=str(row["id"]))
        await store.change(tx, row["id"], ENDED | {"status": "cancelled", "updated_at": clock.now()})
        return
    scene = await scene_of(
        tx, services, bot, programs, row["id"], row["script"], found, message, turn=row["turn"] + 1
    )
    await Run(scene, execution, kind=row["kind"], seq=seq or row["last_seq"]).further(happening)


async def _go_on(tx: Tx, services: Services, due: Due) -> None:
    row = await store.waiting_at(tx, due.execution_id, due.turn)
    if row is None:
        return
    found = await actions.lock(tx, row["conversation_id"]) if row["conversation_id"] else None
    if found is not None and row["kind"] == "dialogue" and found.owner == "human":
        if due.has_happened:
            await store.park(tx, due)
        return  # while people attend, a dialogue stays as it is
    bot = await queries.facts(tx, row["bot_id"])
    happening: Happening = TimedOut()
    if due.has_happened:
        told = read(due.event) if due.event else None
        happening = Completed(told) if row["wait_kind"] == "keyword" else EventHappened(told)
    await _resume(tx, services, bot, found, row, happening)


async def _hook(tx: Tx, services: Services, hook: Hook, execution_id: UUID) -> None:
    """Aside of a dialogue; what on_resolve.bas asks is the next dialogue, unless the one before goes on."""
    found = await actions.lock(tx, hook.conversation_id)
    if found.bot_id is None or await store.has_run(tx, execution_id):
        return
    bot = await queries.facts(tx, found.bot_id)
    published = await sources.published(tx, bot.id)
    program = Programs(published).named(hook.script) if published else None
    if published is None or program is None:
        return
    programs = Programs(published)
    scene = await scene_of(tx, services, bot, programs, execution_id, program.name, found, None, turn=1)
    scene.context["conversation"]["summary"] = await summaries.of(tx, found.id, scene.context["session"])
    for name, facts in hook.facts.items():
        known = scene.context.get(name)
        scene.context[name] = (
            {**known, **facts} if isinstance(known, dict) and isinstance(facts, dict) else facts
        )
    scene.is_farewell = True
    asks = program.name.casefold() == ON_RESOLVE and await store.waiting_dialogue(tx, found.id) is None
    await Run(scene, Execution.start(program), kind="dialogue" if asks else "hook", seq=0).first(Started())


async def scene_of(
    tx: Tx,
    services: Services,
    bot: BotFacts,
    programs: Programs,
    execution_id: UUID,
    script: str,
    found: Locked | None,
    message: dict[str, Any] | None,
    *,
    turn: int,
) -> Scene:
    tx.actor = Actor("bot", bot.id, bot.name)
    about = await company.read(tx)
    names = (
        await context.of_conversation(tx, found.id, bot, about, message)
        if found is not None
        else context.of_bot(bot, about)
    )
    kept = await store.effects(tx, execution_id, turn)
    return Scene(tx, services, bot, programs, about, execution_id, script, found, names, effects=kept)


class _ByHash(dict[str, Program]):
    """The programs of a version, found by their hash when a stored execution names them."""

    def __init__(self, programs: Programs) -> None:
        super().__init__()
        self._programs = programs

    def __missing__(self, hash: str) -> Program:
        return self._programs[hash]
