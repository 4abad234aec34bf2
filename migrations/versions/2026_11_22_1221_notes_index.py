"""What the notes on a customer are read by: few messages are notes.

Revision ID: notes_index
Revises: notification_watches
"""

from alembic import op

revision = "notes_index"
down_revision = "notification_watches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for statement in INDEXES:
            op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# What an interrupted build left behind is invalid and in the way.
INDEXES = (
    "drop index concurrently if exists ix_messages_notes",
    "create index concurrently ix_messages_notes on messages (conversation_id, created_at) where is_note",
)
