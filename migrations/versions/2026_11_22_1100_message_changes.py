"""When a message changed last, what somebody wrote in the vendor's own app, and sends that were told of before.

Revision ID: message_changes
Revises: destinations
"""

from alembic import op

revision = "message_changes"
down_revision = "destinations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (COLUMNS, POST_ECHO, MARK_SENT):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


COLUMNS = "alter table messages add column changed_at timestamp with time zone;"

# Like a customer's message, but ours: nobody waits because of it, and nothing is delivered again.
POST_ECHO = """
create function conversations_post_echo(p_tenant uuid, p_item jsonb, p_now timestamptz)
returns table (conversation_id uuid, message_id uuid, seq int) language plpgsql as $$
declare c conversations; m messages; opened text := 'open';
begin
  c := conversation_of(p_item);
  if c.id is null then
    c := conversation_reopen(p_item, p_now); opened := 'reopened';
  end if;
  if c.id is null then
    c := conversation_create(p_tenant, p_item, p_now); opened := 'created';
  end if;
  if c.id is null then  -- somebody created it a moment ago
    c := conversation_of(p_item); opened := 'open';
  end if;
  if c.id is null then
    raise exception 'the conversation of contact % keeps changing', p_item ->> 'contact_id' using errcode = '40001';
  end if;
  insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_name, text,
    content, external_id, owner_epoch, state, provider_at, created_at, sent_at, search)
  values ((p_item ->> 'message_id')::uuid, p_tenant, c.id, c.inbox_id, c.last_seq + 1, 'out', p_item ->> 'kind',
    'attendant', p_item ->> 'author_name', p_item ->> 'text', coalesce(p_item -> 'content', '{}'),
    p_item ->> 'external_id', c.owner_epoch, 'sent', (p_item ->> 'provider_at')::timestamptz, p_now,
    coalesce((p_item ->> 'provider_at')::timestamptz, p_now), message_vector(p_item ->> 'text'))
  on conflict (inbox_id, external_id) where external_id is not null do nothing
  returning * into m;
  if not found then
    return;
  end if;
  update conversations v set last_seq = m.seq, last_message = message_preview(m), last_activity_at = p_now,
    updated_at = p_now
  where v.id = c.id;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, payload, at)
  select p_tenant, gen_random_uuid(), e.kind, c.id, 'system', e.payload, p_now
  from (values
    (1, case opened when 'created' then 'conversation.opened' end,
     jsonb_build_object('number', c.number, 'channel', c.channel)),
    (2, 'message.posted', jsonb_build_object('message_id', m.id, 'seq', m.seq, 'direction', 'out', 'kind', m.kind,
                                             'author_kind', 'attendant', 'is_note', false))) as e (position, kind, payload)
  where e.kind is not null order by e.position;
  return query select c.id, m.id, m.seq;
end $$;
"""

# A vendor may tell of a send before our own record of it: what was taken for somebody's message in the vendor's app
# was ours, and is not shown twice.
MARK_SENT = """
create or replace function message_mark_sent(p_message uuid, p_external_id text, p_state text, p_at timestamptz)
returns void language plpgsql as $$
declare m messages; early record;
begin
  perform from conversations v where v.id = (select x.conversation_id from messages x where x.id = p_message) for update;
  delete from messages e using messages x
  where x.id = p_message and x.external_id is null and e.inbox_id = x.inbox_id and e.external_id = p_external_id
    and e.direction = 'out' and e.client_id is null;
  update messages x set external_id = p_external_id where x.id = p_message and x.external_id is null returning * into m;
  if not found then
    return;
  end if;
  perform message_raise_state(p_message, p_state, null, p_at);
  for early in
    delete from early_statuses e where e.inbox_id = m.inbox_id and e.external_id = p_external_id
    returning e.state, e.reason_code, e.reason, e.at
  loop
    perform message_raise_state(p_message, early.state,
      case when early.state = 'failed' then jsonb_build_object('code', early.reason_code, 'message', early.reason,
                                                               'may_retry', false) end, early.at);
  end loop;
end $$;
"""
