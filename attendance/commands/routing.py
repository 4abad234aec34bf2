"""`attendance routing …`: try strategies on traffic before real customers do, and check past decisions."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from statistics import fmean
from typing import Annotated
from uuid import UUID

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from attendance.commands import database
from attendance.commands.companies import Tenant, find_company
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel import clock
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.text import fold
from attendance.queues import decisions, erlang, queries
from attendance.queues.rules import AnotherPolicyVersion, replay
from attendance.queues.schemas import Strategy
from attendance.queues.simulation import Result, compare
from attendance.queues.snapshot import Candidate, Policy, Question
from attendance.queues.traffic import (
    Arrival,
    Demand,
    arrivals_per_second,
    crew,
    generate,
    recorded,
    recorded_crew,
)

app = typer.Typer(name="routing", help="Routing of conversations: simulate strategies, replay decisions.")

_ANY_QUEUE = UUID(int=0)
_CAPTION = "Waits of those served; left: gave up waiting; Jain: fairness, 1 is equal"
_USUAL_HANDLING_SECONDS = 300.0

Days = Annotated[float, typer.Option(min=0.01, help="How far back, in days.")]
AsJson = Annotated[bool, typer.Option("--json", help="Figures for programs.")]


@app.command()
def simulate(
    attendants: Annotated[int, typer.Option(min=1, help="People who are online.")] = 10,
    capacity: Annotated[int, typer.Option(min=1, help="Conversations that one person holds at once.")] = 3,
    load: Annotated[float, typer.Option(min=0.01, help="Share of all capacity that is needed: 0.8.")] = 0.8,
    handling_seconds: Annotated[
        float, typer.Option(min=1, help="Mean time to serve.")
    ] = _USUAL_HANDLING_SECONDS,
    patience_seconds: Annotated[float | None, typer.Option(min=1, help="Mean wait before giving up.")] = None,
    hours: Annotated[float, typer.Option(min=0.1, help="Hours of traffic.")] = 8,
    topics: Annotated[
        float, typer.Option(min=0, max=1, help="Share with a topic, people and customers.")
    ] = 0,
    returning: Annotated[float, typer.Option(min=0, max=1, help="Share of customers served before.")] = 0,
    seed: Annotated[int, typer.Option(help="Same seed, same traffic.")] = 1,
    strategy: Annotated[list[Strategy] | None, typer.Option(help="Repeat for several; all without.")] = None,
    queue: Annotated[
        str | None, typer.Option(help="Use the traffic that this queue (name or id) had.")
    ] = None,
    days: Days = 7,
    tenant: Tenant = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare strategies on the same traffic: waits, fairness, utilisation, and what theory expects.

    The traffic is generated or, with --queue, what a queue had in the last --days, with the people who served it."""
    strategies = strategy or list(Strategy)
    if queue is not None:
        with failing_clearly(), database.migrated(settings_of(data)) as dsn:
            policy, crowd, traffic = asyncio.run(_recorded(dsn, tenant, queue, timedelta(days=days)))
        results = compare(policy, crowd, traffic, strategies)
        _show(results, f"{queue}, {len(crowd)} attendants, {days:g} days", as_json=as_json)
        return
    demand = Demand(load, handling_seconds, patience_seconds, hours, topics, returning, seed)
    people = crew(attendants, capacity, topic_share=topics, seed=seed)
    results = compare(Policy(_ANY_QUEUE), people, generate(demand, people), strategies)
    _show(results, f"{attendants} attendants × {capacity}, load {load:.0%}, {hours:g} h", as_json=as_json)
    if not as_json:
        console.print(_theory(demand, people))


@app.command("replay")
def replay_decisions(
    days: Days = 7, tenant: Tenant = None, data: Data = None, as_json: AsJson = False
) -> None:
    """Decide again from the stored inputs of every decision; a difference means that a record was changed."""
    with failing_clearly(), database.migrated(settings_of(data)) as dsn:
        replayed = asyncio.run(_replay(dsn, tenant, timedelta(days=days)))
    if as_json:
        typer.echo(json.dumps(asdict(replayed), default=str, indent=2))
    else:
        console.print(
            f"{replayed.equal} decisions replayed bit for bit, {len(replayed.different)} came out differently, "
            f"{replayed.of_other_rules} were made under other rules."
        )
        for decision_id in replayed.different:
            console.print(f"different: {decision_id}")
    if replayed.different:
        raise typer.Exit(1)


@dataclass(slots=True)
class _Replayed:
    equal: int = 0
    of_other_rules: int = 0
    different: list[UUID] = field(default_factory=list)


async def _replay(dsn: str, tenant: str | None, period: timedelta) -> _Replayed:
    replayed, connected = _Replayed(), Database(dsn, pool_size=2)
    try:
        tenant_id = await find_company(connected, tenant)
        async with connected.transaction(tenant_id) as tx:
            now = clock.now()
            async for decision_id, stored in decisions.verdicts(tx, since=now - period, until=now + _SKEW):
                try:
                    is_equal = replay(stored) == stored
                except AnotherPolicyVersion:
                    replayed.of_other_rules += 1
                    continue
                if is_equal:
                    replayed.equal += 1
                else:
                    replayed.different.append(decision_id)
    finally:
        await connected.close()
    return replayed


_SKEW = timedelta(minutes=5)
"""Decisions of one instant are stored a microsecond apart, and clocks of other machines run ahead."""


async def _recorded(
    dsn: str, tenant: str | None, queue: str, period: timedelta
) -> tuple[Policy, tuple[Candidate, ...], list[Arrival]]:
    connected, questions = Database(dsn, pool_size=2), list[Question]()
    try:
        tenant_id = await find_company(connected, tenant)
        async with connected.transaction(tenant_id) as tx:
            queue_id = await _queue(tx, queue)
            since, until = clock.now() - period, clock.now() + _SKEW
            async for _, stored in decisions.verdicts(tx, since=since, until=until):
                if stored.question.policy.queue_id == queue_id:
                    questions.append(stored.question)
            handling = await decisions.handling_seconds(tx, since=since, until=until)
    finally:
        await connected.close()
    if not questions:
        raise NotFound("decision of this queue in the period")
    usual = fmean(handling.values()) if handling else _USUAL_HANDLING_SECONDS
    arrivals = recorded(questions, handling, otherwise=usual)
    return questions[-1].policy, recorded_crew(questions), arrivals


async def _queue(tx: Tx, named: str) -> UUID:
    for one in await queries.everything(tx):
        if named == str(one.id) or fold(named) == fold(one.name):
            return one.id
    raise NotFound("queue")


def _show(results: Sequence[Result], title: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in results], indent=2))
        return
    title = f"{title}: {results[0].arrivals} conversations"
    table = Table(title=title, caption=_CAPTION, box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("strategy", no_wrap=True)
    for name in ("at once", "mean", "95 %", "max", "left", "never", "Jain", "used"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in results:
        table.add_row(*_cells(one))
    console.print(table)


def _cells(result: Result) -> list[str]:
    return [
        result.strategy.value,
        f"{result.served_at_once:.0%}",
        f"{result.mean_wait_seconds:.1f} s",
        f"{result.p95_wait_seconds:.0f} s",
        f"{result.longest_wait_seconds:.0f} s",
        str(result.gave_up),
        str(result.never_served),
        f"{result.fairness:.4f}",
        f"{result.utilisation:.0%}",
    ]


def _theory(demand: Demand, people: Sequence[Candidate]) -> str:
    """Erlang's answer to the same question; strategies that hold people back wait longer."""
    servers, rate = sum(person.capacity for person in people), arrivals_per_second(demand, people)
    if demand.patience_seconds is None:
        wait = erlang.mean_wait_seconds(
            servers, arrivals_per_second=rate, handling_seconds=demand.handling_seconds
        )
        return f"Erlang-C expects a mean wait of {wait:.1f} s."
    wait = erlang.mean_impatient_wait_seconds(
        servers,
        arrivals_per_second=rate,
        handling_seconds=demand.handling_seconds,
        patience_seconds=demand.patience_seconds,
    )
    share = erlang.share_giving_up(wait, demand.patience_seconds)
    return f"Erlang-A expects a mean of {wait:.1f} s in the line, and {share:.1%} to give up."
