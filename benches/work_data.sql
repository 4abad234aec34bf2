-- A shop after some years, written in bulk: 200,000 contacts, 50,000 conversations of 20 messages with their events,
-- 100,000 tickets, 3,000 deals. Arithmetic chooses the rows, so that each run is the same. $tenant and $inbox are filled in.

--- contacts
insert into crm_contacts (id, tenant_id, customer_id, name, first_name, last_name, phone, email, tier, ltv, tags, created_at)
select gen_random_uuid(), $tenant, 'cust-' || n, given || ' ' || family || ' ' || n, given, family,
  '+55119' || lpad((n * 7919::bigint % 100000000)::text, 8, '0'), 'cliente' || n || '@example.com',
  (array['premium', 'gold', 'standard'])[1 + n % 3], n % 20000,
  case when n % 7 = 0 then '["vip"]'::jsonb else '[]'::jsonb end, now() - (n % 1400) * interval '1 day'
from (select n, (array['João', 'Maria', 'Conceição', 'José', 'Antônia', 'Luís', 'Ana'])[1 + n % 7] as given,
             (array['da Silva', 'Souza', 'Araújo', 'Gonçalves', 'Pereira'])[1 + n % 5] as family
      from generate_series(1, 200000) n) people;

--- conversations
insert into conversations (id, tenant_id, number, inbox_id, contact_id, channel, recipient, status, owner, bot_id,
  queue_id, queue_name, assigned_to, last_attendant_id, priority, waiting_since, last_activity_at, created_at, updated_at,
  resolved_at, last_seq, inbound_count, last_inbound_text, last_inbound_at, last_message)
select gen_random_uuid(), $tenant, c.n, $inbox, c.id, (array['whatsapp', 'webchat', 'telegram', 'whatsapp'])[1 + c.n % 4],
  c.n::text, status, case when status in ('resolved', 'abandoned') then 'bot' else 'human' end, b.id, q.id, q.name,
  case when status in ('assigned', 'active', 'pending', 'resolved') then a.user_id end,
  case when status <> 'waiting' then a.user_id end, c.n % 4,
  case when status = 'waiting' then began end, began + interval '20 min', began, began + interval '20 min',
  case when status in ('resolved', 'abandoned') then began + interval '20 min' end, 20, 10,
  'Meu pedido ainda não chegou', began,
  jsonb_build_object('seq', 20, 'kind', 'text', 'direction', 'in', 'author_kind', 'contact', 'text', 'Oi', 'at', now(),
                     'state', 'received')
from (
  select id, n, case when n > 1000 then case when n % 25 = 0 then 'abandoned' else 'resolved' end
                     when n % 10 < 2 then 'waiting' when n % 10 = 2 then 'assigned' when n % 10 < 8 then 'active'
                     else 'pending' end as status,
    case when n > 1000 then now() - interval '30 min' - n * interval '5 min' else now() - n * interval '1 min' end as began
  from (select id, row_number() over (order by id) as n from crm_contacts) numbered where n <= 50000
) c
cross join (select id, name from attendance_queues limit 1) q cross join (select id from bots limit 1) b
join (select user_id, row_number() over (order by user_id) - 1 as place from attendants) a on a.place = c.n % 50;

--- messages
insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_name, text,
  external_id, state, created_at, search)
select gen_random_uuid(), $tenant, t.id, $inbox, t.n, case when t.n % 2 = 1 then 'in' else 'out' end, 'text',
  case when t.n % 2 = 1 then 'contact' else 'attendant' end, 'Cliente', t.words, gen_random_uuid()::text, 'read',
  t.created_at + t.n * interval '1 min', message_vector(t.words)
from (
  select c.id, n, c.created_at, (array[
    'Meu pedido ainda não chegou, vocês podem verificar a entrega?', 'Bom dia! Vou verificar com a transportadora.',
    'Preciso da segunda via do boleto vencido, por favor.', 'Quero trocar o produto que veio com defeito.',
    'A devolução foi aprovada e o estorno cai em cinco dias úteis.', 'Consegue me ligar amanhã às dez horas?'
  ])[1 + (c.number * 7 + n * 3) % 6] || ' Protocolo ' || (c.number * 31 + n) as words
  from conversations c, generate_series(1, 20) n
) t;

--- events
-- An old transaction id: whoever follows the log is past these already.
insert into events (xid, tenant_id, uuid, kind, conversation_id, actor_kind, payload, at)
select '3'::xid8, $tenant, gen_random_uuid(), e.kind, c.id, 'system', e.payload, c.created_at + e.minute * interval '1 min'
from conversations c cross join lateral (values
  ('conversation.opened', 0, jsonb_build_object('number', c.number, 'channel', c.channel)),
  ('conversation.handed_over', 1, jsonb_build_object('reason', 'keyword', 'queue_id', c.queue_id, 'queue_name', c.queue_name,
                                                     'context', '{}'::jsonb)),
  ('conversation.assigned', 2, jsonb_build_object('assigned_to', c.last_attendant_id, 'assigned_to_name', 'A', 'how',
      case when c.number % 9 = 0 then 'transfer' else 'routing' end)),
  ('conversation.accepted', 3, jsonb_build_object('assigned_to', c.last_attendant_id, 'assigned_to_name', 'A',
      'waited_seconds', 10 + c.number % 200)),
  ('conversation.resolved', 20, jsonb_build_object('assigned_to', c.assigned_to, 'was_human', true, 'queue_id', c.queue_id,
      'open_seconds', 1200)),
  ('conversation.abandoned', 20, jsonb_build_object('assigned_to', c.assigned_to, 'was_human', true, 'queue_id', c.queue_id,
      'queue_name', c.queue_name, 'open_seconds', 1200))
) as e (kind, minute, payload)
where case e.kind when 'conversation.resolved' then c.status = 'resolved'
                  when 'conversation.abandoned' then c.status = 'abandoned'
                  when 'conversation.assigned' then c.last_attendant_id is not null
                  when 'conversation.accepted' then c.status in ('active', 'pending', 'resolved')
                  else true end;
insert into events (xid, tenant_id, uuid, kind, conversation_id, actor_kind, payload, at)
select '4'::xid8, $tenant, gen_random_uuid(), 'message.posted', m.conversation_id, m.author_kind,
  jsonb_build_object('message_id', m.id, 'seq', m.seq, 'direction', m.direction, 'author_kind', m.author_kind,
                     'is_note', false, 'message_kind', 'text'), m.created_at
from messages m;

--- tickets
insert into attendance_tickets (id, tenant_id, session_id, ticket_number, subject, description, status, priority, category,
  assigned_to, created_at, updated_at, resolved_at, channel, customer_id, tags, queue_id, queue_name)
select gen_random_uuid(), $tenant, c.id, t.n, 'Entrega atrasada do pedido ' || t.n, 'O cliente espera desde a semana passada.',
  t.status, (array['low', 'normal', 'high', 'urgent'])[1 + t.n % 4], (array['sales', 'support', 'billing', 'technical'])[1 + t.n / 4 % 4],
  c.last_attendant_id, began, began + interval '1 h', case when t.status in ('resolved', 'closed') then began + interval '1 h' end,
  c.channel, c.contact_id, '["entrega"]', c.queue_id, c.queue_name
from (select n, case when n % 20 = 0 then (array['open', 'in_progress', 'pending'])[1 + n / 20 % 3]
                     when n % 2 = 0 then 'resolved' else 'closed' end as status,
             now() - n * interval '4 min' as began
      from generate_series(1, 100000) n) t
join conversations c on c.tenant_id = $tenant and c.number = 1 + t.n % 50000;

--- deals
insert into crm_deals (id, tenant_id, name, value, stage, status, position, contact_id, created_at, updated_at, stage_changed_at,
  closed_at)
select gen_random_uuid(), $tenant, 'Oportunidade ' || d.n, d.n % 9000, s.key, s.kind, d.n, c.contact_id, now(), now(), now(),
  case when s.kind <> 'open' then now() - d.n * interval '1 h' end
from generate_series(1, 3000) d (n)
join (select key, kind, row_number() over (order by order_index) - 1 as place, count(*) over () as all_of from crm_pipeline_stages
      where tenant_id = $tenant) s on s.place = d.n % s.all_of
join conversations c on c.tenant_id = $tenant and c.number = d.n;
