"""How large a file's playable form is: players ask for parts of it.

Revision ID: playable_size
Revises: message_changes
"""

from alembic import op

revision = "playable_size"
down_revision = "message_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table message_files add column playable_bytes bigint")


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")
