"""The language alone: reading a script, running a loop, storing what waits; beside the same loop in bare Python."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from random import Random
from typing import Any

from attendance.basic.compiler import compile_script
from attendance.basic.host import MISSING, EffectKey, Finished, Invocation, Question, Started, Value
from attendance.basic.machine import Execution
from attendance.basic.machine import run as run_turn
from attendance.basic.parser import parse
from benches.report import Figure, Report, quantile

_LINES = 300
_TURNS = 60_000
"""Turns of the loop: a turn of a script may take 100,000 steps, which a loop of two statements just doesn't reach."""

_PART = """
' Atende um pedido
HEAR pedido{n} AS INTEGER WITH "Qual é o número do pedido?" RETRIES 2
cliente = FIND "customers", "phone='" + session.phone + "'"
IF cliente NOT FOUND THEN
    TALK "Ainda não temos seu cadastro, " + (session.user_name OR "tudo bem") + "."
ELSE IF cliente.tier = "premium" AND NOT session.needs_human THEN
    TRANSFER TO HUMAN "vip", "high", "Pedido ${pedido{n}}"
END IF
FOR EACH item IN [1, 2, 3]
    total{n} = (total{n} OR 0) + item * 2
NEXT item
SET SESSION "total", total{n}
"""
_LOOP = """
soma = 0
FOR i = 1 TO {turns}
    IF i MOD 3 = 0 THEN soma = soma + i
NEXT i
RETURN soma
"""
_WAITING = "\n".join(f'variavel{n} = "valor {n}"' for n in range(30)) + '\nHEAR resposta WITH "E agora?"\n'


async def run(report: Report, *, seconds: float) -> None:
    script = _long_script()
    read = [_took(lambda: parse(script, "bench.bas")) for _ in range(30)]
    loops = [await _loop_rate() for _ in range(5)]
    stored = await _stored_times()
    report.add(
        Figure(f"script of {_LINES} lines parsed, p50", quantile(read, 0.5) * 1000, "ms", 25),
        Figure(
            "iterations of a loop with an IF and a sum",
            max(loops),
            "/s",
            150_000,
            is_least=True,
            limit=_bare_rate(),
        ),
        Figure("30 variables stored and loaded, p50", quantile(stored, 0.5) * 1_000_000, "µs", 100),
    )


def _long_script() -> str:
    lines: list[str] = []
    n = 0
    while len(lines) < _LINES:
        n += 1
        lines += _PART.replace("{n}", str(n)).strip().splitlines()
    return "\n".join(lines) + "\n"


async def _loop_rate() -> float:
    program = compile_script(parse(_LOOP.replace("{turns}", str(_TURNS // 2)), "loop.bas").script)
    began = time.perf_counter()
    outcome = await run_turn(Execution.start(program), _Silent(), Started())
    took = time.perf_counter() - began
    if not isinstance(outcome, Finished):
        raise RuntimeError(f"the loop did not end: {outcome}")
    return (_TURNS // 2) / took


def _bare_rate() -> float:
    """The same loop, Python's own."""
    began = time.perf_counter()
    total = 0
    for i in range(1, _TURNS + 1):
        if i % 3 == 0:
            total = total + i
    return _TURNS / (time.perf_counter() - began)


async def _stored_times() -> list[float]:
    program = compile_script(parse(_WAITING, "wait.bas").script)
    execution = Execution.start(program)
    await run_turn(execution, _Silent(), Started())
    programs = {program.hash: program}

    def there_and_back() -> None:
        Execution.load(json.loads(execution.stored(1_000_000)), programs)

    return [_took(there_and_back) for _ in range(500)]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class _Silent:
    """A host without a product."""

    language, country = "pt-BR", "BR"
    zone: tzinfo = UTC
    random = Random(1)

    def now(self) -> datetime:
        return datetime(2026, 3, 10, 12, tzinfo=UTC)

    def context(self, name: str) -> Value:
        return {} if name == "session" else MISSING

    def setting(self, name: str) -> Value:
        return MISSING

    def script(self, name: str) -> Any:
        return None

    def trace(self, event: str, line: int, **values: Value) -> None: ...

    async def perform(self, invocation: Invocation) -> Value:
        return None

    async def ask(self, question: Question, key: EffectKey) -> None: ...

    def valid_phone(self, text: str) -> str | None:
        return text
