"""When scripts run by themselves, and the addresses under which others call them.

Revision ID: bot_schedules
Revises: bot_rows
"""

from alembic import op

revision = "bot_schedules"
down_revision = "bot_rows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (SCHEDULES, WEBHOOKS, ADDRESSES, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Declared ones follow the published version; the others were made by a script that ran.
SCHEDULES = """
create table bot_schedules (
  id uuid not null,
  tenant_id uuid not null,
  bot_id uuid not null,
  name text not null,
  script text not null,
  schedule text not null,
  starts_at timestamptz,
  argument jsonb,
  is_declared boolean not null,
  next_at timestamptz not null,
  last_at timestamptz,
  created_at timestamptz not null,
  constraint pk_bot_schedules primary key (id),
  constraint fk_bot_schedules_bot_id foreign key(bot_id) references bots (id) on delete cascade
);
create index ix_bot_schedules_bot on bot_schedules (tenant_id, bot_id);
"""

WEBHOOKS = """
create table bot_webhooks (
  id uuid not null,
  tenant_id uuid not null,
  bot_id uuid not null,
  slug text not null,
  script text not null,
  secret bytea not null,
  created_at timestamptz not null,
  constraint pk_bot_webhooks primary key (id),
  constraint uq_bot_webhooks unique (bot_id, slug),
  constraint fk_bot_webhooks_bot_id foreign key(bot_id) references bots (id) on delete cascade
);
"""

# Read before the tenant is known: bots of several companies may have the same name, and only one knows the secret.
ADDRESSES = """
create function bot_webhooks_at(p_bot text, p_slug text)
returns table (tenant_id uuid, webhook_id uuid, bot_id uuid, script text, secret bytea)
language sql stable security definer set search_path = public as $$
  select w.tenant_id, w.id, w.bot_id, w.script, w.secret
  from bot_webhooks w join bots b on b.id = w.bot_id and b.is_active
  where w.slug = p_slug and (b.id::text = lower(p_bot) or replace(fold(b.name), ' ', '-') = fold(p_bot))
  order by w.created_at limit 200
$$;
"""

TENANCY = """
select protect_table(t::regclass) from unnest(array['bot_schedules', 'bot_webhooks']) as t;
"""
