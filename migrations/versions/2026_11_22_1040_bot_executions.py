"""Dialogues as data: executions of scripts, what each turn did, and results of calls that must not happen twice.

Revision ID: bot_executions
Revises: bot_files
"""

from alembic import op

revision = "bot_executions"
down_revision = "bot_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (EXECUTIONS, TURNS, EFFECTS, MEMORY, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# A dialogue with a customer is one at a time per conversation; scripts that run aside (hooks, tools) are not dialogues.
EXECUTIONS = """
create table bot_executions (
  id uuid not null,
  tenant_id uuid not null,
  bot_id uuid not null,
  version integer not null,
  conversation_id uuid,
  kind text not null,
  script text not null,
  entry text not null default 'main',
  status text not null,
  owner_epoch integer,
  last_seq integer not null default 0,
  turn integer not null default 0,
  steps bigint not null default 0,
  wait_kind text,
  wait_event text,
  wait_until timestamptz,
  script_now text not null,
  line integer not null default 1,
  state text,
  result jsonb,
  error jsonb,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_bot_executions primary key (id),
  constraint fk_bot_executions_bot_id foreign key(bot_id) references bots (id) on delete cascade,
  constraint fk_bot_executions_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade
);
create unique index uq_bot_executions_dialogue on bot_executions (conversation_id)
  where status = 'waiting' and kind = 'dialogue';
create index ix_bot_executions_conversation on bot_executions (conversation_id, started_at);
create index ix_bot_executions_bot on bot_executions (tenant_id, bot_id, started_at desc, id desc);
create index ix_bot_executions_event on bot_executions (tenant_id, wait_event) where status = 'waiting' and wait_event is not null;
"""

TURNS = """
create table bot_turns (
  execution_id uuid not null,
  turn integer not null,
  tenant_id uuid not null,
  happening jsonb not null,
  trace jsonb not null,
  outcome text not null,
  line integer not null,
  variables jsonb not null,
  at timestamptz not null,
  took_ms integer not null,
  constraint pk_bot_turns primary key (execution_id, turn),
  constraint fk_bot_turns_execution_id foreign key(execution_id) references bot_executions (id) on delete cascade
);
"""

# Results of calls to the outside, kept before the turn that made them ends: a turn that is run again reuses them. One
# without a result was begun, and nobody knows how it went.
EFFECTS = """
create table bot_effects (
  execution_id uuid not null,
  turn integer not null,
  instruction integer not null,
  visit integer not null,
  tenant_id uuid not null,
  result jsonb,
  at timestamptz not null,
  constraint pk_bot_effects primary key (execution_id, turn, instruction, visit)
);
"""

MEMORY = """
create table bot_memory (
  bot_id uuid not null,
  contact_id uuid,
  key text not null,
  tenant_id uuid not null,
  value jsonb not null,
  expires_at timestamptz,
  updated_at timestamptz not null,
  constraint fk_bot_memory_bot_id foreign key(bot_id) references bots (id) on delete cascade,
  constraint fk_bot_memory_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade
);
create unique index uq_bot_memory on bot_memory (bot_id, contact_id, key) nulls not distinct;
"""

TENANCY = """
select protect_table(t::regclass) from unnest(array['bot_executions', 'bot_turns', 'bot_effects', 'bot_memory']) as t;
"""
