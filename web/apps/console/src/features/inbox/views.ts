/** Which conversation belongs in which list. The same rules as the server's lists, so that live changes land right. */
import type { Conversation, Me } from '@attendance/api'
import { overlaid, type State } from '@attendance/realtime'

export const VIEWS = ['mine', 'queue', 'all', 'bot', 'snoozed', 'resolved'] as const

export type View = (typeof VIEWS)[number]

/** What the address says about the list: `?view=mine&queue=…&q=…`. */
export interface ListSearch {
  view?: View
  queue?: string
  q?: string
}

export interface ListFilter {
  view: View
  queue: string | null
}

export function parseListSearch(search: Record<string, unknown>): ListSearch {
  const view = VIEWS.find((one) => one === search.view)
  return {
    ...(view ? { view } : {}),
    ...(typeof search.queue === 'string' ? { queue: search.queue } : {}),
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : {}),
  }
}

export function filterOf(search: ListSearch): ListFilter {
  return { view: search.view ?? (search.queue ? 'all' : 'mine'), queue: search.queue ?? null }
}

/** Who sees only their own conversations has no use for the lists of others. */
export function viewsFor(me: Me): readonly View[] {
  return me.visibility === 'mine' ? ['mine', 'snoozed', 'resolved'] : VIEWS
}

export function belongs(conversation: Conversation, filter: ListFilter, viewerId: string): boolean {
  if (filter.queue && conversation.queue_id !== filter.queue) return false
  return isInView(conversation, filter.view, viewerId)
}

function isInView(conversation: Conversation, view: View, viewerId: string): boolean {
  const { status, snoozed_until: snoozedUntil, assigned_to: assignedTo } = conversation
  const isClosed = status === 'resolved' || status === 'abandoned'
  const isAwake = snoozedUntil === null
  switch (view) {
    case 'mine':
      return (
        assignedTo === viewerId &&
        isAwake &&
        (status === 'assigned' || status === 'active' || status === 'pending')
      )
    case 'queue':
      return status === 'waiting' && isAwake
    case 'all':
      return !isClosed && isAwake
    case 'bot':
      return status === 'bot'
    case 'snoozed':
      return !isClosed && !isAwake
    case 'resolved':
      return isClosed
  }
}

/** When something last happened that moves a conversation up, in milliseconds since 1970. */
export function activityOf(conversation: Conversation): number {
  const known = activities.get(conversation)
  if (known !== undefined) return known
  const instants = [conversation.created_at, conversation.last_message?.at, conversation.waiting_since]
  const activity = Math.max(...instants.map((instant) => (instant ? Date.parse(instant) : 0)))
  activities.set(conversation, activity)
  return activity
}

/** Thousands are sorted at every frame, and a conversation never changes: it is replaced. */
const activities = new WeakMap<Conversation, number>()

/** How far a list was loaded: which conversations, and down to which activity. */
export interface Loaded {
  ids: ReadonlySet<string>
  /** Activity of the last one loaded; everything newer is known. `-Infinity` when the whole list is here. */
  horizon: number
  /** Epoch under which it was fetched; null while a refetch is on its way. */
  epoch: number | null
}

/** The list as the live state has it: newest activity first. */
export function listOf(state: State, filter: ListFilter, viewerId: string, loaded: Loaded): Conversation[] {
  const isCurrent = loaded.epoch === state.epoch
  return Object.values(state.conversations)
    .map((conversation) => (state.overlays.length > 0 ? overlaid(state, conversation) : conversation))
    .filter(
      (one) =>
        belongs(one, filter, viewerId) &&
        (loaded.ids.has(one.id) || activityOf(one) >= loaded.horizon) &&
        (!isCurrent || state.confirmedIn[one.id] === state.epoch),
    )
    .toSorted((one, other) => activityOf(other) - activityOf(one) || (one.id < other.id ? 1 : -1))
}

/** Customer's messages that the viewer has not read. */
export function unreadOf(conversation: Conversation, readCount: number | undefined): number {
  return Math.max(0, conversation.inbound_count - (readCount ?? conversation.inbound_count))
}
