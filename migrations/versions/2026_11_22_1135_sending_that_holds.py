"""Circuits of inboxes, the pace that workers share, failed messages as a list, refused deliveries counted.

Revision ID: sending_that_holds
Revises: parked_happenings
"""

from alembic import op

revision = "sending_that_holds"
down_revision = "parked_happenings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


COLUMNS = """
alter table inboxes add column circuit jsonb;
alter table inboxes add column refused jsonb not null default '{}';
"""

# Paces are worth nothing after a crash: nobody waits for their disk.
TABLES = """
create unlogged table send_places (
  inbox_id uuid not null,
  recipient text not null,
  tenant_id uuid not null,
  free_at timestamp with time zone not null,
  appointed_at timestamp with time zone not null,
  constraint pk_send_places primary key (inbox_id, recipient)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

create table failed_messages (
  message_id uuid not null,
  tenant_id uuid not null,
  inbox_id uuid not null,
  failed_at timestamp with time zone not null,
  constraint pk_failed_messages primary key (message_id),
  constraint fk_failed_messages_message_id foreign key(message_id) references messages (id) on delete cascade
);
insert into failed_messages (message_id, tenant_id, inbox_id, failed_at)
select id, tenant_id, inbox_id, created_at from messages where state = 'failed' and direction = 'out';
"""

INDEXES = """
create index ix_failed_messages_inbox on failed_messages (inbox_id, failed_at, message_id);
create index ix_jobs_dead on jobs (tenant_id, id) where state = 'dead';
create index ix_inbound_events_ignored on inbound_events (inbox_id, received_at, id) where ignored is not null;
"""

TENANCY = "select protect_table('send_places'), protect_table('failed_messages');"

# How long to wait before one message may go. Its place is taken unless that is more than the patience; then the answer
# is an appointment: those who are sent away come back one pause after the other, not all at once. The account's row is
# locked first, so that two reservations can't wait for each other.
RESERVE = """
create function reserve_place(p_tenant uuid, p_inbox uuid, p_recipient text, p_now timestamptz, p_patience interval,
  p_pause interval, p_burst int, p_pair_pause interval, p_pair_burst int) returns interval
language plpgsql security definer set search_path = public as $$
declare account send_places; pair send_places; account_at timestamptz; pair_at timestamptz := p_now; due timestamptz;
begin
  account := send_place(p_tenant, p_inbox, '');
  account_at := greatest(account.free_at, p_now - p_pause * (p_burst - 1));
  if p_pair_pause > interval '0' then
    pair := send_place(p_tenant, p_inbox, p_recipient);
    pair_at := greatest(pair.free_at, p_now - p_pair_pause * (p_pair_burst - 1));
  end if;
  due := greatest(account_at, pair_at, p_now);
  if due - p_now <= p_patience then
    update send_places set free_at = account_at + p_pause where inbox_id = p_inbox and recipient = '';
    if p_pair_pause > interval '0' then
      update send_places set free_at = pair_at + p_pair_pause where inbox_id = p_inbox and recipient = p_recipient;
    end if;
    return due - p_now;
  end if;
  if pair_at > account_at then
    return pair_at - p_now;
  end if;
  due := greatest(account.appointed_at, account_at);
  update send_places set appointed_at = due + p_pause where inbox_id = p_inbox and recipient = '';
  return due - p_now;
end $$;

create function hold_place(p_tenant uuid, p_inbox uuid, p_recipient text, p_until timestamptz) returns void
language sql as $$
  insert into send_places as p (inbox_id, recipient, tenant_id, free_at, appointed_at)
  values (p_inbox, p_recipient, p_tenant, p_until, '-infinity')
  on conflict (inbox_id, recipient) do update set free_at = greatest(p.free_at, excluded.free_at)
$$;
"""

SEND_PLACE = """
create function send_place(p_tenant uuid, p_inbox uuid, p_recipient text) returns send_places language plpgsql as $$
declare found_place send_places;
begin
  select * into found_place from send_places where inbox_id = p_inbox and recipient = p_recipient for update;
  if not found then
    insert into send_places (inbox_id, recipient, tenant_id, free_at, appointed_at)
    values (p_inbox, p_recipient, p_tenant, '-infinity', '-infinity') on conflict do nothing;
    select * into found_place from send_places where inbox_id = p_inbox and recipient = p_recipient for update;
  end if;
  return found_place;
end $$;
"""

# Deliveries that were put off while their inbox was paused or held; the oldest first.
WAKE = """
create function deliveries_wake(p_tenant uuid, p_inbox uuid, p_now timestamptz, p_most int) returns int language sql as $$
  with due as (
    select j.id from jobs j join messages m on m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant and j.kind = 'message.deliver' and j.state = 'ready' and j.run_at > p_now
      and m.inbox_id = p_inbox
    order by j.id limit p_most for update of j skip locked
  ), woken as (
    update jobs j set run_at = p_now from due where j.id = due.id returning 1
  )
  select count(*)::int from woken
$$;
"""

# As before, and what failed is listed until it is sent again, dismissed, or delivered after all.
RAISE_STATE = """
create or replace function message_raise_state(p_message uuid, p_state text, p_reason jsonb, p_at timestamptz)
returns boolean language plpgsql as $$
declare m messages; former text;
begin
  select x.state into former from messages x where x.id = p_message;
  update messages x set state = p_state, reason = case when p_state = 'failed' then p_reason end,
    sent_at = coalesce(x.sent_at, case when p_state <> 'failed' then p_at end),
    delivered_at = coalesce(x.delivered_at, case when p_state in ('delivered', 'read', 'played') then p_at end),
    read_at = coalesce(x.read_at, case when p_state in ('read', 'played') then p_at end)
  where x.id = p_message and delivery_rank(p_state) > delivery_rank(x.state) and x.direction = 'out'
  returning * into m;
  if not found then
    return false;
  end if;
  if p_state = 'failed' then
    insert into failed_messages (message_id, tenant_id, inbox_id, failed_at) values (m.id, m.tenant_id, m.inbox_id, p_at)
    on conflict (message_id) do update set failed_at = excluded.failed_at;
  elsif former = 'failed' then
    delete from failed_messages f where f.message_id = m.id;
  end if;
  update conversations v set last_message = jsonb_set(v.last_message, '{state}', to_jsonb(p_state))
  where v.id = m.conversation_id and (v.last_message ->> 'seq')::int = m.seq;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, payload, at)
  values (m.tenant_id, gen_random_uuid(), 'message.state_changed', m.conversation_id, 'system',
          jsonb_build_object('message_id', m.id, 'seq', m.seq, 'state', p_state, 'reason', p_reason), p_at);
  return true;
end $$;
"""

# A paused inbox is found too: what its vendor delivers meanwhile is stored and shown, only nothing is sent.
INBOX_FOR_KEY = """
drop function inbox_for_key(text, text);
create function inbox_for_key(p_channel text, p_key text)
returns table (tenant_id uuid, inbox_id uuid, channel text, name text, credentials bytea, settings text, is_active boolean)
language sql stable security definer set search_path = public as $$
  select i.tenant_id, i.id, i.channel, i.name, i.credentials, i.settings::text, i.is_active
  from inboxes i where i.key = p_key and i.channel = p_channel
$$;
"""

STATEMENTS = (
    COLUMNS, TABLES, INDEXES, TENANCY, SEND_PLACE, RESERVE, WAKE, RAISE_STATE, INBOX_FOR_KEY,
)  # fmt: skip
