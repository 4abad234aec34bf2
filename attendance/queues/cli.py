"""`attendance routing …`: try strategies on traffic before real customers do, and check past decisions."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from attendance.queues import erlang
from attendance.queues.schemas import Strategy
from attendance.queues.simulation import Result, compare
from attendance.queues.snapshot import Candidate, Policy
from attendance.queues.traffic import Arrival, Demand, arrivals_per_second, crew, generate

app = typer.Typer(name="routing", help="Routing of conversations: simulate strategies, replay decisions.")

_ANY_QUEUE = UUID(int=0)
_CAPTION = "Waits of those served; left: gave up waiting; Jain: fairness, 1 is equal"


@app.command()
def simulate(
    attendants: Annotated[int, typer.Option(min=1, help="People who are online.")] = 10,
    capacity: Annotated[int, typer.Option(min=1, help="Conversations that one person holds at once.")] = 3,
    load: Annotated[float, typer.Option(min=0.01, help="Share of all capacity that is needed: 0.8.")] = 0.8,
    handling_seconds: Annotated[float, typer.Option(min=1, help="Mean time to serve.")] = 300,
    patience_seconds: Annotated[float | None, typer.Option(min=1, help="Mean wait before giving up.")] = None,
    hours: Annotated[float, typer.Option(min=0.1, help="Hours of traffic.")] = 8,
    topics: Annotated[
        float, typer.Option(min=0, max=1, help="Share with a topic, people and customers.")
    ] = 0,
    returning: Annotated[float, typer.Option(min=0, max=1, help="Share of customers served before.")] = 0,
    seed: Annotated[int, typer.Option(help="Same seed, same traffic.")] = 1,
    strategy: Annotated[list[Strategy] | None, typer.Option(help="Repeat for several; all without.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for programs.")] = False,
) -> None:
    """Compare strategies on generated traffic: waits, fairness, utilisation, and what theory expects."""
    demand = Demand(load, handling_seconds, patience_seconds, hours, topics, returning, seed)
    people = crew(attendants, capacity, topic_share=topics, seed=seed)
    arrivals = generate(demand, people)
    results = compare(Policy(_ANY_QUEUE), people, arrivals, strategy or list(Strategy))
    if as_json:
        typer.echo(
            json.dumps({"arrivals": len(arrivals), "results": [asdict(one) for one in results]}, indent=2)
        )
        return
    _print(results, arrivals, title=f"{attendants} attendants × {capacity}, load {load:.0%}, {hours:g} h")
    Console().print(_theory(demand, people))


def _print(results: Sequence[Result], arrivals: Sequence[Arrival], *, title: str) -> None:
    table = Table(
        title=f"{title}: {len(arrivals)} conversations", caption=_CAPTION, box=SIMPLE_HEAD, pad_edge=False
    )
    table.add_column("strategy", no_wrap=True)
    for name in ("at once", "mean", "95 %", "max", "left", "never", "Jain", "used"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in results:
        table.add_row(*_cells(one))
    Console().print(table)


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
