"""Visits and spans: what the dashboard sums up, kept by a reader of the event log.

Revision ID: visits
Revises: notifications
"""

from alembic import op

revision = "visits"
down_revision = "notifications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (VISITS, SPANS, TENANCY, PERSON, VISIT, FOLLOW, RESTART):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# One row from a conversation's opening (again) to its end. Queue and attendant are named without foreign keys: what
# was measured stays when they go.
VISITS = """
create table conversation_visits (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid not null,
  conversation_id uuid not null,
  channel text not null,
  opened_at timestamptz not null,
  queue_id uuid,
  attendant_id uuid,
  is_held boolean default false not null,
  arrived_at timestamptz,
  transferred_at timestamptz,
  accepted_at timestamptz,
  waited_seconds integer,
  assigned_at timestamptz,
  answered_at timestamptz,
  response_seconds double precision,
  ended_at timestamptz,
  is_resolved boolean default false not null,
  was_human boolean default false not null,
  constraint pk_conversation_visits primary key (id),
  constraint fk_conversation_visits_conversation_id foreign key(conversation_id) references conversations (id)
    on delete cascade
);
create unique index uq_conversation_visits_open on conversation_visits (conversation_id) where ended_at is null;
create index ix_conversation_visits_conversation_id on conversation_visits (conversation_id);
create index ix_conversation_visits_opened on conversation_visits (tenant_id, opened_at);
create index ix_conversation_visits_ended on conversation_visits (tenant_id, ended_at);
create index ix_conversation_visits_held on conversation_visits (attendant_id) where is_held;
"""

# When attendants were online, and when they were so with a conversation in hand (`is_busy`).
SPANS = """
create table attendant_spans (
  id uuid default gen_random_uuid() not null,
  tenant_id uuid not null,
  user_id uuid not null,
  is_busy boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  constraint pk_attendant_spans primary key (id),
  constraint fk_attendant_spans_user_id foreign key(user_id) references users (id) on delete cascade
);
create unique index uq_attendant_spans_open on attendant_spans (user_id, is_busy) where ends_at is null;
create index ix_attendant_spans_user_id on attendant_spans (user_id);
create index ix_attendant_spans_ended on attendant_spans (tenant_id, ends_at);
"""

TENANCY = """
select protect_table('conversation_visits'), protect_table('attendant_spans');
insert into event_cursors (name) values ('insights');
"""

# Begins and ends a person's spans by what is known now. p_online null: their presence did not change.
PERSON = """
create function insights_note_person(p_tenant uuid, p_user uuid, p_at timestamptz, p_online boolean) returns void
language plpgsql security definer set search_path = public as $$
declare is_online boolean;
begin
  if p_online is not true then
    update attendant_spans set ends_at = greatest(starts_at, p_at)
    where user_id = p_user and ends_at is null and not is_busy and p_online is not null;
  else
    insert into attendant_spans (tenant_id, user_id, is_busy, starts_at)
    select p_tenant, u.id, false, p_at from users u where u.id = p_user
    on conflict (user_id, is_busy) where ends_at is null do nothing;
  end if;
  is_online := exists (select from attendant_spans s where s.user_id = p_user and s.ends_at is null and not s.is_busy);
  if is_online and exists (select from conversation_visits v where v.attendant_id = p_user and v.is_held) then
    insert into attendant_spans (tenant_id, user_id, is_busy, starts_at) values (p_tenant, p_user, true, p_at)
    on conflict (user_id, is_busy) where ends_at is null do nothing;
  else
    update attendant_spans set ends_at = greatest(starts_at, p_at)
    where user_id = p_user and ends_at is null and is_busy;
  end if;
end $$;
"""

# One event's trace in the visit of its conversation. A visit whose beginning isn't in the log begins when people get it.
VISIT = """
create function insights_note_visit(e events) returns void
language plpgsql security definer set search_path = public as $$
declare
  person uuid := (e.payload ->> 'assigned_to')::uuid;
  is_transfer boolean := coalesce(
    e.kind = 'conversation.assigned' and e.payload ->> 'how' = 'transfer'
    or e.kind = 'conversation.queued' and e.payload ->> 'reason' = 'transfer', false);
begin
  if e.kind in ('conversation.opened', 'conversation.reopened', 'conversation.handed_over', 'conversation.queued',
                'conversation.assigned', 'conversation.accepted') then
    insert into conversation_visits (tenant_id, conversation_id, channel, opened_at)
    select e.tenant_id, c.id, c.channel, e.at from conversations c where c.id = e.conversation_id
    on conflict (conversation_id) where ended_at is null do nothing;
  end if;
  if e.kind in ('conversation.handed_over', 'conversation.queued', 'conversation.assigned') then
    update conversation_visits v set
      arrived_at = coalesce(v.arrived_at, e.at),
      transferred_at = coalesce(v.transferred_at, case when is_transfer then e.at end),
      queue_id = coalesce((e.payload ->> 'queue_id')::uuid, v.queue_id),
      attendant_id = coalesce(person, v.attendant_id),
      is_held = person is not null,
      assigned_at = case when person is null then v.assigned_at else e.at end
    where v.conversation_id = e.conversation_id and v.ended_at is null;
  elsif e.kind = 'conversation.accepted' then
    update conversation_visits v set
      accepted_at = e.at, waited_seconds = (e.payload ->> 'waited_seconds')::int
    where v.conversation_id = e.conversation_id and v.ended_at is null and v.accepted_at is null
      and e.payload ->> 'waited_seconds' is not null;
  elsif e.kind = 'message.posted' then
    update conversation_visits v set
      answered_at = e.at, response_seconds = greatest(0, extract(epoch from e.at - v.assigned_at))
    where v.conversation_id = e.conversation_id and v.ended_at is null and v.answered_at is null
      and v.assigned_at is not null;
  elsif e.kind = 'conversation.released' then
    update conversation_visits v set is_held = false
    where v.conversation_id = e.conversation_id and v.ended_at is null;
  elsif e.kind in ('conversation.resolved', 'conversation.abandoned') then
    update conversation_visits v set
      ended_at = greatest(v.opened_at, e.at), is_held = false, is_resolved = e.kind = 'conversation.resolved',
      was_human = coalesce((e.payload ->> 'was_human')::boolean, false),
      queue_id = coalesce((e.payload ->> 'queue_id')::uuid, v.queue_id),
      attendant_id = coalesce(person, v.attendant_id)
    where v.conversation_id = e.conversation_id and v.ended_at is null;
  end if;
end $$;
"""

# Like `reactor_step`: the cursor's row lock makes it one reader at a time, and what was read moves with what came of
# it. Returns how many events were read.
FOLLOW = """
create function insights_step(p_limit int) returns int
language plpgsql security definer set search_path = public as $$
declare from_xid xid8; from_id bigint; to_xid xid8; to_id bigint; seen int; e events; person uuid;
begin
  select c.xid, c.id into from_xid, from_id from event_cursors c where c.name = 'insights' for update skip locked;
  if not found then
    return 0;
  end if;
  select b.xid, b.id, b.place into to_xid, to_id, seen from (
    select x.xid, x.id, row_number() over (order by x.xid, x.id) as place from events x
    where (x.xid, x.id) > (from_xid, from_id) and x.xid < (select events_horizon())
    order by x.xid, x.id limit p_limit) b
  order by b.xid desc, b.id desc limit 1;
  if not found then
    return 0;
  end if;
  for e in
    select x.* from events x
    where (x.xid, x.id) > (from_xid, from_id) and (x.xid, x.id) <= (to_xid, to_id)
      and (x.kind = any(array['conversation.opened', 'conversation.reopened', 'conversation.handed_over',
                              'conversation.queued', 'conversation.assigned', 'conversation.accepted',
                              'conversation.released', 'conversation.resolved', 'conversation.abandoned',
                              'attendant.status_changed'])
           or x.kind = 'message.posted' and x.payload ->> 'author_kind' = 'attendant'
              and not coalesce((x.payload ->> 'is_note')::boolean, false))
    order by x.xid, x.id
  loop
    if e.kind = 'attendant.status_changed' then
      perform insights_note_person(e.tenant_id, (e.payload ->> 'user_id')::uuid, e.at,
                                   e.payload ->> 'status' in ('online', 'busy'));
    else
      perform insights_note_visit(e);
      foreach person in array array[(e.payload ->> 'assigned_to')::uuid, (e.payload ->> 'previous_assigned_to')::uuid] loop
        if person is not null then
          perform insights_note_person(e.tenant_id, person, e.at, null);
        end if;
      end loop;
    end if;
  end loop;
  update event_cursors c set xid = to_xid, id = to_id where c.name = 'insights';
  return seen;
end $$;
"""

# Everything is forgotten and read again from the beginning of the log.
RESTART = """
create function insights_restart() returns void
language plpgsql security definer set search_path = public as $$
begin
  update event_cursors c set xid = '0', id = 0 where c.name = 'insights';
  delete from conversation_visits;
  delete from attendant_spans;
end $$;
"""
