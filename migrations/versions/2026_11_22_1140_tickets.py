"""Tickets: what has to be done for a customer, numbered per company without gaps.

Revision ID: tickets
Revises: playable_size
"""

from alembic import op

revision = "tickets"
down_revision = "playable_size"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (RANK, TICKETS, COMMENTS, SETTINGS, TENANCY, TRIGGERS, FUNCTIONS):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


RANK = """
create function ticket_rank(p_priority text) returns int language sql immutable parallel safe
return coalesce(array_position(array['low', 'normal', 'high', 'urgent'], p_priority), 0);
"""

# Conversation and contact without foreign keys: an insert would wait for their row locks while it holds the counter.
TICKETS = """
create table attendance_tickets (
  id uuid not null,
  tenant_id uuid not null,
  session_id uuid not null,
  ticket_number integer not null,
  subject text not null,
  description text,
  status varchar(50) not null default 'open',
  priority varchar(20) not null default 'normal',
  category varchar(50),
  assigned_to uuid,
  attendant_id varchar(50),
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  channel varchar(20),
  customer_id uuid,
  contact_phone varchar(20),
  contact_email varchar(100),
  tags jsonb not null default '[]',
  custom_fields jsonb not null default '{}',
  queue_id uuid,
  queue_name text,
  deal_id uuid,
  created_by uuid,
  merged_into uuid,
  status_before_merge varchar(50),
  split_from uuid,
  deleted_at timestamp with time zone,
  search tsvector,
  constraint pk_attendance_tickets primary key (id),
  constraint uq_attendance_tickets_tenant_id_ticket_number unique (tenant_id, ticket_number),
  constraint ck_attendance_tickets_status check (status in ('open','in_progress','pending','resolved','closed')),
  constraint ck_attendance_tickets_priority check (priority in ('low','normal','high','urgent')),
  constraint ck_attendance_tickets_merged_into check (merged_into <> id),
  constraint fk_attendance_tickets_assigned_to foreign key(assigned_to) references users (id),
  constraint fk_attendance_tickets_merged_into foreign key(merged_into) references attendance_tickets (id)
);
create index ix_attendance_tickets_session_id on attendance_tickets (session_id);
create index ix_attendance_tickets_customer_id on attendance_tickets (customer_id, updated_at);
create index ix_attendance_tickets_updated_at on attendance_tickets (tenant_id, updated_at, id)
  where deleted_at is null and merged_into is null;
create index ix_attendance_tickets_created_at on attendance_tickets (tenant_id, created_at, id)
  where deleted_at is null and merged_into is null;
create index ix_attendance_tickets_unsolved on attendance_tickets (tenant_id, ticket_rank(priority), updated_at, id)
  where deleted_at is null and merged_into is null and resolved_at is null;
create index ix_attendance_tickets_assigned_to on attendance_tickets (assigned_to, updated_at);
create index ix_attendance_tickets_merged_into on attendance_tickets (merged_into) where merged_into is not null;
create index ix_attendance_tickets_search on attendance_tickets using gin (tenant_id, search);
"""

COMMENTS = """
create table ticket_comments (
  id uuid not null,
  tenant_id uuid not null,
  ticket_id uuid not null,
  author_kind text not null,
  author_id uuid,
  author_name text not null,
  text text not null,
  is_public boolean not null,
  message_id uuid,
  client_id text not null,
  created_at timestamp with time zone not null,
  search tsvector,
  constraint pk_ticket_comments primary key (id),
  constraint uq_ticket_comments_ticket_id_client_id unique (ticket_id, client_id),
  constraint fk_ticket_comments_ticket_id foreign key(ticket_id) references attendance_tickets (id) on delete cascade
);
create index ix_ticket_comments_ticket_id on ticket_comments (ticket_id, created_at);
create index ix_ticket_comments_search on ticket_comments using gin (tenant_id, search);

create table ticket_watchers (
  ticket_id uuid not null,
  user_id uuid not null,
  tenant_id uuid not null,
  created_at timestamp with time zone not null,
  constraint pk_ticket_watchers primary key (ticket_id, user_id),
  constraint fk_ticket_watchers_ticket_id foreign key(ticket_id) references attendance_tickets (id) on delete cascade,
  constraint fk_ticket_watchers_user_id foreign key(user_id) references users (id) on delete cascade
);
"""

SETTINGS = """
create table ticket_fields (
  id uuid not null,
  tenant_id uuid not null,
  key text not null,
  label text not null,
  kind text not null default 'text',
  choices jsonb not null default '[]',
  is_required boolean not null default false,
  position integer not null default 0,
  constraint pk_ticket_fields primary key (id),
  constraint uq_ticket_fields_tenant_id_key unique (tenant_id, key),
  constraint ck_ticket_fields_kind check (kind in ('text','number','boolean','date','choice'))
);

create table ticket_views (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  is_shared boolean not null default false,
  wanted jsonb not null,
  created_at timestamp with time zone not null,
  constraint pk_ticket_views primary key (id),
  constraint fk_ticket_views_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_ticket_views_tenant_id on ticket_views (tenant_id, user_id);

create table ticket_rules (
  id uuid not null,
  tenant_id uuid not null,
  queue_id uuid,
  creates text not null default 'never',
  category varchar(50),
  constraint pk_ticket_rules primary key (id),
  constraint uq_ticket_rules_tenant_id_queue_id unique nulls not distinct (tenant_id, queue_id),
  constraint ck_ticket_rules_creates check (creates in ('on_hand_over','on_resolve','never')),
  constraint fk_ticket_rules_queue_id foreign key(queue_id) references attendance_queues (id) on delete cascade
);

create table ticket_bulks (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  done jsonb not null,
  created_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint pk_ticket_bulks primary key (id),
  constraint fk_ticket_bulks_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_ticket_bulks_created_at on ticket_bulks (tenant_id, created_at);
"""

TENANCY = """
select protect_table('attendance_tickets'), protect_table('ticket_comments'), protect_table('ticket_watchers'),
  protect_table('ticket_fields'), protect_table('ticket_views'), protect_table('ticket_rules'),
  protect_table('ticket_bulks');
"""

# Of two copies a screen keeps the one with the later `updated_at`: every write makes a ticket newer.
TRIGGERS = """
create function ticket_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    new.updated_at := greatest(new.updated_at, old.updated_at + interval '1 microsecond');
  end if;
  if tg_op = 'INSERT' or (new.subject, new.description) is distinct from (old.subject, old.description) then
    new.search := message_vector(new.subject || ' ' || coalesce(new.description, ''));
  end if;
  return new;
end $$;
create trigger ticket_written before insert or update on attendance_tickets
for each row execute function ticket_written();

create function ticket_comment_written() returns trigger language plpgsql as $$
begin
  new.search := message_vector(new.text);
  return new;
end $$;
create trigger ticket_comment_written before insert on ticket_comments
for each row execute function ticket_comment_written();
"""

# SECURITY DEFINER with the tenant named, as in the search of messages: text operators aren't leakproof, so that under
# row-level security the planner could not use their indexes. What a viewer may see is tested by the caller.
FUNCTIONS = """
create function search_tickets(p_query text, p_number int, p_limit int) returns table (ticket_id uuid)
language plpgsql stable security definer set search_path = public as $$
declare wanted tsquery := message_query(p_query);
begin
  return query
  select t.id from attendance_tickets t where t.tenant_id = current_tenant() and t.ticket_number = p_number
  union
  (select t.id from attendance_tickets t where t.tenant_id = current_tenant() and t.search @@ wanted
   order by t.id desc limit p_limit)
  union
  (select c.ticket_id from ticket_comments c where c.tenant_id = current_tenant() and c.search @@ wanted
   order by c.id desc limit p_limit)
  union
  select t.id from attendance_tickets t
  where t.customer_id = any(array(select s.contact_id from search_contacts(p_query, 200) s))
    and t.tenant_id = current_tenant();
end $$;

-- The ticket and all that were merged into it, directly or by way of others.
create function ticket_family(p_ticket uuid) returns table (ticket_id uuid) language sql stable as $$
  with recursive family as (
    select p_ticket as id
    union
    select t.id from attendance_tickets t join family f on t.merged_into = f.id)
  select id from family
$$;
"""
