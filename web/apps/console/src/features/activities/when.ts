/** When activities are due, as people think of it. */
import type { Activity } from '@attendance/api'

export type Due = 'overdue' | 'today' | 'tomorrow' | 'later' | 'undated'
export const DUES: readonly Due[] = ['overdue', 'today', 'tomorrow', 'later', 'undated']

/** @param dayKey the day of an instant on the reader's clock, sortable. */
export function dueOf(dueAt: string | null, now: number, dayKey: (instant: string | number) => string): Due {
  if (dueAt === null) return 'undated'
  if (Date.parse(dueAt) < now) return 'overdue'
  const day = dayKey(dueAt)
  if (day === dayKey(now)) return 'today'
  return day === dayKey(now + 86_400_000) ? 'tomorrow' : 'later'
}

/** In the order of `DUES`, without empty ones; within each the order stays. */
export function byDue(
  activities: readonly Activity[],
  now: number,
  dayKey: (instant: string | number) => string,
): { due: Due; items: Activity[] }[] {
  return DUES.map((due) => ({
    due,
    items: activities.filter((one) => dueOf(one.due_at, now, dayKey) === due),
  })).filter(({ items }) => items.length > 0)
}

/** What a field of type datetime-local holds for an instant, and back. Empty: none. */
export function fieldOf(instant: string | null): string {
  if (!instant) return ''
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export const instantOf = (field: string): string | null => (field ? new Date(field).toISOString() : null)
