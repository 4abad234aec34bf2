"""How much each bot asked of language models, per day and model: what people pay for.

Revision ID: bot_model_usage
Revises: bot_schedules
"""

from alembic import op

revision = "bot_model_usage"
down_revision = "bot_schedules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (USAGE, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Days are those of UTC. One row is touched once for each answer, in the transaction of the turn that used it.
USAGE = """
create table bot_model_usage (
  bot_id uuid not null,
  day date not null,
  model text not null,
  tenant_id uuid not null,
  calls bigint not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  constraint pk_bot_model_usage primary key (bot_id, day, model),
  constraint fk_bot_model_usage_bot_id foreign key(bot_id) references bots (id) on delete cascade
);
"""

TENANCY = "select protect_table('bot_model_usage');"
