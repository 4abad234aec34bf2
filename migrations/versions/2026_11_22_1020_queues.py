"""Attendants, queues, their members and policies, who waits, and the routing decisions.

Revision ID: queues
Revises: conversations
"""

from alembic import op

revision = "queues"
down_revision = "conversations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (ATTENDANTS, QUEUES, DECISIONS, TENANCY, OVERVIEW):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


ATTENDANTS = """
create table attendants (
  user_id uuid not null,
  tenant_id uuid not null,
  external_id text not null,
  channels jsonb default '["all"]' not null,
  preferences jsonb default '[]' not null,
  department text,
  aliases jsonb default '[]' not null,
  phone text,
  status text default 'offline' not null,
  status_reason text,
  status_since timestamptz default now() not null,
  lease_expires_at timestamptz,
  is_present boolean default false not null,
  last_assigned_at timestamptz,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_attendants primary key (user_id),
  constraint fk_attendants_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint uq_attendants_tenant_id_external_id unique (tenant_id, external_id),
  constraint ck_attendants_status check (status in ('online','busy','away','offline'))
) with (fillfactor = 70);

create table attendant_skills (
  user_id uuid not null,
  skill text not null,
  tenant_id uuid not null,
  proficiency integer not null,
  constraint pk_attendant_skills primary key (user_id, skill),
  constraint fk_attendant_skills_user_id foreign key(user_id) references attendants (user_id) on delete cascade,
  constraint ck_attendant_skills_proficiency check (proficiency between 1 and 5)
);
"""

QUEUES = """
create table attendance_queues (
  id uuid not null,
  tenant_id uuid not null,
  name varchar(100) not null,
  description text,
  channels jsonb default '["whatsapp"]' not null,
  is_active boolean default true not null,
  priority_order integer default 0 not null,
  max_wait_seconds integer,
  auto_assign boolean,
  bot_id uuid,
  created_by uuid,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_attendance_queues primary key (id),
  constraint fk_attendance_queues_bot_id foreign key(bot_id) references bots (id),
  constraint fk_attendance_queues_created_by foreign key(created_by) references users (id)
);

create table queue_defaults (
  bot_id uuid not null,
  tenant_id uuid not null,
  max_size integer,
  max_wait_seconds integer,
  auto_assign boolean,
  constraint pk_queue_defaults primary key (bot_id),
  constraint fk_queue_defaults_bot_id foreign key(bot_id) references bots (id) on delete cascade
);

create table attendance_queue_members (
  id uuid not null,
  tenant_id uuid not null,
  queue_id uuid not null,
  user_id uuid not null,
  is_active boolean default true not null,
  max_conversations integer default 5 not null,
  priority integer default 0 not null,
  created_at timestamptz default now() not null,
  constraint pk_attendance_queue_members primary key (id),
  constraint fk_attendance_queue_members_queue_id foreign key(queue_id) references attendance_queues (id) on delete cascade,
  constraint fk_attendance_queue_members_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint uq_attendance_queue_members_queue_id_user_id unique (queue_id, user_id)
);
create index ix_attendance_queue_members_user_id on attendance_queue_members (user_id);

create table queue_policies (
  queue_id uuid not null,
  tenant_id uuid not null,
  strategy text default 'balanced' not null,
  required_skills jsonb default '[]' not null,
  relax_after_seconds integer default 120 not null,
  preferred_seconds integer default 60 not null,
  fallback_queue_id uuid,
  max_size integer,
  hours jsonb default '[]' not null,
  closed_message text,
  constraint pk_queue_policies primary key (queue_id),
  constraint fk_queue_policies_queue_id foreign key(queue_id) references attendance_queues (id) on delete cascade,
  constraint fk_queue_policies_fallback_queue_id foreign key(fallback_queue_id) references attendance_queues (id) on delete set null,
  constraint ck_queue_policies_strategy check (strategy in ('balanced','round_robin','skills','preferred'))
);

create table queue_entries (
  conversation_id uuid not null,
  tenant_id uuid not null,
  queue_id uuid not null,
  entered_at timestamptz not null,
  visited jsonb default '[]' not null,
  required_skills jsonb default '[]' not null,
  preferred_attendant_id uuid,
  sla_due timestamptz,
  constraint pk_queue_entries primary key (conversation_id),
  constraint fk_queue_entries_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade,
  constraint fk_queue_entries_queue_id foreign key(queue_id) references attendance_queues (id) on delete cascade
);
create index ix_queue_entries_queue_id on queue_entries (queue_id);
create index ix_queue_entries_due on queue_entries (queue_id, sla_due) where sla_due is not null;
"""

DECISIONS = """
create table routing_decisions (
  id uuid not null,
  tenant_id uuid not null,
  conversation_id uuid not null,
  queue_id uuid not null,
  at timestamptz not null,
  policy_version integer not null,
  chosen uuid,
  verdict jsonb not null,
  constraint pk_routing_decisions primary key (id),
  constraint fk_routing_decisions_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade
);
create index ix_routing_decisions_at on routing_decisions (tenant_id, at, id);
create index ix_routing_decisions_conversation on routing_decisions (conversation_id, at);
"""

TENANCY = """
select protect_table(t::regclass) from unnest(array[
  'attendants', 'attendant_skills', 'attendance_queues', 'attendance_queue_members', 'queue_policies', 'queue_defaults', 'queue_entries',
  'routing_decisions']) as t;
"""

# One row per attendant with everything a screen shows: profile, user, load, memberships. Runs with the caller's rights,
# so that row-level security holds. A snoozed or pending conversation waits for the customer and takes no place.
OVERVIEW = """
create view attendant_overview with (security_invoker = true) as
select a.tenant_id, a.user_id, a.external_id, u.name, u.email, u.is_active, a.channels, a.preferences, a.department,
       a.aliases, a.phone, a.status, a.status_reason, a.status_since, a.lease_expires_at, a.is_present,
       a.last_assigned_at, load.total as load, membership.capacity, membership.queue_ids, skill.skills
from attendants a
join users u on u.id = a.user_id
cross join lateral (
  select count(*)::int as total from conversations c
  where c.assigned_to = a.user_id and c.status in ('assigned', 'active') and c.snoozed_until is null) load
cross join lateral (
  select coalesce(max(m.max_conversations) filter (where m.is_active), 0) as capacity,
         coalesce(array_agg(m.queue_id order by m.created_at, m.id) filter (where m.is_active), '{}') as queue_ids
  from attendance_queue_members m where m.user_id = a.user_id) membership
cross join lateral (
  select coalesce(jsonb_object_agg(s.skill, s.proficiency), '{}') as skills
  from attendant_skills s where s.user_id = a.user_id) skill;
"""
