"""Tables that bots have for themselves: all their rows in one table, each row a JSON object.

Revision ID: bot_rows
Revises: bot_executions
"""

from alembic import op

revision = "bot_rows"
down_revision = "bot_executions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (ROWS, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


ROWS = """
create table bot_rows (
  id uuid not null,
  tenant_id uuid not null,
  bot_id uuid not null,
  table_name text not null,
  data jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_bot_rows primary key (id),
  constraint fk_bot_rows_bot_id foreign key(bot_id) references bots (id) on delete cascade
);
create index ix_bot_rows_table on bot_rows (tenant_id, bot_id, table_name, id);
create index ix_bot_rows_chosen_id on bot_rows (bot_id, table_name, (data ->> 'id'));
"""

TENANCY = "select protect_table('bot_rows');"
