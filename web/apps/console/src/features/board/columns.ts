/** The four columns of the board and the cards in them. Pure. */
import type { Conversation, KanbanCard } from '@attendance/api'
import { compareInstants } from '@attendance/realtime'

export const COLUMNS = ['new', 'active', 'pending', 'resolved'] as const
export type ColumnKey = (typeof COLUMNS)[number]

export interface BoardFilter {
  queue?: string
  who?: string
  channel?: string
  bot?: string
}

export interface BoardSearch extends BoardFilter {
  lanes?: 'queue' | 'attendant'
  /** The conversation that is open beside the board. */
  c?: string
}

const TEXTS = ['queue', 'who', 'channel', 'bot', 'c'] as const

export function parseBoardSearch(search: Record<string, unknown>): BoardSearch {
  const found: BoardSearch = {}
  for (const key of TEXTS) {
    const value = search[key]
    if (typeof value === 'string' && value) found[key] = value
  }
  if (search.lanes === 'queue' || search.lanes === 'attendant') found.lanes = search.lanes
  return found
}

export const queryOf = ({ queue, who, channel, bot }: BoardFilter) => ({
  queue_id: queue ?? null,
  assigned_to: who ?? null,
  channel: channel ?? null,
  bot_id: bot ?? null,
})

/** Null: with the bot, on no board. */
export function columnOf(status: Conversation['status']): ColumnKey | null {
  switch (status) {
    case 'waiting':
    case 'assigned':
      return 'new'
    case 'active':
    case 'pending':
      return status
    case 'resolved':
    case 'abandoned':
      return 'resolved'
    case 'bot':
      return null
  }
}

type Facts = Pick<Conversation, 'queue_id' | 'assigned_to' | 'channel' | 'bot_id'>

export function matches(filter: BoardFilter, facts: Facts): boolean {
  return (
    fits(filter.queue, facts.queue_id) &&
    fits(filter.who, facts.assigned_to) &&
    fits(filter.channel, facts.channel) &&
    fits(filter.bot, facts.bot_id)
  )
}

function fits(wanted: string | undefined, value: string | null): boolean {
  if (wanted === undefined) return true
  return wanted === 'none' ? value === null : value === wanted
}

/** As the server orders them: urgent first, then who waits longest; of the resolved the latest first. */
export function compareCards(a: KanbanCard, b: KanbanCard): number {
  if (a.column === 'resolved' && b.column === 'resolved')
    return compareInstants(b.resolved_at ?? b.updated_at, a.resolved_at ?? a.updated_at)
  return b.priority - a.priority || compareInstants(sinceOf(a), sinceOf(b))
}

const sinceOf = (card: KanbanCard) => card.waiting_since ?? card.updated_at

/** The card as a frame tells it; what the customer wrote last is kept when the newest words are ours. */
export function cardOf(conversation: Conversation, held?: KanbanCard): KanbanCard | null {
  const column = columnOf(conversation.status)
  if (!column) return null
  const { contact, last_message: last } = conversation
  return {
    session_id: conversation.id,
    number: conversation.number,
    column,
    status: conversation.status,
    bot_id: conversation.bot_id,
    channel: conversation.channel,
    user_id: contact.id,
    user_name: contact.name,
    user_phone: contact.phone,
    user_email: contact.email,
    last_message: last?.author_kind === 'contact' ? last.text : (held?.last_message ?? last?.text ?? ''),
    priority: conversation.priority,
    tags: conversation.tags,
    queue_id: conversation.queue_id,
    queue_name: conversation.queue_name,
    assigned_to: conversation.assigned_to,
    assigned_to_name: conversation.assigned_to_name,
    waiting_since: conversation.waiting_since,
    waiting_time_seconds: held?.waiting_time_seconds ?? 0,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    resolved_at: conversation.resolved_at,
    resolution_seconds: conversation.resolved_at
      ? Math.round((Date.parse(conversation.resolved_at) - Date.parse(conversation.created_at)) / 1000)
      : null,
  }
}

const AMBER_SECONDS = 60
const RED_SECONDS = 300
export type Heat = 'late' | 'warm' | 'calm'

/** How hot a card is: by its wait while nobody answered, or because it is urgent. */
export function heatOf(card: KanbanCard, now: number): Heat {
  if (card.column === 'resolved') return 'calm'
  const waited = card.waiting_since ? (now - Date.parse(card.waiting_since)) / 1000 : 0
  if (card.priority === 3 || waited >= RED_SECONDS) return 'late'
  return card.priority === 2 || waited >= AMBER_SECONDS ? 'warm' : 'calm'
}
