/** Which of two versions of the same thing is the newer one. */
import type { Conversation, Message, MessageState } from '@attendance/api'

const PROGRESS: Record<MessageState, number> = {
  received: 0,
  queued: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
  played: 5,
}

/** Compare two instants of the wire, microseconds included: negative when `a` is earlier. */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0
  return Date.parse(a) - Date.parse(b) || microseconds(a) - microseconds(b)
}

/** The newer of two versions of a conversation; the incoming one wins a tie. */
export function newer(held: Conversation | undefined, incoming: Conversation): Conversation {
  if (!held) return incoming
  if (incoming.last_seq !== held.last_seq) return incoming.last_seq > held.last_seq ? incoming : held
  return compareInstants(incoming.updated_at, held.updated_at) >= 0 ? incoming : held
}

/** Delivery never moves backwards, except that a failed message may be queued again; nor do edits and deletions. */
export function furtherMessage(held: Message | undefined, incoming: Message): Message {
  if (!held) return incoming
  if (held.deleted_at && !incoming.deleted_at) return held
  if (held.edited_at && compareInstants(incoming.edited_at ?? '1970-01-01T00:00:00Z', held.edited_at) < 0)
    return held
  if (held.state === 'failed') return incoming
  return PROGRESS[incoming.state] >= PROGRESS[held.state] ? incoming : held
}

function microseconds(instant: string): number {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? ''
  return Number(fraction.padEnd(6, '0').slice(3, 6))
}
