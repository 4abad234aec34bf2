"""What looks for contacts beyond the policies sees no temporary table in the place of a real one.

Revision ID: contacts_pinned
Revises: contacts_heard_of
"""

from alembic import op

revision = "contacts_pinned"
down_revision = "contacts_heard_of"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(PINNED)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


PINNED = """
alter function contacts_matching(text, int) set search_path = public, pg_temp;
alter function companies_matching(text, int) set search_path = public, pg_temp;
alter function contacts_alike(uuid, int) set search_path = public, pg_temp;
alter function contacts_duplicated(int) set search_path = public, pg_temp;
"""
