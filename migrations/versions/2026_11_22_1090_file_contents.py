"""Contents of files that nothing names are found and removed, and files keep the form in which they were sent.

Revision ID: file_contents
Revises: templates_consent_health
"""

from alembic import op

revision = "file_contents"
down_revision = "templates_consent_health"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (SENT_FORM, LOOSE, TENANCY, LOOSEN, TRIGGER, WAITING):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# What the channel took instead of the file itself, made once: a repeated delivery sends the same.
SENT_FORM = """
alter table message_files add column sent_key text;
alter table message_files add column sent_kind text;
alter table message_files add column sent_type text;
alter table message_files add column sent_bytes bigint;
"""

# A key is here before its content is written, and leaves in the transaction that names it; it comes back when the
# file's row goes, whoever deletes it. What stays here is removed from the storage.
LOOSE = """
create table loose_contents (
  key text not null,
  tenant_id uuid not null,
  created_at timestamp with time zone not null,
  constraint pk_loose_contents primary key (tenant_id, key)
);
create index ix_loose_contents_created_at on loose_contents (tenant_id, created_at);
"""

TENANCY = "select protect_table('loose_contents');"

LOOSEN = """
create function message_file_loosen() returns trigger language plpgsql as $$
begin
  insert into loose_contents (key, tenant_id, created_at)
  select k, old.tenant_id, '-infinity'
  from unnest(array[old.storage_key, old.preview_key, old.playable_key, old.sent_key]) as k where k is not null
  on conflict do nothing;
  return old;
end $$;
"""

TRIGGER = """
create trigger message_file_loosen after delete on message_files for each row execute function message_file_loosen();
"""

WAITING = "create index ix_message_files_pending on message_files (message_id) where state = 'pending';"
