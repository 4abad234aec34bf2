"""Ratings: what customers are asked after a conversation, and what they answered.

Revision ID: conversation_ratings
Revises: work_indexes
"""

from alembic import op

revision = "conversation_ratings"
down_revision = "work_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (RATINGS, SETTINGS, TENANCY, POINTS, ANSWER):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("This migration can't be undone; restore a backup instead.")


# One row per question. The queue is named without a foreign key: what was rated stays when a queue is deleted.
RATINGS = """
create table conversation_ratings (
  id uuid not null,
  tenant_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  inbox_id uuid not null,
  queue_id uuid,
  attendant_id uuid,
  channel text not null,
  state text not null default 'planned',
  reason text,
  due_at timestamp with time zone not null,
  message_id uuid,
  score smallint,
  comment text,
  comment_state text not null default 'none',
  created_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  answered_at timestamp with time zone,
  commented_at timestamp with time zone,
  constraint pk_conversation_ratings primary key (id),
  constraint ck_conversation_ratings_state check (state in ('planned','asked','answered','withdrawn','not_asked')),
  constraint ck_conversation_ratings_comment_state check (comment_state in ('none','asked','given','declined')),
  constraint ck_conversation_ratings_score check (score between 0 and 10),
  constraint ck_conversation_ratings_answered check ((score is not null) = (state = 'answered')),
  constraint fk_conversation_ratings_conversation_id foreign key(conversation_id) references conversations (id)
    on delete cascade,
  constraint fk_conversation_ratings_contact_id foreign key(contact_id) references crm_contacts (id) on delete cascade,
  constraint fk_conversation_ratings_attendant_id foreign key(attendant_id) references users (id) on delete set null
);
create unique index uq_conversation_ratings_live on conversation_ratings (conversation_id)
  where state in ('planned','asked');
create index ix_conversation_ratings_conversation_id on conversation_ratings (conversation_id, created_at);
create index ix_conversation_ratings_contact_id on conversation_ratings (contact_id, created_at);
create index ix_conversation_ratings_attendant_id on conversation_ratings (attendant_id, answered_at);
create index ix_conversation_ratings_answered on conversation_ratings (tenant_id, answered_at, id)
  where state = 'answered';
create index ix_conversation_ratings_created_at on conversation_ratings (tenant_id, created_at, id);
"""

# Without queue: the company's own. A queue's row stands for all of it.
SETTINGS = """
create table rating_settings (
  id uuid not null,
  tenant_id uuid not null,
  queue_id uuid,
  is_on boolean not null default false,
  asks_after_bots boolean not null default false,
  asks_after_silence boolean not null default false,
  question text,
  asks_comment boolean not null default true,
  comment_question text,
  thanks text,
  delay_seconds integer not null default 60,
  answer_seconds integer not null default 259200,
  comment_seconds integer not null default 1800,
  again_seconds integer not null default 86400,
  template_name text,
  template_language text,
  constraint pk_rating_settings primary key (id),
  constraint uq_rating_settings_tenant_id_queue_id unique nulls not distinct (tenant_id, queue_id),
  constraint ck_rating_settings_delay_seconds check (delay_seconds between 0 and 604800),
  constraint ck_rating_settings_answer_seconds check (answer_seconds between 60 and 2592000),
  constraint ck_rating_settings_comment_seconds check (comment_seconds between 60 and 604800),
  constraint ck_rating_settings_again_seconds check (again_seconds between 0 and 31536000),
  constraint fk_rating_settings_queue_id foreign key(queue_id) references attendance_queues (id) on delete cascade
);
"""

TENANCY = """
select protect_table('conversation_ratings'), protect_table('rating_settings');
"""

# The one definition of NPS: it is the mean of these. 9 and 10 promote, 0 to 6 detract.
POINTS = """
create function nps_points(p_score int) returns int language sql immutable strict parallel safe
return case when p_score >= 9 then 100 when p_score <= 6 then -100 else 0 end;
"""

# What `conversations_post_incoming` does, for a message that changes nothing of its conversation but the transcript:
# a closed one stays closed, and whoever owns an open one isn't made to wait.
ANSWER = """
create function conversation_post_answer(p_tenant uuid, p_item jsonb, p_now timestamptz)
returns table (conversation_id uuid, message_id uuid, seq int)
language plpgsql as $$
declare c conversations; m messages;
begin
  select * into c from conversations x where x.id = (p_item ->> 'into')::uuid for update;
  if not found then
    return;
  end if;
  insert into messages (id, tenant_id, conversation_id, inbox_id, seq, direction, kind, author_kind, author_id,
    author_name, text, content, reply_to, external_id, state, provider_at, created_at, search)
  values ((p_item ->> 'message_id')::uuid, p_tenant, c.id, c.inbox_id, c.last_seq + 1, 'in', p_item ->> 'kind',
    'contact', c.contact_id, p_item ->> 'name', p_item ->> 'text', coalesce(p_item -> 'content', '{}'),
    (select x.id from messages x where x.inbox_id = c.inbox_id and x.external_id = p_item ->> 'reply_to'),
    p_item ->> 'external_id', 'received', (p_item ->> 'provider_at')::timestamptz, p_now,
    message_vector(p_item ->> 'text'))
  on conflict (inbox_id, external_id) where external_id is not null do nothing
  returning * into m;
  if not found then
    return;
  end if;
  update conversations v set last_seq = m.seq, inbound_count = v.inbound_count + 1, last_message = message_preview(m),
    last_inbound_at = p_now, last_inbound_text = left(m.text, 200), last_activity_at = p_now, updated_at = p_now
  where v.id = c.id;
  insert into events (tenant_id, uuid, kind, conversation_id, actor_kind, actor_id, actor_name, payload, at)
  values (p_tenant, gen_random_uuid(), 'message.posted', c.id, 'contact', c.contact_id, p_item ->> 'name',
    jsonb_build_object('message_id', m.id, 'seq', m.seq, 'direction', 'in', 'kind', m.kind,
                       'author_kind', 'contact', 'is_note', false), p_now);
  conversation_id := c.id; message_id := m.id; seq := m.seq;
  return next;
end $$;
"""
