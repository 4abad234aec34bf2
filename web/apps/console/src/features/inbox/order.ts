/** Keeps rows where they are while somebody points at them: new and moved ones wait for a click. */
import type { Conversation } from '@attendance/api'
import { activityOf } from './views'

export interface HeldOrder {
  ids: readonly string[]
  /** Newest activity when the order was held. */
  newest: number
}

export interface Arranged {
  shown: Conversation[]
  /** How many conversations would appear or move up when the order is let go. */
  waiting: number
}

export function hold(live: readonly Conversation[]): HeldOrder {
  const [first] = live
  return { ids: live.map((one) => one.id), newest: first ? activityOf(first) : Number.NEGATIVE_INFINITY }
}

export function arrange(held: HeldOrder, live: readonly Conversation[]): Arranged {
  const known = new Set(held.ids)
  const byId = new Map(live.map((one) => [one.id, one]))
  const kept = held.ids.flatMap((id) => byId.get(id) ?? [])
  const keptLast = kept.at(-1)
  const oldest = keptLast ? Math.min(...kept.map(activityOf)) : Number.POSITIVE_INFINITY
  const strangers = live.filter((one) => !known.has(one.id))
  const older = strangers.filter((one) => activityOf(one) <= oldest)
  const moved = kept.filter((one) => activityOf(one) > held.newest)
  return { shown: [...kept, ...older], waiting: strangers.length - older.length + moved.length }
}
