/** Whether I may write to the customer now, and if not, what opens the way. */
import type { Conversation, Me } from '@attendance/api'
import { may } from '@/app/permissions'

export type Standing =
  | 'open'
  /** The bot answers; I can take over. */
  | 'bot'
  /** Waits for somebody; I can accept. */
  | 'unassigned'
  /** A colleague's; I could take it over where permitted. */
  | 'colleague'
  | 'closed'
  /** The channel's window is over. */
  | 'window_closed'
  | 'read_only'

export function standingOf(conversation: Conversation, me: Me, now: number): Standing {
  if (!may(me, 'conversations.reply')) return 'read_only'
  const { status, owner, assigned_to: assignedTo } = conversation
  if (status === 'resolved' || status === 'abandoned') return 'closed'
  if (owner === 'bot') return 'bot'
  if (assignedTo === null) return 'unassigned'
  if (assignedTo !== me.id) return 'colleague'
  return isWindowClosed(conversation, now) ? 'window_closed' : 'open'
}

/** Closed by the server's word, or since the moment it named. */
export function isWindowClosed(conversation: Conversation, now: number): boolean {
  const { window_is_closed: isClosed, window_closes_at: closesAt } = conversation
  return isClosed || (closesAt !== null && Date.parse(closesAt) <= now)
}
