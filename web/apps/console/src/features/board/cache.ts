/** What a frame, or a move, changes in a column that was fetched. Pure. */
import type { Conversation, KanbanCard } from '@attendance/api'
import { compareInstants } from '@attendance/realtime'
import { cardOf, compareCards, matches, type BoardFilter, type ColumnKey } from './columns'

export interface ColumnPage {
  items: KanbanCard[]
  count: number
  limit: number | null
  next_cursor: string | null
}

export interface ColumnPages {
  pages: ColumnPage[]
  pageParams: unknown[]
}

/** The column with the conversation as it is now: in its place, or out of it. The same object when nothing changed. */
export function withConversation(
  held: ColumnPages,
  column: ColumnKey,
  filter: BoardFilter,
  conversation: Conversation,
): ColumnPages {
  const known = find(held, conversation.id)
  const isOnBoard = conversation.status !== 'resolved' && conversation.status !== 'abandoned'
  const wasWithPeople = conversation.queue_id !== null || conversation.assigned_to !== null
  const card =
    (isOnBoard || wasWithPeople) && matches(filter, conversation) ? cardOf(conversation, known) : null
  return withCard(held, column, conversation.id, card)
}

/** `card` null, or in another column: it isn't here any more. An older copy changes nothing. */
export function withCard(
  held: ColumnPages,
  column: ColumnKey,
  id: string,
  card: KanbanCard | null,
): ColumnPages {
  const known = find(held, id)
  if (known && card && compareInstants(card.updated_at, known.updated_at) < 0) return held
  const isHere = card?.column === column
  if (!known && !isHere) return held
  const without = known ? mapped(held, (items) => items.filter((one) => one.session_id !== id)) : held
  const change = (isHere ? 1 : 0) - (known ? 1 : 0)
  return counted(isHere ? inserted(without, card) : without, change)
}

function inserted(held: ColumnPages, card: KanbanCard): ColumnPages {
  const at = held.pages.findIndex((page) => page.items.some((one) => compareCards(card, one) < 0))
  const last = held.pages.length - 1
  // Beyond what was loaded: the next page brings it.
  if (at === -1 && held.pages[last]?.next_cursor) return held
  const target = at === -1 ? last : at
  return {
    ...held,
    pages: held.pages.map((page, index) =>
      index === target ? { ...page, items: [...page.items, card].toSorted(compareCards) } : page,
    ),
  }
}

function counted(held: ColumnPages, change: number): ColumnPages {
  if (change === 0) return held
  return { ...held, pages: held.pages.map((page) => ({ ...page, count: Math.max(0, page.count + change) })) }
}

function find(held: ColumnPages, id: string): KanbanCard | undefined {
  for (const page of held.pages) {
    const found = page.items.find((one) => one.session_id === id)
    if (found) return found
  }
  return undefined
}

function mapped(held: ColumnPages, change: (items: KanbanCard[]) => KanbanCard[]): ColumnPages {
  return { ...held, pages: held.pages.map((page) => ({ ...page, items: change(page.items) })) }
}

/** A move in flight: the card as it will be, shown at once. */
export interface Flight {
  card: KanbanCard
  to: ColumnKey
}

/** The cards of a column with the moves in flight laid over them. */
export function shownIn(
  column: ColumnKey,
  items: readonly KanbanCard[],
  flights: readonly Flight[],
): KanbanCard[] {
  const flying = new Set(flights.map(({ card }) => card.session_id))
  const landing = flights.filter(({ to }) => to === column).map(({ card }) => ({ ...card, column }))
  return [...landing, ...items.filter((one) => !flying.has(one.session_id))]
}
