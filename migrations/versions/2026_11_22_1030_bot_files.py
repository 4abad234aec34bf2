"""Bots as folders: the draft's files, the versions that were published, their contents, and secrets kept apart.

Revision ID: bot_files
Revises: queues
"""

from alembic import op

revision = "bot_files"
down_revision = "queues"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (BOTS, FILES, VERSIONS, TENANCY, FIRST_DRAFTS):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# `draft_revision` counts all writes of a bot's draft, so that a file which was deleted and made again never has a
# revision that somebody still holds.
BOTS = """
alter table bots
  add column version integer,
  add column draft_revision integer default 0 not null,
  add column secrets bytea,
  add column draft_secrets bytea;
"""

FILES = """
create table bot_files (
  bot_id uuid not null,
  path text not null,
  tenant_id uuid not null,
  content bytea not null,
  hash text not null,
  revision integer not null,
  updated_at timestamptz not null,
  updated_by uuid,
  constraint pk_bot_files primary key (bot_id, path),
  constraint fk_bot_files_bot_id foreign key(bot_id) references bots (id) on delete cascade,
  constraint fk_bot_files_updated_by foreign key(updated_by) references users (id)
);
"""

VERSIONS = """
create table bot_sources (
  tenant_id uuid not null,
  hash text not null,
  content bytea not null,
  created_at timestamptz default now() not null,
  constraint pk_bot_sources primary key (tenant_id, hash)
);

create table bot_versions (
  id uuid not null,
  bot_id uuid not null,
  number integer not null,
  tenant_id uuid not null,
  files jsonb not null,
  note text,
  restored_from integer,
  published_at timestamptz not null,
  published_by uuid,
  constraint pk_bot_versions primary key (id),
  constraint uq_bot_versions_bot_id_number unique (bot_id, number),
  constraint fk_bot_versions_bot_id foreign key(bot_id) references bots (id) on delete cascade,
  constraint fk_bot_versions_published_by foreign key(published_by) references users (id)
);
"""

TENANCY = """
select protect_table(t::regclass) from unnest(array['bot_files', 'bot_sources', 'bot_versions']) as t;
revoke update on bot_sources, bot_versions from attendance_app;
"""

# What bots were set up with so far becomes their draft's config.csv, each value quoted.
FIRST_DRAFTS = """
update bots set draft_revision = 1;
insert into bot_files (bot_id, path, tenant_id, content, hash, revision, updated_at)
select id, 'config.csv', tenant_id, convert_to(rows, 'UTF8'), encode(sha256(convert_to(rows, 'UTF8')), 'hex'), 1, now()
from (
  select b.id, b.tenant_id, E'name,value\\n' || coalesce(
    (select string_agg(s.key || ',"' || replace(s.value, '"', '""') || E'"\\n', '' order by s.key)
     from jsonb_each_text(b.settings) s), '') as rows
  from bots b
) as written;
"""
