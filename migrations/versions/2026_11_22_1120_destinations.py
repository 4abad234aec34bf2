"""Where attendants work besides the console: their addresses in messengers, and what is relayed there.

Revision ID: destinations
Revises: mailbox_cursors
"""

from alembic import op

revision = "destinations"
down_revision = "mailbox_cursors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (ADDRESSES, LINKS, HEARD, THREADS, RELAYS, TENANCY, RELAY_STATUS, REACTOR):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Of a person (user_id), or of a place that a team shares (user_id null: a Slack channel, a space).
ADDRESSES = """
create table attendant_addresses (
  id uuid not null,
  tenant_id uuid not null,
  inbox_id uuid not null,
  user_id uuid,
  queue_id uuid,
  external_id text not null,
  alias text,
  label text not null,
  source text not null default 'admin',
  is_active boolean not null default true,
  verified_at timestamp with time zone,
  current_conversation_id uuid,
  last_heard_at timestamp with time zone,
  nudged_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint pk_attendant_addresses primary key (id),
  constraint uq_attendant_addresses_inbox_id unique (inbox_id, external_id),
  constraint ck_attendant_addresses_source check (source in ('phone','code','email','admin')),
  constraint fk_attendant_addresses_inbox_id foreign key(inbox_id) references inboxes (id) on delete cascade,
  constraint fk_attendant_addresses_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_attendant_addresses_user_id on attendant_addresses (user_id);
create index ix_attendant_addresses_alias on attendant_addresses (inbox_id, alias) where alias is not null;
"""

LINKS = """
create table attendant_links (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint pk_attendant_links primary key (id),
  constraint uq_attendant_links_code_hash unique (code_hash),
  constraint fk_attendant_links_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_attendant_links_user_id on attendant_links (user_id);
"""

# What attendants wrote, once each: vendors repeat their deliveries for days.
HEARD = """
create table attendant_words (
  inbox_id uuid not null,
  external_id text not null,
  tenant_id uuid not null,
  address_id uuid,
  conversation_id uuid,
  message_id uuid,
  heard_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  constraint pk_attendant_words primary key (inbox_id, external_id),
  constraint fk_attendant_words_inbox_id foreign key(inbox_id) references inboxes (id) on delete cascade
);
create index ix_attendant_words_heard_at on attendant_words (tenant_id, heard_at);
create index ix_attendant_words_message_id on attendant_words (message_id) where message_id is not null;
"""

THREADS = """
create table relay_threads (
  id uuid not null,
  tenant_id uuid not null,
  address_id uuid not null,
  conversation_id uuid not null,
  state text not null default 'offered',
  thread text,
  relayed_seq integer not null default 0,
  created_at timestamp with time zone not null,
  constraint pk_relay_threads primary key (id),
  constraint uq_relay_threads_address_id unique (address_id, conversation_id),
  constraint ck_relay_threads_state check (state in ('offered','open','closed')),
  constraint fk_relay_threads_address_id foreign key(address_id) references attendant_addresses (id) on delete cascade,
  constraint fk_relay_threads_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade
);
create index ix_relay_threads_conversation_id on relay_threads (conversation_id);
create index ix_relay_threads_thread on relay_threads (thread) where thread is not null;
"""

RELAYS = """
create table relays (
  id uuid not null,
  tenant_id uuid not null,
  address_id uuid not null,
  inbox_id uuid not null,
  thread_id uuid,
  conversation_id uuid,
  message_id uuid,
  kind text not null default 'message',
  text text not null,
  content jsonb not null default '{}',
  state text not null default 'queued',
  external_id text,
  reason text,
  send_started_at timestamp with time zone,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint pk_relays primary key (id),
  constraint uq_relays_message_id unique (message_id, address_id),
  constraint ck_relays_kind check (kind in ('card','message','notice')),
  constraint ck_relays_state check (state in ('queued','held','sent','failed')),
  constraint fk_relays_address_id foreign key(address_id) references attendant_addresses (id) on delete cascade,
  constraint fk_relays_thread_id foreign key(thread_id) references relay_threads (id) on delete cascade,
  constraint fk_relays_message_id foreign key(message_id) references messages (id) on delete cascade
);
create index ix_relays_address_id on relays (address_id, sent_at);
create index ix_relays_thread_id on relays (thread_id);
create index ix_relays_external_id on relays (inbox_id, external_id) where external_id is not null;
create index ix_relays_held on relays (address_id, created_at) where state = 'held';
create index ix_relays_created_at on relays (tenant_id, created_at);
"""

TENANCY = """
select protect_table('attendant_addresses'), protect_table('attendant_links'), protect_table('attendant_words'),
       protect_table('relay_threads'), protect_table('relays');
"""

# A status names a relay by the vendor's id, or by ours when it overtook our record of the send. Those that are no
# relays' are of messages to customers. A failure is reported once; a status says that what was in doubt was sent.
RELAY_STATUS = """
create function relays_apply_status(p_items jsonb, p_now timestamptz)
returns table (relay_id uuid, has_failed boolean, reason text) language sql as $$
  with items as (
    select (i.item ->> 'inbox_id')::uuid as inbox_id, i.item ->> 'external_id' as external_id,
           (i.item ->> 'reference')::uuid as reference, i.item ->> 'state' as state, i.item ->> 'reason' as reason
    from jsonb_array_elements(p_items) as i (item)
  ), found as (
    select distinct on (r.id) r.id, i.external_id, i.state, i.reason
    from items i join relays r on r.inbox_id = i.inbox_id
      and (r.external_id = i.external_id or (r.external_id is null and r.id = i.reference))
    order by r.id, i.state = 'failed' desc
  ), changed as (
    update relays r set
      external_id = f.external_id, sent_at = coalesce(r.sent_at, p_now),
      state = case when f.state = 'failed' then 'failed' else 'sent' end,
      reason = case when f.state = 'failed' then f.reason end
    from found f where r.id = f.id and (r.external_id is null or (f.state = 'failed' and r.state <> 'failed'))
    returning r.id, f.state = 'failed' as has_failed, f.reason
  )
  select c.id, c.has_failed, c.reason from changed c
$$;
"""

# As before, but what relays messages to attendants' messengers hears only of conversations that are relayed: most are
# not, and a job for each of their messages would be for nothing.
REACTOR = """
create or replace function reactor_step(p_reactions jsonb, p_now timestamptz, p_limit int) returns int
language plpgsql security definer set search_path = public as $$
declare at_xid xid8; at_id bigint; seen int;
begin
  select c.xid, c.id into at_xid, at_id from event_cursors c where c.name = 'reactor' for update skip locked;
  if not found then
    return 0;
  end if;
  with batch as (
    select e.* from events e
    where (e.xid, e.id) > (at_xid, at_id) and e.xid < (select events_horizon())
    order by e.xid, e.id limit p_limit
  ), enqueued as (
    insert into jobs (tenant_id, kind, key, payload, run_at, priority)
    select b.tenant_id, 'react.' || r.name,
           'react.' || r.name || ':' || coalesce(b.conversation_id, b.tenant_id)::text,
           jsonb_build_object('id', b.uuid, 'kind', b.kind, 'conversation_id', b.conversation_id, 'at', b.at,
             'actor', jsonb_build_object('kind', b.actor_kind, 'id', b.actor_id, 'name', b.actor_name),
             'payload', b.payload),
           p_now, 1
    from batch b, jsonb_array_elements_text(coalesce(p_reactions -> b.kind, '[]')) as r (name)
    where r.name not in ('destinations.relay_message', 'destinations.tell_failure')
       or exists (select from relay_threads t where t.conversation_id = b.conversation_id)
    order by b.xid, b.id
  ), newest as (
    select b.xid, b.id from batch b order by b.xid desc, b.id desc limit 1
  ), moved as (
    update event_cursors c set xid = n.xid, id = n.id from newest n where c.name = 'reactor'
  )
  select count(*) into seen from batch;
  return seen;
end $$;
"""
