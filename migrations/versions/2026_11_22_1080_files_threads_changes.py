"""Files of messages, threads as conversations of their own, and what customers change afterwards.

Revision ID: files_threads_changes
Revises: bot_model_usage
"""

from alembic import op

revision = "files_threads_changes"
down_revision = "bot_model_usage"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (FILES, THREADS, CHANGES, TENANCY, *FUNCTIONS):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# A file belongs to a message, or waits (message_id null) for the message of the person who uploaded it.
FILES = """
create table message_files (
  id uuid not null,
  tenant_id uuid not null,
  message_id uuid,
  conversation_id uuid,
  inbox_id uuid,
  position integer not null default 0,
  kind text not null,
  state text not null default 'pending',
  source jsonb,
  event_id uuid,
  uploaded_by uuid,
  filename text,
  mime_type text,
  size_bytes bigint,
  sha256 text,
  width integer,
  height integer,
  duration_seconds double precision,
  is_voice boolean not null default false,
  is_inline boolean not null default false,
  content_id text,
  storage_key text,
  preview_key text,
  playable_key text,
  playable_type text,
  reason text,
  created_at timestamp with time zone not null,
  stored_at timestamp with time zone,
  constraint pk_message_files primary key (id),
  constraint ck_message_files_state check (state in ('pending','stored','failed','refused')),
  constraint fk_message_files_message_id foreign key(message_id) references messages (id) on delete cascade
);
create index ix_message_files_message_id on message_files (message_id, position);
create index ix_message_files_waiting on message_files (created_at) where message_id is null;
"""

# Where a channel has threads (mail, Slack, Teams) each is a conversation of its own, whoever writes in it.
THREADS = """
alter table conversations add column thread text;
alter table conversations add column subject text;
drop index uq_conversations_open;
create unique index uq_conversations_open on conversations (inbox_id, contact_id)
  where status not in ('resolved','abandoned') and thread is null;
create unique index uq_conversations_thread on conversations (inbox_id, thread)
  where status not in ('resolved','abandoned') and thread is not null;
create index ix_conversations_thread on conversations (inbox_id, thread, created_at) where thread is not null;
"""

CHANGES = """
alter table messages add column edited_at timestamp with time zone;
alter table messages add column deleted_at timestamp with time zone;
alter table messages add column reactions jsonb not null default '[]';
"""

TENANCY = "select protect_table('message_files');"

OF_ITEM = """
create or replace function conversation_of(p_item jsonb) returns conversations language plpgsql as $$
declare c conversations;
begin
  if p_item ->> 'thread' is null then
    select * into c from conversations v
    where v.inbox_id = (p_item ->> 'inbox_id')::uuid and v.contact_id = (p_item ->> 'contact_id')::uuid
      and v.thread is null and v.status not in ('resolved', 'abandoned') for update;
  else
    select * into c from conversations v
    where v.inbox_id = (p_item ->> 'inbox_id')::uuid and v.thread = p_item ->> 'thread'
      and v.status not in ('resolved', 'abandoned') for update;
  end if;
  return c;
end $$;
"""

CREATE = """
create or replace function conversation_create(p_tenant uuid, p_item jsonb, p_now timestamptz) returns conversations
language plpgsql as $$
declare c conversations;
begin
  insert into conversations (id, tenant_id, number, inbox_id, contact_id, channel, recipient, thread, subject, bot_id,
                             is_new_customer, last_activity_at, created_at, updated_at)
  values ((p_item ->> 'conversation_id')::uuid, p_tenant, next_number(p_tenant, 'conversation'),
          (p_item ->> 'inbox_id')::uuid, (p_item ->> 'contact_id')::uuid, p_item ->> 'channel',
          p_item ->> 'recipient', p_item ->> 'thread', p_item ->> 'subject', (p_item ->> 'bot_id')::uuid,
          (p_item ->> 'is_new_contact')::boolean, p_now, p_now, p_now)
  on conflict do nothing
  returning * into c;
  return c;
end $$;
"""

REOPEN = """
create or replace function conversation_reopen(p_item jsonb, p_now timestamptz) returns conversations
language plpgsql as $$
declare c conversations; previous jsonb;
begin
  if p_item ->> 'thread' is null then
    select * into c from conversations v
    where v.contact_id = (p_item ->> 'contact_id')::uuid and v.inbox_id = (p_item ->> 'inbox_id')::uuid
      and v.thread is null
      and v.resolved_at > p_now - make_interval(secs => (p_item ->> 'reopen_seconds')::float8)
    order by v.created_at desc limit 1 for update;
  else
    select * into c from conversations v
    where v.inbox_id = (p_item ->> 'inbox_id')::uuid and v.thread = p_item ->> 'thread'
      and v.resolved_at > p_now - make_interval(secs => (p_item ->> 'reopen_seconds')::float8)
    order by v.created_at desc limit 1 for update;
  end if;
  if not found or c.status not in ('resolved', 'abandoned') then
    return null;
  end if;
  previous := jsonb_build_object('number', c.number, 'channel', c.channel, 'previous_assigned_to', c.assigned_to,
                                 'previous_queue_id', c.queue_id);
  update conversations v set status = 'bot', owner = 'bot', owner_epoch = v.owner_epoch + 1, assigned_to = null,
    queue_id = null, queue_name = null, waiting_since = null, resolved_at = null, transfer_note = null,
    context_data = '{}', recipient = p_item ->> 'recipient'
  where v.id = c.id returning * into c;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, at)
  values (c.tenant_id, gen_random_uuid(), 'conversation.reopened', c.id, 'contact', c.contact_id, p_item ->> 'name',
          previous, p_now);
  return c;
end $$;
"""

# In a thread several people may write: each message names its own author, and answers go to the latest.
POST_INCOMING = """
create or replace function conversations_post_incoming(p_tenant uuid, p_items jsonb, p_now timestamptz)
returns table (i int, conversation_id uuid, message_id uuid, seq int, opened text, status text, owner text,
               owner_epoch int, bot_id uuid, queue_id uuid, assigned_to uuid, last_attendant_id uuid, priority int)
language plpgsql as $$
declare item jsonb; c conversations; m messages; was_pending boolean; was_snoozed boolean;
begin
  for item in select value from jsonb_array_elements(p_items) loop
    i := (item ->> 'i')::int; opened := 'open';
    select * into m from messages x where x.inbox_id = (item ->> 'inbox_id')::uuid and x.external_id = item ->> 'external_id';
    if found then
      opened := 'duplicate'; conversation_id := m.conversation_id; message_id := m.id; seq := m.seq;
      return next;
      continue;
    end if;
    c := conversation_of(item);
    if c.id is null then
      c := conversation_reopen(item, p_now); opened := 'reopened';
    end if;
    if c.id is null then
      c := conversation_create(p_tenant, item, p_now); opened := 'created';
    end if;
    if c.id is null then  -- somebody created it a moment ago
      c := conversation_of(item); opened := 'open';
    end if;
    if c.id is null then
      raise exception 'the conversation of contact % keeps changing', item ->> 'contact_id' using errcode = '40001';
    end if;
    insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_id,
      author_name, text, content, reply_to, external_id, state, provider_at, created_at, search)
    values ((item ->> 'message_id')::uuid, p_tenant, c.id, c.inbox_id, c.last_seq + 1, 'in', item ->> 'kind', 'contact',
      (item ->> 'contact_id')::uuid, item ->> 'name', item ->> 'text', coalesce(item -> 'content', '{}'),
      (select x.id from messages x where x.inbox_id = c.inbox_id and x.external_id = item ->> 'reply_to'),
      item ->> 'external_id', 'received', (item ->> 'provider_at')::timestamptz, p_now, message_vector(item ->> 'text'))
    on conflict (inbox_id, external_id) where external_id is not null do nothing
    returning * into m;
    if not found then
      opened := 'duplicate'; conversation_id := c.id; message_id := null; seq := null;
      return next;
      continue;
    end if;
    was_pending := c.status = 'pending'; was_snoozed := c.snoozed_until is not null;
    update conversations v set last_seq = m.seq, inbound_count = v.inbound_count + 1, last_message = message_preview(m),
      last_inbound_at = p_now, last_inbound_text = left(m.text, 200), last_activity_at = p_now, updated_at = p_now, snoozed_until = null,
      status = case when v.status = 'pending' then case when v.assigned_to is null then 'waiting' else 'active' end
                    else v.status end,
      waiting_since = case when v.owner = 'human' then coalesce(v.waiting_since, p_now) else v.waiting_since end,
      recipient = case when v.thread is null then v.recipient else item ->> 'recipient' end
    where v.id = c.id returning * into c;
    insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, at)
    select p_tenant, gen_random_uuid(), e.kind, c.id, 'contact', (item ->> 'contact_id')::uuid, item ->> 'name', e.payload, p_now
    from (values
      (1, case opened when 'created' then 'conversation.opened' end,
       jsonb_build_object('number', c.number, 'channel', c.channel)),
      (2, 'message.posted', jsonb_build_object('message_id', m.id, 'seq', m.seq, 'direction', 'in', 'kind', m.kind,
                                               'author_kind', 'contact', 'is_note', false)),
      (3, case when was_pending and c.status = 'active' then 'conversation.activated' end, '{}'),
      (4, case when was_snoozed then 'conversation.woken' end, '{}')) as e (position, kind, payload)
    where e.kind is not null order by e.position;
    conversation_id := c.id; message_id := m.id; seq := m.seq; status := c.status; owner := c.owner;
    owner_epoch := c.owner_epoch; bot_id := c.bot_id; queue_id := c.queue_id; assigned_to := c.assigned_to;
    last_attendant_id := c.last_attendant_id; priority := c.priority;
    return next;
  end loop;
end $$;
"""

FUNCTIONS = (OF_ITEM, CREATE, REOPEN, POST_INCOMING)
