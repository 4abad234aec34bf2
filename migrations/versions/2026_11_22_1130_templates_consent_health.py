"""Templates of vendors, what customers don't want to receive, and how the account of an inbox is.

Revision ID: templates_consent_health
Revises: files_threads_changes
"""

from alembic import op

revision = "templates_consent_health"
down_revision = "files_threads_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (TEMPLATES, CONSENT, HEALTH, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


TEMPLATES = """
create table message_templates (
  id uuid not null,
  tenant_id uuid not null,
  inbox_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text,
  rejected_reason text,
  components jsonb not null default '[]',
  synced_at timestamp with time zone not null,
  constraint pk_message_templates primary key (id),
  constraint uq_message_templates_inbox_id unique (inbox_id, name, language),
  constraint fk_message_templates_inbox_id foreign key(inbox_id) references inboxes (id) on delete cascade
);
"""

# What a person refuses belongs to the address that they wrote from: each vendor keeps its own list.
CONSENT = """
alter table contact_identities add column username text;
alter table contact_identities add column opted_out_at timestamp with time zone;
alter table contact_identities add column opted_out_of text;
alter table contact_identities add constraint ck_contact_identities_opted_out_of
  check (opted_out_of in ('marketing','all')) not valid;
"""

HEALTH = "alter table inboxes add column health jsonb not null default '{}';"

TENANCY = "select protect_table('message_templates');"
