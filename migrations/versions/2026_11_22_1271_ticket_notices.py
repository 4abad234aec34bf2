"""Files of tickets' comments, and notices to those who have or watch a ticket.

Revision ID: ticket_notices
Revises: everything_held_is_woken
"""

from alembic import op

revision = "ticket_notices"
down_revision = "everything_held_is_woken"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (FILES, NOTICES, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Tickets stand above files: the comment is named without a foreign key, and comments are never deleted.
FILES = """
alter table message_files add column comment_id uuid;
create index ix_message_files_comment_id on message_files (comment_id) where comment_id is not null;
"""

NOTICES = """
create table ticket_notices (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  event_id uuid not null,
  what text not null,
  actor_name text,
  detail text,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint pk_ticket_notices primary key (id),
  constraint uq_ticket_notices_user_id_event_id unique (user_id, event_id),
  constraint fk_ticket_notices_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint fk_ticket_notices_ticket_id foreign key(ticket_id) references attendance_tickets (id) on delete cascade
);
create index ix_ticket_notices_user_id on ticket_notices (user_id, at, id);
create index ix_ticket_notices_unread on ticket_notices (user_id, ticket_id) where read_at is null;
"""

TENANCY = "select protect_table('ticket_notices');"
