"""The inbox and its search over a million messages."""

import time
from collections.abc import Sequence
from typing import Any

import asyncpg
import httpx

from benches import stage
from benches.report import Figure, Report, quantile
from benches.stage import Stage

CONVERSATIONS, MESSAGES_EACH = 50_000, 20
_ROUNDS = 60


async def run(report: Report, *, seconds: float) -> None:
    async with stage.running() as here:
        await _fill(here)
        async with here.api() as api:
            lists = await _time(
                api, [f"/api/attendance/conversations?view={v}" for v in ("all", "queue", "resolved", "mine")]
            )
            counts = await _time(api, ["/api/attendance/conversations/counts"])
            words = [
                "devolucao",
                "boleto vencido",
                "Cliente 4711",
                "97777",
                "entrega atrasada recife",
                "nota fiscal",
            ]
            searches = await _time(api, [f"/api/attendance/conversations/search?q={word}" for word in words])
        await here.database.close()
    report.add(
        Figure("inbox list, 1,000,000 messages, p50", quantile(lists, 0.5), "ms"),
        Figure("inbox list, 1,000,000 messages, p95", quantile(lists, 0.95), "ms", 200),
        Figure("counts of the views, p95", quantile(counts, 0.95), "ms", 200),
        Figure("search, 1,000,000 messages, p50", quantile(searches, 0.5), "ms"),
        Figure("search, 1,000,000 messages, p95", quantile(searches, 0.95), "ms", 500),
    )


async def _time(api: httpx.AsyncClient, paths: Sequence[str]) -> list[float]:
    taken: list[float] = []
    for number in range(_ROUNDS):
        began = time.perf_counter()
        answer = await api.get(paths[number % len(paths)])
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text
    return taken


async def _fill(here: Stage) -> None:
    connection: asyncpg.Connection[Any] = await asyncpg.connect(here.database.dsn)
    await connection.execute("set synchronous_commit = off; set maintenance_work_mem = '256MB'")
    for statement in (_CONTACTS, _TALKS, _MESSAGES):
        arguments: tuple[object, ...] = (here.tenant_id, CONVERSATIONS)
        if statement is not _CONTACTS:
            arguments = (here.tenant_id, here.inbox_id, *((MESSAGES_EACH,) if statement is _MESSAGES else ()))
        await connection.execute(statement, *arguments)
    await connection.execute("analyze")
    await connection.close()


_CONTACTS = """
insert into crm_contacts (id, tenant_id, name, phone)
select gen_random_uuid(), $1, 'Cliente ' || n, '+55119' || lpad((n * 7919 % 100000000)::text, 8, '0')
from generate_series(1, $2::int) n
"""
_TALKS = """
insert into conversations (id, tenant_id, number, inbox_id, contact_id, channel, recipient, status, owner,
  waiting_since, last_activity_at, created_at, updated_at, resolved_at, last_seq, inbound_count, last_message)
select gen_random_uuid(), $1, c.n, $2, c.id, 'whatsapp', c.n::text,
  case when c.n % 10 = 0 then 'waiting' when c.n % 10 = 1 then 'bot' else 'resolved' end,
  case when c.n % 10 = 0 then 'human' else 'bot' end, case when c.n % 10 = 0 then now() end,
  now() - (c.n || ' min')::interval, now() - (c.n || ' min')::interval, now(),
  case when c.n % 10 > 1 then now() end, 20, 10,
  jsonb_build_object('seq', 20, 'kind', 'text', 'direction', 'in', 'author_kind', 'contact', 'text', 'Oi', 'at', now(),
                     'state', 'received')
from (select id, row_number() over (order by id) as n from crm_contacts) c
"""
_MESSAGES = """
insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_name, text,
  external_id, state, created_at, search)
select gen_random_uuid(), $1, t.id, $2, t.n, case when t.n % 2 = 1 then 'in' else 'out' end, 'text',
  case when t.n % 2 = 1 then 'contact' else 'attendant' end, 'Cliente', t.words, gen_random_uuid()::text, 'read',
  t.last_activity_at - (20 - t.n) * interval '1 min', message_vector(t.words)
from (
  select c.id, n, c.last_activity_at, (array[
    'Meu pedido ainda não chegou, vocês podem verificar a entrega?', 'Bom dia! Vou verificar com a transportadora.',
    'Preciso da segunda via do boleto vencido, por favor.', 'Quero trocar o produto que veio com defeito.',
    'A devolução foi aprovada e o estorno cai em cinco dias úteis.', 'Consegue me ligar amanhã às dez horas?',
    'A nota fiscal saiu com o endereço errado.', 'Obrigado pelo atendimento, ficou tudo resolvido!',
    'O aplicativo fecha sozinho quando abro a câmera.', 'Entrega atrasada em Recife, qual o novo prazo?'
  ])[1 + (c.number * 7 + n * 3) % 10] || ' Protocolo ' || (c.number * 31 + n) as words
  from conversations c, generate_series(1, $3::int) n
) t
"""
