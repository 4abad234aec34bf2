"""Reports: saved ones, when they are sent by mail, and what became of each mail.

Revision ID: reports
Revises: visits
"""

from alembic import op

revision = "reports"
down_revision = "visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (REPORTS, TENANCY):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


REPORTS = """
create table reports (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  description text,
  definition jsonb not null,
  is_shared boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint pk_reports primary key (id),
  constraint fk_reports_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_reports_tenant_id on reports (tenant_id, user_id);

create table report_schedules (
  id uuid not null,
  tenant_id uuid not null,
  report_id uuid not null,
  user_id uuid not null,
  cadence text not null,
  weekday smallint,
  month_day smallint,
  at_minute integer not null,
  format text not null,
  recipients jsonb not null,
  language text not null,
  is_active boolean not null default true,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint pk_report_schedules primary key (id),
  constraint ck_report_schedules_cadence check (cadence in ('daily','weekly','monthly')),
  constraint ck_report_schedules_format check (format in ('csv','pdf')),
  constraint ck_report_schedules_weekday check (weekday between 1 and 7),
  constraint ck_report_schedules_month_day check (month_day between 1 and 31),
  constraint ck_report_schedules_at_minute check (at_minute between 0 and 1439),
  constraint fk_report_schedules_report_id foreign key(report_id) references reports (id) on delete cascade,
  constraint fk_report_schedules_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_report_schedules_report_id on report_schedules (report_id);

create table report_deliveries (
  id uuid not null,
  tenant_id uuid not null,
  schedule_id uuid not null,
  slot_at timestamp with time zone not null,
  recipient text not null,
  state text not null default 'planned',
  reason text,
  detail text,
  attempts integer not null default 0,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint pk_report_deliveries primary key (id),
  constraint uq_report_deliveries_schedule_id_slot_at_recipient unique (schedule_id, slot_at, recipient),
  constraint ck_report_deliveries_state check (state in ('planned','sent','failed')),
  constraint fk_report_deliveries_schedule_id foreign key(schedule_id) references report_schedules (id) on delete cascade
);
create index ix_report_deliveries_created_at on report_deliveries (tenant_id, created_at);
"""

TENANCY = """
select protect_table('reports'), protect_table('report_schedules'), protect_table('report_deliveries');
"""
