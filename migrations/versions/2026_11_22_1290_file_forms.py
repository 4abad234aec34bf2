"""A file keeps every form in which it was sent: one per channel's wish, not the first for all.

Revision ID: file_forms
Revises: conversation_ratings
"""

from alembic import op

revision = "file_forms"
down_revision = "conversation_ratings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (TABLE, TENANCY, MOVE, LOOSEN, TRIGGER, FORGET):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# `most_bytes`: how large the channel that it was made for lets it be.
TABLE = """
create table message_file_forms (
  id uuid not null,
  tenant_id uuid not null,
  file_id uuid not null,
  key text not null,
  mime_type text not null,
  size_bytes bigint not null,
  most_bytes bigint not null,
  created_at timestamp with time zone not null,
  constraint pk_message_file_forms primary key (id),
  constraint uq_message_file_forms_file_id unique (file_id, mime_type, most_bytes),
  constraint fk_message_file_forms_file_id foreign key(file_id) references message_files (id) on delete cascade
);
"""

TENANCY = "select protect_table('message_file_forms');"

# Under the file's own id, so that addresses which vendors have already still lead there.
MOVE = """
insert into message_file_forms (id, tenant_id, file_id, key, mime_type, size_bytes, most_bytes, created_at)
select id, tenant_id, id, sent_key, sent_type, sent_bytes, sent_bytes, coalesce(stored_at, created_at)
from message_files where sent_key is not null;
"""

LOOSEN = """
create or replace function message_file_loosen() returns trigger language plpgsql as $$
begin
  insert into loose_contents (key, tenant_id, created_at)
  select k, old.tenant_id, '-infinity'
  from unnest(array[old.storage_key, old.preview_key, old.playable_key]) as k where k is not null
  on conflict do nothing;
  return old;
end $$;

create function message_file_form_loosen() returns trigger language plpgsql as $$
begin
  insert into loose_contents (key, tenant_id, created_at) values (old.key, old.tenant_id, '-infinity')
  on conflict do nothing;
  return old;
end $$;
"""

TRIGGER = """
create trigger message_file_form_loosen after delete on message_file_forms
for each row execute function message_file_form_loosen();
"""

FORGET = """
alter table message_files drop column sent_key, drop column sent_kind, drop column sent_type, drop column sent_bytes;
"""
