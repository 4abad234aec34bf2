"""What waits for its inbox is woken whatever it is: changes of messages and what goes to attendants too.

A place in the pace is its tenant's own.

Revision ID: everything_held_is_woken
Revises: reports
"""

from alembic import op

revision = "everything_held_is_woken"
down_revision = "reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (WAKE, SEND_PLACE):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# The oldest first.
WAKE = """
create or replace function deliveries_wake(p_tenant uuid, p_inbox uuid, p_now timestamptz, p_most int) returns int
language sql as $$
  with due as (
    select j.id from jobs j
    where j.tenant_id = p_tenant and j.state = 'ready' and j.run_at > p_now
      and j.kind in ('message.deliver', 'message.amend', 'relay.deliver', 'relay.redraw')
      and case j.kind
        when 'relay.deliver' then exists (
          select from relays r where r.id = (j.payload ->> 'relay_id')::uuid and r.inbox_id = p_inbox)
        when 'relay.redraw' then exists (
          select from relay_threads t join attendant_addresses a on a.id = t.address_id
          where t.id = (j.payload ->> 'thread_id')::uuid and a.inbox_id = p_inbox)
        else exists (
          select from messages m where m.id = (j.payload ->> 'message_id')::uuid and m.inbox_id = p_inbox)
      end
    order by j.id limit p_most for update of j skip locked
  ), woken as (
    update jobs j set run_at = p_now from due where j.id = due.id returning 1
  )
  select count(*)::int from woken
$$;
"""

# Called by `reserve_place`, which no policy binds: whoever names another tenant's inbox finds no place.
SEND_PLACE = """
create or replace function send_place(p_tenant uuid, p_inbox uuid, p_recipient text) returns send_places
language plpgsql as $$
declare found_place send_places;
begin
  select * into found_place from send_places p
  where p.inbox_id = p_inbox and p.recipient = p_recipient and p.tenant_id = p_tenant for update;
  if not found then
    insert into send_places (inbox_id, recipient, tenant_id, free_at, appointed_at)
    values (p_inbox, p_recipient, p_tenant, '-infinity', '-infinity') on conflict do nothing;
    select * into strict found_place from send_places p
    where p.inbox_id = p_inbox and p.recipient = p_recipient and p.tenant_id = p_tenant for update;
  end if;
  return found_place;
end $$;
"""
