"""Runs that no customer's message set off: schedules, events, webhooks, blocks that were to run later."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attendance.basic.host import Outcome, Started, Value
from attendance.basic.machine import Execution
from attendance.bots import queries, sources
from attendance.bots.running import store
from attendance.bots.running.run import Run
from attendance.bots.running.turns import scene_of, until_done
from attendance.bots.scripts import schedules
from attendance.bots.scripts.jobs import Aside, Fire, read
from attendance.bots.scripts.programs import Programs
from attendance.bots.scripts.scene import Services
from attendance.conversations import actions
from attendance.kernel import jobs, log
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.jobs import Job

_log = log.get("bots")


async def run_aside(services: Services, job: Job) -> None:
    """Job `bot.aside`."""
    aside = jobs.decode(job, Aside)
    await perform(services, job.tenant_id, aside, {name: read(one) for name, one in aside.names.items()})


async def fire(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """Job `bot.schedule`."""
    for job in batch:
        await schedules.fire(tx, jobs.decode(job, Fire).schedule_id)


async def perform(
    services: Services, tenant_id: UUID, aside: Aside, names: Mapping[str, Value]
) -> Outcome | None:
    """Run it now, `names` being what the entry brings along; None when there is nothing to run, or it has run."""
    return await until_done(services, tenant_id, lambda tx: _perform(tx, services, aside, names))


async def _perform(tx: Tx, services: Services, aside: Aside, names: Mapping[str, Value]) -> Outcome | None:
    found = await actions.lock(tx, aside.conversation_id) if aside.conversation_id else None
    if await store.has_run(tx, aside.run_id):
        return None
    programs = await _programs(tx, aside)
    program = programs.named(aside.script) if programs else None
    if programs is None or program is None or aside.entry not in program.entries:
        _log.info("script_to_run_is_gone", bot=str(aside.bot_id), script=aside.script, entry=aside.entry)
        return None
    bot = await queries.facts(tx, aside.bot_id)
    scene = await scene_of(tx, services, bot, programs, aside.run_id, program.name, found, None, turn=1)
    scene.depth = aside.depth
    scene.is_muted = found is not None and found.owner == "human"
    first = (name for name, _ in program.parameter_slots)
    given = dict(zip(first, map(read, aside.arguments), strict=False))
    execution = Execution.start(program, {**given, **names}, aside.entry)
    return await Run(scene, execution, kind=aside.kind, seq=0).first(Started(), entry=aside.entry)


async def _programs(tx: Tx, aside: Aside) -> Programs | None:
    """The scripts of the version that is meant; None for a bot that is switched off or was never published."""
    if not await queries.with_scripts(tx, [aside.bot_id]):
        return None
    try:
        if aside.version is not None:
            return Programs(await sources.version(tx, aside.bot_id, aside.version))
        published = await sources.published(tx, aside.bot_id)
    except NotFound:
        return None
    return Programs(published) if published else None
