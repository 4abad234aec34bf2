"""What lasts and was told of, so that it is told once.

Revision ID: notification_watches
Revises: temporary_tables_last
"""

from alembic import op

revision = "notification_watches"
down_revision = "temporary_tables_last"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (WATCHES, TENANCY, WAITING):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


WATCHES = """
create table notification_watches (
  id uuid not null,
  tenant_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  since timestamp with time zone not null,
  constraint pk_notification_watches primary key (id),
  constraint uq_notification_watches_tenant_id_kind unique (tenant_id, kind, subject_id)
);
"""

TENANCY = """
select protect_table('notification_watches');
"""

# Whoever waits for an answer, looked at every minute.
WAITING = """
create index ix_conversations_awaited on conversations (tenant_id, waiting_since)
  where waiting_since is not null and status in ('waiting','assigned','active');
"""
