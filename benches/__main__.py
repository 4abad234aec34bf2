"""`python -m benches [NAME …] [--seconds N] [--json FILE]`: run the benchmarks and show what they measured."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from benches import basic, inbound, memory, reading, routing, sockets, work
from benches.report import Report

BENCHES: dict[str, Callable[..., Awaitable[None]]] = {
    "basic": basic.run,
    "inbound": inbound.run,
    "routing": routing.run,
    "sockets": sockets.run,
    "reading": reading.run,
    "memory": memory.run,
    "work": work.run,
}


async def _run(names: list[str], seconds: float) -> Report:
    report = Report()
    for name in names:
        print(f"measuring {name} …", flush=True)
        await BENCHES[name](report, seconds=seconds)
    return report


def main() -> None:
    parser = argparse.ArgumentParser(prog="attend bench", description="Measure the product on this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all without one")
    parser.add_argument("--seconds", type=float, default=60, help="how long steady loads last")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(BENCHES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        report = runner.run(_run(asked.names or list(BENCHES), asked.seconds))
    report.show()
    if asked.json:
        asked.json.write_text(json.dumps(report.as_json(), indent=2) + "\n")


if __name__ == "__main__":
    main()
