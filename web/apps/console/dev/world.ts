/** A made-up tenant with a thousand conversations, always the same. */
import type {
  Attendant,
  Contact,
  Conversation,
  Inbox,
  Me,
  Member,
  Message,
  Queue,
  ServerFrame,
  TimelineEntry,
  User,
} from '@attendance/api'
import { FIRST, FROM_BOT, FROM_CUSTOMER, FROM_STAFF, LAST, LONG_NAMES, NOTES, TAGS } from './words.ts'

export interface World {
  me: Me
  users: User[]
  attendants: Attendant[]
  queues: Queue[]
  members: Member[]
  inboxes: Inbox[]
  contacts: Map<string, Contact>
  conversations: Map<string, Conversation>
  messages: Map<string, Message[]>
  timeline: Map<string, TimelineEntry[]>
  readCounts: Map<string, number>
  emit: (frame: Draft<ServerFrame>) => void
}

/** A frame whose cursor is not given yet. */
export type Draft<Frame> = Frame extends { cursor: string } ? Omit<Frame, 'cursor'> : Frame

const ALL_PERMISSIONS =
  'conversations.read conversations.reply conversations.transfer conversations.assign conversations.resolve contacts.read contacts.write queues.read queues.manage attendants.read attendants.status attendants.manage inboxes.read inboxes.manage failures.read users.read users.manage insights.read decisions.read account.manage'.split(
    ' ',
  )

let seed = 42
export function random(below: number): number {
  seed = (seed * 1664525 + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

export function pick<Item>(items: readonly Item[]): Item {
  const item = items[random(items.length)]
  if (item === undefined) throw new Error('Nothing to pick from.')
  return item
}

let ids = 0
export function newId(): string {
  ids += 1
  return `01930000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`
}

export const isoAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

export function makeWorld(conversationCount = 1000): World {
  const users = makeUsers()
  const queues = makeQueues()
  const world: World = {
    me: makeMe(users),
    users,
    queues,
    members: makeMembers(queues, users),
    attendants: users.slice(0, 12).map((user, index) => makeAttendant(user, index, queues)),
    inboxes: makeInboxes(),
    contacts: new Map(),
    conversations: new Map(),
    messages: new Map(),
    timeline: new Map(),
    readCounts: new Map(),
    emit: () => {},
  }
  for (let number = 1; number <= conversationCount; number += 1)
    addConversation(world, number, conversationCount)
  return world
}

function makeUsers(): User[] {
  const names = [
    'Maria Santos',
    'João Silva',
    ...Array.from({ length: 11 }, (_, i) => `${FIRST[i]} ${LAST[i]}`),
  ]
  names.push(LONG_NAMES[0] ?? '')
  return names.map((name, index) => ({
    id: newId(),
    username: name.toLowerCase().split(' ')[0] ?? name,
    name,
    email: `${name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z ]/g, '')
      .trim()
      .replaceAll(' ', '.')}@lojaaurora.com.br`,
    role: index === 0 ? 'owner' : index < 3 ? 'supervisor' : 'attendant',
    is_active: index !== 9,
    is_admin: index === 0,
    created_at: isoAgo(86400 * 200),
    updated_at: isoAgo(86400),
  }))
}

function makeMe(users: User[]): Me {
  const user = users[0]!
  return {
    id: user.id,
    tenant_id: newId(),
    tenant_name: 'Loja Aurora',
    name: user.name,
    username: user.username,
    email: user.email,
    role: 'owner',
    visibility: 'all',
    permissions: ALL_PERMISSIONS,
    locale: 'pt-BR',
    timezone: 'America/Sao_Paulo',
    currency: 'BRL',
    csrf_token: 'dev',
  }
}

function makeQueues(): Queue[] {
  const rows: [string, string[], string | null][] = [
    ['Suporte WhatsApp', ['whatsapp'], 'Dúvidas de pedidos, trocas e entregas'],
    ['Vendas', ['webchat', 'whatsapp'], 'Orçamentos e novos pedidos'],
    ['Técnica', ['telegram'], null],
    [
      'Cobrança e negociação de débitos em atraso – clientes corporativos',
      ['whatsapp', 'webchat', 'instagram', 'telegram'],
      'Somente pessoa jurídica',
    ],
  ]
  return rows.map(([name, channels, description], index) => ({
    id: newId(),
    name,
    description,
    channels,
    is_active: index !== 3,
    priority_order: index,
    max_wait_seconds: 600,
    auto_assign: true,
    bot_id: null,
    created_by: null,
    created_at: isoAgo(86400 * 90),
    updated_at: isoAgo(86400),
    policy: {
      strategy: 'balanced',
      required_skills: [],
      relax_after_seconds: 120,
      preferred_seconds: 60,
      fallback_queue_id: null,
      max_size: 50,
      hours:
        index === 1 ? [0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: '09:00', closes: '18:00' })) : [],
      closed_message: null,
      default_destination: null,
    },
    member_count: [4, 3, 1, 2][index] ?? 0,
    online_count: [3, 2, 1, 0][index] ?? 0,
    waiting_count: 0,
  }))
}

function makeMembers(queues: Queue[], users: User[]): Member[] {
  return queues.flatMap((queue, index) =>
    users.slice(index, index + queue.member_count).map((user) => ({
      id: newId(),
      queue_id: queue.id,
      user_id: user.id,
      user_name: user.name,
      user_email: user.email,
      is_active: true,
      max_conversations: 5,
      priority: 0,
      created_at: isoAgo(86400 * 30),
    })),
  )
}

function makeAttendant(user: User, index: number, queues: Queue[]): Attendant {
  const status = (['online', 'online', 'busy', 'away', 'offline'] as const)[index % 5] ?? 'online'
  return {
    id: `att-${String(index + 1).padStart(3, '0')}`,
    user_id: user.id,
    name: user.name,
    email: user.email,
    channel: index % 3 ? 'whatsapp;webchat' : 'all',
    preferences: pick(['sales', 'support', 'technical', 'collections']),
    department: pick(['Comercial', 'Suporte', null]),
    aliases: [user.username],
    phone: `+55119${String(80000000 + index * 1111).slice(0, 8)}`,
    status,
    status_reason: status === 'away' ? 'Almoço' : null,
    status_since: isoAgo(60 * (index * 13 + 2)),
    active_conversations: index % 7,
    capacity: index === 4 ? 0 : 5 + (index % 3) * 5,
    queue_ids: queues.filter((_, at) => (index + at) % 2 === 0).map((queue) => queue.id),
    skills: index % 2 ? { ingles: 3, garantia: 5 } : {},
    last_assigned_at: index % 4 ? isoAgo(60 * index) : null,
  }
}

/** What a vendor says of an account, before it was asked. */
export const NOT_ASKED = {
  token_expires_at: null,
  quality: null,
  messaging_limit: null,
  account_status: null,
  templates: null,
  templates_synced_at: null,
  rate_limited_until: null,
  circuit: null,
  warnings: [],
  checked_at: null,
  checked_account: null,
  check_problem: null,
  held: null,
  refused_24h: 0,
} as const

function makeInboxes(): Inbox[] {
  const rows = [
    ['whatsapp', 'WhatsApp +55 11 4002-8922', null],
    ['webchat', 'Chat do site', null],
    ['telegram', 'Telegram @lojaaurora', 'O token foi recusado (401). Gere outro com o @BotFather.'],
    ['instagram', 'Instagram @lojaaurora', null],
  ] as const
  return rows.map(([channel, name, error], index) => ({
    id: newId(),
    channel,
    name,
    is_active: index !== 3,
    bot_id: null,
    webhook_path: `/webhooks/${channel}/k${index}f83ab21c9d`,
    credential_names:
      channel === 'whatsapp' ? ['access_token', 'app_secret', 'phone_number_id', 'verify_token'] : [],
    settings: {},
    health: {
      ...NOT_ASKED,
      warnings: [],
      last_webhook_at: index === 3 ? null : isoAgo(40 * (index + 1)),
      last_sent_at: isoAgo(90 * (index + 1)),
      last_error_at: error ? isoAgo(300) : null,
      last_error: error,
    },
    created_at: isoAgo(86400 * 100),
  }))
}

function addConversation(world: World, number: number, count: number): void {
  const secondsAgo = (count - number) * 97 + random(90)
  const inbox = pick(world.inboxes)
  const contact = makeContact(world, number, inbox.channel)
  const status =
    number <= count * 0.35
      ? 'resolved'
      : pick(['waiting', 'active', 'active', 'assigned', 'pending', 'bot', 'bot'] as const)
  const isHeld = status === 'active' || status === 'assigned' || status === 'pending' || status === 'resolved'
  const holder = isHeld ? (random(3) ? pick(world.attendants) : world.attendants[0]!) : null
  const queue = status === 'bot' ? null : pick(world.queues)
  const conversation: Conversation = {
    id: newId(),
    number,
    inbox_id: inbox.id,
    inbox_name: inbox.name,
    channel: inbox.channel,
    bot_id: null,
    status,
    owner: status === 'bot' ? 'bot' : 'human',
    owner_epoch: 1,
    needs_human: status !== 'bot' && status !== 'resolved',
    queue_id: queue?.id ?? null,
    queue_name: queue?.name ?? null,
    assigned_to: holder?.user_id ?? null,
    assigned_to_name: holder?.name ?? null,
    priority: pick([1, 1, 1, 1, 0, 2, 3]),
    topic: null,
    subject: null,
    tags: random(3) ? [] : [pick(TAGS), ...(random(3) ? [] : ['promoção-dia-das-mães-2026'])],
    contact: {
      id: contact.id,
      name: contact.name,
      phone: contact.phone,
      email: contact.email,
      is_new: contact.conversations === 0,
    },
    last_message: null,
    last_seq: 0,
    inbound_count: 0,
    last_inbound_at: null,
    window_closes_at: null,
    window_is_closed: false,
    waiting_since: status === 'waiting' ? isoAgo(secondsAgo % 3000) : null,
    snoozed_until:
      isHeld && status !== 'resolved' && random(12) === 0 ? isoAgo(-3600 * (1 + random(40))) : null,
    transfer_note: null,
    created_at: isoAgo(secondsAgo + 3600),
    updated_at: isoAgo(secondsAgo),
    resolved_at: status === 'resolved' ? isoAgo(secondsAgo) : null,
  }
  world.conversations.set(conversation.id, conversation)
  fillThread(world, conversation.id, secondsAgo, number === count - 4 ? 800 : 2 + random(28))
  world.readCounts.set(
    conversation.id,
    Math.max(0, world.conversations.get(conversation.id)!.inbound_count - (random(3) ? 0 : random(5))),
  )
}

function makeContact(world: World, number: number, channel: string): Contact {
  const name = number % 97 === 1 ? pick(LONG_NAMES) : `${pick(FIRST)} ${pick(LAST)}`
  const phone = channel === 'whatsapp' ? `+55119${10000000 + number * 7919}` : null
  const email = random(2)
    ? `${name
        .toLowerCase()
        .normalize('NFD')
        .replace(/[^a-z]/g, '')
        .slice(0, 40)}@exemplo.com.br`
    : null
  const contact: Contact = {
    id: newId(),
    customer_id: `cust-${String(number).padStart(3, '0')}`,
    name,
    first_name: name.split(' ')[0] ?? null,
    last_name: name.split(' ').slice(1).join(' ') || null,
    email,
    phone,
    phones: phone ? [{ value: phone, label: null }] : [],
    emails: email ? [{ value: email, label: null }] : [],
    company: null,
    owner_id: null,
    owner_name: null,
    status: null,
    source: channel,
    attendant_id: null,
    last_contact: null,
    custom_fields: {},
    blocked_at: null,
    block_reason: null,
    updated_at: isoAgo(3600),
    tier: random(4) ? null : 'gold',
    ltv: random(3) ? null : '5000.00',
    last_purchase: random(2) ? isoAgo(86400 * random(200)) : null,
    tags: random(4) ? [] : ['vip'],
    customer_since: isoAgo(86400 * (30 + random(1800))),
    conversations: random(3) ? random(20) : 0,
    identities: [
      {
        channel,
        external_id: phone ?? `visitor-${number}`,
        username: null,
        opted_out_of: null,
        opted_out_at: null,
      },
    ],
  }
  world.contacts.set(contact.id, contact)
  return contact
}

function fillThread(world: World, id: string, endsSecondsAgo: number, count: number): void {
  const conversation = world.conversations.get(id)!
  const length = count * 240
  for (let index = 0; index < count; index += 1) {
    const at = isoAgo(endsSecondsAgo + ((count - index) / count) * length)
    const who = index === 1 ? 'bot' : index % 7 === 5 ? 'note' : index % 3 === 2 ? 'attendant' : 'contact'
    post(world, conversation.id, who, at, index === 9 ? 'location' : 'text')
  }
  const system = { kind: 'system', id: null, name: 'Sistema' } as const
  const line = (kind: string, secondsAgo: number, data: Record<string, unknown>): TimelineEntry => ({
    id: newId(),
    conversation_id: id,
    kind,
    at: isoAgo(secondsAgo),
    actor: system,
    data,
  })
  world.timeline.set(id, [
    line('conversation.handed_over', endsSecondsAgo + length * 0.7, {
      reason: 'keyword',
      queue_name: conversation.queue_name,
    }),
    line('conversation.queued', endsSecondsAgo + length * 0.7 - 1, {
      queue_name: conversation.queue_name ?? 'Vendas',
      reason: 'handover',
    }),
    line('conversation.assigned', endsSecondsAgo + length * 0.7 - 2, {
      assigned_to_name: conversation.assigned_to_name ?? 'João Silva',
      how: 'routing',
    }),
  ])
}

/** Add one message with everything that follows from it; the conversation is replaced by its new version. */
export function post(
  world: World,
  id: string,
  who: 'contact' | 'attendant' | 'bot' | 'note',
  at: string,
  kind = 'text',
  given?: { text: string; clientId: string },
): Message {
  const before = world.conversations.get(id)!
  const isIn = who === 'contact'
  const words = { contact: FROM_CUSTOMER, attendant: FROM_STAFF, bot: FROM_BOT, note: NOTES }[who]
  const staff = {
    kind: 'attendant' as const,
    id: before.assigned_to ?? world.me.id,
    name: before.assigned_to_name ?? world.me.name,
  }
  const fails = !given && who === 'attendant' && random(60) === 0
  const message: Message = {
    id: newId(),
    conversation_id: id,
    seq: before.last_seq + 1,
    direction: isIn ? 'in' : 'out',
    kind: isIn ? kind : 'text',
    is_note: who === 'note',
    author: isIn
      ? { kind: 'contact', id: before.contact.id, name: before.contact.name }
      : who === 'bot'
        ? { kind: 'bot', id: null, name: 'Aurora' }
        : given
          ? { kind: 'attendant', id: world.me.id, name: world.me.name }
          : staff,
    text: given?.text ?? (isIn && kind !== 'text' ? '' : pick(words)),
    content:
      kind === 'location' && isIn
        ? { type: 'location', location: { latitude: -8.05, longitude: -34.9, name: 'Marco Zero' } }
        : {},
    reply_to: null,
    client_id: given?.clientId ?? null,
    state: isIn
      ? 'received'
      : given
        ? 'queued'
        : fails
          ? 'failed'
          : pick(['sent', 'delivered', 'read', 'read'] as const),
    reason: fails
      ? { code: 'recipient_unavailable', message: 'Este número não está no WhatsApp.', may_retry: true }
      : null,
    created_at: at,
    sent_at: at,
    delivered_at: null,
    read_at: null,
    edited_at: null,
    deleted_at: null,
    reactions: [],
    files: [],
  }
  world.messages.set(id, [...(world.messages.get(id) ?? []), message])
  const windowCloses =
    before.channel === 'whatsapp' && isIn
      ? new Date(Date.parse(at) + 86_400_000).toISOString()
      : before.window_closes_at
  world.conversations.set(id, {
    ...before,
    last_seq: message.seq,
    updated_at: at,
    inbound_count: before.inbound_count + (isIn ? 1 : 0),
    last_inbound_at: isIn ? at : before.last_inbound_at,
    window_closes_at: windowCloses,
    window_is_closed: windowCloses !== null && Date.parse(windowCloses) < Date.now(),
    last_message: message.is_note
      ? before.last_message
      : {
          seq: message.seq,
          kind: message.kind,
          direction: message.direction,
          author_kind: message.author.kind,
          text: message.text,
          at,
          state: message.state,
          is_deleted: message.deleted_at !== null,
        },
  })
  return message
}
