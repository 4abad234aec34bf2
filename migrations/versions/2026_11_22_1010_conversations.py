"""People, inboxes, contacts, conversations and messages.

Revision ID: conversations
Revises: foundation
"""

from alembic import op

revision = "conversations"
down_revision = "foundation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (
        IDENTITY, CHANNELS, CRM, BOTS, CONVERSATIONS, TENANCY,
        SIGN_IN_FUNCTIONS, INBOUND_FUNCTIONS, CONTACT_FUNCTIONS, MESSAGE_FUNCTIONS, STATUS_FUNCTIONS,
        VISIBILITY, SEARCH_FUNCTIONS,
    ):  # fmt: skip
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


IDENTITY = """
create table tenants (
  id uuid not null,
  name text not null,
  slug text not null,
  locale text default 'pt-BR' not null,
  timezone text default 'America/Sao_Paulo' not null,
  settings jsonb default '{}' not null,
  created_at timestamptz default now() not null,
  constraint pk_tenants primary key (id),
  constraint uq_tenants_slug unique (slug)
);

create table users (
  id uuid not null,
  tenant_id uuid not null,
  username text not null,
  name text not null,
  email text not null,
  password_hash text,
  role text not null,
  visibility text,
  locale text default 'pt-BR' not null,
  is_active boolean default true not null,
  is_admin boolean default false not null,
  failed_sign_ins integer default '0' not null,
  locked_until timestamptz,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_users primary key (id),
  constraint uq_users_tenant_id_username unique (tenant_id, username)
);
create unique index uq_users_email on users (lower(email));

create table logins (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  csrf_token text not null,
  user_agent text not null,
  ip text not null,
  created_at timestamptz default now() not null,
  last_seen_at timestamptz default now() not null,
  expires_at timestamptz not null,
  constraint pk_logins primary key (id),
  constraint fk_logins_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint uq_logins_token_hash unique (token_hash)
);
create index ix_logins_user_id on logins (user_id);

create table one_time_links (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz default now() not null,
  constraint pk_one_time_links primary key (id),
  constraint fk_one_time_links_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint uq_one_time_links_token_hash unique (token_hash)
);
create index ix_one_time_links_user_id on one_time_links (user_id);

create table api_tokens (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes jsonb not null,
  created_at timestamptz default now() not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  constraint pk_api_tokens primary key (id),
  constraint fk_api_tokens_user_id foreign key(user_id) references users (id) on delete cascade,
  constraint uq_api_tokens_token_hash unique (token_hash)
);
create index ix_api_tokens_user_id on api_tokens (user_id);

create table idempotency_keys (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  body bytea not null,
  created_at timestamptz default now() not null,
  constraint pk_idempotency_keys primary key (id),
  constraint uq_idempotency_keys_tenant_id_user_id_key unique (tenant_id, user_id, key)
);

create table tenant_counters (
  tenant_id uuid not null,
  name text not null,
  value bigint not null,
  primary key (tenant_id, name)
) with (fillfactor = 50);
"""

CHANNELS = """
create table inboxes (
  id uuid not null,
  tenant_id uuid not null,
  channel text not null,
  name text not null,
  key text not null,
  credentials bytea not null,
  settings jsonb default '{}' not null,
  bot_id uuid,
  is_active boolean default true not null,
  last_webhook_at timestamptz,
  last_sent_at timestamptz,
  last_error_at timestamptz,
  last_error text,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_inboxes primary key (id),
  constraint uq_inboxes_key unique (key)
);

create table inbound_events (
  id uuid not null,
  tenant_id uuid not null,
  inbox_id uuid not null,
  delivery_hash bytea not null,
  body bytea not null,
  received_at timestamptz not null,
  ignored jsonb,
  constraint pk_inbound_events primary key (id),
  constraint fk_inbound_events_inbox_id foreign key(inbox_id) references inboxes (id) on delete cascade
);
create index ix_inbound_events_received on inbound_events (tenant_id, received_at);
create unique index uq_inbound_events_delivery on inbound_events (inbox_id, delivery_hash);
"""

CRM = """
create table crm_contacts (
  id uuid not null,
  tenant_id uuid not null,
  org_id uuid,
  bot_id uuid,
  name text not null,
  first_name text,
  last_name text,
  email text,
  phone text,
  owner_id uuid,
  tier text,
  ltv numeric,
  last_purchase timestamptz,
  tags jsonb default '[]' not null,
  custom_fields jsonb default '{}' not null,
  search text generated always as (fold(name || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))) stored not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_crm_contacts primary key (id)
);
create index ix_crm_contacts_email on crm_contacts (tenant_id, email);
create index ix_crm_contacts_phone on crm_contacts (tenant_id, phone);
create index ix_crm_contacts_search on crm_contacts using gin (tenant_id, search gin_trgm_ops);

create table contact_identities (
  id uuid not null,
  tenant_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  external_id text not null,
  created_at timestamptz default now() not null,
  constraint pk_contact_identities primary key (id),
  constraint uq_contact_identities_tenant_id_channel_external_id unique (tenant_id, channel, external_id),
  constraint fk_contact_identities_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade deferrable initially deferred
);
create index ix_contact_identities_contact_id on contact_identities (contact_id);
"""

BOTS = """
create table bots (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  is_active boolean default true not null,
  settings jsonb default '{}' not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  constraint pk_bots primary key (id)
);
"""

CONVERSATIONS = """
create table conversations (
  id uuid not null,
  tenant_id uuid not null,
  number integer not null,
  inbox_id uuid not null,
  contact_id uuid not null,
  channel text not null,
  recipient text not null,
  bot_id uuid,
  status text default 'bot' not null,
  owner text default 'bot' not null,
  owner_epoch integer default '1' not null,
  queue_id uuid,
  queue_name text,
  assigned_to uuid,
  last_attendant_id uuid,
  priority integer default '1' not null,
  topic text,
  tags jsonb default '[]' not null,
  context_data jsonb default '{}' not null,
  transfer_note text,
  is_new_customer boolean default false not null,
  last_seq integer default '0' not null,
  inbound_count integer default '0' not null,
  last_message jsonb,
  last_inbound_at timestamptz,
  last_inbound_text text,
  last_activity_at timestamptz not null,
  waiting_since timestamptz,
  snoozed_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  resolved_at timestamptz,
  constraint pk_conversations primary key (id),
  constraint uq_conversations_tenant_id_number unique (tenant_id, number),
  constraint ck_conversations_status check (status in ('bot','waiting','assigned','active','pending','resolved','abandoned')),
  constraint ck_conversations_owner check (owner in ('bot','human')),
  constraint ck_conversations_waiting_is_unassigned check ((status in ('waiting','bot')) <= (assigned_to is null)),
  constraint ck_conversations_assigned_has_attendant check ((status in ('assigned','active')) <= (assigned_to is not null)),
  constraint ck_conversations_priority check (priority between 0 and 3),
  constraint fk_conversations_inbox_id foreign key(inbox_id) references inboxes (id),
  constraint fk_conversations_contact_id foreign key(contact_id) references crm_contacts (id),
  constraint fk_conversations_assigned_to foreign key(assigned_to) references users (id)
) with (fillfactor = 85);
create index ix_conversations_activity on conversations (tenant_id, last_activity_at, id);
create index ix_conversations_assigned on conversations (assigned_to, last_activity_at) where status in ('assigned','active','pending');
create index ix_conversations_contact on conversations (contact_id, created_at);
create index ix_conversations_open_activity on conversations (tenant_id, last_activity_at, id) where status not in ('resolved','abandoned');
create index ix_conversations_waiting on conversations (tenant_id, queue_id, priority desc, waiting_since) where status = 'waiting';
create unique index uq_conversations_open on conversations (inbox_id, contact_id) where status not in ('resolved','abandoned');

create table messages (
  id uuid not null,
  tenant_id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  seq integer not null,
  direction text not null,
  kind text not null,
  is_note boolean default false not null,
  author_kind text not null,
  author_id uuid,
  author_name text not null,
  text text not null,
  content jsonb default '{}' not null,
  reply_to uuid,
  external_id text,
  former_external_ids jsonb default '[]' not null,
  client_id text,
  owner_epoch integer,
  state text not null,
  reason jsonb,
  provider_at timestamptz,
  created_at timestamptz not null,
  send_started_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  search tsvector,
  constraint pk_messages primary key (id),
  constraint uq_messages_conversation_id_seq unique (conversation_id, seq),
  constraint fk_messages_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade
) with (fillfactor = 85);
create index ix_messages_created_at on messages (tenant_id, created_at);
create index ix_messages_search on messages using gin (tenant_id, search);
create unique index uq_messages_client on messages (conversation_id, client_id) where client_id is not null;
create unique index uq_messages_external on messages (inbox_id, external_id) where external_id is not null;

create table early_statuses (
  id uuid not null,
  tenant_id uuid not null,
  inbox_id uuid not null,
  external_id text not null,
  state text not null,
  reason_code text,
  reason text,
  at timestamptz not null,
  constraint pk_early_statuses primary key (id),
  constraint uq_early_statuses_inbox_id_external_id_state unique (inbox_id, external_id, state)
);

create table read_markers (
  id uuid not null,
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  seq integer not null,
  read_count integer not null,
  updated_at timestamptz not null,
  constraint pk_read_markers primary key (id),
  constraint uq_read_markers_conversation_id_user_id unique (conversation_id, user_id),
  constraint fk_read_markers_conversation_id foreign key(conversation_id) references conversations (id) on delete cascade,
  constraint fk_read_markers_user_id foreign key(user_id) references users (id) on delete cascade
);
"""

TENANCY = """
alter table tenants enable row level security;
create policy tenant on tenants using (id = (select current_tenant())) with check (id = (select current_tenant()));
select protect_table(t::regclass) from unnest(array[
  'users', 'logins', 'one_time_links', 'api_tokens', 'idempotency_keys', 'tenant_counters',
  'inboxes', 'inbound_events', 'crm_contacts', 'contact_identities', 'bots',
  'conversations', 'messages', 'early_statuses', 'read_markers']) as t;
"""

# Reads that happen before the tenant is known. Each returns one row for a secret that the caller had to have.
SIGN_IN_FUNCTIONS = """
create function user_for_sign_in(p_email text)
returns table (tenant_id uuid, user_id uuid) language sql stable security definer set search_path = public as $$
  select tenant_id, id from users where lower(email) = lower(p_email)
$$;

create function login_for_token(p_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, login_id uuid, user_id uuid) language sql stable security definer set search_path = public as $$
  select l.tenant_id, l.id, l.user_id from logins l where l.token_hash = p_hash and l.expires_at > p_now
$$;

create function api_token_for_secret(p_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, token_id uuid, user_id uuid) language sql stable security definer set search_path = public as $$
  select t.tenant_id, t.id, t.user_id from api_tokens t
  where t.token_hash = p_hash and (t.expires_at is null or t.expires_at > p_now)
$$;

create function link_for_token(p_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, link_id uuid, user_id uuid) language sql stable security definer set search_path = public as $$
  select l.tenant_id, l.id, l.user_id from one_time_links l
  where l.token_hash = p_hash and l.used_at is null and l.expires_at > p_now
$$;

create function inbox_for_key(p_channel text, p_key text)
returns table (tenant_id uuid, inbox_id uuid, channel text, name text, credentials bytea, settings text)
language sql stable security definer set search_path = public as $$
  select i.tenant_id, i.id, i.channel, i.name, i.credentials, i.settings::text
  from inboxes i where i.key = p_key and i.channel = p_channel and i.is_active
$$;

create function tenant_list() returns table (tenant_id uuid, slug text, name text)
language sql stable security definer set search_path = public as $$
  select id, slug, name from tenants order by created_at
$$;

create function next_number(p_tenant uuid, p_name text) returns bigint language sql as $$
  insert into tenant_counters as c (tenant_id, name, value) values (p_tenant, p_name, 1)
  on conflict (tenant_id, name) do update set value = c.value + 1
  returning value
$$;
"""

# Many deliveries of many tenants in one commit: the webhook answers only after it.
INBOUND_FUNCTIONS = """
create function record_inbound(
  p_ids uuid[], p_tenants uuid[], p_inboxes uuid[], p_hashes bytea[], p_bodies bytea[], p_lanes text[], p_at timestamptz
) returns setof uuid language plpgsql security definer set search_path = public as $$
begin
  return query
  with delivered as (
    select * from unnest(p_ids, p_tenants, p_inboxes, p_hashes, p_bodies, p_lanes)
      with ordinality as d (id, tenant_id, inbox_id, hash, body, lanes, position)
  ), stored as (
    insert into inbound_events (id, tenant_id, inbox_id, delivery_hash, body, received_at)
    select d.id, d.tenant_id, d.inbox_id, d.hash, d.body, p_at from delivered d order by d.inbox_id, d.hash
    on conflict (inbox_id, delivery_hash) do nothing
    returning inbound_events.id
  ), enqueued as (
    insert into jobs (tenant_id, kind, key, payload, run_at, priority, max_attempts)
    select d.tenant_id, 'inbound.receive', 'in:' || d.inbox_id || ':' || lane.value,
           jsonb_build_object('event_id', d.id, 'inbox_id', d.inbox_id, 'lane', lane.value), p_at, 0, 8
    from delivered d join stored s on s.id = d.id, jsonb_array_elements_text(d.lanes::jsonb) as lane (value)
    order by d.position
  )
  select s.id from stored s;
  update inboxes i set last_webhook_at = p_at
  where i.id in (  -- in order and without waiting: two commits must not block each other over a figure
    select o.id from inboxes o
    where o.id = any(p_inboxes) and (o.last_webhook_at is null or o.last_webhook_at < p_at - interval '10 seconds')
    order by o.id for no key update skip locked);
end $$;

-- The lane '*' stands for the whole delivery.
create function inbound_replay(p_tenant uuid, p_ids uuid[], p_now timestamptz) returns int language sql as $$
  with again as (
    insert into jobs (tenant_id, kind, key, payload, run_at, priority, max_attempts)
    select e.tenant_id, 'inbound.receive', 'in:' || e.inbox_id || ':*',
           jsonb_build_object('event_id', e.id, 'inbox_id', e.inbox_id, 'lane', '*'), p_now, 1, 8
    from inbound_events e where e.tenant_id = p_tenant and e.id = any(p_ids) order by e.received_at
    returning 1
  )
  select count(*)::int from again
$$;
"""

# Finds or makes the contact behind each identity. Matching: any external id, then a phone (all its written forms).
CONTACT_FUNCTIONS = """
create function contacts_identify(p_tenant uuid, p_channel text, p_people jsonb, p_now timestamptz)
returns table (i int, contact_id uuid, name text, is_new boolean) language plpgsql as $$
declare person jsonb; found_id uuid; found_name text; fresh boolean; wanted text[]; given text;
begin
  for person in select value from jsonb_array_elements(p_people) loop
    fresh := false; found_id := null; given := nullif(person ->> 'name', '');
    wanted := array(select jsonb_array_elements_text(person -> 'external_ids'));
    select ci.contact_id, c.name into found_id, found_name
    from contact_identities ci join crm_contacts c on c.id = ci.contact_id
    where ci.tenant_id = p_tenant and ci.channel = p_channel and ci.external_id = any(wanted)
    order by array_position(wanted, ci.external_id) limit 1;
    if found_id is null and jsonb_array_length(person -> 'phones') > 0 then
      select c.id, c.name into found_id, found_name from crm_contacts c
      where c.tenant_id = p_tenant and c.phone = any(array(select jsonb_array_elements_text(person -> 'phones')))
      order by c.created_at limit 1;
    end if;
    if found_id is null then
      insert into contact_identities (id, tenant_id, contact_id, channel, external_id, created_at)
      values ((person ->> 'identity_id')::uuid, p_tenant, (person ->> 'contact_id')::uuid, p_channel, wanted[1], p_now)
      on conflict (tenant_id, channel, external_id) do nothing;
      if found then
        fresh := true;
        found_id := (person ->> 'contact_id')::uuid;
        found_name := coalesce(given, person ->> 'fallback_name');
        insert into crm_contacts (id, tenant_id, name, phone, email, created_at, updated_at)
        values (found_id, p_tenant, found_name, person ->> 'phone', person ->> 'email', p_now, p_now);
      else  -- another transaction made the same person a moment ago
        select ci.contact_id, c.name into found_id, found_name
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
    return next;
  end loop;
end $$;
"""

# Stores customers' messages in order. The row lock of the conversation serialises everything that happens to it.
MESSAGE_FUNCTIONS = """
-- Every write makes a conversation newer, by whatever clock: of two copies a screen keeps the one with the later time.
create function conversation_grows_newer() returns trigger language plpgsql as $$
begin
  new.updated_at := greatest(new.updated_at, old.updated_at + interval '1 microsecond');
  return new;
end $$;
create trigger conversation_grows_newer before update on conversations
for each row execute function conversation_grows_newer();

create function message_preview(m messages) returns jsonb language sql immutable
return jsonb_build_object('seq', m.seq, 'kind', m.kind, 'direction', m.direction, 'author_kind', m.author_kind,
  'text', left(m.text, 200), 'at', m.created_at, 'state', m.state);

create function message_vector(p_text text) returns tsvector language sql stable
return to_tsvector('public.attendance', left(p_text, 20000)) || to_tsvector('portuguese', left(p_text, 20000));

create function conversation_reopen(p_item jsonb, p_now timestamptz) returns conversations language plpgsql as $$
declare c conversations; previous jsonb;
begin
  select * into c from conversations v
  where v.contact_id = (p_item ->> 'contact_id')::uuid and v.inbox_id = (p_item ->> 'inbox_id')::uuid
    and v.resolved_at > p_now - make_interval(secs => (p_item ->> 'reopen_seconds')::float8)
  order by v.created_at desc limit 1 for update;
  if not found or c.status not in ('resolved', 'abandoned') then
    return null;
  end if;
  previous := jsonb_build_object('number', c.number, 'channel', c.channel, 'previous_assigned_to', c.assigned_to,
                                 'previous_queue_id', c.queue_id);
  update conversations v set status = 'bot', owner = 'bot', owner_epoch = v.owner_epoch + 1, assigned_to = null,
    queue_id = null, queue_name = null, waiting_since = null, resolved_at = null, transfer_note = null,
    context_data = '{}', recipient = p_item ->> 'recipient'
  where v.id = c.id returning * into c;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, at)
  values (c.tenant_id, gen_random_uuid(), 'conversation.reopened', c.id, 'contact', c.contact_id, p_item ->> 'name',
          previous, p_now);
  return c;
end $$;

create function conversation_create(p_tenant uuid, p_item jsonb, p_now timestamptz) returns conversations
language plpgsql as $$
declare c conversations;
begin
  insert into conversations (id, tenant_id, number, inbox_id, contact_id, channel, recipient, bot_id,
                             is_new_customer, last_activity_at, created_at, updated_at)
  values ((p_item ->> 'conversation_id')::uuid, p_tenant, next_number(p_tenant, 'conversation'),
          (p_item ->> 'inbox_id')::uuid, (p_item ->> 'contact_id')::uuid, p_item ->> 'channel',
          p_item ->> 'recipient', (p_item ->> 'bot_id')::uuid, (p_item ->> 'is_new_contact')::boolean,
          p_now, p_now, p_now)
  on conflict (inbox_id, contact_id) where status not in ('resolved', 'abandoned') do nothing
  returning * into c;
  return c;
end $$;

create function conversation_of(p_item jsonb) returns conversations language sql as $$
  select * from conversations v
  where v.inbox_id = (p_item ->> 'inbox_id')::uuid and v.contact_id = (p_item ->> 'contact_id')::uuid
    and v.status not in ('resolved', 'abandoned') for update
$$;

create function conversations_post_incoming(p_tenant uuid, p_items jsonb, p_now timestamptz)
returns table (i int, conversation_id uuid, message_id uuid, seq int, opened text, status text, owner text,
               owner_epoch int, bot_id uuid, queue_id uuid, assigned_to uuid, last_attendant_id uuid, priority int)
language plpgsql as $$
declare item jsonb; c conversations; m messages; was_pending boolean; was_snoozed boolean;
begin
  for item in select value from jsonb_array_elements(p_items) loop
    i := (item ->> 'i')::int; opened := 'open';
    select * into m from messages x where x.inbox_id = (item ->> 'inbox_id')::uuid and x.external_id = item ->> 'external_id';
    if found then
      opened := 'duplicate'; conversation_id := m.conversation_id; message_id := m.id; seq := m.seq;
      return next;
      continue;
    end if;
    c := conversation_of(item);
    if c.id is null then
      c := conversation_reopen(item, p_now); opened := 'reopened';
    end if;
    if c.id is null then
      c := conversation_create(p_tenant, item, p_now); opened := 'created';
    end if;
    if c.id is null then  -- somebody created it a moment ago
      c := conversation_of(item); opened := 'open';
    end if;
    if c.id is null then
      raise exception 'the conversation of contact % keeps changing', item ->> 'contact_id' using errcode = '40001';
    end if;
    insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_id,
      author_name, text, content, reply_to, external_id, state, provider_at, created_at, search)
    values ((item ->> 'message_id')::uuid, p_tenant, c.id, c.inbox_id, c.last_seq + 1, 'in', item ->> 'kind', 'contact',
      c.contact_id, item ->> 'name', item ->> 'text', coalesce(item -> 'content', '{}'),
      (select x.id from messages x where x.inbox_id = c.inbox_id and x.external_id = item ->> 'reply_to'),
      item ->> 'external_id', 'received', (item ->> 'provider_at')::timestamptz, p_now, message_vector(item ->> 'text'))
    on conflict (inbox_id, external_id) where external_id is not null do nothing
    returning * into m;
    if not found then
      opened := 'duplicate'; conversation_id := c.id; message_id := null; seq := null;
      return next;
      continue;
    end if;
    was_pending := c.status = 'pending'; was_snoozed := c.snoozed_until is not null;
    update conversations v set last_seq = m.seq, inbound_count = v.inbound_count + 1, last_message = message_preview(m),
      last_inbound_at = p_now, last_inbound_text = left(m.text, 200), last_activity_at = p_now, updated_at = p_now, snoozed_until = null,
      status = case when v.status = 'pending' then case when v.assigned_to is null then 'waiting' else 'active' end
                    else v.status end,
      waiting_since = case when v.owner = 'human' then coalesce(v.waiting_since, p_now) else v.waiting_since end
    where v.id = c.id returning * into c;
    insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, at)
    select p_tenant, gen_random_uuid(), e.kind, c.id, 'contact', c.contact_id, item ->> 'name', e.payload, p_now
    from (values
      (1, case opened when 'created' then 'conversation.opened' end,
       jsonb_build_object('number', c.number, 'channel', c.channel)),
      (2, 'message.posted', jsonb_build_object('message_id', m.id, 'seq', m.seq, 'direction', 'in', 'kind', m.kind,
                                               'author_kind', 'contact', 'is_note', false)),
      (3, case when was_pending and c.status = 'active' then 'conversation.activated' end, '{}'),
      (4, case when was_snoozed then 'conversation.woken' end, '{}')) as e (position, kind, payload)
    where e.kind is not null order by e.position;
    conversation_id := c.id; message_id := m.id; seq := m.seq; status := c.status; owner := c.owner;
    owner_epoch := c.owner_epoch; bot_id := c.bot_id; queue_id := c.queue_id; assigned_to := c.assigned_to;
    last_attendant_id := c.last_attendant_id; priority := c.priority;
    return next;
  end loop;
end $$;

create function conversation_post_outgoing(
  p_tenant uuid, p_conversation uuid, p_message uuid, p_kind text, p_is_note boolean, p_author_kind text, p_author_id uuid,
  p_author_name text, p_text text, p_content text, p_reply_to uuid, p_client_id text, p_now timestamptz
) returns table (message_id uuid, seq int, is_repeat boolean) language plpgsql as $$
declare c conversations; m messages;
begin
  select * into strict c from conversations v where v.id = p_conversation for update;
  select * into m from messages x where x.conversation_id = c.id and x.client_id = p_client_id;
  if found then
    return query select m.id, m.seq, true; return;
  end if;
  insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, is_note, author_kind, author_id,
    author_name, text, content, reply_to, client_id, owner_epoch, state, created_at, search)
  values (p_message, p_tenant, c.id, c.inbox_id, c.last_seq + 1, 'out', p_kind, p_is_note, p_author_kind, p_author_id,
    p_author_name, p_text, p_content::jsonb, p_reply_to, p_client_id, c.owner_epoch, case when p_is_note then 'sent' else 'queued' end,
    p_now, message_vector(p_text))
  returning * into m;
  update conversations v set last_seq = m.seq, last_activity_at = p_now, updated_at = p_now,
    last_message = case when p_is_note then v.last_message else message_preview(m) end
  where v.id = c.id;
  return query select m.id, m.seq, false;
end $$;
"""

# A state has a rank and only ever rises: late, missing and repeated statuses do no harm.
STATUS_FUNCTIONS = """
create function delivery_rank(p_state text) returns int language sql immutable parallel safe
return array_position(array['queued', 'sent', 'failed', 'delivered', 'read', 'played'], p_state);

create function message_raise_state(p_message uuid, p_state text, p_reason jsonb, p_at timestamptz) returns boolean
language plpgsql as $$
declare m messages;
begin
  update messages x set state = p_state, reason = case when p_state = 'failed' then p_reason end,
    sent_at = coalesce(x.sent_at, case when p_state <> 'failed' then p_at end),
    delivered_at = coalesce(x.delivered_at, case when p_state in ('delivered', 'read', 'played') then p_at end),
    read_at = coalesce(x.read_at, case when p_state in ('read', 'played') then p_at end)
  where x.id = p_message and delivery_rank(p_state) > delivery_rank(x.state) and x.direction = 'out'
  returning * into m;
  if not found then
    return false;
  end if;
  update conversations v set last_message = jsonb_set(v.last_message, '{state}', to_jsonb(p_state))
  where v.id = m.conversation_id and (v.last_message ->> 'seq')::int = m.seq;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, payload, at)
  values (m.tenant_id, gen_random_uuid(), 'message.state_changed', m.conversation_id, 'system',
          jsonb_build_object('message_id', m.id, 'seq', m.seq, 'state', p_state, 'reason', p_reason), p_at);
  return true;
end $$;

create function messages_apply_status(p_tenant uuid, p_items jsonb, p_now timestamptz) returns int language plpgsql as $$
declare item jsonb; m record; raised int := 0;
begin
  for item in select value from jsonb_array_elements(p_items) loop
    select x.id, x.conversation_id into m from messages x
    where x.inbox_id = (item ->> 'inbox_id')::uuid and x.external_id = item ->> 'external_id';
    if not found and item ->> 'reference' is not null then  -- sent by a worker that died before it could note so
      select x.id, x.conversation_id into m from messages x
      where x.id = (item ->> 'reference')::uuid and x.inbox_id = (item ->> 'inbox_id')::uuid and x.external_id is null
        and x.send_started_at is not null and not x.former_external_ids ? (item ->> 'external_id');
      if found then
        perform message_mark_sent(m.id, item ->> 'external_id', 'sent', coalesce((item ->> 'at')::timestamptz, p_now));
      end if;
    end if;
    if m.id is not null then
      perform from conversations v where v.id = m.conversation_id for update;
      if message_raise_state(m.id, item ->> 'state', item -> 'reason', coalesce((item ->> 'at')::timestamptz, p_now)) then
        raised := raised + 1;
      end if;
    else
      insert into early_statuses (id, tenant_id, inbox_id, external_id, state, reason_code, reason, at)
      values (gen_random_uuid(), p_tenant, (item ->> 'inbox_id')::uuid, item ->> 'external_id', item ->> 'state',
              item -> 'reason' ->> 'code', item -> 'reason' ->> 'message', coalesce((item ->> 'at')::timestamptz, p_now))
      on conflict (inbox_id, external_id, state) do nothing;
    end if;
  end loop;
  return raised;
end $$;

create function message_mark_sent(p_message uuid, p_external_id text, p_state text, p_at timestamptz) returns void
language plpgsql as $$
declare m messages; early record;
begin
  perform from conversations v where v.id = (select x.conversation_id from messages x where x.id = p_message) for update;
  update messages x set external_id = p_external_id where x.id = p_message and x.external_id is null returning * into m;
  if not found then
    return;
  end if;
  perform message_raise_state(p_message, p_state, null, p_at);
  for early in
    delete from early_statuses e where e.inbox_id = m.inbox_id and e.external_id = p_external_id
    returning e.state, e.reason_code, e.reason, e.at
  loop
    perform message_raise_state(p_message, early.state,
      case when early.state = 'failed' then jsonb_build_object('code', early.reason_code, 'message', early.reason,
                                                               'may_retry', false) end, early.at);
  end loop;
end $$;
"""

# The members' table comes with the queues; until then nobody has any.
VISIBILITY = """
create function visible_queue_ids(p_user uuid) returns setof uuid language plpgsql stable as $$
begin
  return query select m.queue_id from attendance_queue_members m where m.user_id = p_user and m.is_active;
end $$;

create function events_of_tenant(p_tenant uuid, p_xid bigint, p_id bigint, p_until_xid bigint, p_until_id bigint, p_limit int)
returns table (xid bigint, id bigint, tenant_id uuid, uuid uuid, kind text, conversation_id uuid,
               actor_kind text, actor_id uuid, actor_name text, payload text, cause uuid, at timestamptz)
language sql stable security definer set search_path = public as $$
  select e.xid::text::bigint, e.id, e.tenant_id, e.uuid, e.kind, e.conversation_id,
         e.actor_kind, e.actor_id, e.actor_name, e.payload::text, e.cause, e.at
  from events e
  where (e.xid, e.id) > (p_xid::text::xid8, p_id) and (e.xid, e.id) <= (p_until_xid::text::xid8, p_until_id)
    and e.tenant_id = p_tenant
  order by e.xid, e.id limit p_limit
$$;
"""

# SECURITY DEFINER with the tenant named: text operators aren't leakproof, so that under row-level security the planner
# could not use their indexes. `current_tenant()` keeps the scope.
SEARCH_FUNCTIONS = """
create function message_query(p_query text) returns tsquery language sql stable
return websearch_to_tsquery('public.attendance', p_query) || websearch_to_tsquery('portuguese', p_query);

create function conversation_is_visible(p_conversation uuid, p_user uuid, p_sees text, p_queues uuid[]) returns boolean
language sql stable return p_sees = 'all' or exists (
  select from public.conversations c
  where c.id = p_conversation and (c.assigned_to = p_user or p_sees = 'queues' and c.queue_id = any(p_queues)));

-- Common words are found among the newest messages without the index, rare ones through it: either way few rows are
-- read, and nothing is too old to be found.
create function search_messages(p_query text, p_limit int, p_user uuid, p_sees text, p_queues uuid[])
returns table (conversation_id uuid, message_id uuid, snippet text, at timestamptz)
language plpgsql stable security definer set search_path = public as $$
declare wanted tsquery := message_query(p_query); hits uuid[];
begin
  select array_agg(distinct r.conversation_id) into hits from (
    select m.conversation_id, m.search from messages m
    where m.tenant_id = current_tenant() order by m.created_at desc limit 4000) r
  where r.search @@ wanted and conversation_is_visible(r.conversation_id, p_user, p_sees, p_queues);
  if coalesce(cardinality(hits), 0) < p_limit then
    with rare as materialized (  -- by the index of words, not that of time
      select f.conversation_id, f.created_at from messages f
      where f.tenant_id = current_tenant() and f.search @@ wanted
        and conversation_is_visible(f.conversation_id, p_user, p_sees, p_queues))
    select array_agg(distinct m.conversation_id) into hits
    from (select r.conversation_id from rare r order by r.created_at desc limit p_limit * 4) m;
  end if;
  return query
  select newest.conversation_id, newest.id,
         ts_headline('attendance', newest.text, wanted, 'StartSel=**, StopSel=**, MaxWords=24, MinWords=8'),
         newest.created_at
  from unnest(hits) as h (id) cross join lateral (
    select m.conversation_id, m.id, m.text, m.created_at from messages m
    where m.conversation_id = h.id and m.search @@ wanted order by m.seq desc limit 1) newest
  order by newest.created_at desc limit p_limit;
end $$;

create function search_contacts(p_query text, p_limit int) returns table (contact_id uuid)
language sql stable security definer set search_path = public as $$
  select c.id from crm_contacts c
  where c.tenant_id = current_tenant()
    and c.search like '%' || replace(replace(fold(p_query), '%', ''), '_', '') || '%'
  order by c.updated_at desc limit p_limit
$$;
"""
