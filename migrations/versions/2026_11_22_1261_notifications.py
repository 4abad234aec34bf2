"""Notifications by mail: what a company wants to be told, in which words, who doesn't, and what was sent.
How long an answer to a rating's question is awaited.

Revision ID: notifications
Revises: contacts
"""

from alembic import op

revision = "notifications"
down_revision = "contacts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (AWAITED, SETTINGS, NOTIFICATIONS, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# Looked at for every message that arrives: the index holds only what is awaited.
AWAITED = """
alter table conversation_ratings add column open_until timestamp with time zone;
create index ix_conversation_ratings_awaited on conversation_ratings (contact_id)
  where state = 'asked' or comment_state = 'asked';
"""

SETTINGS = """
create table notification_settings (
  id uuid not null,
  tenant_id uuid not null,
  kind text not null,
  is_on boolean not null,
  threshold integer,
  constraint pk_notification_settings primary key (id),
  constraint uq_notification_settings_tenant_id_kind unique (tenant_id, kind),
  constraint ck_notification_settings_threshold check (threshold > 0)
);

create table notification_templates (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  subject text not null,
  body text not null,
  updated_at timestamp with time zone not null,
  constraint pk_notification_templates primary key (id),
  constraint uq_notification_templates_tenant_id_name unique (tenant_id, name)
);

create table notification_opt_outs (
  user_id uuid not null,
  kind text not null,
  tenant_id uuid not null,
  constraint pk_notification_opt_outs primary key (user_id, kind),
  constraint fk_notification_opt_outs_user_id foreign key(user_id) references users (id) on delete cascade
);
"""

# One row per occurrence and recipient: whatever is planned twice is sent once.
NOTIFICATIONS = """
create table notifications (
  id uuid not null,
  tenant_id uuid not null,
  kind text not null,
  occurrence text not null,
  recipient text not null,
  bcc jsonb not null default '[]',
  subject text not null,
  body text not null,
  state text not null default 'queued',
  reason text,
  conversation_id uuid,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint pk_notifications primary key (id),
  constraint uq_notifications_tenant_id_kind unique (tenant_id, kind, occurrence, recipient),
  constraint ck_notifications_state check (state in ('queued','sent','failed'))
);
create index ix_notifications_created_at on notifications (tenant_id, created_at, id);
"""

TENANCY = """
select protect_table('notification_settings'), protect_table('notification_templates'),
  protect_table('notification_opt_outs'), protect_table('notifications');
"""
