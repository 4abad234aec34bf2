"""How far each mailbox was read.

Revision ID: mailbox_cursors
Revises: file_contents
"""

from alembic import op

revision = "mailbox_cursors"
down_revision = "file_contents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table inboxes add column cursor text")


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")
