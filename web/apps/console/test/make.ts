/** Things of the wire with only the fields that matter to a test. */
import type { Conversation, Me, Message, TimelineEntry } from '@attendance/api'

export const AT = '2026-11-22T12:00:00Z'

export function minutesLater(minutes: number): string {
  return new Date(Date.parse(AT) + minutes * 60_000).toISOString()
}

export function me(changes: Partial<Me> = {}): Me {
  return {
    id: 'me',
    tenant_id: 't1',
    tenant_name: 'Loja',
    name: 'Maria Santos',
    username: 'maria',
    email: 'maria@loja.example',
    role: 'attendant',
    visibility: 'queues',
    permissions: ['conversations.reply', 'conversations.resolve', 'conversations.transfer'],
    locale: 'pt-BR',
    timezone: 'America/Sao_Paulo',
    currency: 'BRL',
    csrf_token: 'x',
    ...changes,
  }
}

export function conversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    number: 1,
    inbox_id: 'i1',
    inbox_name: 'WhatsApp',
    channel: 'whatsapp',
    bot_id: null,
    status: 'active',
    owner: 'human',
    owner_epoch: 1,
    needs_human: true,
    queue_id: null,
    queue_name: null,
    assigned_to: 'me',
    assigned_to_name: 'Maria Santos',
    priority: 1,
    topic: null,
    subject: null,
    tags: [],
    contact: { id: 'p1', name: 'João Silva', phone: null, email: null, is_new: false },
    last_message: null,
    last_seq: 0,
    inbound_count: 0,
    last_inbound_at: null,
    window_closes_at: null,
    window_is_closed: false,
    waiting_since: null,
    snoozed_until: null,
    transfer_note: null,
    created_at: AT,
    updated_at: AT,
    resolved_at: null,
    ...changes,
  }
}

export function message(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation_id: 'c1',
    seq,
    direction: 'in',
    kind: 'text',
    is_note: false,
    author: { kind: 'contact', id: 'p1', name: 'João Silva' },
    text: `text ${seq}`,
    content: {},
    reply_to: null,
    client_id: null,
    state: 'received',
    reason: null,
    created_at: minutesLater(seq),
    sent_at: null,
    delivered_at: null,
    read_at: null,
    edited_at: null,
    deleted_at: null,
    reactions: [],
    files: [],
    ...changes,
  }
}

export function event(id: string, minutes: number, changes: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id,
    conversation_id: 'c1',
    kind: 'conversation.assigned',
    at: minutesLater(minutes),
    actor: { kind: 'system', id: null, name: 'Sistema' },
    data: {},
    ...changes,
  }
}
