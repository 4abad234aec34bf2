"""Functions that run with their owner's rights look for tables in the schema first: a temporary one can't take a place.

Without `pg_temp` at the end of the search path, PostgreSQL looks there before everything else.

Revision ID: temporary_tables_last
Revises: ticket_notices
"""

from alembic import op

revision = "temporary_tables_last"
down_revision = "ticket_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(PIN)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


PIN = """
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.prosecdef and p.pronamespace = 'public'::regnamespace loop
    execute format('alter function %s set search_path = public, pg_temp', f);
  end loop;
end $$;
"""
