"""What a dialogue waited for and got while people had its conversation: it is told when they give it back.

Revision ID: parked_happenings
Revises: tickets
"""

from alembic import op

revision = "parked_happenings"
down_revision = "tickets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table bot_executions add column parked jsonb")


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")
