"""Leads, and activities: what was done or has to be done for a customer, a deal, a ticket, a conversation or a lead.

Revision ID: activities_leads
Revises: queue_destinations
"""

from alembic import op

revision = "activities_leads"
down_revision = "queue_destinations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (LEADS, ACTIVITIES, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# The conversation and the deal stand above: they are named without foreign keys.
LEADS = """
create table leads (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  phone text,
  email text,
  source text,
  status text not null default 'new',
  attendant_id uuid,
  notes text,
  contact_id uuid,
  deal_id uuid,
  session_id uuid,
  campaign_id text,
  campaign_name text,
  utm_source text,
  utm_medium text,
  ad_id text,
  segment text,
  custom_fields jsonb not null default '{}',
  search text generated always as (
    fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' || coalesce(campaign_name, ''))
  ) stored not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  converted_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint pk_leads primary key (id),
  constraint ck_leads_status check (status in ('new','contacted','qualified','converted','lost')),
  constraint fk_leads_attendant_id foreign key(attendant_id) references users (id) on delete set null,
  constraint fk_leads_contact_id foreign key(contact_id) references crm_contacts (id) on delete set null
);
create index ix_leads_created_at on leads (tenant_id, created_at, id) where deleted_at is null;
create index ix_leads_status on leads (tenant_id, status, created_at, id) where deleted_at is null;
create index ix_leads_phone on leads (tenant_id, phone);
create index ix_leads_contact_id on leads (contact_id, created_at);
create index ix_leads_attendant_id on leads (attendant_id);
create index ix_leads_search on leads using gin (tenant_id, search gin_trgm_ops);
"""

# `due_order`: what has no time comes last, in an index that a keyset can follow.
ACTIVITIES = """
create table activities (
  id uuid not null,
  tenant_id uuid not null,
  kind text not null,
  title text not null,
  notes text,
  due_at timestamp with time zone,
  due_order timestamp with time zone generated always as (
    coalesce(due_at, timestamp with time zone '9999-01-01 00:00:00+00')
  ) stored not null,
  done_at timestamp with time zone,
  reminder_at timestamp with time zone,
  reminded_at timestamp with time zone,
  owner_id uuid,
  contact_id uuid,
  deal_id uuid,
  ticket_id uuid,
  conversation_id uuid,
  lead_id uuid,
  data jsonb not null default '{}',
  origin_key text,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint pk_activities primary key (id),
  constraint uq_activities_tenant_id_origin_key unique (tenant_id, origin_key),
  constraint ck_activities_kind check (kind in ('call','meeting','task','note','email','conversation')),
  constraint fk_activities_owner_id foreign key(owner_id) references users (id) on delete set null,
  constraint fk_activities_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade,
  constraint fk_activities_lead_id foreign key(lead_id) references leads (id) on delete set null
);
create index ix_activities_open on activities (tenant_id, owner_id, due_order, id)
  where done_at is null and deleted_at is null;
create index ix_activities_done on activities (tenant_id, owner_id, done_at, id)
  where done_at is not null and deleted_at is null;
create index ix_activities_contact_id on activities (contact_id, created_at, id);
create index ix_activities_deal_id on activities (deal_id, created_at) where deal_id is not null;
create index ix_activities_ticket_id on activities (ticket_id, created_at) where ticket_id is not null;
create index ix_activities_conversation_id on activities (conversation_id, created_at)
  where conversation_id is not null;
create index ix_activities_lead_id on activities (lead_id, created_at) where lead_id is not null;
create index ix_activities_created_at on activities (tenant_id, created_at, id) where deleted_at is null;
"""

TENANCY = """
select protect_table('leads'), protect_table('activities');
"""
