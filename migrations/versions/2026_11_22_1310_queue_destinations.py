"""A queue says where its attendants receive what waits in it.

Revision ID: queue_destinations
Revises: deals
"""

from alembic import op

revision = "queue_destinations"
down_revision = "deals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table queue_policies add column default_destination text")
    op.execute(
        "alter table queue_policies add constraint ck_queue_policies_default_destination check "
        "(default_destination in ('console','whatsapp','telegram','slack','teams','google_chat'))"
    )


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")
