"""Contacts with several phones and e-mails, companies, fields of one's own, lists, merging, blocking and imports.

Revision ID: contacts
Revises: file_forms
"""

from alembic import op

revision = "contacts"
down_revision = "file_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (
        COLUMNS, ADDRESSES, TABLES, TENANCY, NUMBERS, FIRST_NUMBERS, PRIMARY, FIRST_ADDRESSES, INDEXES,
        IDENTIFY_GONE, IDENTIFY, SEARCH, ALIKE, MOVING,
    ):  # fmt: skip
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


COLUMNS = """
alter table crm_contacts
  add column customer_id text,
  add column company_id uuid,
  add column status text,
  add column source text,
  add column attendant_id text,
  add column last_contact timestamptz,
  add column blocked_at timestamptz,
  add column blocked_by uuid,
  add column block_reason text,
  add column erased_at timestamptz;
alter table crm_contacts add constraint uq_crm_contacts_tenant_id_customer_id unique (tenant_id, customer_id);
alter table crm_contacts add constraint fk_crm_contacts_company_id
  foreign key(company_id) references crm_companies (id) on delete set null;
alter table crm_companies
  add column domain text,
  add column phone text,
  add column notes text,
  add column updated_at timestamptz not null default now();
"""

# The primary ones stay in crm_contacts.phone and .email; a trigger keeps them here, too, so that one look-up finds all.
ADDRESSES = """
create table contact_phones (
  id uuid not null,
  tenant_id uuid not null,
  contact_id uuid not null,
  phone text not null,
  label text,
  created_at timestamptz not null default now(),
  constraint pk_contact_phones primary key (id),
  constraint uq_contact_phones_contact_id_phone unique (contact_id, phone),
  constraint fk_contact_phones_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade
);
create index ix_contact_phones_tenant_id_phone on contact_phones (tenant_id, phone);
create index ix_contact_phones_part on contact_phones using gin (tenant_id, phone gin_trgm_ops);

create table contact_emails (
  id uuid not null,
  tenant_id uuid not null,
  contact_id uuid not null,
  email text not null,
  label text,
  created_at timestamptz not null default now(),
  constraint pk_contact_emails primary key (id),
  constraint uq_contact_emails_contact_id_email unique (contact_id, email),
  constraint fk_contact_emails_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade
);
create index ix_contact_emails_tenant_id_email on contact_emails (tenant_id, email);
create index ix_contact_emails_part on contact_emails using gin (tenant_id, email gin_trgm_ops);
"""

TABLES = """
create table contact_fields (
  id uuid not null,
  tenant_id uuid not null,
  key text not null,
  label text not null,
  kind text not null,
  choices jsonb not null default '[]',
  is_required boolean not null default false,
  position integer not null,
  constraint pk_contact_fields primary key (id),
  constraint uq_contact_fields_tenant_id_key unique (tenant_id, key),
  constraint ck_contact_fields_kind check (kind in ('text','number','date','choice','boolean'))
);

create table contact_segments (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  filter jsonb not null,
  user_id uuid not null,
  is_shared boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_contact_segments primary key (id),
  constraint fk_contact_segments_user_id foreign key(user_id) references users (id) on delete cascade
);
create index ix_contact_segments_user_id on contact_segments (user_id);

-- What a merge did, so that it can be undone. No foreign keys: one of the two is not there any more.
create table contact_merges (
  id uuid not null,
  tenant_id uuid not null,
  kept_id uuid not null,
  absorbed_id uuid not null,
  absorbed jsonb not null,
  before jsonb not null,
  after jsonb not null,
  moved jsonb not null,
  dropped jsonb not null,
  merged_by uuid,
  merged_by_name text not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  constraint pk_contact_merges primary key (id)
);
create index ix_contact_merges_kept_id on contact_merges (kept_id, created_at);
create index ix_contact_merges_absorbed_id on contact_merges (absorbed_id) where undone_at is null;

create table contact_distinctions (
  tenant_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  created_at timestamptz not null,
  constraint pk_contact_distinctions primary key (one_id, other_id),
  constraint ck_contact_distinctions_order check (one_id < other_id)
);

create table contact_imports (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  content bytea,
  encoding text not null,
  separator text not null,
  columns jsonb not null default '{}',
  settings jsonb not null default '{}',
  state text not null,
  total integer not null,
  next_row integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  user_id uuid,
  user_name text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  constraint pk_contact_imports primary key (id),
  constraint ck_contact_imports_state check (state in ('uploaded','running','finished','cancelled'))
);
create index ix_contact_imports_created on contact_imports (tenant_id, created_at, id);

create table contact_import_errors (
  import_id uuid not null,
  tenant_id uuid not null,
  line integer not null,
  field text not null,
  reason text not null,
  cells jsonb not null,
  constraint pk_contact_import_errors primary key (import_id, line),
  constraint fk_contact_import_errors_import_id foreign key(import_id) references contact_imports (id) on delete cascade
);
"""

TENANCY = """
select protect_table('contact_phones'), protect_table('contact_emails'), protect_table('contact_fields'),
       protect_table('contact_segments'), protect_table('contact_merges'), protect_table('contact_distinctions'),
       protect_table('contact_imports'), protect_table('contact_import_errors');
"""

# A number per tenant, taken at the very end of the transaction: nobody who has its lock waits for another one.
NUMBERS = """
create function next_customer_id(p_tenant uuid) returns text language plpgsql as $$
declare number text;
begin
  loop
    number := next_number(p_tenant, 'customer')::text;
    number := 'cust-' || case when length(number) < 3 then lpad(number, 3, '0') else number end;
    if not exists (select from crm_contacts c where c.tenant_id = p_tenant and c.customer_id = number) then
      return number;
    end if;
  end loop;
end $$;

create function contact_numbered() returns trigger language plpgsql as $$
begin
  if exists (select from crm_contacts c where c.id = new.id and c.customer_id is null) then
    update crm_contacts c set customer_id = next_customer_id(new.tenant_id) where c.id = new.id;
  end if;
  return null;
end $$;
create constraint trigger contact_numbered after insert on crm_contacts deferrable initially deferred
for each row when (new.customer_id is null) execute function contact_numbered();
"""

FIRST_NUMBERS = """
update crm_contacts c set customer_id = 'cust-' || case when length(n.at) < 3 then lpad(n.at, 3, '0') else n.at end
from (select id, row_number() over (partition by tenant_id order by created_at, id)::text as at from crm_contacts) n
where n.id = c.id;
insert into tenant_counters (tenant_id, name, value)
select tenant_id, 'customer', count(*) from crm_contacts group by tenant_id
on conflict (tenant_id, name) do update set value = excluded.value;
"""

# A new primary address that the contact has already is only pointed to; one that it hasn't takes the old one's place.
PRIMARY = """
create function contact_primary_phone(c crm_contacts, p_old text) returns void language plpgsql as $$
begin
  if c.phone is null then
    delete from contact_phones p where p.contact_id = c.id and p.phone = p_old;
  elsif not exists (select from contact_phones p where p.contact_id = c.id and p.phone = c.phone) then
    update contact_phones p set phone = c.phone where p.contact_id = c.id and p.phone = p_old;
    if not found then
      insert into contact_phones (id, tenant_id, contact_id, phone) values (gen_random_uuid(), c.tenant_id, c.id, c.phone);
    end if;
  end if;
end $$;

create function contact_primary_email(c crm_contacts, p_old text) returns void language plpgsql as $$
declare wanted text := nullif(lower(btrim(c.email)), ''); old text := lower(btrim(p_old));
begin
  if wanted is null then
    delete from contact_emails e where e.contact_id = c.id and e.email = old;
  elsif not exists (select from contact_emails e where e.contact_id = c.id and e.email = wanted) then
    update contact_emails e set email = wanted where e.contact_id = c.id and e.email = old;
    if not found then
      insert into contact_emails (id, tenant_id, contact_id, email) values (gen_random_uuid(), c.tenant_id, c.id, wanted);
    end if;
  end if;
end $$;

create function contact_addressed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.phone is not null then
      perform contact_primary_phone(new, null);
    end if;
    if new.email is not null then
      perform contact_primary_email(new, null);
    end if;
  else
    if new.phone is distinct from old.phone then
      perform contact_primary_phone(new, old.phone);
    end if;
    if new.email is distinct from old.email then
      perform contact_primary_email(new, old.email);
    end if;
  end if;
  return null;
end $$;
create trigger contact_addressed after insert or update of phone, email on crm_contacts
for each row execute function contact_addressed();
"""

FIRST_ADDRESSES = """
insert into contact_phones (id, tenant_id, contact_id, phone, created_at)
select gen_random_uuid(), tenant_id, id, phone, created_at from crm_contacts where phone is not null;
insert into contact_emails (id, tenant_id, contact_id, email, created_at)
select gen_random_uuid(), tenant_id, id, lower(btrim(email)), created_at from crm_contacts where btrim(email) <> '';
"""

INDEXES = """
create index ix_crm_contacts_name on crm_contacts (tenant_id, (fold(name)), id);
create index ix_crm_contacts_created on crm_contacts (tenant_id, created_at desc, id desc);
create index ix_crm_contacts_last_contact on crm_contacts (tenant_id, (coalesce(last_contact, '-infinity')) desc, id desc);
create index ix_crm_contacts_ltv on crm_contacts (tenant_id, (coalesce(ltv, -1)) desc, id desc);
create index ix_crm_contacts_owner on crm_contacts (owner_id) where owner_id is not null;
create index ix_crm_contacts_company on crm_contacts (company_id) where company_id is not null;
create index ix_crm_contacts_alike on crm_contacts using gin (tenant_id, (fold(name)) gin_trgm_ops);
create index ix_crm_companies_part on crm_companies using gin (tenant_id, search gin_trgm_ops);
"""

IDENTIFY_GONE = "drop function contacts_identify(uuid, text, jsonb, timestamptz);"

# As before, but a number is looked for among all phones of all contacts, and it is told who is blocked.
IDENTIFY = """
create function contacts_identify(p_tenant uuid, p_channel text, p_people jsonb, p_now timestamptz)
returns table (i int, contact_id uuid, name text, is_new boolean, is_blocked boolean) language plpgsql as $$
declare person jsonb; found_id uuid; found_name text; fresh boolean; blocked boolean; wanted text[]; given text;
begin
  for person in select value from jsonb_array_elements(p_people) loop
    fresh := false; blocked := false; found_id := null; given := nullif(person ->> 'name', '');
    wanted := array(select jsonb_array_elements_text(person -> 'external_ids'));
    select ci.contact_id, c.name, c.blocked_at is not null into found_id, found_name, blocked
    from contact_identities ci join crm_contacts c on c.id = ci.contact_id
    where ci.tenant_id = p_tenant and ci.channel = p_channel and ci.external_id = any(wanted)
    order by array_position(wanted, ci.external_id) limit 1;
    if found_id is null and jsonb_array_length(person -> 'phones') > 0 then
      select c.id, c.name, c.blocked_at is not null into found_id, found_name, blocked
      from contact_phones p join crm_contacts c on c.id = p.contact_id
      where p.tenant_id = p_tenant and p.phone = any(array(select jsonb_array_elements_text(person -> 'phones')))
      order by c.created_at, c.id limit 1;
    end if;
    if found_id is null then
      insert into contact_identities (id, tenant_id, contact_id, channel, external_id, created_at)
      values ((person ->> 'identity_id')::uuid, p_tenant, (person ->> 'contact_id')::uuid, p_channel, wanted[1], p_now)
      on conflict (tenant_id, channel, external_id) do nothing;
      if found then
        fresh := true; blocked := false;
        found_id := (person ->> 'contact_id')::uuid;
        found_name := coalesce(given, person ->> 'fallback_name');
        insert into crm_contacts (id, tenant_id, name, phone, email, source, created_at, updated_at)
        values (found_id, p_tenant, found_name, person ->> 'phone', person ->> 'email', p_channel, p_now, p_now);
      else  -- another transaction made the same person a moment ago
        select ci.contact_id, c.name, c.blocked_at is not null into found_id, found_name, blocked
        from contact_identities ci join crm_contacts c on c.id = ci.contact_id
        where ci.tenant_id = p_tenant and ci.channel = p_channel and ci.external_id = wanted[1];
      end if;
    end if;
    if (select count(*) from contact_identities ci
        where ci.tenant_id = p_tenant and ci.channel = p_channel and ci.external_id = any(wanted)) < cardinality(wanted) then
      insert into contact_identities (id, tenant_id, contact_id, channel, external_id, created_at)
      select gen_random_uuid(), p_tenant, found_id, p_channel, w, p_now from unnest(wanted) as w
      on conflict (tenant_id, channel, external_id) do nothing;
    end if;
    if given is not null and found_name = person ->> 'fallback_name' and given <> found_name then
      update crm_contacts c set name = given, updated_at = p_now where c.id = found_id and c.first_name is null;
      if found then
        found_name := given;
        insert into events (tenant_id, uuid, kind, actor_kind, actor_id, actor_name, payload, at)
        values (p_tenant, gen_random_uuid(), 'contact.changed', 'contact', found_id, given,
                jsonb_build_object('contact_id', found_id, 'fields', jsonb_build_array('name')), p_now);
      end if;
    end if;
    i := (person ->> 'i')::int; contact_id := found_id; name := found_name; is_new := fresh;
    is_blocked := coalesce(blocked, false);
    return next;
  end loop;
end $$;
"""

# SECURITY DEFINER with the tenant named: text operators aren't leakproof, so that under row-level security the planner
# could not use their indexes. `current_tenant()` keeps the scope.
SEARCH = """
create function contacts_matching(p_query text, p_limit int) returns table (contact_id uuid)
language plpgsql stable security definer set search_path = public as $$
declare
  words text[] := array(
    select '%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
    from regexp_split_to_table(btrim(fold(p_query)), '\\s+') w where w <> '' order by length(w) desc limit 8);
  whole text := '%' || replace(replace(replace(lower(btrim(p_query)), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%';
  digits text := ltrim(regexp_replace(p_query, '\\D', '', 'g'), '0');
begin
  return query
  select distinct f.id from (
    (select c.id from crm_contacts c
     where c.tenant_id = current_tenant() and c.search like words[1] and c.search like all (words) limit p_limit)
    union all
    (select e.contact_id from contact_emails e
     where p_query ~ '@|\\.' and e.tenant_id = current_tenant() and e.email like whole limit p_limit)
    union all
    (select p.contact_id from contact_phones p
     where length(digits) > 3 and p_query !~ '[[:alpha:]]' and p.tenant_id = current_tenant()
       and p.phone like '%' || digits || '%' limit p_limit)
    union all
    (select c.id from crm_contacts c where c.tenant_id = current_tenant() and c.customer_id = btrim(p_query))
    union all
    (select c.id from crm_companies k join crm_contacts c on c.company_id = k.id
     where k.tenant_id = current_tenant() and k.search like words[1] and k.search like all (words) limit p_limit)
  ) f limit p_limit;
end $$;

create function companies_matching(p_query text, p_limit int) returns table (company_id uuid)
language sql stable security definer set search_path = public as $$
  select k.id from crm_companies k
  where k.tenant_id = current_tenant()
    and k.search like '%' || replace(replace(replace(btrim(fold(p_query)), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
  order by k.search limit p_limit
$$;
"""

# Names count when they have two words at least: there are many called Maria.
ALIKE = """
create function contacts_alike(p_contact uuid, p_limit int)
returns table (contact_id uuid, reason text, likeness real)
language plpgsql stable security definer set search_path = public as $$
declare named text;
begin
  select fold(c.name) into named from crm_contacts c
  where c.id = p_contact and c.tenant_id = current_tenant() and c.erased_at is null;
  if not found then
    return;
  end if;
  if named !~ '\\S\\s+\\S' or length(named) < 7 then
    named := null;
  end if;
  perform set_config('pg_trgm.similarity_threshold', '0.6', true);
  return query
  select distinct on (f.id) f.id, f.reason, f.likeness from (
    select o.contact_id as id, 'phone' as reason, 1::real as likeness
    from contact_phones p join contact_phones o on o.tenant_id = p.tenant_id and o.phone = p.phone
    where p.contact_id = p_contact and p.tenant_id = current_tenant()
    union all
    select o.contact_id, 'email', 1::real
    from contact_emails e join contact_emails o on o.tenant_id = e.tenant_id and o.email = e.email
    where e.contact_id = p_contact and e.tenant_id = current_tenant()
    union all
    (select c.id, 'name', similarity(fold(c.name), named)
     from crm_contacts c
     where named is not null and c.tenant_id = current_tenant() and fold(c.name) % named and c.erased_at is null
     order by similarity(fold(c.name), named) desc limit p_limit + 1)
  ) f
  where f.id <> p_contact and not exists (
    select from contact_distinctions d where d.one_id = least(f.id, p_contact) and d.other_id = greatest(f.id, p_contact))
  order by f.id, f.likeness desc, f.reason desc limit p_limit;
end $$;

create function contacts_duplicated(p_limit int) returns table (reason text, value text, contact_ids uuid[])
language sql stable security definer set search_path = public as $$
  select g.reason, g.value, g.ids from (
    (select 'phone' as reason, p.phone as value, array_agg(p.contact_id order by p.contact_id) as ids from contact_phones p
     where p.tenant_id = current_tenant() group by p.phone having count(*) > 1 limit p_limit)
    union all
    (select 'email', e.email, array_agg(e.contact_id order by e.contact_id) from contact_emails e
     where e.tenant_id = current_tenant() group by e.email having count(*) > 1 limit p_limit)
    union all
    (select 'name', fold(c.name), array_agg(c.id order by c.id) from crm_contacts c
     where c.tenant_id = current_tenant() and c.erased_at is null
     group by fold(c.name) having count(*) > 1 and fold(c.name) ~ '\\S\\s+\\S' limit p_limit)
  ) g
  where not exists (
    select from contact_distinctions d where d.one_id = g.ids[1] and d.other_id = g.ids[2] and cardinality(g.ids) = 2)
  limit p_limit
$$;
"""

# Whatever names a contact is found in the catalogue: tables that come later are moved with the others.
MOVING = """
create function contact_references() returns table (relation text, col text, key text)
language sql stable set search_path = public as $$
  select c.relname::text, a.attname::text,
    case when exists (select from pg_attribute i where i.attrelid = c.oid and i.attname = 'id' and not i.attisdropped)
         then 'id::text'
         when c.relname = 'bot_memory' then 'bot_id::text || '':'' || key' end
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and not a.attisdropped and a.attnum > 0 and a.atttypid = 'uuid'::regtype
    and has_table_privilege(c.oid, 'update')
    and (a.attname in ('contact_id', 'customer_id') or exists (
      select from pg_constraint k
      where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'crm_contacts'::regclass
        and k.conkey = array[a.attnum]))
  order by 1, 2
$$;

create function contact_move(p_from uuid, p_to uuid, out moved jsonb, out dropped jsonb) language plpgsql as $$
declare r record; one text; keys jsonb; kept jsonb;
begin
  moved := '[]'; dropped := '[]';
  for r in select * from contact_references() loop
    keys := '[]';
    begin
      execute format('with m as (update %1$I set %2$I = $1 where %2$I = $2 returning %3$s as k) '
                     'select coalesce(jsonb_agg(k), ''[]'') from m', r.relation, r.col, r.key)
      into keys using p_to, p_from;
    exception when unique_violation then
      if r.relation not in ('contact_phones', 'contact_emails', 'bot_memory') then
        raise;
      end if;
      keys := '[]';
      for one in execute format('select %s from %I where %I = $1', r.key, r.relation, r.col) using p_from loop
        begin
          execute format('update %1$I set %2$I = $1 where %2$I = $2 and %3$s = $3', r.relation, r.col, r.key)
          using p_to, p_from, one;
          keys := keys || to_jsonb(one);
        exception when unique_violation then  -- the other has the same: its own stays
          execute format('delete from %1$I t where %2$I = $1 and %3$s = $2 returning to_jsonb(t)', r.relation, r.col, r.key)
          into kept using p_from, one;
          dropped := dropped || jsonb_build_object('relation', r.relation, 'row', kept);
        end;
      end loop;
    end;
    if keys <> '[]' then
      moved := moved || jsonb_build_object('relation', r.relation, 'col', r.col, 'keys', keys);
    end if;
  end loop;
end $$;

create function contact_move_back(p_from uuid, p_to uuid, p_moved jsonb, p_dropped jsonb) returns void language plpgsql as $$
declare item jsonb; r record;
begin
  for item in select value from jsonb_array_elements(p_moved) loop
    select * into r from contact_references() f where f.relation = item ->> 'relation' and f.col = item ->> 'col';
    if found then
      execute format('update %1$I set %2$I = $1 where %2$I = $2 and %3$s = any(array(select jsonb_array_elements_text($3)))',
                     r.relation, r.col, r.key)
      using p_to, p_from, item -> 'keys';
    end if;
  end loop;
  for item in select value from jsonb_array_elements(p_dropped) loop
    execute format('insert into %1$I select * from jsonb_populate_record(null::%1$I, $1) on conflict do nothing',
                   item ->> 'relation')
    using item -> 'row';
  end loop;
end $$;

create function contact_restore(p_row jsonb) returns void language plpgsql as $$
declare cols text;
begin
  select string_agg(quote_ident(a.attname), ', ') into cols from pg_attribute a
  where a.attrelid = 'public.crm_contacts'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and p_row ? a.attname::text;
  execute format('insert into crm_contacts (%1$s) select %1$s from jsonb_populate_record(null::crm_contacts, $1)', cols)
  using p_row;
end $$;
"""
