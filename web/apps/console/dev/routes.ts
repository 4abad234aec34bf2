/** Answers of the stand-in, one line a route; shapes are checked against the contract by the compiler. */
import type {
  Assign,
  Attendant,
  ChannelInfo,
  Contact,
  ContactPatch,
  Conversation,
  CreatedApiToken,
  CreatedUser,
  FailedMessage,
  ImportReport,
  Inbox,
  InboxPatch,
  InboxReport,
  Insights,
  ListedConversation,
  LoginSession,
  Member,
  Message,
  NewInbox,
  NewMember,
  NewMessage,
  NewQueue,
  NewUser,
  OddDelivery,
  Page,
  Queue,
  QueueItem,
  QueueList,
  ReadMarker,
  SearchHit,
  StatusChange,
  Transfer,
  User,
  ViewCounts,
} from '@attendance/api'
import { isoAgo, newId, NOT_ASKED, post, type World } from './world.ts'

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(detail)
  }
}

interface Asked<Body> {
  world: World
  query: URLSearchParams
  body: Body
  ids: string[]
}

type Route = [method: string, path: RegExp, run: (asked: Asked<never>) => unknown]

function route<Body, Answer>(method: string, path: string, run: (asked: Asked<Body>) => Answer): Route {
  return [method, new RegExp(`^${path.replaceAll('{}', '([^/]+)')}$`), run as Route[2]]
}

const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
const activity = (one: Conversation) => one.last_message?.at ?? one.created_at
const isDone = (one: Conversation) => one.status === 'resolved' || one.status === 'abandoned'

function inView(world: World, view: string, one: Conversation): boolean {
  if (view === 'resolved') return isDone(one)
  if (isDone(one)) return false
  if (view === 'snoozed') return one.snoozed_until !== null
  if (view === 'bot') return one.status === 'bot'
  if (one.snoozed_until !== null) return false
  if (view === 'all') return true
  return view === 'mine'
    ? one.assigned_to === world.me.id && one.status !== 'bot' && one.status !== 'waiting'
    : one.status === 'waiting'
}

function listed(world: World, conversation: Conversation): ListedConversation {
  return { conversation, read_count: world.readCounts.get(conversation.id) ?? 0 }
}

function need(world: World, id: string | undefined): Conversation {
  const found = world.conversations.get(id ?? '')
  if (!found)
    throw new Refusal(404, 'not_found', 'There is no such conversation, or it is not visible to you.')
  return found
}

function change(
  world: World,
  id: string | undefined,
  patch: Partial<Conversation>,
  kind: string,
  data: Record<string, unknown> = {},
): Conversation {
  const conversation = { ...need(world, id), ...patch, updated_at: isoAgo(0) }
  world.conversations.set(conversation.id, conversation)
  world.emit({ type: 'conversation.upserted', conversation })
  const entry = {
    id: newId(),
    conversation_id: conversation.id,
    kind,
    at: isoAgo(0),
    actor: { kind: 'attendant' as const, id: world.me.id, name: world.me.name },
    data,
  }
  world.timeline.set(conversation.id, [...(world.timeline.get(conversation.id) ?? []), entry])
  world.emit({ type: 'timeline.added', entry })
  return conversation
}

function page<Item>(items: Item[], query: URLSearchParams, size: number): Page<Item> {
  const start = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit') ?? size)
  return {
    items: items.slice(start, start + limit),
    next_cursor: start + limit < items.length ? String(start + limit) : null,
  }
}

function queueItem(one: Conversation): QueueItem {
  const since = Date.parse(one.waiting_since ?? one.updated_at)
  return {
    session_id: one.id,
    number: one.number,
    user_id: one.contact.id,
    bot_id: null,
    channel: one.channel,
    user_name: one.contact.name,
    user_email: one.contact.email,
    user_phone: one.contact.phone,
    is_new_customer: one.contact.is_new,
    last_message: one.last_message?.text ?? '',
    waiting_time_seconds: Math.round((Date.now() - since) / 1000),
    priority: one.priority,
    status: one.status,
    queue_id: one.queue_id,
    queue_name: one.queue_name,
    assigned_to: one.assigned_to,
    assigned_to_name: one.assigned_to_name,
  }
}

function send(asked: Asked<NewMessage>, who: 'attendant' | 'note'): Message {
  const { world, body, ids } = asked
  const conversation = need(world, ids[0])
  if (who === 'attendant' && conversation.window_is_closed) {
    throw new Refusal(409, 'window_closed', 'The 24-hour reply window closed.', {
      closed_at: conversation.window_closes_at,
    })
  }
  const message = post(world, conversation.id, who, isoAgo(0), 'text', {
    text: body.text ?? '',
    clientId: body.client_id,
  })
  world.emit({ type: 'message.upserted', message })
  world.emit({ type: 'conversation.upserted', conversation: need(world, ids[0]) })
  if (who === 'attendant') deliver(world, message)
  return message
}

function deliver(world: World, message: Message): void {
  const fails = message.text.includes('falhar')
  const states = fails ? (['failed'] as const) : (['sent', 'delivered', 'read'] as const)
  states.forEach((state, index) => {
    setTimeout(
      () => {
        const reason = fails
          ? { code: 'recipient_unavailable', message: 'Este número não está no WhatsApp.', may_retry: true }
          : null
        const now = { ...message, state, reason }
        world.messages.set(
          message.conversation_id,
          (world.messages.get(message.conversation_id) ?? []).map((one) => (one.id === now.id ? now : one)),
        )
        world.emit({ type: 'message.upserted', message: now })
      },
      700 * (index + 1),
    )
  })
}

function holder(world: World, id: string | null | undefined): Partial<Conversation> {
  const attendant = world.attendants.find((one) => one.user_id === (id ?? world.me.id) || one.id === id)
  if (!attendant) throw new Refusal(404, 'not_found', 'There is no such attendant.')
  return {
    assigned_to: attendant.user_id,
    assigned_to_name: attendant.name,
    status: 'active',
    owner: 'human',
    needs_human: true,
    waiting_since: null,
  }
}

const MB = 1_000_000
const TEXT_ONLY = {
  human_reply_window_seconds: null,
  has_templates: false,
  supports_typing: true,
  supports_read_receipts: true,
  media: {},
  max_files: 1,
  max_caption_chars: 0,
  shares: [],
  can_react: false,
  reaction_emoji: [],
  can_edit: false,
  edit_seconds: null,
  can_delete: false,
  delete_seconds: null,
  has_threads: false,
  serves_attendants: false,
  has_copies: false,
  counts_sms: false,
}
const EVERYTHING = {
  ...TEXT_ONLY,
  media: {
    image: { max_bytes: 25 * MB, mime_types: [] },
    audio: { max_bytes: 25 * MB, mime_types: [] },
    video: { max_bytes: 50 * MB, mime_types: [] },
    document: { max_bytes: 50 * MB, mime_types: [] },
  },
  max_files: 10,
  max_caption_chars: 4096,
  can_react: true,
  can_edit: true,
  can_delete: true,
}

const CHANNELS: ChannelInfo[] = [
  {
    ...EVERYTHING,
    can_edit: false,
    can_delete: false,
    has_templates: true,
    name: 'whatsapp',
    shares: ['location', 'contacts'],
    max_text_chars: 4096,
    reply_window_seconds: 86400,
    fields: [
      {
        name: 'phone_number_id',
        label: 'Phone number ID',
        help: 'Meta for Developers → WhatsApp → API setup',
        secret: false,
        required: true,
      },
      {
        name: 'access_token',
        label: 'Access token',
        help: 'Permanent token of a system user',
        secret: true,
        required: true,
      },
      { name: 'app_secret', label: 'App secret', help: 'App settings → Basic', secret: true, required: true },
      {
        name: 'verify_token',
        label: 'Verify token',
        help: 'Any text of yours; repeat it at Meta',
        secret: true,
        required: false,
      },
    ],
  },
  { ...EVERYTHING, name: 'webchat', max_text_chars: 10000, reply_window_seconds: null, fields: [] },
  { ...TEXT_ONLY, name: 'echo', max_text_chars: 10000, reply_window_seconds: null, fields: [] },
]

const C = '/api/attendance/conversations'

export const routes: Route[] = [
  route('POST', '/api/auth/sign-in', ({ world, body }: Asked<{ password: string }>) => {
    if (body.password === 'errada') throw new Refusal(401, 'wrong_password', 'E-mail or password is wrong.')
    if (body.password === 'bloqueada')
      throw new Refusal(429, 'too_many_requests', 'Too many attempts.', { retry_after_seconds: 300 })
    return world.me
  }),
  route('POST', '/api/auth/link', ({ world, body }: Asked<{ token: string }>) => {
    if (body.token === 'velho') throw new Refusal(401, 'link_spent', 'This link was used already.')
    return world.me
  }),
  route('POST', '/api/auth/sign-out', () => undefined),
  route('GET', '/api/me', ({ world }) => world.me),
  route('PATCH', '/api/me', ({ world, body }: Asked<object>) => Object.assign(world.me, body)),
  route('GET', '/api/me/sessions', (): LoginSession[] => [
    {
      id: newId(),
      created_at: isoAgo(9000),
      last_seen_at: isoAgo(10),
      user_agent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36',
      ip: '189.6.12.4',
      is_current: true,
    },
    {
      id: newId(),
      created_at: isoAgo(900000),
      last_seen_at: isoAgo(86400),
      user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/604.1',
      ip: '2804:14d:7281::1f',
      is_current: false,
    },
  ]),
  route('DELETE', '/api/me/sessions/{}', () => undefined),
  route('GET', '/api/me/tokens', () => [
    {
      id: newId(),
      name: 'Relatórios',
      scopes: ['read'],
      created_at: isoAgo(99999),
      last_used_at: null,
      expires_at: null,
    },
  ]),
  route('POST', '/api/me/tokens', ({ body }: Asked<{ name: string; scopes: string[] }>): CreatedApiToken => ({
    token: {
      id: newId(),
      name: body.name,
      scopes: body.scopes,
      created_at: isoAgo(0),
      last_used_at: null,
      expires_at: null,
    },
    secret: 'att_live_2f9c1d7e6b0a48d3',
  })),
  route('DELETE', '/api/me/tokens/{}', () => undefined),
  route('GET', '/api/users', ({ world, query }): Page<User> => page(world.users, query, 100)),
  route('POST', '/api/users', ({ world, body }: Asked<NewUser>): CreatedUser => {
    if (world.users.some((one) => one.email === body.email))
      throw new Refusal(409, 'email_taken', 'This e-mail is taken.')
    const user: User = {
      id: newId(),
      username: body.email,
      name: body.name,
      email: body.email,
      role: body.role ?? 'attendant',
      is_active: true,
      is_admin: false,
      created_at: isoAgo(0),
      updated_at: isoAgo(0),
    }
    world.users.push(user)
    return { user, sign_in_link: 'http://localhost:5173/entrar?token=3nB8xQ' }
  }),
  route('PATCH', '/api/users/{}', ({ world, body, ids }: Asked<object>) =>
    Object.assign(
      world.users.find((one) => one.id === ids[0])!,
      body,
    ),
  ),
  route('POST', '/api/users/{}/link', () => ({ sign_in_link: 'http://localhost:5173/entrar?token=3nB8xQ' })),

  route('GET', `${C}/counts`, ({ world }): ViewCounts => {
    const all = [...world.conversations.values()]
    const count = (view: string) => all.filter((one) => inView(world, view, one)).length
    return {
      mine: count('mine'),
      queue: count('queue'),
      all: count('all'),
      bot: count('bot'),
      snoozed: count('snoozed'),
    }
  }),
  route('GET', `${C}/search`, ({ world, query }): Page<SearchHit> => {
    const wanted = fold(query.get('q') ?? '')
    const hits = [...world.conversations.values()].flatMap((conversation): SearchHit[] => {
      const hit = (world.messages.get(conversation.id) ?? []).findLast((one) =>
        fold(one.text).includes(wanted),
      )
      const byName = fold(`${conversation.contact.name} ${conversation.contact.phone}`).includes(wanted)
      return hit || byName
        ? [{ ...listed(world, conversation), message_id: hit?.id ?? null, snippet: hit?.text ?? null }]
        : []
    })
    return page(hits.toReversed(), query, 50)
  }),
  route('GET', C, ({ world, query }): Page<ListedConversation> => {
    const found = [...world.conversations.values()]
      .filter(
        (one) =>
          inView(world, query.get('view') ?? 'all', one) &&
          (!query.get('queue_id') || one.queue_id === query.get('queue_id')),
      )
      .toSorted((a, b) => Date.parse(activity(b)) - Date.parse(activity(a)))
    return page(
      found.map((one) => listed(world, one)),
      query,
      50,
    )
  }),
  route('GET', `${C}/{}`, ({ world, ids }) => listed(world, need(world, ids[0]))),
  route('GET', `${C}/{}/messages`, ({ world, query, ids }): Page<Message> => {
    const all = world.messages.get(need(world, ids[0]).id) ?? []
    const limit = Number(query.get('limit') ?? 50)
    if (query.get('after_seq')) {
      const items = all.filter((one) => one.seq > Number(query.get('after_seq'))).slice(0, limit)
      return { items, next_cursor: null }
    }
    const before = Number(query.get('before_seq') ?? Number.POSITIVE_INFINITY)
    const items = all.filter((one) => one.seq < before).slice(-limit)
    return { items, next_cursor: items[0] && items[0].seq > 1 ? String(items[0].seq) : null }
  }),
  route('POST', `${C}/{}/messages`, (asked: Asked<NewMessage>) => send(asked, 'attendant')),
  route('POST', `${C}/{}/notes`, (asked: Asked<NewMessage>) => send(asked, 'note')),
  route('POST', `${C}/{}/messages/{}/retry`, ({ world, ids }) => {
    const message: Message = {
      ...world.messages.get(ids[0] ?? '')!.find((one) => one.id === ids[1])!,
      state: 'queued',
      reason: null,
    }
    deliver(world, message)
    return message
  }),
  route('GET', `${C}/{}/timeline`, ({ world, ids }) => world.timeline.get(ids[0] ?? '') ?? []),
  route('POST', `${C}/{}/read`, ({ world, body, ids }: Asked<{ seq: number }>): ReadMarker => {
    const { id } = need(world, ids[0])
    const read = (world.messages.get(id) ?? []).filter(
      (one) => one.direction === 'in' && one.seq <= body.seq,
    ).length
    world.readCounts.set(id, read)
    const marker = { conversation_id: id, seq: body.seq, read_count: read }
    world.emit({ type: 'read.marked', marker })
    return marker
  }),
  route('POST', `${C}/{}/take`, ({ world, ids }) => {
    const before = need(world, ids[0])
    if (before.number % 50 === 13)
      throw new Refusal(409, 'already_taken', 'Somebody took it.', { by: 'João Silva' })
    return change(world, ids[0], holder(world, null), 'conversation.accepted', {
      assigned_to_name: world.me.name,
      waited_seconds: 95,
    })
  }),
  route('POST', `${C}/{}/snooze`, ({ world, body, ids }: Asked<{ until: string }>) =>
    change(world, ids[0], { snoozed_until: body.until }, 'conversation.snoozed', { until: body.until }),
  ),
  route('DELETE', `${C}/{}/snooze`, ({ world, ids }) =>
    change(world, ids[0], { snoozed_until: null }, 'conversation.woken'),
  ),
  route('PUT', `${C}/{}/pending`, ({ world, body, ids }: Asked<{ pending: boolean }>) =>
    change(
      world,
      ids[0],
      { status: body.pending ? 'pending' : 'active' },
      body.pending ? 'conversation.pended' : 'conversation.activated',
    ),
  ),
  route('PUT', `${C}/{}/priority`, ({ world, body, ids }: Asked<{ priority: number }>) =>
    change(world, ids[0], { priority: body.priority }, 'conversation.priority_changed', {
      priority: body.priority,
    }),
  ),
  route('POST', `${C}/{}/tags`, ({ world, body, ids }: Asked<{ add?: string[]; remove?: string[] }>) => {
    const tags = new Set(need(world, ids[0]).tags)
    body.add?.forEach((tag) => tags.add(tag))
    body.remove?.forEach((tag) => tags.delete(tag))
    return change(world, ids[0], { tags: [...tags] }, 'conversation.tagged', {
      added: body.add ?? [],
      removed: body.remove ?? [],
    })
  }),
  route('POST', `${C}/{}/reopen`, ({ world, ids }) =>
    change(world, ids[0], { ...holder(world, null), resolved_at: null }, 'conversation.reopened'),
  ),
  route('POST', '/api/attendance/assign', ({ world, body }: Asked<Assign>) =>
    change(world, body.session_id, holder(world, body.attendant_id), 'conversation.assigned', {
      assigned_to_name: holder(world, body.attendant_id).assigned_to_name,
    }),
  ),
  route('POST', '/api/attendance/transfer', ({ world, body }: Asked<Transfer>) => {
    const queue = world.queues.find((one) => one.id === body.queue_id)
    const to: Partial<Conversation> = queue
      ? {
          queue_id: queue.id,
          queue_name: queue.name,
          assigned_to: null,
          assigned_to_name: null,
          status: 'waiting',
          waiting_since: isoAgo(0),
        }
      : holder(world, body.attendant_id)
    return change(
      world,
      body.session_id,
      { ...to, transfer_note: body.note ?? null },
      queue ? 'conversation.queued' : 'conversation.assigned',
      {
        queue_name: queue?.name,
        assigned_to_name: to.assigned_to_name,
        how: 'transfer',
        reason: 'transfer',
        note: body.note ?? null,
      },
    )
  }),
  route('POST', '/api/attendance/resolve/{}', ({ world, ids }) =>
    change(
      world,
      ids[0],
      { status: 'resolved', owner: 'bot', needs_human: false, resolved_at: isoAgo(0), snoozed_until: null },
      'conversation.resolved',
    ),
  ),

  route('GET', '/api/crm/contacts/{}', ({ world, ids }) => world.contacts.get(ids[0] ?? '')),
  route('PATCH', '/api/crm/contacts/{}', ({ world, body, ids }: Asked<ContactPatch>): Contact => {
    const before = world.contacts.get(ids[0] ?? '')!
    const after = { ...before, ...(body as Partial<Contact>) }
    after.name = [after.first_name, after.last_name].filter(Boolean).join(' ')
    world.contacts.set(after.id, after)
    return after
  }),

  route('GET', '/api/attendance/queue', ({ world, query }): QueueList => {
    const open = [...world.conversations.values()].filter(
      (one) =>
        ['waiting', 'assigned', 'active'].includes(one.status) &&
        (!query.get('queue_id') || one.queue_id === query.get('queue_id')),
    )
    const items = open
      .map(queueItem)
      .toSorted(
        (a, b) =>
          Number(a.status !== 'waiting') - Number(b.status !== 'waiting') ||
          b.priority - a.priority ||
          b.waiting_time_seconds - a.waiting_time_seconds,
      )
    return {
      ...page(items, query, 100),
      waiting: items.filter((one) => one.status === 'waiting').length,
      estimated_wait_seconds: 140,
    }
  }),
  route('GET', '/api/attendance/queues', ({ world }) =>
    world.queues.map((queue) => ({
      ...queue,
      waiting_count: [...world.conversations.values()].filter(
        (one) => one.queue_id === queue.id && one.status === 'waiting',
      ).length,
    })),
  ),
  route('POST', '/api/attendance/queues', ({ world, body }: Asked<NewQueue>): Queue => {
    const queue = {
      ...world.queues[0]!,
      ...body,
      id: newId(),
      member_count: body.user_ids?.length ?? 0,
      online_count: 0,
      waiting_count: 0,
    } as Queue
    world.queues.push(queue)
    for (const userId of body.user_ids ?? []) addMember(world, queue.id, { user_id: userId })
    world.emit({ type: 'queues.changed' })
    return queue
  }),
  route('GET', '/api/attendance/queues/{}', ({ world, ids }) =>
    world.queues.find((one) => one.id === ids[0]),
  ),
  route('PATCH', '/api/attendance/queues/{}', ({ world, body, ids }: Asked<object>) => {
    Object.assign(
      world.queues.find((one) => one.id === ids[0])!,
      body,
    )
    world.emit({ type: 'queues.changed' })
    return world.queues.find((one) => one.id === ids[0])
  }),
  route('DELETE', '/api/attendance/queues/{}', ({ world, ids }) => {
    world.queues = world.queues.filter((one) => one.id !== ids[0])
    world.emit({ type: 'queues.changed' })
  }),
  route('GET', '/api/attendance/queues/{}/members', ({ world, ids }) =>
    world.members.filter((one) => one.queue_id === ids[0]),
  ),
  route('POST', '/api/attendance/queues/{}/members', ({ world, body, ids }: Asked<NewMember>) =>
    addMember(world, ids[0] ?? '', body),
  ),
  route('PATCH', '/api/attendance/queues/{}/members/{}', ({ world, body, ids }: Asked<object>) =>
    Object.assign(
      world.members.find((one) => one.id === ids[1])!,
      body,
    ),
  ),
  route('DELETE', '/api/attendance/queues/{}/members/{}', ({ world, ids }) => {
    world.members = world.members.filter((one) => one.id !== ids[1])
    world.emit({ type: 'queues.changed' })
  }),
  route('GET', '/api/attendance/insights', ({ world, query }): Insights => ({
    since: query.get('since') ?? isoAgo(86400),
    until: query.get('until') ?? isoAgo(0),
    waiting: 12,
    attendants: world.attendants.length,
    online: world.attendants.filter((one) => one.status === 'online').length,
    opened: 45,
    resolved: 38,
    unsolved: 7,
    resolution_seconds: 480,
    time_zone: 'America/Sao_Paulo',
    previous: {
      since: isoAgo(172_800),
      until: isoAgo(86_400),
      opened: 40,
      resolved: 35,
      resolution_seconds: 540,
    },
    today: { since: isoAgo(43_200), until: isoAgo(0), opened: 45, resolved: 38, resolution_seconds: 480 },
    nps: { key: 'nps', value: 42, previous: 38, target: null, unit: 'points', higher_is_better: true },
    ratings: 19,
    by_queue: [],
    by_attendant: [],
    step: 'day',
    steps: [],
    kpis: [
      {
        key: 'avg_wait_time',
        value: 48.2,
        previous: 71,
        target: 60,
        unit: 'seconds',
        higher_is_better: false,
      },
      {
        key: 'first_response_time',
        value: 36,
        previous: 30,
        target: 30,
        unit: 'seconds',
        higher_is_better: false,
      },
      {
        key: 'resolution_rate',
        value: 88.4,
        previous: 85.1,
        target: 85,
        unit: 'percent',
        higher_is_better: true,
      },
      {
        key: 'customer_satisfaction',
        value: null,
        previous: null,
        target: 7,
        unit: 'score',
        higher_is_better: true,
      },
      {
        key: 'attendant_utilization',
        value: 64,
        previous: 66,
        target: 70,
        unit: 'percent',
        higher_is_better: true,
      },
      {
        key: 'transfers_rate',
        value: 12.5,
        previous: 18,
        target: 20,
        unit: 'percent',
        higher_is_better: false,
      },
    ],
    by_channel: [
      { channel: 'whatsapp', conversations: 612, percent: 61.2 },
      { channel: 'webchat', conversations: 240, percent: 24 },
      { channel: 'instagram', conversations: 101, percent: 10.1 },
      { channel: 'telegram', conversations: 47, percent: 4.7 },
    ],
  })),
  route('GET', '/api/attendance/attendants', ({ world }) => world.attendants),
  route('PUT', '/api/attendance/attendants/{}/status', ({ world, body, ids }: Asked<StatusChange>) => {
    const attendant: Attendant = {
      ...world.attendants.find((one) => one.id === ids[0] || one.user_id === ids[0])!,
      status: body.status,
      status_reason: body.reason ?? null,
      status_since: isoAgo(0),
    }
    world.attendants = world.attendants.map((one) => (one.id === attendant.id ? attendant : one))
    world.emit({ type: 'attendant.upserted', attendant })
    return attendant
  }),
  route('PATCH', '/api/attendance/attendants/{}', ({ world, body, ids }: Asked<object>) =>
    Object.assign(
      world.attendants.find((one) => one.id === ids[0])!,
      body,
    ),
  ),
  route('POST', '/api/attendance/attendants/import', ({ body }: Asked<string>): ImportReport => ({
    created: body.split('\n').length - 3,
    updated: 1,
    unchanged: 0,
    errors: [{ line: 3, column: 'phone', message: '“abc” is not a phone number.' }],
  })),
  route('GET', '/api/attendance/attendants/export', ({ world }) =>
    [
      'id,name,channel,preferences,department,aliases,phone,email',
      ...world.attendants.map((one) =>
        [
          one.id,
          one.name,
          one.channel,
          one.preferences,
          one.department,
          one.aliases.join(';'),
          one.phone,
          one.email,
        ].join(','),
      ),
    ].join('\n'),
  ),

  route('GET', '/api/channels', () => CHANNELS),
  route('GET', '/api/inboxes', ({ world }) => world.inboxes),
  route('POST', '/api/inboxes', ({ world, body }: Asked<NewInbox>): Inbox => {
    const inbox: Inbox = {
      id: newId(),
      channel: body.channel,
      name: body.name,
      is_active: true,
      bot_id: null,
      webhook_path: `/webhooks/${body.channel}/9d1c04aa`,
      credential_names: Object.keys(body.credentials ?? {}),
      settings: {},
      health: {
        ...NOT_ASKED,
        warnings: [],
        last_webhook_at: null,
        last_sent_at: null,
        last_error_at: null,
        last_error: null,
      },
      created_at: isoAgo(0),
    }
    world.inboxes.push(inbox)
    return inbox
  }),
  route('GET', '/api/inboxes/{}', ({ world, ids }) => world.inboxes.find((one) => one.id === ids[0])),
  route('PATCH', '/api/inboxes/{}', ({ world, body, ids }: Asked<InboxPatch>): Inbox => {
    const before = world.inboxes.find((one) => one.id === ids[0])!
    const { credentials, ...patch } = body
    const after = {
      ...before,
      ...patch,
      credential_names: [...new Set([...before.credential_names, ...Object.keys(credentials ?? {})])],
    } as Inbox
    world.inboxes = world.inboxes.map((one) => (one.id === after.id ? after : one))
    return after
  }),
  route('DELETE', '/api/inboxes/{}', ({ world, ids }) => {
    world.inboxes = world.inboxes.filter((one) => one.id !== ids[0])
  }),
  route('GET', '/api/inboxes/{}/health', ({ world, ids }): InboxReport => {
    const { is_active: isActive, health } = world.inboxes.find((one) => one.id === ids[0])!
    return {
      state: isActive ? (health.last_error ? 'warning' : 'well') : 'paused',
      health,
      token_days_left: null,
      failed: 0,
      failed_24h: 0,
      unread: 0,
      ignored_24h: 0,
      waiting: isActive ? 0 : 3,
      median_seconds: 0.8,
    }
  }),
  route('GET', '/api/inboxes/{}/failures', (): Page<FailedMessage> => ({ items: [], next_cursor: null })),
  route('GET', '/api/inboxes/{}/deliveries', (): Page<OddDelivery> => ({ items: [], next_cursor: null })),
  route('POST', '/api/inboxes/{}/test', () => ({ ok: true, external_id: '1', problem: null, reason: null })),
  route('POST', '/api/inboxes/{}/check', ({ world, ids }) => {
    const inbox = world.inboxes.find((one) => one.id === ids[0])
    return inbox?.health.last_error
      ? { ok: false, account: null, problem: inbox.health.last_error }
      : { ok: true, account: 'Loja Aurora (+55 11 4002-8922)', problem: null }
  }),
]

function addMember(world: World, queueId: string, body: NewMember): Member {
  const user = world.users.find((one) => one.id === body.user_id)!
  const member: Member = {
    id: newId(),
    queue_id: queueId,
    user_id: user.id,
    user_name: user.name,
    user_email: user.email,
    is_active: true,
    max_conversations: body.max_conversations ?? 5,
    priority: 0,
    created_at: isoAgo(0),
  }
  world.members.push(member)
  world.emit({ type: 'queues.changed' })
  return member
}
