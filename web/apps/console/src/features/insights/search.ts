/** Which figures are asked for: in the address and at the server the same facts. Pure. */
import { instantAt, wallTimeIn } from '@attendance/i18n'

export const PRESETS = { today: 1, week: 7, month: 30, quarter: 90 } as const
export type Preset = keyof typeof PRESETS

/** As it stands in the address; what is left out means everything, and the last seven days. */
export interface InsightsSearch {
  period?: Preset
  /** Days of the company's calendar, both included; instead of `period`. */
  from?: string
  to?: string
  queue?: string
  who?: string
  channel?: string
  /** The figure whose course is drawn. */
  chart?: string
  /** As large as the screen, for everybody in the room. */
  board?: true
}

/** What the server is asked; `until` null is now. */
export interface Asked {
  since: string
  until: string | null
  queue_id: string
  channel: string
  attendant_id: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LONGEST_DAYS = 366

export function parseInsightsSearch(given: Record<string, unknown>): InsightsSearch {
  const search: InsightsSearch = {}
  for (const name of ['queue', 'who', 'channel', 'chart'] as const) {
    const value = given[name]
    if (typeof value === 'string' && value) search[name] = value
  }
  const { from, to, period } = given
  if (isDay(from) && isDay(to) && from <= to && daysOf(from, to) <= LONGEST_DAYS) {
    search.from = from
    search.to = to
  } else if (typeof period === 'string' && period in PRESETS && period !== 'week') {
    search.period = period as Preset
  }
  if (given.board === true) search.board = true
  return search
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value))
}

function daysOf(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
}

/** Whole days of the company's calendar; a period that goes on ends now. */
export function askedOf(search: InsightsSearch, now: number, timeZone: string): Asked {
  const scope = {
    queue_id: search.queue ?? '',
    channel: search.channel ?? '',
    attendant_id: search.who ?? '',
  }
  if (search.from && search.to) {
    const end = midnightOf(search.to, 1, timeZone)
    return {
      ...scope,
      since: midnightOf(search.from, 0, timeZone).toISOString(),
      until: end.getTime() > now ? null : end.toISOString(),
    }
  }
  const today = wallTimeIn(new Date(now), timeZone)
  const days = PRESETS[search.period ?? 'week']
  const start = { ...today, day: today.day - days + 1, hour: 0, minute: 0 }
  return { ...scope, since: instantAt(start, timeZone).toISOString(), until: null }
}

/** The days that the address means, for the fields in which people change them. */
export function daysShown(
  search: InsightsSearch,
  now: number,
  timeZone: string,
): { from: string; to: string } {
  if (search.from && search.to) return { from: search.from, to: search.to }
  const day = (ago: number) => {
    const today = wallTimeIn(new Date(now), timeZone)
    return new Date(Date.UTC(today.year, today.month - 1, today.day - ago)).toISOString().slice(0, 10)
  }
  return { from: day(PRESETS[search.period ?? 'week'] - 1), to: day(0) }
}

function midnightOf(written: string, later: number, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = written.split('-').map(Number)
  return instantAt({ year, month, day: day + later, hour: 0, minute: 0 }, timeZone)
}
