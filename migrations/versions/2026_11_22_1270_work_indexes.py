"""What the board and the list of tickets are read by: ended conversations, the latest first, and tickets by urgency.

Revision ID: work_indexes
Revises: activities_leads
"""

from alembic import op

revision = "work_indexes"
down_revision = "activities_leads"
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
    "drop index concurrently if exists ix_conversations_ended",
    """
    create index concurrently ix_conversations_ended on conversations (tenant_id, resolved_at desc, id desc)
    where status in ('resolved', 'abandoned')
    """,
    "drop index concurrently if exists ix_attendance_tickets_priority",
    """
    create index concurrently ix_attendance_tickets_priority
    on attendance_tickets (tenant_id, ticket_rank(priority), updated_at, id)
    where deleted_at is null and merged_into is null
    """,
)
