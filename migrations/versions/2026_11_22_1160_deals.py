"""The pipeline: stages with an order and a probability, deals that go through them, and the companies they are with.

Revision ID: deals
Revises: sending_that_holds
"""

from alembic import op

revision = "deals"
down_revision = "sending_that_holds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (COMPANIES, STAGES, DEALS, TENANCY, TRIGGER, FIRST_STAGES, HISTORY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


COMPANIES = """
create table crm_companies (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  search text generated always as (fold(name)) stored not null,
  created_at timestamp with time zone not null default now(),
  constraint pk_crm_companies primary key (id),
  constraint uq_crm_companies_tenant_id_search unique (tenant_id, search)
);
"""

STAGES = """
create table crm_pipeline_stages (
  id uuid not null,
  tenant_id uuid not null,
  key varchar(50) not null,
  name text not null,
  order_index integer not null,
  probability double precision not null,
  kind text not null default 'open',
  constraint pk_crm_pipeline_stages primary key (id),
  constraint uq_crm_pipeline_stages_tenant_id_key unique (tenant_id, key),
  constraint ck_crm_pipeline_stages_kind check (kind in ('open','won','lost')),
  constraint ck_crm_pipeline_stages_probability check (probability between 0 and 100)
);
"""

# The conversation and the ticket stand above: they are named without foreign keys.
DEALS = """
create table crm_deals (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  value numeric(14,2) not null default 0,
  stage varchar(50) not null,
  status text not null default 'open',
  reason text,
  position double precision not null,
  contact_id uuid,
  company_id uuid,
  owner_id uuid,
  expected_close date,
  session_id uuid,
  ticket_id uuid,
  custom_fields jsonb not null default '{}',
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  stage_changed_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint pk_crm_deals primary key (id),
  constraint ck_crm_deals_status check (status in ('open','won','lost')),
  constraint ck_crm_deals_value check (value >= 0),
  constraint fk_crm_deals_stage foreign key(tenant_id, stage) references crm_pipeline_stages (tenant_id, key),
  constraint fk_crm_deals_contact_id foreign key(contact_id) references crm_contacts (id) on delete set null,
  constraint fk_crm_deals_company_id foreign key(company_id) references crm_companies (id) on delete set null,
  constraint fk_crm_deals_owner_id foreign key(owner_id) references users (id) on delete set null
);
create index ix_crm_deals_stage on crm_deals (tenant_id, stage, position, id) where deleted_at is null;
create index ix_crm_deals_contact_id on crm_deals (contact_id, updated_at);
create index ix_crm_deals_session_id on crm_deals (session_id);
create index ix_crm_deals_company_id on crm_deals (company_id);
create index ix_crm_deals_owner_id on crm_deals (owner_id);
"""

TENANCY = """
select protect_table('crm_companies'), protect_table('crm_pipeline_stages'), protect_table('crm_deals');
"""

# Of two copies a screen keeps the one with the later `updated_at`: every write makes a deal newer.
TRIGGER = """
create function deal_written() returns trigger language plpgsql as $$
begin
  new.updated_at := greatest(new.updated_at, old.updated_at + interval '1 microsecond');
  return new;
end $$;
create trigger deal_written before update on crm_deals for each row execute function deal_written();
"""

# Every company begins with a pipeline: whoever makes one needs to know nothing of deals.
FIRST_STAGES = """
create function first_stages(p_tenant uuid, p_locale text) returns void
language sql security definer set search_path = public as $$
  insert into crm_pipeline_stages (id, tenant_id, key, name, order_index, probability, kind)
  select gen_random_uuid(), p_tenant, s.key,
    case when p_locale like 'en%' then s.en when p_locale like 'es%' then s.es else s.pt end, s.at, s.p, s.kind
  from (values
    ('new', 'Novo', 'New', 'Nuevo', 0, 10, 'open'),
    ('qualification', 'Qualificação', 'Qualification', 'Calificación', 1, 25, 'open'),
    ('proposal', 'Proposta', 'Proposal', 'Propuesta', 2, 50, 'open'),
    ('negotiation', 'Negociação', 'Negotiation', 'Negociación', 3, 75, 'open'),
    ('closed_won', 'Ganho', 'Won', 'Ganado', 4, 100, 'won'),
    ('closed_lost', 'Perdido', 'Lost', 'Perdido', 5, 0, 'lost')
  ) as s (key, pt, en, es, at, p, kind)
$$;
revoke execute on function first_stages from public;
create function tenant_begins() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform first_stages(new.id, new.locale);
  return null;
end $$;
create trigger tenant_begins after insert on tenants for each row execute function tenant_begins();
select first_stages(id, locale) from tenants;
"""

# SECURITY DEFINER with the tenant named: reading JSON isn't leakproof, so that under row-level security the planner
# could not use the index.
HISTORY = """
create index ix_events_deal on events ((payload ->> 'deal_id'), id) where kind like 'deal.%';
create function events_of_deal(p_deal text)
returns table (uuid uuid, kind text, at timestamptz, actor_kind text, actor_id uuid, actor_name text, payload text)
language sql stable security definer set search_path = public as $$
  select e.uuid, e.kind, e.at, e.actor_kind, e.actor_id, e.actor_name, e.payload::text
  from events e
  where e.kind like 'deal.%' and e.payload ->> 'deal_id' = p_deal and e.tenant_id = current_tenant()
  order by e.id limit 1000
$$;
"""
