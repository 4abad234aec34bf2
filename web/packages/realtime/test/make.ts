/** Things of the wire with only the fields that matter to a test. */
import type { Conversation, Message, ServerFrame } from '@attendance/api'

const AT = '2026-11-22T12:00:00Z'

export function conversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    number: 1,
    inbox_id: 'i1',
    inbox_name: 'WhatsApp',
    channel: 'whatsapp',
    bot_id: null,
    status: 'waiting',
    owner: 'human',
    owner_epoch: 1,
    needs_human: true,
    queue_id: null,
    queue_name: null,
    assigned_to: null,
    assigned_to_name: null,
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
    created_at: AT,
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

let cursors = 0

export function messageFrame(seq: number, changes: Partial<Message> = {}): ServerFrame {
  cursors += 1
  return { type: 'message.upserted', message: message(seq, changes), cursor: String(cursors) }
}
