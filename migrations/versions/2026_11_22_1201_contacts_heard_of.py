"""Contacts in the order in which they were last heard of, or noted.

Revision ID: contacts_heard_of
Revises: notes_index
"""

from alembic import op

revision = "contacts_heard_of"
down_revision = "notes_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(HEARD_OF)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Two moments that are there are told apart better than one that is missing for most.
HEARD_OF = """
drop index ix_crm_contacts_last_contact;
create index ix_crm_contacts_last_contact on crm_contacts (tenant_id, (coalesce(last_contact, created_at)) desc, id desc);
"""
