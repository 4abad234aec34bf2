"""The ground: the application's role, the event log, the jobs, text search.

Revision ID: foundation
Revises:
"""

from alembic import op

revision = "foundation"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (ROLE, TEXT, EVENTS, EVENT_FUNCTIONS, JOBS, JOB_FUNCTIONS, REACTOR, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("The first migration can't be undone; restore a backup instead.")


ROLE = """
do $$
begin
  if not exists (select from pg_roles where rolname = 'attendance_app') then
    begin
      create role attendance_app nologin;
    exception when duplicate_object or unique_violation then null;  -- another database of this server made it
    end;
  end if;
  execute format('grant attendance_app to %I', current_user);
end $$;
grant usage on schema public to attendance_app;
alter default privileges in schema public grant select, insert, update, delete on tables to attendance_app;
alter default privileges in schema public grant usage, select on sequences to attendance_app;
"""

# Portuguese stems of words without accents (messages keep the stems of the accented words beside them, since
# "devolução" and "devoluções" only meet with their accents on); `fold` is for trigrams.
TEXT = """
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create function fold(value text) returns text language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent', value));

create text search configuration attendance (copy = portuguese);
alter text search configuration attendance
  alter mapping for hword, hword_part, word with unaccent, portuguese_stem;
"""

EVENTS = """
create table events (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  tenant_id uuid not null,
  uuid uuid not null,
  kind text not null,
  conversation_id uuid,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null default '',
  payload jsonb not null,
  cause uuid,
  at timestamptz not null,
  constraint pk_events primary key (xid, id)
);
create index ix_events_conversation on events (conversation_id, id) where conversation_id is not null;
create index ix_events_tenant_kind_at on events (tenant_id, kind, at);
create unique index uq_events_uuid on events (uuid);

create table event_cursors (
  name text primary key,
  xid xid8 not null default '0',
  id bigint not null default 0
);
-- not a tenant's data: where each reader of the log stands
revoke all on event_cursors from attendance_app;
"""

EVENT_FUNCTIONS = """
create function events_append(
  p_tenant uuid, p_uuids uuid[], p_kinds text[], p_conversations uuid[], p_payloads text[],
  p_actor_kind text, p_actor_id uuid, p_actor_name text, p_cause uuid, p_at timestamptz
) returns void language sql as $$
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, cause, at)
  select p_tenant, e.uuid, e.kind, e.conversation_id, p_actor_kind, p_actor_id, p_actor_name, e.payload::jsonb, p_cause, p_at
  from unnest(p_uuids, p_kinds, p_conversations, p_payloads)
    with ordinality as e (uuid, kind, conversation_id, payload, position)
  order by e.position
$$;

-- The oldest transaction that may still write events here. Those of other databases of the same server may run for
-- hours and never will; one whose session can't be seen counts as ours.
create function events_horizon() returns xid8
language sql stable security definer set search_path = public as $$
  select coalesce(
    (select running from pg_snapshot_xip(seen) as running
     where not exists (
       select 1 from pg_stat_activity a
       where a.backend_xid = (running::text::numeric % 4294967296)::text::xid and a.datname <> current_database())
     order by running limit 1),
    pg_snapshot_xmax(seen))
  from (select pg_current_snapshot() as seen) now
$$;

create function events_after(p_xid bigint, p_id bigint, p_limit int)
returns table (xid bigint, id bigint, tenant_id uuid, uuid uuid, kind text, conversation_id uuid,
               actor_kind text, actor_id uuid, actor_name text, payload text, cause uuid, at timestamptz)
language sql stable security definer set search_path = public as $$
  select e.xid::text::bigint, e.id, e.tenant_id, e.uuid, e.kind, e.conversation_id,
         e.actor_kind, e.actor_id, e.actor_name, e.payload::text, e.cause, e.at
  from events e
  where (e.xid, e.id) > (p_xid::text::xid8, p_id)
    and e.xid < (select events_horizon())
  order by e.xid, e.id
  limit p_limit
$$;

create function events_head() returns table (xid bigint, id bigint)
language sql stable security definer set search_path = public as $$
  select coalesce((last).xid::text::bigint, 0), coalesce((last).id, 0)
  from (select (select e from events e where e.xid < (select events_horizon())
                order by e.xid desc, e.id desc limit 1) as last) newest
$$;
"""

JOBS = """
create table jobs (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  kind text not null,
  key text,
  payload jsonb not null,
  state text not null default 'ready' check (state in ('ready', 'running', 'dead')),
  priority smallint not null default 1,
  run_at timestamptz not null,
  attempts int not null default 0,
  crashes int not null default 0,
  max_attempts int not null default 12,
  locked_until timestamptz,
  locked_by int,
  dedupe_key text,
  error text,
  created_at timestamptz not null default now()
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index ix_jobs_claim on jobs (priority, run_at, id) where state = 'ready';
create index ix_jobs_key on jobs (tenant_id, key, id) where state <> 'dead' and key is not null;
create index ix_jobs_running on jobs (locked_by) where state = 'running';
create unique index uq_jobs_dedupe on jobs (tenant_id, dedupe_key) where state = 'ready' and dedupe_key is not null;
"""

# A death of the worker is no failure of its jobs, unless it happens with them time and again.
# A worker holds the advisory lock (JOBS_LOCK, its number) while it lives: jobs of a killed worker are free at once,
# the lease is for workers that hang or sit behind a pooler.
JOB_FUNCTIONS = """
create function jobs_enqueue(p_tenant uuid, p_kind text, p_key text, p_payload text, p_run_at timestamptz,
                             p_priority int, p_max_attempts int, p_dedupe_key text)
returns void language sql as $$
  insert into jobs (tenant_id, kind, key, payload, run_at, priority, max_attempts, dedupe_key)
  values (p_tenant, p_kind, p_key, p_payload::jsonb, p_run_at, p_priority, p_max_attempts, p_dedupe_key)
  on conflict (tenant_id, dedupe_key) where state = 'ready' and dedupe_key is not null do nothing
$$;

create function jobs_cancel(p_tenant uuid, p_dedupe_key text) returns void language sql as $$
  delete from jobs where tenant_id = p_tenant and dedupe_key = p_dedupe_key and state = 'ready'
$$;

create function jobs_claim(p_worker int, p_now timestamptz, p_limit int, p_lease interval, p_kinds text[])
returns table (id bigint, tenant_id uuid, kind text, key text, payload text, attempts int, max_attempts int)
language sql security definer set search_path = public as $$
  with heads as (
    select j.id from jobs j
    where j.state = 'ready' and j.run_at <= p_now and j.kind = any(p_kinds)
      and (j.key is null or not exists (
        select from jobs e
        where e.tenant_id = j.tenant_id and e.key = j.key and e.id < j.id and e.state <> 'dead'))
    order by j.priority, j.run_at, j.id
    limit p_limit
    for update skip locked
  )
  update jobs j
  set state = 'running', attempts = j.attempts + 1, locked_by = p_worker, locked_until = clock_timestamp() + p_lease
  from heads where j.id = heads.id
  returning j.id, j.tenant_id, j.kind, j.key, j.payload::text, j.attempts, j.max_attempts
$$;

create function jobs_followers(p_worker int, p_now timestamptz, p_tenant uuid, p_kind text, p_keys text[],
                               p_limit int, p_lease interval)
returns table (id bigint, tenant_id uuid, kind text, key text, payload text, attempts int, max_attempts int)
language sql security definer set search_path = public as $$
  with next as (
    select j.id from unnest(p_keys) as k (key), lateral (
      select f.id, f.state, f.run_at, f.kind from jobs f
      where f.tenant_id = p_tenant and f.key = k.key and f.state <> 'dead'
      order by f.id limit p_limit) f
    join jobs j on j.id = f.id
    where f.state = 'ready' and f.run_at <= p_now and f.kind = p_kind and j.attempts = 0
      and not exists (
        select from jobs b where b.tenant_id = p_tenant and b.key = k.key and b.id < f.id
          and (b.state = 'ready' and (b.run_at > p_now or b.kind <> p_kind or b.attempts > 0)))
    order by j.id limit p_limit
    for update of j skip locked
  )
  update jobs j
  set state = 'running', attempts = j.attempts + 1, locked_by = p_worker, locked_until = clock_timestamp() + p_lease
  from next where j.id = next.id
  returning j.id, j.tenant_id, j.kind, j.key, j.payload::text, j.attempts, j.max_attempts
$$;

create function jobs_finish(p_worker int, p_ids bigint[]) returns int language sql security definer set search_path = public as $$
  with gone as (delete from jobs where id = any(p_ids) and state = 'running' and locked_by = p_worker returning 1)
  select count(*)::int from gone
$$;

create function jobs_extend(p_worker int, p_ids bigint[], p_lease interval) returns void
language sql security definer set search_path = public as $$
  update jobs set locked_until = clock_timestamp() + p_lease
  where id = any(p_ids) and state = 'running' and locked_by = p_worker
$$;

create function jobs_release(p_worker int, p_ids bigint[]) returns void
language sql security definer set search_path = public as $$
  update jobs set state = 'ready', attempts = attempts - 1, locked_by = null, locked_until = null
  where id = any(p_ids) and state = 'running' and locked_by = p_worker
$$;

create function jobs_postpone(p_worker int, p_id bigint, p_run_at timestamptz) returns void
language sql security definer set search_path = public as $$
  update jobs set state = 'ready', attempts = attempts - 1, run_at = p_run_at, locked_by = null, locked_until = null
  where id = p_id and state = 'running' and locked_by = p_worker
$$;

create function jobs_fail(p_worker int, p_id bigint, p_error text, p_run_at timestamptz, p_dead boolean)
returns void language plpgsql security definer set search_path = public as $$
begin
  update jobs set state = case when p_dead then 'dead' else 'ready' end, run_at = p_run_at, error = p_error,
                  locked_by = null, locked_until = null
  where id = p_id and state = 'running' and locked_by = p_worker;
exception when unique_violation then
  delete from jobs where id = p_id;  -- an equal job was enqueued meanwhile and will do the same work
end $$;

create function jobs_recover() returns int language plpgsql security definer set search_path = public as $$
declare freed int := 0; stuck record;
begin
  for stuck in
    select j.id from jobs j
    where j.state = 'running' and (j.locked_until < clock_timestamp() or not exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.classid = 7321 and l.objid = j.locked_by::oid and l.granted
        and l.database = (select oid from pg_database where datname = current_database())))
    for update skip locked
  loop
    begin
      update jobs set state = case when crashes < 20 then 'ready' else 'dead' end, attempts = attempts - 1,
        crashes = crashes + 1, error = 'the worker died while it ran', locked_by = null, locked_until = null
      where id = stuck.id;
    exception when unique_violation then
      delete from jobs where id = stuck.id;
    end;
    freed := freed + 1;
  end loop;
  return freed;
end $$;

create function jobs_next_run(p_after timestamptz) returns timestamptz
language sql stable security definer set search_path = public as $$
  select min(run_at) from jobs where state = 'ready' and run_at > p_after
$$;

create function jobs_backlog() returns table (kind text, state text, jobs bigint, oldest timestamptz)
language sql stable security definer set search_path = public as $$
  select kind, state, count(*), min(run_at) from jobs group by kind, state
$$;
"""

# One step of the reader that turns events into jobs for those who react to them. The cursor's row lock makes it one
# reader at a time; the jobs and the cursor move in one transaction.
REACTOR = """
create function reactor_step(p_reactions jsonb, p_now timestamptz, p_limit int) returns int
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
    order by b.xid, b.id
  ), newest as (
    select b.xid, b.id from batch b order by b.xid desc, b.id desc limit 1
  ), moved as (
    update event_cursors c set xid = n.xid, id = n.id from newest n where c.name = 'reactor'
  )
  select count(*) into seen from batch;
  return seen;
end $$;
insert into event_cursors (name) values ('reactor');
"""

TENANCY = """
create function current_tenant() returns uuid language sql stable parallel safe
return nullif(current_setting('app.tenant_id', true), '')::uuid;

create function protect_table(p_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('create policy tenant on %s using (tenant_id = (select current_tenant())) '
                 'with check (tenant_id = (select current_tenant()))', p_table);
end $$;

select protect_table('events'), protect_table('jobs');
revoke update, delete on events from attendance_app;
"""
